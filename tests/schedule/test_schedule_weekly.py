"""A digest has one moment a week: on its day or the working day after, whatever is changed in mid-week."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.digest import DigestRules, DigestWishes
from bot.schedule.calendar import WorkingDays
from bot.schedule.weekly import after, due, edition_on, moment_in, monday

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = WorkingDays()
MON, WED, FRI, SAT = (DigestRules(weekday=n, at=time(7, 30)) for n in (0, 2, 4, 5))
AFTERNOON = replace(FRI, at=time(16))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def shown(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else None


def played(*steps: tuple[str, DigestRules], days: WorkingDays = DAYS) -> list[str]:
    """The digests that went out, one a week, with a pass at each of these times under these rules."""
    edition, weeks, found = None, set(), []
    for when, rules in steps:
        edition = edition_on(edition, rules, days, at(when))
        moment = due(edition, at(when))
        if moment and monday(moment) not in weeks:
            weeks.add(monday(moment))
            found.append(when)
    return found


@pytest.mark.parametrize(
    ("rules", "week", "found"),
    [
        (MON, "2026-03-16", "2026-03-16 07:30"),
        (AFTERNOON, "2026-03-16", "2026-03-20 16:00"),
        (WED, "2025-12-29", "2025-12-31 07:30"),
        (replace(MON, weekday=3), "2025-12-29", "2025-12-31 07:30"),  # New Year's Day; Friday is off as well
        (SAT, "2026-03-16", "2026-03-20 07:30"),  # no working day after it in its week: the one before
        (FRI, "2026-02-16", None),  # the week of Tết
    ],
)
def test_the_moment_of_a_week(rules: DigestRules, week: str, found: str | None) -> None:
    days = WorkingDays(off=frozenset({date(2026, 1, 2)}))
    assert shown(moment_in(date.fromisoformat(week), rules, days, at(week))) == found


def test_a_plans_wishes_win_over_the_configuration_one_by_one() -> None:
    found = DigestRules(language="en", picture=True).under(DigestWishes(weekday=4, picture=False))
    assert found == DigestRules(weekday=4, language="en", picture=False)


def test_this_weeks_moment_holds_and_then_next_weeks() -> None:
    assert shown(edition_on(None, AFTERNOON, DAYS, at("2026-03-18 08:00")).this) == "2026-03-20 16:00"
    assert shown(after(at("2026-03-20 16:00"), AFTERNOON, DAYS)) == "2026-03-27 16:00"


def test_it_goes_out_at_its_moment_and_not_before() -> None:
    steps = "2026-03-19 15:00", "2026-03-20 15:59", "2026-03-20 16:00", "2026-03-20 16:01"
    assert played(*((when, AFTERNOON) for when in steps)) == ["2026-03-20 16:00"]


def test_a_friday_missed_over_the_weekend_is_made_up_for_on_monday() -> None:
    steps = ("2026-03-19 15:00", AFTERNOON), ("2026-03-23 08:00", AFTERNOON), ("2026-03-27 16:00", AFTERNOON)
    assert played(*steps) == ["2026-03-23 08:00", "2026-03-27 16:00"]


def test_missed_by_more_than_three_days_it_waits_for_the_next() -> None:
    assert played(("2026-03-19 07:31", MON), ("2026-03-23 07:30", MON)) == ["2026-03-23 07:30"]


def test_moved_from_monday_to_friday_after_monday_it_is_not_told_twice() -> None:
    steps = ("2026-03-16 07:30", MON), ("2026-03-18 09:00", FRI), ("2026-03-20 07:30", FRI)
    assert played(*steps, ("2026-03-27 07:30", FRI)) == ["2026-03-16 07:30", "2026-03-27 07:30"]


def test_who_missed_monday_gets_it_on_the_friday_the_plan_has_now() -> None:
    steps = ("2026-03-20 07:00", MON), ("2026-03-20 07:01", FRI), ("2026-03-20 07:30", FRI)
    assert played(*steps) == ["2026-03-20 07:30"]


def test_moved_from_friday_to_monday_after_monday_the_week_keeps_its_friday() -> None:
    steps = ("2026-03-18 08:00", FRI), ("2026-03-19 09:00", MON), ("2026-03-20 07:30", MON)
    assert played(*steps, ("2026-03-23 07:30", MON)) == ["2026-03-20 07:30", "2026-03-23 07:30"]


def test_moved_within_the_week_before_either_day_it_goes_on_the_new_one() -> None:
    steps = ("2026-03-17 08:00", FRI), ("2026-03-17 09:00", WED), ("2026-03-18 07:30", WED)
    assert played(*steps, ("2026-03-20 07:30", WED)) == ["2026-03-18 07:30"]


def test_an_hour_moved_to_an_earlier_one_that_has_gone_by_holds_from_next_week_on() -> None:
    earlier = replace(AFTERNOON, at=time(8))
    steps = ("2026-03-20 07:00", AFTERNOON), ("2026-03-20 10:00", earlier), ("2026-03-20 16:00", earlier)
    assert played(*steps, ("2026-03-27 08:00", earlier)) == ["2026-03-20 16:00", "2026-03-27 08:00"]


def test_changed_while_nobody_ran_the_new_day_holds_if_it_is_still_to_come() -> None:
    steps = ("2026-03-12 08:00", MON), ("2026-03-18 09:00", FRI), ("2026-03-20 07:30", FRI)
    assert played(*steps) == ["2026-03-20 07:30"]


def test_a_day_off_decided_in_mid_week_moves_the_digest() -> None:
    first = edition_on(None, FRI, DAYS, at("2026-03-18 08:00"))
    off = WorkingDays(off=frozenset({date(2026, 3, 20)}))
    assert shown(edition_on(first, FRI, off, at("2026-03-18 09:00")).this) == "2026-03-19 07:30"


def test_a_clock_that_ran_ahead_and_came_back_costs_no_digest() -> None:
    ahead = edition_on(edition_on(None, MON, DAYS, at("2026-03-17 08:00")), MON, DAYS, at("2030-01-01 08:00"))
    assert shown(edition_on(ahead, MON, DAYS, at("2026-03-23 07:00")).this) == "2026-03-23 07:30"


def test_a_week_that_is_all_days_off_has_no_digest() -> None:
    off = WorkingDays(off=frozenset(date(2026, 3, 16) + timedelta(days=n) for n in range(200)))
    kept = edition_on(None, FRI, DAYS, at("2026-03-16 08:00"))
    assert edition_on(kept, FRI, off, at("2026-03-16 09:00")).this is None
    assert after(at("2026-03-16 09:00"), FRI, off) is None


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(1, 100)), min_size=1, max_size=12)
)
def test_however_often_the_day_is_changed_each_week_has_exactly_one(
    changes: list[tuple[int, int, int]],
) -> None:
    """Rules that hold for some hours each; a pass every hour from a Monday on, to the end of a week."""
    now, edition = at("2026-03-02 00:00"), None
    weeks: list[date] = []
    plans = [(DigestRules(weekday=day, at=time(hour)), hours) for day, hour, hours in changes]
    spent = sum(hours for _, hours in plans)
    for rules, hours in [*plans, (plans[-1][0], -spent % (7 * 24))]:
        for _ in range(hours):
            edition = edition_on(edition, rules, DAYS, now)
            moment = due(edition, now)
            if moment and moment >= at("2026-03-02 00:00") and monday(moment) not in weeks:
                weeks.append(monday(moment))
            now += timedelta(hours=1)
    assert weeks == [date(2026, 3, 2) + timedelta(days=7 * n) for n in range(-(-spent // (7 * 24)))]
