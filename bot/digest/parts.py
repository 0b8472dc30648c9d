"""What a digest is made of: the four cells, items, counts, and the digest that holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta

from bot.digest.compared import Moves
from bot.digest.figures import Figure
from bot.digest.targets import NO_TARGETS, Targets
from bot.model.deadline import DeadlineKind, Period, TaskRef
from bot.model.progress import Report, ReportKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Cells:
    """The official four-cell count of the dated tasks that are not cancelled; or its change, with signs."""

    done_on_time: int = 0
    done_late: int = 0
    open_in_term: int = 0
    open_overdue: int = 0

    @property
    def done(self) -> int:
        return self.done_on_time + self.done_late

    @property
    def total(self) -> int:
        return self.done + self.open_in_term + self.open_overdue

    def since(self, before: "Cells") -> "Cells":
        """What was added to each cell since `before`."""
        return Cells(**{cell: getattr(self, cell) - getattr(before, cell) for cell in CELLS})


CELLS = tuple(cell.name for cell in fields(Cells))


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One task of a list. `days` is its delay (`Standing.days_late`), before its due date negative; `new`
    where it is overdue and was not at the digest before, `last` what its owner reported last. What
    falls due for a `period` is a report; `since` when it is blocked, or more time was asked for.

    `reported_on` is when a result was reported that waits for approval. A classified task has neither title
    nor note: these never leave the machine.
    """

    code: str
    title: str
    owner: str
    due: date | None = None
    days: int = 0
    note: str = ""
    asked_until: date | None = None
    reported_on: date | None = None
    new: bool = False
    last: Report | None = None
    period: Period | None = None
    since: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Missed:
    """The former periods of a task that are owed: without a word, and told of but unfinished; the item's days
    are those of the oldest."""

    item: Item
    kind: DeadlineKind
    silent: tuple[Period, ...]
    unfinished: tuple[Period, ...]

    @property
    def oldest(self) -> Period:
        return min((*self.silent, *self.unfinished), key=lambda period: period.start)


@dataclass(frozen=True, kw_only=True, slots=True)
class Overdue:
    """A unit's overdue tasks, the longest overdue first."""

    unit: str
    items: tuple[Item, ...]

    @property
    def reported(self) -> int:
        """How many were reported done, late, and wait for approval: no longer the unit's to deliver."""
        return sum(item.reported_on is not None for item in self.items)

    @property
    def never(self) -> int:
        """How many were never reported on."""
        return sum(item.last is None and item.reported_on is None for item in self.items)

    @property
    def oldest(self) -> int:
        """Days past due of the oldest that the unit still owes; where it owes none, of all."""
        owed = [item.days for item in self.items if item.reported_on is None]
        return max(owed or [item.days for item in self.items])


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many tasks of a unit a list is about."""

    unit: str
    tasks: int


@dataclass(frozen=True, slots=True)
class Met:
    """How many of `total` tasks met what is asked of their sort."""

    total: int = 0
    met: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Apart:
    """Tasks that stand outside the four cells.

    `met` counts the finished of the waiting and undated, and of the ongoing and recurring those
    reported on in their present period.
    """

    ongoing: Met
    recurring: Met
    waiting: Met
    undated: Met
    cancelled: int


WEEK = timedelta(days=7)
APART = ("ongoing", "recurring", "waiting", "undated")


@dataclass(frozen=True, slots=True)
class Extensions:
    """On how many tasks more time was asked for, granted and refused within the week."""

    asked: int = 0
    granted: int = 0
    refused: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """What became of a task's request for time since the digest before: granted or asked `until` that day,
    or (`kind`) refused."""

    code: str
    kind: ReportKind
    until: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Hindsight:
    """What a past day's figures know that the day itself did not, or the other way round.

    `late`: reports kept later, of what was said by then; they are counted. `unseen`: documents issued by then
    that came into force here later; they are not. `version`: since when the version of the plan was in
    force that is counted, where none of that day is kept; `today`: it is the present one.
    """

    late: int = 0
    unseen: tuple[str, ...] = ()
    version: date | None = None
    today: bool = False


AS_KNOWN = Hindsight()


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """Where a plan stands on `on`, compared with the digest of `since`: how the cells changed, and by which
    moves of tasks (`said`: that digest was sent, else it is recounted); both are null where none is known.
    `stirred`: obstacles or due dates are not as they were, whatever the cells say.

    `awaiting` counts open tasks of the four cells whose result a secretary has still to confirm.
    `silent` has not reported since an overdue task's due date; a unit that nobody is linked for can't
    report and is in `unlinked`, one whose people have all blocked the bot in `lost`, never in `silent`.
    `unasked` are all units of open tasks that nobody is linked for, also those without a date.
    `members` are the tasks behind each figure. `due_turns` are the ongoing and recurring tasks whose present
    period falls due as soon as what is `due_soon`; no figure counts them.
    """

    on: date
    since: date | None
    cells: Cells
    change: Cells | None
    awaiting: int
    overdue: tuple[Overdue, ...]
    due_soon: tuple[Item, ...]
    blocked: tuple[Item, ...]
    extensions: tuple[Item, ...]
    silent: tuple[UnitCount, ...]
    unlinked: tuple[UnitCount, ...]
    finished: tuple[Item, ...]
    apart: Apart
    due_turns: tuple[Item, ...] = ()
    missed: tuple[Missed, ...] = ()
    lost: tuple[UnitCount, ...] = ()
    unasked: tuple[str, ...] = ()
    targets: Targets = NO_TARGETS
    week: Extensions = Extensions()
    decided: tuple[Decided, ...] = ()
    members: Mapping[Figure, tuple[TaskRef, ...]] = field(default_factory=dict)
    moves: Moves = field(default_factory=dict)
    said: bool = False
    stirred: bool = False
    hindsight: Hindsight = AS_KNOWN

    @property
    def weekly(self) -> bool:
        """Whether it tells of the week past, as where no digest before is known."""
        return self.since is None or self.on - self.since == WEEK

    @property
    def newly_overdue(self) -> tuple[Item, ...]:
        """Those overdue that the digest before did not tell of, the longest overdue first."""
        new = (item for group in self.overdue for item in group.items if item.new)
        return tuple(sorted(new, key=lambda item: -item.days))

    @property
    def nobody(self) -> tuple[UnitCount, ...]:
        """Every unit of an open task that nobody is linked for, with its tasks in the four cells."""
        counted = {count.unit for count in self.unlinked}
        return (*self.unlinked, *(UnitCount(unit, 0) for unit in self.unasked if unit not in counted))

    @property
    def finished_dated(self) -> int:
        """How many of the finished count in the four cells."""
        return len({*self.members.get(Figure.FINISHED, ())} & {*self.members.get(Figure.DATED, ())})
