"""Which tasks stand behind each figure of a digest: the one place where tasks are counted."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.model.deadline import DeadlineKind, TaskRef
from bot.model.history import History
from bot.model.plan import Plan, Task
from bot.model.progress import Report, ReportKind, Share, Standing, State
from bot.model.published import Published

SOON = timedelta(days=14)
PERIODIC = (DeadlineKind.ONGOING, DeadlineKind.RECURRING)
ABOUT_TIME = frozenset({ReportKind.EXTENSION, ReportKind.GRANT, ReportKind.REFUSE})
EXPLAINS = frozenset({ReportKind.NOTE, ReportKind.EVIDENCE})
"""What no report is, but may say why a task is blocked."""


class Figure(StrEnum):
    """A figure that counts tasks, in the order of the digest; `…_met` is a share of those counted apart."""

    DATED = "dated"
    DONE = "done"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OPEN_IN_TERM = "open_in_term"
    OPEN_OVERDUE = "open_overdue"
    AWAITING = "awaiting"
    MISSED = "missed"
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
"""Figures of what happened since the digest before; the others tell how things stand."""

_APART = {
    DeadlineKind.ONGOING: Figure.ONGOING,
    DeadlineKind.RECURRING: Figure.RECURRING,
    DeadlineKind.WAITS: Figure.WAITING,
}


def counted(cases: Sequence["Case"]) -> Mapping[Figure, Sequence["Case"]]:
    """The tasks of each figure, in the plan's order; every figure is named."""
    return {figure: [case for case in cases if _RULES[figure](case)] for figure in Figure}


def cases_of(
    plan: Plan,
    now: Mapping[TaskRef, Standing],
    before: Published | None,
    today: date,
    reports: Sequence[Report],
    linked_units: Collection[str] | None,
    lost_units: Collection[str],
    fresh: Sequence[Report],
    untold: Collection[TaskRef],
) -> "list[Case]":
    """Every task of the plan, in its order. Arguments as in `digest_of`."""
    log, week = answers(reports), _requests(reports, fresh)
    new = {report.id for report in fresh}
    codes = before.codes(plan.tasks) if before else {}
    standings = [now.get(task.ref) or _untouched(task) for task in plan.tasks]
    return [
        Case(
            task=task,
            standing=standing,
            cell=(cell := cell_of(task, standing, today)),
            apart=_apart(task, standing, cell),
            was_done=before is None or before.finished(codes.get(task.ref)),
            said=log.get(task.ref, ()),
            week=week.get(task.ref, ()),
            was_overdue=before is None or before.overdue(codes.get(task.ref)),
            was_blocked=bool(blocked_since(r for r in log.get(task.ref, ()) if r.id not in new)),
            today=today,
            linked=task.owner in (linked_units or ()),
            told=task.ref not in untold,
            lost=linked_units is not None and task.owner in lost_units,
            known=linked_units is not None,
        )
        for task, standing in zip(plan.tasks, standings, strict=True)
    ]


def _untouched(task: Task) -> Standing:
    """Where a task stands of which nothing is known."""
    return Standing(task=task.ref, first_due=task.deadline.due, due=task.deadline.due)


def answers(reports: Iterable[Report]) -> Mapping[TaskRef, Sequence[Report]]:
    """The owners' reports that nobody took back and what explains them, by task, in the order of keeping."""
    log: dict[TaskRef, list[Report]] = defaultdict(list)
    for report in History(reports).live:
        if report.part is Share.OWNER and (report.answers or report.kind in EXPLAINS):
            log[report.task].append(report)
    return log


def unasked(
    tasks: Iterable[Task], standings: Mapping[TaskRef, Standing], answering: Collection[str]
) -> tuple[str, ...]:
    """The units with an open task that nobody answers for, in the tasks' order."""
    owners = dict.fromkeys(task.owner for task in tasks if standings[task.ref].open)
    return tuple(unit for unit in owners if unit not in answering)


def reason(reports: Sequence[Report]) -> str:
    """The newest words said since a task was blocked, as they were typed; empty where there are none."""
    for report in reversed(reports):
        if report.kind is ReportKind.PROGRESS and report.state not in (State.BLOCKED, None):
            break
        if report.kind is not ReportKind.EXTENSION and report.note.strip():
            return report.note
    return ""


def blocked_since(reports: Iterable[Report]) -> date | None:
    """Since when a task is blocked, by what was last said of its state; null where it is not."""
    since: date | None = None
    for report in reports:
        if report.kind is ReportKind.PROGRESS and report.state:
            since = (since or report.at.date()) if report.state is State.BLOCKED else None
    return since


def cell_of(task: Task, standing: Standing, today: date) -> Figure | None:
    """Which of the four cells the task counts in: only with a due date of its own, and not cancelled."""
    if standing.due is None or task.deadline.kind in PERIODIC or standing.state is State.CANCELLED:
        return None
    if standing.open:
        return Figure.OPEN_OVERDUE if standing.late(today) else Figure.OPEN_IN_TERM
    return Figure.DONE_LATE if standing.late(today) else Figure.DONE_ON_TIME


def _apart(task: Task, standing: Standing, cell: Figure | None) -> Figure | None:
    if standing.state is State.CANCELLED:
        return Figure.CANCELLED
    return None if cell else _APART.get(task.deadline.kind, Figure.UNDATED)


def _requests(reports: Iterable[Report], fresh: Iterable[Report]) -> Mapping[TaskRef, set[ReportKind]]:
    """What `fresh` holds of each task that nobody took back."""
    undone = History(reports).undone
    found: Mapping[TaskRef, set[ReportKind]] = defaultdict(set)
    for report in fresh:
        if report.id not in undone:
            found[report.task].add(report.kind)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A task, and all that decides which figures count it.

    `cell` is the one of the four it counts in, `apart` as what it is counted outside them, which nearly every
    figure asks; `said` by its owner, `week`
    what came since the digest before, at which the task `was_done`, `was_overdue` or `was_blocked` already;
    `known` whether it is known who is linked; `told` whether its owner had heard of it before today.
    """

    task: Task
    standing: Standing
    cell: Figure | None
    apart: Figure | None
    was_done: bool
    said: Sequence[Report]
    week: Collection[ReportKind]
    was_overdue: bool
    was_blocked: bool
    today: date
    linked: bool
    told: bool
    lost: bool
    known: bool

    @property
    def to_do(self) -> bool:
        """Open, and counted in the four cells."""
        return self.standing.open and self.cell is not None

    @property
    def met(self) -> bool:
        """Of a task counted apart: reported on in its present period, or without turns finished."""
        if self.task.deadline.kind in PERIODIC:
            return self.standing.told_on is not None
        return not self.standing.open

    @property
    def missed(self) -> Sequence[Standing]:
        """Its former periods that are owed and past their due dates."""
        return tuple(each for each in self.standing.overdue(self.today) if each is not self.standing)

    @property
    def stirred(self) -> bool:
        """Whether what stands in its way, or the time it has, is not as it was at the digest before."""
        blocked = blocked_since(self.said) is not None
        return blocked != self.was_blocked or not ABOUT_TIME.isdisjoint(self.week)

    @property
    def newly_overdue(self) -> bool:
        return self.cell is Figure.OPEN_OVERDUE and not self.was_overdue

    @property
    def last(self) -> Report | None:
        """What its owner reported last."""
        return next((report for report in reversed(self.said) if report.answers), None)

    @property
    def due_soon(self) -> bool:
        due = self.standing.due
        return self.to_do and due is not None and self.today <= due <= self.today + SOON

    @property
    def turn_due_soon(self) -> bool:
        """Whether a report for its present period falls due, which none of the figures counts."""
        standing, due = self.standing, self.standing.due
        asked = self.task.deadline.kind in PERIODIC and standing.asked and not standing.settled
        return asked and due is not None and self.today <= due <= self.today + SOON

    @property
    def silent(self) -> bool:
        """Whether the task is overdue and its owner has not reported on it since the due date.

        Words kept without a unit come from the committee's own office and count as the owner's; a task of
        which a result or a request waits for that office is not the owner's to report.
        """
        due = self.standing.due
        if due is None or due >= self.today or self.standing.waits:
            return False
        theirs = (r for r in self.said if r.answers and r.unit in (self.task.owner, None))
        return not any(due <= report.at.date() <= self.today for report in theirs)

    @property
    def finished(self) -> bool:
        """Confirmed as done since the digest before; turns of periodic tasks are counted apart."""
        once = self.task.deadline.kind not in PERIODIC and self.standing.state is State.DONE
        return once and not self.was_done


_CELLS = (Figure.DONE_ON_TIME, Figure.DONE_LATE, Figure.OPEN_IN_TERM, Figure.OPEN_OVERDUE)
_Rule = Callable[[Case], bool]


def _in_cell(cell: Figure) -> _Rule:
    return lambda case: case.cell is cell


def _counted_as(apart: Figure) -> _Rule:
    return lambda case: case.apart is apart


def _met(apart: Figure) -> _Rule:
    return lambda case: case.apart is apart and case.met


def _happened(kind: ReportKind) -> _Rule:
    return lambda case: kind in case.week


_RULES: Mapping[Figure, _Rule] = {
    Figure.DATED: lambda case: case.cell is not None,
    Figure.DONE: lambda case: case.cell in (Figure.DONE_ON_TIME, Figure.DONE_LATE),
    Figure.AWAITING: lambda case: case.to_do and case.standing.state is State.AWAITING_APPROVAL,
    Figure.MISSED: lambda case: bool(case.missed),
    Figure.DUE_SOON: lambda case: case.due_soon,
    Figure.BLOCKED: lambda case: case.standing.state is State.BLOCKED,
    Figure.EXTENSIONS: lambda case: case.standing.open and case.standing.extension is not None,
    Figure.SILENT: lambda case: case.to_do and case.linked and case.told and case.silent,
    Figure.UNLINKED: lambda case: case.to_do and case.known and not (case.linked or case.lost),
    Figure.LOST: lambda case: case.to_do and case.lost,
    Figure.FINISHED: lambda case: case.finished,
    Figure.ASKED: _happened(ReportKind.EXTENSION),
    Figure.GRANTED: _happened(ReportKind.GRANT),
    Figure.REFUSED: _happened(ReportKind.REFUSE),
    Figure.CANCELLED: _counted_as(Figure.CANCELLED),
    **{cell: _in_cell(cell) for cell in _CELLS},
    **{apart: _counted_as(apart) for apart in (*_APART.values(), Figure.UNDATED)},
    **{Figure(f"{apart}_met"): _met(apart) for apart in (*_APART.values(), Figure.UNDATED)},
}
