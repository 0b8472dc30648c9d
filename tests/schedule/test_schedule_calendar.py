"""Working days: weekends, Vietnam's holidays, and the committee's own overlay."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule.calendar import SEARCH, NoWorkingDay, WorkingDays, holiday, working_days
from bot.schedule.calendar import SWAPPED as SWAPS

DAYS = WorkingDays()
SWAPPED = WorkingDays(off=frozenset({date(2026, 1, 2)}), work=frozenset({date(2026, 1, 10)}))
DAY = timedelta(days=1)
any_day = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_a_plain_monday_is_a_working_day() -> None:
    assert DAYS.is_working(date(2025, 12, 1))


@pytest.mark.parametrize("day", [date(2025, 12, 6), date(2025, 12, 7)])
def test_a_weekend_is_off(day: date) -> None:
    assert not DAYS.is_working(day)


def test_the_days_off_are_those_the_package_has_for_vietnam() -> None:
    packaged = holidays.country_holidays("VN")
    days = [date(2020, 1, 1) + n * DAY for n in range(16 * 365)]
    assert [DAYS.is_working(day) for day in days] == [packaged.is_working_day(day) for day in days]


@pytest.mark.parametrize("day", [date(2026, 2, 16) + n * DAY for n in range(5)])
def test_tet_2026_is_off_from_16_to_20_february(day: date) -> None:
    assert not DAYS.is_working(day)


def test_work_goes_on_until_the_friday_before_tet_and_again_from_the_monday_after() -> None:
    assert DAYS.on_or_before(date(2026, 2, 22)) == date(2026, 2, 13)
    assert DAYS.on_or_after(date(2026, 2, 14)) == date(2026, 2, 23)


@pytest.mark.parametrize("day", [date(2025, 9, 1), date(2025, 9, 2), date(2026, 9, 1), date(2026, 9, 2)])
def test_national_day_is_off_with_the_day_before_it(day: date) -> None:
    assert not DAYS.is_working(day)


def test_a_swap_that_the_package_knows_makes_its_saturday_a_working_day() -> None:
    assert not DAYS.is_working(date(2025, 5, 2))
    assert DAYS.is_working(date(2025, 4, 26))


def test_a_holiday_on_a_sunday_is_made_up_for_on_monday() -> None:
    assert not DAYS.is_working(date(2026, 4, 27))


def test_a_swap_decided_for_the_country_since_the_package_came_out_counts_without_being_configured() -> None:
    days = working_days()
    assert (days.is_working(date(2026, 1, 2)), days.is_working(date(2026, 1, 10))) == (False, True)


@pytest.mark.parametrize("own", [{"work": [date(2026, 1, 2)]}, {"off": [date(2026, 1, 10)]}])
def test_a_committee_may_keep_to_its_own_days(own: dict[str, list[date]]) -> None:
    days = working_days(**own)
    assert (days.is_working(date(2026, 1, 2)), days.is_working(date(2026, 1, 10))) == (True, False)


def test_a_swap_that_the_package_has_learnt_is_listed_no_more() -> None:
    packaged = holidays.country_holidays("VN")
    assert [(packaged.is_working_day(off), packaged.is_working_day(on)) for off, on in SWAPS.items()] == [
        (True, False)
    ]


def test_a_swap_decided_late_is_written_in_the_overlay() -> None:
    assert (DAYS.is_working(date(2026, 1, 2)), DAYS.is_working(date(2026, 1, 10))) == (True, False)
    assert (SWAPPED.is_working(date(2026, 1, 2)), SWAPPED.is_working(date(2026, 1, 10))) == (False, True)


def test_the_overlay_can_call_people_in_on_a_public_holiday() -> None:
    assert WorkingDays(work=frozenset({date(2026, 9, 2)})).is_working(date(2026, 9, 2))


def test_a_day_written_as_both_off_and_work_is_off() -> None:
    day = frozenset({date(2026, 3, 3)})
    assert not WorkingDays(off=day, work=day).is_working(date(2026, 3, 3))


def test_the_nth_working_day_after_skips_days_off_and_does_not_count_the_first() -> None:
    assert DAYS.after(date(2026, 2, 12), 1) == date(2026, 2, 13)
    assert DAYS.after(date(2026, 2, 13), 3) == date(2026, 2, 25)


def test_counting_fewer_than_one_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        DAYS.after(date(2026, 2, 13), 0)


def test_a_search_ends_where_the_overlay_leaves_no_working_day() -> None:
    off = frozenset(date(2026, 3, 2) + n * DAY for n in range(SEARCH + 1))
    with pytest.raises(NoWorkingDay):
        WorkingDays(off=off).on_or_after(date(2026, 3, 2))


@given(any_day)
def test_the_nearest_working_days_leave_none_between(day: date) -> None:
    before, after = DAYS.on_or_before(day), DAYS.on_or_after(day)
    assert before <= day <= after
    between = [before + n * DAY for n in range((after - before).days + 1)]
    assert {d for d in between if DAYS.is_working(d)} == {before, after}


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Tết Dương lịch"), ("en", "New Year's Day"), ("xx", "Tết Dương lịch")]
)
def test_a_public_holiday_has_its_name_in_the_language_asked_for(language: str, said: str) -> None:
    assert holiday(date(2026, 1, 1), language) == said
    assert holiday(date(2026, 1, 5), language) is None
