"""The reminder ladder: on which working days a due date is spoken of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.agenda import Rung, RungKind
from bot.model.plan import Ladder
from bot.schedule.calendar import WorkingDays
from bot.schedule.ladder import newest_rung, rungs

DAYS = WorkingDays()
LADDER = Ladder()
ISSUED = date(2025, 7, 25)
BEFORE, OPENING, OVERDUE = RungKind.BEFORE, RungKind.OPENING, RungKind.OVERDUE


def climb(
    due: date,
    ladder: Ladder = LADDER,
    days: WorkingDays = DAYS,
    *,
    issued: date = ISSUED,
    until: date | None = None,
    start: date = date.min,
) -> list[tuple[date, RungKind, int | None]]:
    found = rungs(due, ladder, days, issued=issued, until=until or due, start=start)
    return [(rung.on, rung.kind, rung.days) for rung in found]


def only(*before: int, opening: bool = False, overdue_every: int = 7) -> Ladder:
    return Ladder(opening=opening, before=before, overdue=(), overdue_every=overdue_every)


def test_a_quarters_ladder_from_its_opening_to_the_due_day() -> None:
    assert climb(date(2026, 6, 30)) == [
        (date(2026, 4, 1), OPENING, None),
        (date(2026, 5, 29), BEFORE, 30),  # 31 May is a Sunday
        (date(2026, 6, 16), BEFORE, 14),
        (date(2026, 6, 23), BEFORE, 7),
        (date(2026, 6, 26), BEFORE, 3),  # 27 June is a Saturday
        (date(2026, 6, 29), BEFORE, 1),
        (date(2026, 6, 30), BEFORE, 0),
    ]


def test_reminders_aim_at_the_last_working_day_when_the_due_day_is_off() -> None:
    due = date(2026, 2, 18)  # in the middle of Tết
    found = rungs(due, only(3, 0), DAYS, issued=ISSUED, until=due)
    assert {(rung.due, rung.aim) for rung in found} == {(due, date(2026, 2, 13))}
    assert [rung.on for rung in found] == [date(2026, 2, 10), date(2026, 2, 13)]


def test_a_quarter_that_begins_on_a_holiday_opens_on_its_first_working_day() -> None:
    assert climb(date(2026, 3, 31))[0] == (date(2026, 1, 2), OPENING, None)


def test_the_opening_moves_with_a_swap_that_the_overlay_knows() -> None:
    swapped = WorkingDays(off=frozenset({date(2026, 1, 2)}), work=frozenset({date(2026, 1, 10)}))
    assert climb(date(2026, 3, 31), days=swapped)[0] == (date(2026, 1, 5), OPENING, None)


def test_a_plan_issued_within_the_quarter_opens_on_the_next_working_day() -> None:
    assert climb(date(2025, 9, 30), issued=date(2025, 7, 25))[0] == (date(2025, 7, 28), OPENING, None)


def test_a_plan_issued_on_the_quarters_first_day_opens_the_day_after() -> None:
    assert climb(date(2026, 6, 30), issued=date(2026, 4, 1))[0] == (date(2026, 4, 2), OPENING, None)


def test_an_opening_that_would_not_come_first_is_not_sent() -> None:
    assert climb(date(2025, 9, 30), issued=date(2025, 8, 28))[0] == (date(2025, 8, 29), BEFORE, 30)


def test_the_opening_can_be_switched_off() -> None:
    assert climb(date(2026, 6, 30), only(7)) == [(date(2026, 6, 23), BEFORE, 7)]


def test_no_rung_stands_before_the_plan_was_issued() -> None:
    assert climb(date(2026, 6, 30), issued=date(2026, 6, 24)) == [
        (date(2026, 6, 25), OPENING, None),
        (date(2026, 6, 26), BEFORE, 3),
        (date(2026, 6, 29), BEFORE, 1),
        (date(2026, 6, 30), BEFORE, 0),
    ]


def test_of_two_rungs_on_one_day_the_closer_counts() -> None:
    # 5 and 4 days before Thursday 18 June are a weekend, 6 the Friday ahead of it.
    assert climb(date(2026, 6, 18), only(6, 5, 4)) == [(date(2026, 6, 12), BEFORE, 4)]


def test_an_overdue_task_is_spoken_of_every_monday_after_its_due_date() -> None:
    found = climb(date(2026, 6, 30), only(0), until=date(2026, 7, 20))
    assert [(on.day, days) for on, _, days in found[1:]] == [(6, 6), (13, 13), (20, 20)]


def test_the_rounds_of_all_due_dates_fall_on_the_same_days() -> None:
    dues = [date(2026, 3, 2) + timedelta(days=n) for n in range(30)]
    rounds = [{on for on, _, days in climb(due, until=date(2026, 7, 1)) if (days or 0) > 20} for due in dues]
    mondays = {date(2026, 5, 4) + timedelta(weeks=n) for n in range(9)}
    assert all({on for on in found if on > date(2026, 5, 3)} == mondays for found in rounds)


@pytest.mark.parametrize(("every", "first"), [(14, 22), (3, 19), (1, 19)])
def test_other_rounds_are_counted_from_a_monday_and_common_too(every: int, first: int) -> None:
    dues = [date(2026, 6, 16), date(2026, 6, 17), date(2026, 6, 18)]
    ladder, until = only(overdue_every=every), date(2026, 7, 31)
    found = [[on for on, *_ in climb(due, ladder, until=until)] for due in dues]
    assert min(found[2]) == date(2026, 6, first)
    assert all(days[-10:] == found[0][-10:] for days in found)


def test_a_round_on_a_day_off_moves_to_the_working_day_after() -> None:
    moved = WorkingDays(off=frozenset({date(2026, 6, 29)}))
    found = climb(date(2026, 6, 20), only(), moved, until=date(2026, 7, 6))
    assert found == [
        (date(2026, 6, 22), OVERDUE, 2),
        (date(2026, 6, 30), OVERDUE, 10),
        (date(2026, 7, 6), OVERDUE, 16),
    ]


def test_a_week_without_a_working_day_has_no_round_of_its_own() -> None:
    found = climb(date(2026, 2, 1), only(), until=date(2026, 3, 2))  # Tết from 14 to 22 February
    assert [on for on, *_ in found] == [date(2026, m, d) for m, d in ((2, 2), (2, 9), (2, 23), (3, 2))]


def test_a_round_that_moves_past_the_last_day_asked_for_is_not_there_yet() -> None:
    assert climb(date(2026, 2, 10), only(0), until=date(2026, 2, 20)) == [(date(2026, 2, 10), BEFORE, 0)]


def test_of_several_overdue_rungs_on_one_day_the_latest_counts() -> None:
    found = climb(date(2026, 6, 4), only(overdue_every=1), until=date(2026, 6, 8))
    assert found == [(date(2026, 6, 5), OVERDUE, 1), (date(2026, 6, 8), OVERDUE, 4)]


def test_overdue_is_counted_from_the_due_date_itself_not_from_the_day_aimed_at() -> None:
    sunday = date(2026, 5, 31)
    assert climb(sunday, only(), until=date(2026, 6, 9))[-1] == (date(2026, 6, 8), OVERDUE, 8)


def test_the_day_after_the_due_date_and_the_third_come_first_then_every_monday() -> None:
    assert climb(date(2026, 1, 21), until=date(2026, 2, 9))[-5:] == [
        (date(2026, 1, 21), BEFORE, 0),
        (date(2026, 1, 22), OVERDUE, 1),
        (date(2026, 1, 26), OVERDUE, 5),
        (date(2026, 2, 2), OVERDUE, 12),
        (date(2026, 2, 9), OVERDUE, 19),
    ]


def test_no_round_follows_on_the_working_day_after_the_rungs_of_a_due_date_itself() -> None:
    assert climb(date(2026, 1, 20), until=date(2026, 2, 2))[-3:] == [
        (date(2026, 1, 21), OVERDUE, 1),
        (date(2026, 1, 23), OVERDUE, 3),  # a Friday: not again on Monday the 26th
        (date(2026, 2, 2), OVERDUE, 13),
    ]


def test_the_first_overdue_rungs_count_working_days_and_no_round_comes_before_them() -> None:
    # Tết from 14 to 22 February: the third working day is Tuesday the 24th, the week's round the day before.
    assert climb(date(2026, 2, 12), until=date(2026, 3, 2))[-3:] == [
        (date(2026, 2, 13), OVERDUE, 1),
        (date(2026, 2, 24), OVERDUE, 12),
        (date(2026, 3, 2), OVERDUE, 18),
    ]


def test_what_is_due_on_a_day_off_is_overdue_on_the_first_working_day_after_it() -> None:
    assert climb(date(2026, 5, 31), until=date(2026, 6, 1))[-1] == (date(2026, 6, 1), OVERDUE, 1)


def test_zero_switches_overdue_rungs_off() -> None:
    assert climb(date(2026, 6, 30), only(0, overdue_every=0), until=date(2027, 1, 1)) == [
        (date(2026, 6, 30), BEFORE, 0)
    ]


def test_a_task_already_overdue_when_its_plan_was_issued_is_spoken_of_in_every_round_from_then_on() -> None:
    found = climb(date(2025, 7, 1), issued=date(2025, 7, 29), until=date(2025, 8, 11))
    assert found == [(date(2025, 8, 4), OVERDUE, 34), (date(2025, 8, 11), OVERDUE, 41)]


def test_a_turn_has_no_rung_before_its_first_day() -> None:
    # 30 days before 30 June and the quarter's opening both lie before the month of June.
    found = climb(date(2026, 6, 30), only(30, 7, opening=True), start=date(2026, 6, 1))
    assert found == [(date(2026, 6, 1), OPENING, None), (date(2026, 6, 23), BEFORE, 7)]


def test_a_yearly_turn_opens_with_its_last_quarter() -> None:
    assert climb(date(2026, 12, 31), start=date(2026, 1, 1))[0] == (date(2026, 10, 1), OPENING, None)


@pytest.mark.parametrize("until", [date(2026, 5, 29), date(2026, 5, 28)])
def test_the_last_day_asked_for_is_within(until: date) -> None:
    found = climb(date(2026, 6, 30), until=until)
    assert ((date(2026, 5, 29), BEFORE, 30) in found) == (until == date(2026, 5, 29))


dates = st.dates(date(2025, 8, 1), date(2028, 12, 31))
ladders = st.builds(
    Ladder,
    opening=st.booleans(),
    before=st.lists(st.integers(0, 45), max_size=5).map(tuple),
    overdue=st.lists(st.integers(1, 12), max_size=3).map(tuple),
    overdue_every=st.integers(0, 10),
)


@given(dates, ladders, st.integers(0, 400), st.integers(-60, 120))
def test_rungs_are_on_working_days_one_a_day_and_not_before_the_plan(
    due: date, ladder: Ladder, age: int, ahead: int
) -> None:
    issued, until = due - timedelta(days=age), due + timedelta(days=ahead)
    found = [rung.on for rung in rungs(due, ladder, DAYS, issued=issued, until=until)]
    assert all(DAYS.is_working(on) and issued <= on <= until for on in found)
    assert found == sorted(set(found))


@given(dates, ladders, st.integers(0, 120))
def test_no_round_comes_within_two_days_of_the_rungs_before_it(due: date, ladder: Ladder, ahead: int) -> None:
    own = [DAYS.after(due, number) for number in ladder.overdue]
    found = rungs(due, ladder, DAYS, issued=date.min, until=due + timedelta(days=ahead))
    rounds = [rung.on for rung in found if rung.kind is OVERDUE and rung.on not in own]
    gap = timedelta(days=min(ladder.overdue_every, 3))
    assert all(on >= last + gap for on in rounds for last in own)


@given(dates, ladders, st.integers(0, 400), st.integers(-60, 120))
def test_the_newest_rung_is_the_last_of_them_all(due: date, ladder: Ladder, age: int, ahead: int) -> None:
    issued, until = due - timedelta(days=age), due + timedelta(days=ahead)
    every: tuple[Rung | None, ...] = rungs(due, ladder, DAYS, issued=issued, until=until)
    assert newest_rung(due, ladder, DAYS, issued=issued, until=until) == (*[None], *every)[-1]


@given(dates, ladders, st.integers(0, 400), st.integers(-60, 120), st.integers(0, 30))
def test_a_later_last_day_only_adds_rungs(due: date, ladder: Ladder, age: int, ahead: int, more: int) -> None:
    issued, until = due - timedelta(days=age), due + timedelta(days=ahead)
    first = rungs(due, ladder, DAYS, issued=issued, until=until)
    longer = rungs(due, ladder, DAYS, issued=issued, until=until + timedelta(days=more))
    assert longer[: len(first)] == first
    assert all(rung.on > until for rung in longer[len(first) :])
