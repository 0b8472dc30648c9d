"""Which tasks stand behind each figure of a digest: the one place where tasks are counted."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.digest.report_log import answers, reported, silent
from bot.model.deadline import DeadlineKind, TaskRef
from bot.model.history import History
from bot.model.plan import DEFAULT_LADDER, Plan, Task
from bot.model.progress import Report, ReportKind, Standing, State

SOON = timedelta(days=14)

PERIODIC = (DeadlineKind.ONGOING, DeadlineKind.RECURRING)


class Figure(StrEnum):
    """A figure that counts tasks, in the order of the digest; `…_met` is a share of those counted apart."""

    DATED = "dated"
    DONE = "done"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OPEN_IN_TERM = "open_in_term"
    OPEN_OVERDUE = "open_overdue"
    AWAITING = "awaiting"
    DUE_SOON = "due_soon"
    BLOCKED = "blocked"
    EXTENSIONS = "extensions"
    SILENT = "silent"
    UNLINKED = "unlinked"
    LOST = "lost"
    FINISHED = "finished"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    ONGOING = "ongoing"
    ONGOING_MET = "ongoing_met"
    RECURRING = "recurring"
    RECURRING_MET = "recurring_met"
    WAITING = "waiting"
    WAITING_MET = "waiting_met"
    UNDATED = "undated"
    UNDATED_MET = "undated_met"
    CANCELLED = "cancelled"


WEEKLY = frozenset({Figure.FINISHED, Figure.ASKED, Figure.GRANTED, Figure.REFUSED})
"""Figures of what happened within the week; the others tell how things stand."""

Members = Mapping[Figure, tuple[TaskRef, ...]]

_APART = {
    DeadlineKind.ONGOING: Figure.ONGOING,
    DeadlineKind.RECURRING: Figure.RECURRING,
    DeadlineKind.WAITS: Figure.WAITING,
}


def members(
    plan: Plan,
    now: Mapping[TaskRef, Standing],
    week_ago: Mapping[TaskRef, Standing],
    today: date,
    *,
    reports: Sequence[Report],
    linked_units: Collection[str] | None,
    lost_units: Collection[str] = (),
    fresh: Iterable[Report] = (),
) -> Members:
    """The tasks of each figure, in the plan's order; every figure is named. Arguments as in `digest_of`."""
    log, week = answers(reports), _requests(reports, fresh)
    ahead = timedelta(days=max(plan.ladder.before or DEFAULT_LADDER))
    cases = [
        _Case(
            task=task,
            standing=standing_in(now, task),
            before=week_ago.get(task.ref),
            said=log.get(task.ref, ()),
            week=week.get(task.ref, ()),
            today=today,
            ahead=ahead,
            linked=task.owner in (linked_units or ()),
            lost=linked_units is not None and task.owner in lost_units,
            known=linked_units is not None,
        )
        for task in plan.tasks
    ]
    return {figure: tuple(c.task.ref for c in cases if rule(c)) for figure, rule in _RULES.items()}


def standing_in(known: Mapping[TaskRef, Standing], task: Task) -> Standing:
    """Where the task stands; untouched where nothing is known of it."""
    due = task.deadline.due
    return known.get(task.ref) or Standing(task=task.ref, first_due=due, due=due)


def cell_of(task: Task, standing: Standing, today: date) -> Figure | None:
    """Which of the four cells the task counts in: only with a due date of its own, and not cancelled."""
    if standing.due is None or task.deadline.kind in PERIODIC or standing.state is State.CANCELLED:
        return None
    if standing.open:
        return Figure.OPEN_OVERDUE if standing.late(today) else Figure.OPEN_IN_TERM
    return Figure.DONE_LATE if standing.late(today) else Figure.DONE_ON_TIME


def _requests(reports: Iterable[Report], fresh: Iterable[Report]) -> Mapping[TaskRef, set[ReportKind]]:
    """What `fresh` holds of each task that nobody took back."""
    undone = History(reports).undone
    found: Mapping[TaskRef, set[ReportKind]] = defaultdict(set)
    for report in fresh:
        if report.id not in undone:
            found[report.task].add(report.kind)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Case:
    """A task, and all that decides which figures count it.

    `said` by its owner, `week` what came since a week ago, `known` whether it is known who is linked.
    """

    task: Task
    standing: Standing
    before: Standing | None
    said: Sequence[Report]
    week: Collection[ReportKind]
    today: date
    ahead: timedelta
    linked: bool
    lost: bool
    known: bool

    @property
    def cell(self) -> Figure | None:
        return cell_of(self.task, self.standing, self.today)

    @property
    def to_do(self) -> bool:
        """Open, and counted in the four cells."""
        return self.standing.open and self.cell is not None

    @property
    def apart(self) -> Figure | None:
        """As what the task is counted outside the four cells."""
        if self.standing.state is State.CANCELLED:
            return Figure.CANCELLED
        return None if self.cell else _APART.get(self.task.deadline.kind, Figure.UNDATED)

    @property
    def met(self) -> bool:
        """Of a task counted apart: reported on in its present period, or without turns finished."""
        if self.task.deadline.kind in PERIODIC:
            return reported(self.standing.period, self.said)
        return not self.standing.open

    @property
    def due_soon(self) -> bool:
        due = self.standing.due
        return self.to_do and due is not None and self.today <= due <= self.today + SOON

    @property
    def silent(self) -> bool:
        return silent(self.task, self.standing, self.said, self.today, self.ahead)

    @property
    def finished(self) -> bool:
        """Confirmed as done since the week before; turns of periodic tasks are counted apart."""
        once = self.task.deadline.kind not in PERIODIC and self.standing.state is State.DONE
        return once and self.before is not None and self.before.state is not State.DONE


_Rule = Callable[[_Case], bool]


def _in_cell(*cells: Figure) -> _Rule:
    return lambda case: case.cell in cells


def _counted_as(apart: Figure) -> _Rule:
    return lambda case: case.apart is apart


def _met(apart: Figure) -> _Rule:
    return lambda case: case.apart is apart and case.met


def _happened(kind: ReportKind) -> _Rule:
    return lambda case: kind in case.week


_RULES: Mapping[Figure, _Rule] = {
    Figure.DATED: lambda case: case.cell is not None,
    Figure.DONE: _in_cell(Figure.DONE_ON_TIME, Figure.DONE_LATE),
    Figure.DONE_ON_TIME: _in_cell(Figure.DONE_ON_TIME),
    Figure.DONE_LATE: _in_cell(Figure.DONE_LATE),
    Figure.OPEN_IN_TERM: _in_cell(Figure.OPEN_IN_TERM),
    Figure.OPEN_OVERDUE: _in_cell(Figure.OPEN_OVERDUE),
    Figure.AWAITING: lambda case: case.to_do and case.standing.state is State.AWAITING_APPROVAL,
    Figure.DUE_SOON: lambda case: case.due_soon,
    Figure.BLOCKED: lambda case: case.standing.state is State.BLOCKED,
    Figure.EXTENSIONS: lambda case: case.standing.open and case.standing.extension is not None,
    Figure.SILENT: lambda case: case.to_do and case.linked and case.silent,
    Figure.UNLINKED: lambda case: case.to_do and case.known and not (case.linked or case.lost),
    Figure.LOST: lambda case: case.to_do and case.lost,
    Figure.FINISHED: lambda case: case.finished,
    Figure.ASKED: _happened(ReportKind.EXTENSION),
    Figure.GRANTED: _happened(ReportKind.GRANT),
    Figure.REFUSED: _happened(ReportKind.REFUSE),
    Figure.ONGOING: _counted_as(Figure.ONGOING),
    Figure.ONGOING_MET: _met(Figure.ONGOING),
    Figure.RECURRING: _counted_as(Figure.RECURRING),
    Figure.RECURRING_MET: _met(Figure.RECURRING),
    Figure.WAITING: _counted_as(Figure.WAITING),
    Figure.WAITING_MET: _met(Figure.WAITING),
    Figure.UNDATED: _counted_as(Figure.UNDATED),
    Figure.UNDATED_MET: _met(Figure.UNDATED),
    Figure.CANCELLED: _counted_as(Figure.CANCELLED),
}
