"""The rows papers are made of: tasks, reports, groups and targets, written as people know them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.digest.parts import Cells
from bot.model.deadline import DeadlineKind
from bot.model.plan import Followed
from bot.model.progress import ReportKind, State


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One report of the history, its moment in the plan's time zone; `undone` when it was taken back."""

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


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRow:
    """One task as it stands. Units and sections are written as people know them.

    `cell` names a field of `Cells`, null outside the four cells. `days_late` counts from the due date to
    the day of delivery, or the day a result was reported that waits for approval (`reported_on`), or else
    the day of the figures. `deadline` is as the plan writes it, `follows` whose it is where it is another
    task's. `extensions` counts how often the due date was moved. `blocked_by` is filled while the task is
    blocked, `asked_…` while an extension waits for a decision (`asking`). A classified task has neither
    title nor deliverable nor anybody's words: these never leave the machine.
    """

    code: str
    title: str
    section: str
    section_title: str
    unit: str
    support: tuple[str, ...]
    deliverable: str
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
    blocked_by: str
    asked_until: date | None
    asked_why: str
    asking: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The four cells of a unit or a section; `apart` counts its tasks that stand outside them."""

    name: str
    cells: Cells
    apart: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetRow:
    """A figure the plan wants reached by its horizon (a year); `value` is null until one is reported."""

    id: str
    title: str
    horizon: int
    unit: str
    low: Decimal
    high: Decimal | None
    value: Decimal | None = None
