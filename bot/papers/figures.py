"""The figures every paper is made from: the four cells, one row a task, the history, the targets."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType

from bot.digest.digest import digest_of
from bot.digest.figures import answers, cell_of, reason
from bot.digest.parts import AS_KNOWN, Apart, Cells, Hindsight
from bot.model.deadline import Period, TaskRef
from bot.model.history import History
from bot.model.plan import Catalog, Followed, Plan, Task
from bot.model.progress import REPORTED, Report, Standing, State
from bot.model.target import TargetValue
from bot.papers.chart import Picture, course_of
from bot.papers.rows import Entry, Group, PeriodRow, TargetRow, TaskRow, ValueRow, printable
from bot.papers.target_rows import target_rows, value_rows
from bot.schedule.periods import TURNING
from bot.schedule.standing import period_of, standings

SOON = timedelta(days=30)
"""How far ahead a paper tells what is due next."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanFigures:
    """A plan at the end of what was known on `on`; with `quarter`, only of the tasks due in it.

    `hindsight`: what figures of a past day are to be read with. `fresh`: the codes of what was finished since
    the digest of `since` (null: of no digest, all that is finished). `alone`: no other plan has its number.
    `mark`: what a paper that isn't to be used says of itself, as its title does then.
    """

    plan: str
    alone: bool
    number: str
    title: str
    issuer: str
    issued: date
    on: date
    quarter: Period | None
    cells: Cells
    apart: Apart
    units: tuple[Group, ...]
    sections: tuple[Group, ...]
    tasks: tuple[TaskRow, ...]
    history: tuple[Entry, ...]
    targets: tuple[TargetRow, ...]
    values: tuple[ValueRow, ...]
    hindsight: Hindsight = AS_KNOWN
    since: date | None = None
    fresh: tuple[str, ...] = ()
    mark: str = ""

    @property
    def overdue(self) -> tuple[TaskRow, ...]:
        """The open overdue, the longest overdue first."""
        found = (row for row in self.tasks if row.cell == "open_overdue")
        return tuple(sorted(found, key=lambda row: -row.days_late))

    @property
    def blocked(self) -> tuple[TaskRow, ...]:
        return tuple(row for row in self.tasks if row.state is State.BLOCKED)

    @property
    def asking(self) -> tuple[TaskRow, ...]:
        """Those with an extension that waits for a decision."""
        return tuple(row for row in self.tasks if row.asking)

    @property
    def finished(self) -> tuple[TaskRow, ...]:
        """What was done since the digest before or, without one, at all; the newest first."""
        found = (row for row in self.tasks if row.dated and row.state is State.DONE)
        kept = [row for row in found if self.since is None or row.code in self.fresh]
        return tuple(sorted(kept, key=lambda row: row.done_on or self.issued, reverse=True))

    @property
    def due_soon(self) -> tuple[TaskRow, ...]:
        """What is due next, today's first."""
        last = self.on + SOON
        found = [(row.due, row) for row in self.tasks if row.due and row.asked]
        soon = sorted((each for each in found if self.on <= each[0] <= last), key=lambda each: each[0])
        return tuple(row for _, row in soon)

    def total(self, name: str) -> Group:
        """The four cells of the plan, and what stands outside them."""
        return Group(name, self.cells, sum(group.apart for group in self.units))

    def picture(self) -> Picture:
        """What the chart shows of these figures."""
        counted = [(row.due, row.done_on) for row in self.tasks if row.cell and row.due]
        return Picture(
            number=self.number,
            title=self.title,
            on=self.on,
            cells=self.cells,
            units=tuple(sorted(self.units, key=lambda group: -group.cells.open_overdue)),
            course=course_of(counted, self.issued, self.on),
            quarter=self.quarter.end if self.quarter else None,
            targets=tuple(row for row in self.targets if row.value is not None),
            issuer=self.issuer,
        )


def end_of(day: date, zone: tzinfo) -> datetime:
    """The last moment of a day."""
    return datetime.combine(day, time.max, zone)


def figures_of(
    plan: Plan,
    catalog: Catalog,
    reports: Sequence[Report],
    moment: datetime,
    zone: tzinfo,
    quarter: Period | None = None,
    values: Sequence[TargetValue] = (),
    owes_from: Mapping[TaskRef, date] = MappingProxyType({}),
) -> PlanFigures:
    """The figures of a plan at `moment` (aware), from its whole log: what came later had not happened yet.

    `reports` name tasks by the codes they have now, as `View.reports` gives them. `quarter` keeps the tasks
    whose due date in force lies within it, and their history. `values` is the log of the plan's targets,
    `owes_from` says since when each task that turns owes its reports.
    """
    told, today = tuple(History(values).as_of(moment)), moment.astimezone(zone).date()
    known = [replace(report, at=report.at.astimezone(zone)) for report in History(reports).as_of(moment)]
    where = standings(plan.tasks, known, today, zone, owes_from)
    if quarter:
        due = {ref for ref, standing in where.items() if standing.due and standing.due in quarter}
        plan = replace(plan, tasks=tuple(task for task in plan.tasks if task.ref in due))
    refs = {task.ref for task in plan.tasks}
    kept = [report for report in known if report.task in refs]
    digest = digest_of(plan, where, None, today, reports=kept, linked_units=None)
    history = tuple(_history(plan, catalog, kept))
    rows = tuple(_rows(plan, catalog, where, kept, history, today))
    return PlanFigures(
        plan=plan.id,
        alone=catalog.alone(plan),
        number=plan.number,
        title=plan.title,
        issuer=plan.issuer,
        issued=plan.issued,
        on=today,
        quarter=quarter,
        cells=digest.cells,
        apart=digest.apart,
        units=tuple(sorted(_groups(rows, lambda row: row.unit), key=lambda g: (-g.cells.total, -g.apart))),
        sections=tuple(_groups(rows, _section)),
        tasks=rows,
        history=history,
        targets=tuple(target_rows(plan, catalog, told, today)),
        values=tuple(value_rows(plan, catalog, told, zone)),
    )


def _history(plan: Plan, catalog: Catalog, reports: Sequence[Report]) -> Iterator[Entry]:
    tasks = {task.ref: task for task in plan.tasks}
    undone = History(reports).undone
    for report in reports:
        task = tasks[report.task]
        yield Entry(
            id=report.id,
            code=task.code,
            title=unclassified(task, task.title),
            at=report.at,
            kind=report.kind,
            state=report.state,
            percent=report.percent,
            words=unclassified(task, report.note),
            asked_until=report.asked_until,
            by=printable(report.user_name),
            unit=catalog.short(report.unit) if report.unit else "",
            undone=report.id in undone,
            on_behalf=report.on_behalf,
            period=_told_of(task, report, reports, report.at.tzinfo),
        )


def _told_of(task: Task, report: Report, log: Sequence[Report], zone: tzinfo | None) -> Period | None:
    """The period that a report on an ongoing or recurring task is of."""
    tells = report.kind in REPORTED or report.period is not None or report.decides is not None
    if task.deadline.kind not in TURNING or not tells or zone is None:
        return None
    return period_of(task, report, log, zone)


def unclassified(task: Task, text: str | None) -> str:
    """The text as a paper may hold it: clean, and none of a classified task (decision 12)."""
    return "" if task.classification is not None else printable(text or "")


def followed(task: Task, catalog: Catalog) -> Followed | None:
    """Whose date the task has, as a paper may say it."""
    return catalog.followed(task) if task.classification is None else None


def _rows(
    plan: Plan,
    catalog: Catalog,
    where: Mapping[TaskRef, Standing],
    reports: Sequence[Report],
    history: Sequence[Entry],
    today: date,
) -> Iterator[TaskRow]:
    log = answers(reports)
    entries = {entry.id: entry for entry in history}
    for task in plan.tasks:
        standing = where[task.ref]
        last, asked = standing.last_report, standing.extension if standing.state.open else None
        blocked = standing.state is State.BLOCKED
        cell = cell_of(task, standing, today)
        yield TaskRow(
            code=task.code,
            title=unclassified(task, task.title),
            section=task.source.section,
            section_title=plan.sections.get(task.source.section, ""),
            unit=catalog.short(task.owner),
            support=tuple(catalog.short(unit) for unit in task.support),
            deliverable=unclassified(task, task.deliverable),
            wording=unclassified(task, task.text),
            deadline=unclassified(task, task.deadline.written),
            follows=followed(task, catalog),
            kind=task.deadline.kind,
            first_due=standing.first_due,
            extensions=standing.extensions,
            due=standing.due,
            state=standing.state,
            percent=standing.percent,
            done_on=standing.done_on,
            reported_on=standing.reported_on,
            cell=cell,
            late=standing.late(today),
            days_late=standing.days_late(today) if cell else 0,
            last=entries[last.id] if last else None,
            returned=entries[standing.returned.id] if standing.returned else None,
            blocked_by=unclassified(task, reason(log.get(task.ref, ()))) if blocked else "",
            asked_until=asked.asked_until if asked else None,
            asked_why=unclassified(task, asked.note) if asked else "",
            asking=asked is not None,
            periods=tuple(_periods(standing, today)),
        )


def _periods(standing: Standing, today: date) -> Iterator[PeriodRow]:
    for each in standing.rounds:
        if each.period and each.due:
            yield PeriodRow(period=each.period, due=each.due, mark=each.mark(today), reported=each.met_on)


def _section(row: TaskRow) -> str:
    return f"{row.section}. {row.section_title}" if row.section_title else row.section


def _groups(rows: Iterable[TaskRow], name: Callable[[TaskRow], str]) -> Iterator[Group]:
    counted: dict[str, Counter[str | None]] = {}
    for row in rows:
        counted.setdefault(name(row), Counter())[row.cell] += 1
    for group, count in counted.items():
        cells = Cells(**{cell: tasks for cell, tasks in count.items() if cell})
        yield Group(group, cells, count[None])
