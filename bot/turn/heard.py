"""One event as it is heard: who speaks, with which rights, in answer to what, and what is known of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property

from bot.access.rights import Right, Where, link_for
from bot.digest.bearing import sign
from bot.language.codes import leader, names_of
from bot.language.said import SAMPLE, Said
from bot.language.wishes import wish
from bot.model.deadline import TaskRef
from bot.model.history import History
from bot.model.message import LISTS, Delivery, Event, EventKind, OutboxKind, Subject
from bot.model.people import Link, Role
from bot.model.plan import Catalog, Task
from bot.model.progress import Report, Share, Standing
from bot.schedule.periods import TURNING, owes_from
from bot.schedule.standing import period_of, standings
from bot.store.known_tasks import known_tasks
from bot.store.outbox import Seen
from bot.store.store import Transaction

PENDING = timedelta(minutes=10)  # how long the next words may answer what was just asked
CLOCKS_APART = timedelta(seconds=30)  # Telegram's and ours, at most
# In this order: who may report for the owner does so.
RIGHT_OF: Mapping[Share, Right] = {Share.OWNER: Right.REPORT, Share.SUPPORT: Right.ASSIST}


def prepare(catalog: Catalog) -> None:
    """What the first words in these plans would wait for, a second with a hundred plans.

    A sentence is read as any other, so that patterns are compiled and weights are read.
    """
    day, names = date(2000, 1, 1), catalog.once(names_of)
    leader(catalog.codes, names)
    wish(SAMPLE, day)
    for said in Said(SAMPLE, day, codes=catalog.codes, plans=names).parts:
        _ = said.reading, said.until, said.turns


class Heard:
    """What can be said of an event before it is answered."""

    def __init__(self, event: Event, tx: Transaction, catalog: Catalog, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("a moment without its time zone")
        self.zone: tzinfo = now.tzinfo
        self.event = event
        self.tx = tx
        self.catalog = catalog
        self.now = now  # when it is heard: who has which right, what is shown, when answers leave
        self.at = min(now, event.at.astimezone(now.tzinfo)) if event.at else now  # when it was said
        self.meant: dict[TaskRef, date] = {}  # a day of the period of a task that is spoken of
        self._latest: dict[tuple[OutboxKind, ...], Delivery | None] = {}

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

    def officials(self, unit: str) -> list[Link]:
        return self.standing_links(self.tx.links.all(role=Role.OFFICIAL, unit=unit))

    def standing_links(self, links: Iterable[Link]) -> list[Link]:
        """Those in force when this is heard, whenever it was said."""
        return [link for link in links if link.stands(self.now.date())]

    @property
    def where(self) -> Where:
        if self.event.private:
            return Where.PRIVATE
        return Where.GROUP if self.chat_links else Where.UNLINKED

    @property
    def plan_names(self) -> frozenset[str]:
        """What the plans go by before a code."""
        return self.catalog.once(names_of)

    def said(self, text: str) -> Said:
        """Words of the speaker's, in which the codes of tasks are known."""
        return Said(text, self.today, codes=self.catalog.codes, plans=self.plan_names)

    @property
    def rights(self) -> list[Link]:
        """The speaker's links, and in a group what the group itself may."""
        return self.links if self.event.private else [*self.links, *self.chat_links]

    @cached_property
    def about(self) -> Delivery | None:
        """The message of ours that was answered or pressed."""
        event = self.event
        message = event.message_id if event.kind is EventKind.PRESS else event.reply_to
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

    def day_of(self, report: Report) -> date:
        """On which day of the committee's it was given."""
        return report.at.astimezone(self.zone).date()

    def standing(self, task: Task) -> Standing:
        """Where the task stands now, what this event has kept included; in the period that is meant."""
        return self.standings([task])[task.ref].at(self.meant.get(task.ref))

    def standings(self, tasks: Sequence[Task]) -> dict[TaskRef, Standing]:
        """Where each task stands; one reading of the log for all of them."""
        owed = owes_from(tasks, self.catalog.plans, known_tasks(self.tx.facts), self.today)
        return standings(tasks, self.log(tasks), self.today, self.zone, owed)

    def mean(self, task: Task, report: Report) -> None:
        """Speak of the period of that report."""
        if task.deadline.kind in TURNING:
            self.meant[task.ref] = period_of(task, report, (), self.zone).end

    def log(self, tasks: Iterable[Task]) -> list[Report]:
        """What all that is told of these tasks rests on, what this event has kept included."""
        return self.tx.reports.bearing({task.refs: sign(task, self.zone) for task in tasks})

    def history(self, tasks: Collection[TaskRef]) -> History[Report]:
        """What was reported on tasks under these codes, what this event has kept included."""
        return History(self.tx.reports.of(tasks))

    def link(self, task: Task) -> Link | None:
        """Through which link the speaker has a word on the task: a post of the unit's before the committee's
        office, an official's before a head's."""
        right = RIGHT_OF[self.part(task) or Share.OWNER]
        posts = sorted(self.links, key=lambda x: (x.unit is None, x.role is not Role.OFFICIAL))
        return link_for(right, task, posts)

    def part(self, task: Task) -> Share | None:
        """Whose part of the task the speaker may report on, the owner's before a supporting unit's."""
        return next((part for part, right in RIGHT_OF.items() if link_for(right, task, self.links)), None)
