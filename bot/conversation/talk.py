"""One event being answered: who spoke, what is kept of it, and the answers it gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import Any

from bot.conversation.permissions import Deed, link_for
from bot.conversation.ports import Book
from bot.model.message import Delivery, Event, EventKind, NewDelivery, OutboxKind, Priority
from bot.model.people import Link
from bot.model.plan import Catalog, Task
from bot.model.progress import NewReport, Report, ReportKind, Standing, State
from bot.model.say import Say, say
from bot.schedule.standing import standing_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What the caller still has to do: the words shown over a pressed button, a pass for a new link."""

    toast: Say | None = None
    linked: bool = False


class Talk:
    """Everything written through it belongs to the one transaction of `book`."""

    def __init__(self, event: Event, book: Book, catalog: Catalog, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("a moment without its time zone")
        self.zone: tzinfo = now.tzinfo
        self.event = event
        self.book = book
        self.catalog = catalog
        self.now = now
        self._answers = 0
        self._reports = 0

    @property
    def today(self) -> date:
        return self.now.date()

    @cached_property
    def links(self) -> list[Link]:
        """What the speaker is to the committee; empty for a stranger."""
        return self.book.links.of_user(self.event.user_id)

    @cached_property
    def chat_links(self) -> list[Link]:
        """What this chat is to the committee: a linked group's plans."""
        return self.book.links.of_chat(self.event.chat_id)

    @cached_property
    def about(self) -> Delivery | None:
        """The message of ours that was answered or pressed."""
        event = self.event
        message = event.reply_to or event.message_id
        return self.book.outbox.message(event.chat_id, message) if message else None

    def standing(self, task: Task) -> Standing:
        """Where the task stands now, what this event has kept included."""
        reports = self.book.reports.of([task.ref])
        return standing_of(task, reports, self.today, self.zone)

    def undone(self, report: Report) -> bool:
        return any(r.undoes == report.id for r in self.book.reports.of([report.task]))

    def answer(
        self,
        kind: OutboxKind,
        *,
        edits: int | None = None,
        subject: Mapping[str, Any] | None = None,
        chat: int | None = None,
    ) -> None:
        """Put an answer in the outbox, to this chat or another; a key per event makes it once only."""
        self._answers += 1
        new = NewDelivery(
            key=f"in:{self.event.key}:{self._answers}",
            kind=kind,
            chat_id=chat or self.event.chat_id,
            priority=Priority.ANSWER,
            subject=subject or {},
            edits=edits,
        )
        self.book.outbox.add(new, self.now)

    def notice(self, key: str, /, **values: Any) -> None:
        """Answer with one of the texts; values are strings or numbers."""
        self.answer(OutboxKind.NOTICE, subject={"key": key, "values": values})

    def refuse(self, key: str, /, **values: Any) -> Outcome:
        """Say no: over the button for a press, in the chat for words."""
        if self.event.kind is EventKind.PRESS:
            return Outcome(toast=say(key, **values))
        self.notice(key, **values)
        return Outcome()

    def keep(
        self,
        task: Task,
        kind: ReportKind,
        *,
        note: str = "",
        state: State | None = None,
        percent: int | None = None,
        until: date | None = None,
        undoes: int | None = None,
    ) -> Report | None:
        """Keep one report; None when this event's report is kept already."""
        self._reports += 1
        link = link_for(Deed.REPORT, task, self.links)
        return self.book.reports.add(
            NewReport(
                key=f"in:{self.event.key}:{self._reports}",
                task=task.ref,
                kind=kind,
                at=self.now,
                user_id=self.event.user_id,
                user_name=self.event.user_name,
                unit=link.unit if link else None,
                state=state,
                percent=percent,
                note=note,
                asked_until=until,
                undoes=undoes,
            )
        )
