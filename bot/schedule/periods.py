"""The turns of an ongoing or recurring deadline: periods that tile time, each ending on its due date."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from bot.model.deadline import Deadline, DeadlineKind, Every, Period, TaskRef
from bot.model.plan import Plan, Task

TURNING = (DeadlineKind.ONGOING, DeadlineKind.RECURRING)

DUE_MONTHS = {
    Every.MONTH: tuple(range(1, 13)),
    Every.QUARTER: (3, 6, 9, 12),
    Every.YEAR: (12,),
}
LEAST = 15
"""Days of a period that must be left when a duty begins, for a report on it to be owed."""


def period_on(deadline: Deadline, day: date) -> Period:
    """The period that holds `day`: from the day after the previous due date to its own due date.

    Takes a deadline that turns (`every` set), and any `day` of the years 2-9998; raises ValueError for
    a deadline that does not period. A `day` beyond a month's end means that month's last day. A day before
    the deadline's own beginning is in its first period.
    """
    if deadline.every is None:
        raise ValueError(f"a {deadline.kind} deadline does not turn")
    months = deadline.months or DUE_MONTHS[deadline.every]
    return _period(months, deadline.day, max(day, deadline.since or day))


@lru_cache(maxsize=4096)
def _period(months: tuple[int, ...], on: int | None, day: date) -> Period:
    """The same for what falls due on a day of these months; asked for again and again by many tasks."""
    dues = [due for year in range(day.year - 1, day.year + 2) for due in _dues(months, on, year)]
    end = next(due for due in dues if due >= day)
    previous = dues[dues.index(end) - 1]
    return Period(previous + timedelta(days=1), end)


def periods(deadline: Deadline, since: date, until: date) -> Iterator[Period]:
    """The periods that a duty from `since` on owes reports for, up to the one that holds `until`.

    The first is the one that `since` lies in where `LEAST` days of it were left, or else the next.
    """
    period = period_on(deadline, since)
    if (period.end - since).days + 1 < LEAST:
        period = period_on(deadline, period.end + timedelta(days=1))
    while period.start <= until:
        yield period
        period = period_on(deadline, period.end + timedelta(days=1))


def owes_from(
    tasks: Iterable[Task], plans: Mapping[str, Plan], known: Mapping[TaskRef, date], today: date
) -> dict[TaskRef, date]:
    """The day from which each of these tasks that turns owes its reports, of those that its plan has.

    The one the plan says; or else the issue of the document that gave the duty, and not before the task was
    known here (`known`, by any code it had): nobody was asked before that.
    """
    turning = [task for task in tasks if task.deadline.kind in TURNING]
    there = [(task, plan) for task in turning if (plan := plans.get(task.plan)) and plan.has(task.code)]
    return {
        task.ref: task.recurring_from or max(given_on(task, plan), _known(task, known) or today)
        for task, plan in there
    }


def given_on(task: Task, plan: Plan) -> date:
    """The issue of the document that gave the duty."""
    later = task.assigned
    return later.issued if later and later.original.deadline != task.deadline else plan.issued


def _known(task: Task, known: Mapping[TaskRef, date]) -> date | None:
    return min((known[ref] for ref in task.refs if ref in known), default=None)


def _dues(months: tuple[int, ...], on: int | None, year: int) -> list[date]:
    ends = [date(year, month, monthrange(year, month)[1]) for month in sorted(months)]
    return [end.replace(day=min(on or end.day, end.day)) for end in ends]
