"""The rows papers are made of: tasks, reports, groups and targets, written as people know them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.digest.parts import CELLS, Cells
from bot.model.deadline import DeadlineKind, Period
from bot.model.plan import Followed
from bot.model.progress import Mark, ReportKind, State
from bot.model.target import Better
from bot.schedule.targets import Verdict
from bot.texts.limits import clean


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One report of the history, its moment in the plan's time zone; `undone` when it was taken back,
    `on_behalf` when the secretary reported for the unit; of an ongoing or recurring task the `period` that it
    is of."""

    id: int
    code: str
    title: str
    at: datetime
    kind: ReportKind
    state: State | None
    percent: int | None
    words: str
    asked_until: date | None
    by: str
    unit: str
    undone: bool
    on_behalf: bool
    period: Period | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodRow:
    """One period of an ongoing or recurring task, its due date in force, what became of it, and when it was
    reported on."""

    period: Period
    due: date
    mark: Mark
    reported: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRow:
    """One task as it stands. Units and sections are written as people know them.

    `cell` names a field of `Cells`, null outside the four cells. `days_late` counts from the due date to
    the day of delivery, or the day a result was reported that waits for approval (`reported_on`), or else
    the day of the figures. `deadline` is as the plan writes it, `wording` the document's
    own where the title is a shorter one, `follows` whose it is where it is another
    task's. `extensions` counts how often the due date was moved. `blocked_by` is filled while the task is
    blocked, `returned` while a result was sent back and nothing reported since, `asked_…` while an extension
    waits for a decision (`asking`). A classified task has neither title, wording nor deliverable, and
    nobody's words: these never leave the machine. `periods` are what a report is or was owed for.
    """

    code: str
    title: str
    section: str
    section_title: str
    unit: str
    support: tuple[str, ...]
    deliverable: str
    wording: str
    deadline: str
    follows: Followed | None
    kind: DeadlineKind
    first_due: date | None
    extensions: int
    due: date | None
    state: State
    percent: int | None
    done_on: date | None
    reported_on: date | None
    cell: str | None
    late: bool
    days_late: int
    last: Entry | None
    returned: Entry | None
    blocked_by: str
    asked_until: date | None
    asked_why: str
    asking: bool
    periods: tuple[PeriodRow, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether it is done once, and not due anew each period."""
        return self.kind not in (DeadlineKind.ONGOING, DeadlineKind.RECURRING)

    @property
    def asked(self) -> bool:
        """Whether something is still to be done: of what turns, in its present period."""
        return self.state.open if self.dated else bool(self.periods and self.periods[-1].mark is Mark.OPEN)


@dataclass(frozen=True, slots=True)
class Group:
    """The four cells of a unit or a section; `apart` counts its tasks that stand outside them."""

    name: str
    cells: Cells
    apart: int = 0

    @property
    def numbers(self) -> tuple[int, ...]:
        """As they stand in a row: each cell, their sum, the tasks apart."""
        return (*(getattr(self.cells, cell) for cell in CELLS), self.cells.total, self.apart)


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetRow:
    """A figure the plan wants reached by its horizon, the end of a year, and how far it is.

    `value`, of the date `on`, is null until one is reported; `change` is its difference from the one before,
    `line` what the straight line asks for on that date, `gap` how far apart the two are. The line starts with
    `start` on `started`, which the plan has `given` or else is the first value. `owner` is whose to report.
    """

    id: str
    title: str
    horizon: int
    unit: str
    low: Decimal
    high: Decimal | None
    better: Better
    owner: str
    value: Decimal | None
    on: date | None
    source: str
    change: Decimal | None
    line: Decimal | None
    gap: Decimal | None
    verdict: Verdict
    start: Decimal | None
    started: date | None
    given: bool

    @property
    def goal(self) -> Decimal:
        """The end of the range that counts as reached."""
        return self.low if self.better is Better.HIGHER or self.high is None else self.high

    @property
    def filled(self) -> float:
        """How much of the way from its start to its goal the value has gone."""
        return 1.0 if self.verdict is Verdict.REACHED else self.share(self.value)

    def share(self, figure: Decimal | None) -> float:
        """Where a figure stands on that way: 0 at the start or before it, 1 at the goal or beyond."""
        if figure is None or self.start is None or self.goal == self.start:
            return 0.0
        return float(min(max((figure - self.start) / (self.goal - self.start), Decimal(0)), Decimal(1)))


@dataclass(frozen=True, kw_only=True, slots=True)
class ValueRow:
    """One figure reported towards a target, told at `at`; `undone` when it was taken back."""

    id: int
    target: str
    title: str
    horizon: int
    unit: str
    value: Decimal
    on: date
    at: datetime
    source: str
    by: str
    who: str
    undone: bool


def printable(text: str) -> str:
    """The text without what no file may hold."""
    # What XML can't hold at all would make a Word file impossible.
    return clean(text).translate({0xFFFE: None, 0xFFFF: None})
