"""The turns of ongoing and recurring deadlines."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.deadline import Deadline, DeadlineKind, Every, Period
from bot.model.say import say
from bot.schedule.periods import period_on, periods


def turning(every: Every | None, months: tuple[int, ...] = (), day: int | None = None) -> Deadline:
    return Deadline(
        written="", kind=DeadlineKind.RECURRING, reason=say("x"), every=every, months=months, day=day
    )


@pytest.mark.parametrize(
    ("deadline", "day", "start", "end"),
    [
        (turning(Every.MONTH), date(2026, 2, 10), date(2026, 2, 1), date(2026, 2, 28)),
        (turning(Every.MONTH, day=15), date(2026, 6, 1), date(2026, 5, 16), date(2026, 6, 15)),
        (turning(Every.MONTH, day=15), date(2026, 6, 16), date(2026, 6, 16), date(2026, 7, 15)),
        (turning(Every.MONTH, day=15), date(2026, 12, 31), date(2026, 12, 16), date(2027, 1, 15)),
        (turning(Every.MONTH, day=31), date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 28)),
        (turning(Every.QUARTER), date(2026, 5, 20), date(2026, 4, 1), date(2026, 6, 30)),
        (turning(Every.QUARTER, day=20), date(2026, 1, 1), date(2025, 12, 21), date(2026, 3, 20)),
        (turning(Every.YEAR), date(2026, 5, 20), date(2026, 1, 1), date(2026, 12, 31)),
        (turning(Every.YEAR, (6, 12)), date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31)),
        (turning(Every.YEAR, (12, 6), 20), date(2026, 1, 5), date(2025, 12, 21), date(2026, 6, 20)),
    ],
)
def test_a_turn_runs_from_the_day_after_one_due_date_to_the_next(
    deadline: Deadline, day: date, start: date, end: date
) -> None:
    assert period_on(deadline, day) == Period(start, end)


def test_the_due_day_itself_still_belongs_to_its_turn() -> None:
    assert period_on(turning(Every.QUARTER), date(2026, 6, 30)).end == date(2026, 6, 30)


def test_before_what_turns_begins_its_first_period_is_the_present_one() -> None:
    deadline = replace(turning(Every.QUARTER), since=date(2027, 1, 1))
    first = Period(date(2027, 1, 1), date(2027, 3, 31))
    assert [period_on(deadline, on) for on in (date(2026, 2, 1), date(2027, 1, 1))] == [first, first]
    assert next(periods(deadline, date(2026, 2, 1), date(2027, 1, 2))) == first
    assert not list(periods(deadline, date(2026, 2, 1), date(2026, 12, 31)))


def test_a_deadline_that_does_not_turn_has_no_turns() -> None:
    with pytest.raises(ValueError, match="does not turn"):
        period_on(turning(None), date(2026, 6, 30))


@given(
    every=st.sampled_from(Every),
    months=st.sets(st.integers(1, 12)).map(tuple),
    day=st.none() | st.integers(1, 31),
    on=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
)
def test_turns_tile_time(every: Every, months: tuple[int, ...], day: int | None, on: date) -> None:
    deadline = turning(every, months, day)
    period = period_on(deadline, on)
    assert on in period
    assert period_on(deadline, period.start) == period
    assert period_on(deadline, period.end + timedelta(days=1)).start == period.end + timedelta(days=1)
