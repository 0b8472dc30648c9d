"""On which days there may be something to say of a task: by its dates alone, before any log is read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from bot.model.deadline import Deadline, TaskRef
from bot.model.plan import Catalog, Ladder, Plan, Task
from bot.schedule.calendar import WorkingDays
from bot.schedule.ladder import newest_rung
from bot.schedule.periods import TURNING, given_on, period_on, periods


@dataclass(frozen=True, slots=True)
class Dates:
    """All that a task's rungs hang on until somebody speaks of it: thousands of tasks share few of these.

    `due` is null for a task that turns, but for the date that one of its periods was put off to; `since` is
    the first day that a report may be owed for. `deadline` is that of any of these tasks.
    """

    due: date | None
    since: date | None
    turn: tuple[object, ...]
    ladder: Ladder
    issued: date
    deadline: Deadline = field(compare=False)


Foreseen = Mapping[Dates, Set[str]]  # whom the tasks of such dates are given to


def foreseen(catalog: Catalog) -> Foreseen:
    """The dates of all tasks as they are written."""
    found: dict[Dates, set[str]] = defaultdict(set)
    for plan in catalog.plans.values():
        for task in plan.tasks:
            if task.deadline.due or task.deadline.kind in TURNING:
                found[_dates(task, plan)].update((task.owner, *task.support))
    return found


def put_off(catalog: Catalog, granted: Iterable[tuple[TaskRef, date]]) -> Foreseen:
    """The dates that tasks were put off to, by any code they had; some may have been taken back since."""
    moved: dict[str, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for ref, due in granted:
        moved[ref.plan][ref.code].append(due)
    found: dict[Dates, set[str]] = defaultdict(set)
    for plan in (catalog.plans[id] for id in moved if id in catalog.plans):
        for task in plan.tasks:
            for due in (due for ref in task.refs for due in moved[plan.id].get(ref.code, ())):
                found[_dates(task, plan, due)].update((task.owner, *task.support))
    return found


def newest(dates: Dates, days: WorkingDays, today: date) -> date | None:
    """No rung of a task of these dates that is told by `today` is later, whatever its log says."""
    ladder, issued = dates.ladder, dates.issued
    found = (
        newest_rung(due, ladder, days, issued=issued, until=today, start=start)
        for start, due in _terms(dates, today)
    )
    return max((rung.on for rung in found if rung), default=None)


def _terms(dates: Dates, today: date) -> Iterator[tuple[date, date]]:
    """The first day and the due date of whatever may be asked for: of what turns, each of its periods."""
    if dates.since is None:
        if dates.due:
            yield date.min, dates.due
        return
    for period in {*periods(dates.deadline, dates.since, today), period_on(dates.deadline, today)}:
        yield period.start, dates.due or period.end


def _dates(task: Task, plan: Plan, put_off_to: date | None = None) -> Dates:
    own = task.deadline
    if own.kind not in TURNING:
        return Dates(put_off_to or own.due, None, (), plan.ladder, plan.issued, own)
    since = task.recurring_from or given_on(task, plan)
    turn = (own.every, own.months, own.day, own.since)
    return Dates(put_off_to, since, turn, plan.ladder, plan.issued, own)
