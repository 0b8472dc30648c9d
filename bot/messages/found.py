"""What was found in the database for one moment: each thing is looked for once, whoever asks first."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

from bot.model import subjects
from bot.model.agenda import Agenda
from bot.model.deadline import TaskRef
from bot.model.message import OutboxKind
from bot.model.people import Link, Role, Snooze
from bot.model.plan import Task
from bot.model.progress import Report, Standing
from bot.model.target import TargetValue
from bot.store.known_tasks import known_tasks
from bot.store.rows import at_once
from bot.store.store import Transaction

MONTH = timedelta(days=31)
"""How far to look back: an overdue task that nobody reports on is spoken of every week."""
Asked = tuple[frozenset[str], date, date | None, int | None]  # units, on, since, for which chat
K = TypeVar("K", int, str)
V = TypeVar("V")


class Once(Generic[K, V]):
    """Values by their key: of many keys in one reading, and of each key once."""

    def __init__(self, read: Callable[[Collection[K]], Iterable[V]], key: Callable[[V], K]) -> None:
        self._read: Callable[[Collection[K]], Iterable[V]] = read
        self._key: Callable[[V], K] = key
        self._found: dict[K, list[V]] = {}

    def of(self, keys: Iterable[K]) -> Mapping[K, Sequence[V]]:
        """What there is under these keys, and under those that were asked for before."""
        if new := {key for key in keys if key not in self._found}:
            found: dict[K, list[V]] = {key: [] for key in new}
            for value in chain.from_iterable(map(self._read, at_once(new))):
                found[self._key(value)].append(value)
            self._found |= found
        return self._found

    def __getitem__(self, key: K) -> Sequence[V]:
        return self.of([key])[key]


class Log(NamedTuple):
    """What was reported of a task: all that it rests on, and all kept since a moment where there is one."""

    task: Task
    since: datetime | None
    reports: list[Report]


class Found:
    """Views of one moment share it where nothing of it is written between them: who is linked, what was put
    off and reported, where tasks stand."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.links_of_chat: Once[int, Link] = Once(tx.links.of_chats, attrgetter("chat_id"))
        self.links_of_unit: Once[str, Link] = Once(tx.links.of_units, attrgetter("unit"))
        self.links_of_plan: Once[str, Link] = Once(tx.links.of_plans, attrgetter("plan"))
        self.put_off: Once[int, Snooze] = Once(lambda chats: tx.snoozes.all(*chats), attrgetter("chat_id"))
        self.values: Once[str, TargetValue] = Once(tx.target_values.of_plans, attrgetter("target.plan"))
        self.logs: dict[TaskRef, Log] = {}
        self.stands: dict[TaskRef, tuple[Task, Standing]] = {}
        self.agendas: dict[Asked, Agenda | None] = {}

    def then(self) -> "Found":
        """For a past moment: the same people and reports, but where tasks stood is to be found anew."""
        found = copy(self)
        found.stands, found.agendas = {}, {}
        return found

    def reports(self, tasks: Iterable[Task], since: datetime | None) -> list[Report] | None:
        """The log of these tasks with all kept since that moment; null where not all of it was read."""
        found: list[Report] = []
        for task in tasks:
            log = self.logs.get(task.ref)
            if log is None or log.task is not task or (since and not (log.since and log.since <= since)):
                return None
            found += log.reports
        return sorted(found, key=attrgetter("id"))

    def keep(self, tasks: Iterable[Task], since: datetime | None, reports: Iterable[Report]) -> None:
        """What was read of these tasks, each report under the code its task has now."""
        read = {task.ref: Log(task, since, []) for task in tasks}
        for report in reports:
            read[report.task].reports.append(report)
        self.logs |= read

    @cached_property
    def known_tasks(self) -> Mapping[TaskRef, date]:
        return known_tasks(self._tx.facts)

    @cached_property
    def secretaries(self) -> Sequence[Link]:
        return self._tx.links.all(role=Role.SECRETARY)

    @cached_property
    def lost(self) -> Sequence[Link]:
        """Who can't be written to."""
        return self._tx.links.lost()

    @cached_property
    def first_linked(self) -> datetime | None:
        return self._tx.links.first_linked()


def untold(
    tx: Transaction, tasks: Iterable[Task], asked: Callable[[str], Iterable[Link]], now: datetime
) -> list[TaskRef]:
    """Those past their due date of which no agenda told the people `asked` of their owner before today."""
    late = [task for task in tasks if task.deadline.due and task.deadline.due < now.date()]
    chats = {unit: {link.chat_id for link in asked(unit)} for unit in {task.owner for task in late}}
    told = _told(tx, {*chain(*chats.values())}, datetime.combine(now, time(), now.tzinfo))
    return [t.ref for t in late if all(told[chat].isdisjoint(t.refs) for chat in chats[t.owner])]


def _told(tx: Transaction, chats: Collection[int], before: datetime) -> Mapping[int, set[TaskRef]]:
    """The tasks that stood in these chats' agendas of the month before that moment."""
    found: Mapping[int, set[TaskRef]] = defaultdict(set)
    for row in tx.outbox.sent_since(chats, OutboxKind.AGENDA, before - MONTH) if chats else ():
        of = row.subject
        if isinstance(of, subjects.Agenda) and (row.sent_at or row.created_at) < before:
            found[row.chat_id].update((*of.tasks, *of.overdue, *of.later))
    return found
