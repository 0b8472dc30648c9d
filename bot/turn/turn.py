"""One event being answered: what is kept of it, and the answers it gets."""

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from bot.access.showing import shows
from bot.model import subjects
from bot.model.deadline import TaskRef
from bot.model.evidence import Attachment, EvidenceKind, NewEvidence
from bot.model.message import Event, EventKind, NewDelivery, OutboxKind, Priority, Subject
from bot.model.people import Link, Snooze
from bot.model.plan import Catalog, Task
from bot.model.plan_file import Rewritten
from bot.model.plan_text import PlanText
from bot.model.progress import SPOKEN, NewReport, Report, ReportKind, Share, State
from bot.model.say import Say, say
from bot.planfile.overlay import NotWritten, Transfer
from bot.planfile.writing.replacing import NotReplaced
from bot.store.store import Transaction
from bot.turn.heard import Heard

ALBUM_COMES_IN = timedelta(seconds=2)  # how long its confirmation waits for the pictures still to come
LOOKED_THROUGH = 10  # questions, for the one about the pictures of an album
MOST_ANSWERS = 10  # to one chat for one message, and of one person's that wait there before others come first
A_PART, CLOSING = 2, 2  # answers to one part of a message at most; the receipt of all, and what was left
TURNED_AWAY = timedelta(hours=1)  # how long a chat isn't told again what strangers are told


HandOver = Callable[[Transfer], PlanText]  # writes it down beside the plan, or raises NotWritten


def no_folder(transfer: Transfer) -> PlanText:
    """Where no folder of plans is followed, nothing can be written."""
    raise NotWritten(transfer.file, "")


# Puts files in the folder of plans as they were at that moment, or raises Changed or NotReplaced.
Rewrite = Callable[[Sequence[Rewritten], datetime], None]


def not_rewritten(_: Sequence[Rewritten], _at: datetime) -> None:
    raise NotReplaced


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What the caller still has to do: the words shown over a pressed button; after a link was made or
    ended, a pass and other menus."""

    toast: Say | None = None
    linked: bool = False


class Turn(Heard):
    """Everything written through it belongs to the one transaction of `tx`."""

    def __init__(self, event: Event, tx: Transaction, catalog: Catalog, now: datetime, bot_name: str) -> None:
        super().__init__(event, tx, catalog, now)
        self.bot_name = bot_name
        self.touched: dict[TaskRef, Task] = {}  # what this event's reports are about
        self.edited: set[tuple[int, int]] = set()  # messages drawn anew: chat and message id
        # What was sent together with the words: with this message, or with an earlier one asked about.
        self.batch = f"album:{event.chat_id}:{event.album}" if event.album else f"in:{event.key}"
        self.first_report = sys.maxsize  # the last that a changed message left when it came first
        self.hand_over: HandOver = no_folder
        self.rewrite: Rewrite = not_rewritten
        self.aside = ""  # what the group is told where the answer is not for it
        self._answers: Counter[int] = Counter()  # of each chat
        self._attached: set[TaskRef] = set()  # tasks beside whose report this event's files stand
        self._rows = 0
        self._reports = 0
        self._pieces = 0

    def answer(
        self,
        subject: Subject,
        *,
        edits: int | None = None,
        chat: int | None = None,
        thread: int | None = None,
        key: str = "",
        priority: Priority | None = None,
        like: Subject | None = None,
    ) -> Outcome:
        """Put an answer in the outbox, to this chat or another; a key per event makes it once only, a `key`
        of its own once for all events.

        Pictures of an album come one by one, and without words: all of them get one answer. What the
        group may not be shown goes to whoever asked; `like`: it tells what such a message does.
        """
        if chat is None and not (self.event.private or shows(self.chat_links, like or subject, self.catalog)):
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

    def tell(self, link: Link, key: str, /, *about: Task, **values: Any) -> None:
        """Tell somebody else, or a group in its topic."""
        told = subjects.Notice(key=key, values=values, tasks=tuple(task.ref for task in about))
        self.answer(told, chat=link.chat_id, thread=link.thread_id)

    def refuse(self, key: str, /, *about: Task, **values: Any) -> Outcome:
        """Say no: over the button for a press, in the chat for words; it may tell of these tasks."""
        if self.event.kind is EventKind.PRESS:
            return Outcome(toast=say(key, **values))
        return self.notice(key, *about, **values)

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
        part, link = self.part(task) or Share.OWNER, self.link(task)
        decided = self.tx.reports.get(decides) if decides is not None else None
        if decided:
            self.mean(task, decided)
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
                period=None if kind is ReportKind.UNDO else self.meant.get(task.ref),
                kept_at=self.now,
            )
        )
        if kept:
            self.touched[task.ref] = task
        if kept and kind not in SPOKEN | {ReportKind.UNDO} and task.ref not in self._attached:
            self._attached.add(task.ref)
            self.attach(task, kept.id)
        return kept

    def overtaken(self, task: Task) -> bool:
        """Whether more was told of the task since this changed message came first: that stands."""
        if not self.event.was:
            return False
        own = f"in:{self.event.key}:"
        later = (r for r in self.history(task.refs).live if r.at > self.at or r.id > self.first_report)
        return any(not r.key.startswith(own) for r in later)

    @property
    def brings(self) -> bool:
        """Whether files or links came with the words: with this message, or sent together with it before."""
        earlier = self.batch != f"in:{self.event.key}"
        return bool(self.event.attachments or (earlier and self.tx.evidence.of_batch(self.batch)))

    def attach(self, task: Task | None, report: int | None) -> None:
        """Keep what this event brings as evidence; without a task, until its sender names one."""
        if task and report is not None and self.brings:
            placed = self.tx.evidence.place(self.batch, task.ref, report)
            if placed and self.event.album:
                self.files_placed()
        for what in self.event.attachments:
            self._pieces += 1
            new = NewEvidence(
                key=f"in:{self.event.key}:{self._pieces}",
                batch=self.batch,
                what=self._named(what),
                at=self.at,
                user_id=self.event.user_id,
                user_name=self.event.user_name,
                task=task.ref if task else None,
                report_id=report,
            )
            self.tx.evidence.add(new)

    def files_placed(self) -> None:
        """What was asked about the first pictures is said by words on a later one, or behind them."""
        for row in self.tx.outbox.newest(self.event.chat_id, (OutboxKind.CHOICE,), LOOKED_THROUGH):
            of = row.subject
            if isinstance(of, subjects.WhichTask) and of.batch == self.batch and row.message_id:
                files = ", ".join(piece.what.name for piece in self.tx.evidence.of_batch(self.batch))
                self.answer(
                    subjects.Notice(key="choice.placed", values={"files": files}), edits=row.message_id
                )

    def _named(self, what: Attachment) -> Attachment:
        """A picture comes without a name: it gets its day, and its number among its sender's of that day."""
        if what.kind is not EvidenceKind.PHOTO:
            return what
        before = self.tx.evidence.pictures(
            self.event.user_id, datetime.combine(self.today, time(), self.zone)
        )
        return replace(what, name=f"anh-{self.today.isoformat()}-{before + 1}.jpg")
