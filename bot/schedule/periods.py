"""The turns of an ongoing or recurring deadline: periods that tile time, each ending on its due date."""

from calendar import monthrange
from datetime import date, timedelta

from bot.model.deadline import Deadline, Every, Period

DUE_MONTHS = {
    Every.MONTH: tuple(range(1, 13)),
    Every.QUARTER: (3, 6, 9, 12),
    Every.YEAR: (12,),
}


def period_on(deadline: Deadline, day: date) -> Period:
    """The period that holds `day`: from the day after the previous due date to its own due date.

    Takes a deadline that turns (`every` set), and any `day` of the years 2-9998; raises ValueError for
    a deadline that does not period. A `day` beyond a month's end means that month's last day.
    """
    if deadline.every is None:
        raise ValueError(f"a {deadline.kind} deadline does not turn")
    dues = [
        due for year in range(day.year - 1, day.year + 2) for due in _dues(deadline, deadline.every, year)
    ]
    end = next(due for due in dues if due >= day)
    previous = dues[dues.index(end) - 1]
    return Period(previous + timedelta(days=1), end)


def _dues(deadline: Deadline, every: Every, year: int) -> list[date]:
    months = sorted(deadline.months or DUE_MONTHS[every])
    ends = [date(year, month, monthrange(year, month)[1]) for month in months]
    return [end.replace(day=min(deadline.day or end.day, end.day)) for end in ends]
