"""One event being answered: who spoke, what is kept of it, and the answers it gets."""

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property, partial
from typing import Any

from bot.access.rights import Right, Where, link_for
from bot.access.showing import shows
from bot.model import subjects
from bot.model.deadline import TaskRef
from bot.model.evidence import NewEvidence
from bot.model.history import History
from bot.model.message import LISTS, Delivery, Event, EventKind, NewDelivery, OutboxKind, Priority, Subject
from bot.model.people import Link, Role, Snooze
from bot.model.plan import Catalog, Task
from bot.model.progress import NewReport, Report, ReportKind, Share, Standing, State
from bot.model.say import Say, say
from bot.schedule.standing import standings
from bot.store.outbox import Seen
from bot.store.store import Transaction

PENDING = timedelta(minutes=10)  # how long the next words may answer what was just asked
CLOCKS_APART = timedelta(seconds=30)  # Telegram's and ours, at most
ALBUM_COMES_IN = timedelta(seconds=2)  # how long its confirmation waits for the pictures still to come
MOST_ANSWERS = 10  # to one chat for one message, and of one person's that wait there before others come first
A_PART, CLOSING = 2, 2  # answers to one part of a message at most; the receipt of all, and what was left
TURNED_AWAY = timedelta(hours=1)  # how long a chat isn't told again what strangers are told
# In this order: who may report for the owner does so.
DEED_OF: Mapping[Share, Right] = {Share.OWNER: Right.REPORT, Share.SUPPORT: Right.ASSIST}


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What the caller still has to do: the words shown over a pressed button; after a link was made or
    ended, a pass and other menus."""

    toast: Say | None = None
    linked: bool = False


class Turn:
    """Everything written through it belongs to the one transaction of `tx`."""

    def __init__(self, event: Event, tx: Transaction, catalog: Catalog, now: datetime, bot_name: str) -> None:
        if now.tzinfo is None:
            raise ValueError("a moment without its time zone")
        self.zone: tzinfo = now.tzinfo
        self.event = event
        self.tx = tx
        self.catalog = catalog
        self.now = now  # when it is heard: who has which right, what is shown, when answers leave
        self.at = min(now, event.at.astimezone(now.tzinfo)) if event.at else now  # when it was said
        self.bot_name = bot_name
        self.touched: dict[TaskRef, Task] = {}  # what this event's reports are about
        self.edited: set[tuple[int, int]] = set()  # messages drawn anew: chat and message id
        # What was sent together with the words: with this message, or with an earlier one asked about.
        self.batch = f"album:{event.chat_id}:{event.album}" if event.album else f"in:{event.key}"
        self.first_report = sys.maxsize  # the last that a changed message left when it came first
        self._latest: dict[tuple[OutboxKind, ...], Delivery | None] = {}
        self.aside = ""  # what the group is told where the answer is not for it
        self._answers: Counter[int] = Counter()  # of each chat
        self._rows = 0
        self._reports = 0
        self._pieces = 0

    @property
    def today(self) -> date:
        """The day of saying: days that are told from today are told from it."""
        return self.at.date()

    @cached_property
    def links(self) -> list[Link]:
        """What the speaker is to the committee today; empty for a stranger."""
        return self.standing_links(self.tx.links.of_user(self.event.user_id))

    @cached_property
    def chat_links(self) -> list[Link]:
        """What this chat is to the committee: the plans and units of a linked group, or of the topic of it
        where that has any of its own."""
        found = self.standing_links(self.tx.links.of_chat(self.event.chat_id))
        return [x for x in found if x.thread_id == self.event.thread_id] or found

    def secretaries(self, plan: str) -> list[Link]:
        return self.standing_links(self.tx.links.all(role=Role.SECRETARY, plan=plan))

    def standing_links(self, links: Iterable[Link]) -> list[Link]:
        """Those in force when this is heard, whenever it was said."""
        return [link for link in links if link.stands(self.now.date())]

    @property
    def where(self) -> Where:
        if self.event.private:
            return Where.PRIVATE
        return Where.GROUP if self.chat_links else Where.UNLINKED

    @cached_property
    def codes(self) -> frozenset[str]:
        """What tasks go by: the codes they have and had, alone or behind their plan's id."""
        refs = (ref for task in self.catalog.tasks() for ref in task.refs)
        return frozenset(name for ref in refs for name in (ref.code, str(ref)))

    @property
    def rights(self) -> list[Link]:
        """The speaker's links, and in a group what the group itself may."""
        return self.links if self.event.private else [*self.links, *self.chat_links]

    @cached_property
    def about(self) -> Delivery | None:
        """The message of ours that was answered or pressed."""
        event = self.event
        message = event.reply_to or event.message_id
        seen = self._seen.at if self._seen else None
        return self.tx.outbox.message(event.chat_id, message, seen) if message else None

    @property
    def addressed(self) -> bool:
        """Whether the bot is spoken to: in a group only by an answer to a message of its own."""
        return self.event.private or self.about is not None

    @property
    def _seen(self) -> Seen | None:
        """What could be seen here when it was said: a press says no moment, but which message it saw."""
        id = self.event.message_id if self.event.at else None
        return Seen(id, self.at + CLOCKS_APART) if id else None

    @property
    def subject(self) -> Subject | None:
        """What that message is about."""
        return self.about.subject if self.about else None

    def latest(self, *kinds: OutboxKind) -> Delivery | None:
        """The newest message of these kinds (none named: of any) that the speaker was shown in this chat, or
        in this topic of it, when it was said."""
        if kinds not in self._latest:
            chat, user, thread = self.event.chat_id, self.event.user_id, self.event.thread_id
            of = kinds or tuple(OutboxKind)
            self._latest[kinds] = self.tx.outbox.latest(chat, of, user, thread, self._seen)
        return self._latest[kinds]

    @cached_property
    def listed(self) -> Delivery | None:
        """The list that numbers are of: the one answered, or behind what is answered, else the last."""
        if self.about and self.about.kind in LISTS:
            return self.about
        within = self.subject.within if self.subject else None
        return self.tx.outbox.message(self.event.chat_id, within) if within else self.latest(*LISTS)

    def pending(self, *kinds: OutboxKind) -> Delivery | None:
        """That message while it is fresh: the next words answer it, reply or not; in a group those of the
        person it was an answer to."""
        last = self.latest(*kinds)
        if last is None or not (self.event.private or last.subject.to == self.event.user_id):
            return None
        return last if last.sent_at and self.at - last.sent_at <= PENDING else None

    def standing(self, task: Task) -> Standing:
        """Where the task stands now, what this event has kept included."""
        return self.standings([task])[task.ref]

    def standings(self, tasks: Sequence[Task]) -> dict[TaskRef, Standing]:
        """Where each task stands; one reading of the log for all of them."""
        log = self.history([ref for task in tasks for ref in task.refs])
        return standings(tasks, log, self.today, self.zone)

    def history(self, tasks: Collection[TaskRef]) -> History[Report]:
        """What was reported on tasks under these codes, what this event has kept included."""
        return History(self.tx.reports.of(tasks))

    def answer(
        self,
        subject: Subject,
        *,
        edits: int | None = None,
        chat: int | None = None,
        thread: int | None = None,
        key: str = "",
        priority: Priority | None = None,
    ) -> Outcome:
        """Put an answer in the outbox, to this chat or another; a key per event makes it once only, a `key`
        of its own once for all events.

        Pictures of an album come one by one, and without words: all of them get one answer. What the
        group may not be shown goes to whoever asked.
        """
        if chat is None and not (self.event.private or shows(self.chat_links, subject, self.catalog)):
            return self.in_private(subject)
        to = chat or self.event.chat_id
        if chat is None:
            within = self.listed.message_id if self.listed else None
            subject = replace(subject, to=self.event.user_id, within=within)
        if edits is not None and self._overtakes(to, edits, subject):
            return Outcome()
        if not subject.quiet:
            self._answers[to] += 1
            if self._answers[to] > MOST_ANSWERS:
                return Outcome()
            if self._answers[to] == MOST_ANSWERS:
                subject, edits = subjects.Notice(key="reply.too_many", values={}), None
        asker = f":{self.event.user_id}"  # what the keys of all answers to the speaker's doings end with
        if priority is None:
            waiting, last = self.tx.outbox.asked_for(to, asker)
            flood = waiting >= MOST_ANSWERS or last == Priority.FLOOD
            priority = Priority.FLOOD if flood else Priority.ANSWER
        self._rows += 1
        once = self.batch if self.event.kind is EventKind.OTHER and edits is None else f"in:{self.event.key}"
        new = NewDelivery(
            key=key or f"{once}:{self._rows}{asker}",
            chat_id=to,
            priority=priority,
            subject=subject,
            edits=edits,
            thread_id=self.event.thread_id if chat is None else thread,
        )
        waits = self.event.album and isinstance(subject, subjects.Receipt) and edits is None
        self.tx.outbox.add(new, self.now, self.now + ALBUM_COMES_IN if waits else None)
        return Outcome()

    @property
    def full(self) -> bool:
        """Whether a chat has had about as many answers as one message may bring."""
        return max(self._answers.values(), default=0) + A_PART + CLOSING >= MOST_ANSWERS - 1

    def _overtakes(self, chat: int, message: int, subject: Subject) -> bool:
        """Make way for a change of that message; whether the same one waits already, to be made of the
        state when its turn comes."""
        self.edited.add((chat, message))
        waiting = self.tx.outbox.changes(chat, message)
        for row in waiting:
            if row.subject.quiet:
                self.tx.outbox.skip(row.id, "overtaken", self.now)
        loud = [row.subject for row in waiting if not row.subject.quiet]
        return loud[-1:] == [subject]

    def in_private(self, subject: Subject) -> Outcome:
        """Answer the speaker alone, whose chat has their own id; the group is told so, or how it can be."""
        reached = any(link.unreachable_since is None for link in self.links)
        self.aside = "group.in_private" if reached else "group.no_private"
        return self.answer(subject, chat=self.event.user_id) if reached else Outcome()

    def turn_away(self, key: str, /) -> Outcome:
        """Say no to whoever isn't linked: each sentence once an hour a chat, behind all other answers."""
        private = self.event.private
        if self.event.kind is EventKind.PRESS or (private and self.links):
            return self.refuse(key)
        if not self.tx.outbox.told(self.event.chat_id, key, self.now - TURNED_AWAY):
            self.answer(subjects.Notice(key=key, values={}), priority=Priority.STRANGER)
        return Outcome()

    def notice(self, key: str, /, *about: Task, **values: Any) -> Outcome:
        """Answer with one of the texts, which tells of these tasks; values are strings or numbers."""
        return self.answer(subjects.Notice(key=key, values=values, tasks=tuple(task.ref for task in about)))

    def card(self, task: Task, *, detail: bool = False, edits: int | None = None) -> Outcome:
        """Answer with the task's card; with `detail`, all that is known of it."""
        return self.answer(subjects.Card(tasks=(task.ref,), detail=detail), edits=edits)

    def tell(self, link: Link, key: str, /, **values: Any) -> None:
        """Tell somebody else, or a group in its topic."""
        self.answer(subjects.Notice(key=key, values=values), chat=link.chat_id, thread=link.thread_id)

    def refuse(self, key: str, /, **values: Any) -> Outcome:
        """Say no: over the button for a press, in the chat for words."""
        if self.event.kind is EventKind.PRESS:
            return Outcome(toast=say(key, **values))
        return self.notice(key, **values)

    def put_off(self, until: Mapping[TaskRef, date]) -> None:
        """Keep snoozes of this chat."""
        chat, name = self.event.chat_id, self.event.user_name
        new = partial(Snooze, chat_id=chat, user_name=name, asked_on=self.today)
        self.tx.snoozes.add(*(new(task=task, until=day) for task, day in until.items()))

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
        decides: int | None = None,
    ) -> Report | None:
        """Keep one report, and what came with it as its evidence; None when it is kept already."""
        self._reports += 1
        part = self.part(task) or Share.OWNER
        link = link_for(DEED_OF[part], task, self.links)
        kept = self.tx.reports.add(
            NewReport(
                key=f"in:{self.event.key}:{self._reports}",
                task=task.ref,
                kind=kind,
                at=self.at,
                user_id=self.event.user_id,
                user_name=self.event.user_name,
                unit=link.unit if link else None,
                state=state,
                percent=percent,
                note=note,
                asked_until=until,
                undoes=undoes,
                decides=decides,
                part=part,
            )
        )
        if kept and task.ref not in self.touched:
            self.touched[task.ref] = task
            self.attach(task, kept.id)
        return kept

    def overtaken(self, task: Task) -> bool:
        """Whether more was told of the task since this changed message came first: that stands."""
        own = f"in:{self.event.key}:"
        later = (r for r in self.history(task.refs).live if r.at > self.at or r.id > self.first_report)
        return bool(self.event.was) and any(not r.key.startswith(own) for r in later)

    def part(self, task: Task) -> Share | None:
        """Whose part of the task the speaker may report on, the owner's before a supporting unit's."""
        return next((part for part, right in DEED_OF.items() if link_for(right, task, self.links)), None)

    def attach(self, task: Task | None, report: int | None) -> None:
        """Keep what this event brings as evidence; without a task, until its sender names one."""
        if task and report is not None:
            self.tx.evidence.place(self.batch, task.ref, report)
        for what in self.event.attachments:
            self._pieces += 1
            new = NewEvidence(
                key=f"in:{self.event.key}:{self._pieces}",
                batch=self.batch,
                what=what,
                at=self.at,
                user_id=self.event.user_id,
                user_name=self.event.user_name,
                task=task.ref if task else None,
                report_id=report,
            )
            self.tx.evidence.add(new)
