"""A target's values against its straight line: exact, by the day, whatever was taken back or told anew."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.model.history import History
from bot.model.plan import Target
from bot.model.target import Baseline, Better, TargetRef, TargetValue
from bot.schedule.targets import Leap, Verdict, decimals, reading_at, reading_of, readings

DAY = timedelta(days=1)
START = date(2025, 12, 31)
END = date(2030, 12, 31)
HALFWAY = START + (END - START) / 2
LATE = date(2035, 1, 1)
SAID = datetime(2026, 1, 1, tzinfo=UTC)


def target(**values: Any) -> Target:
    usual: dict[str, Any] = {"id": "dn", "title": "Doanh nghiệp", "horizon": 2030, "unit": "doanh nghiệp"}
    return Target(**(usual | values))


def firms(**values: Any) -> Target:
    """From 37000 to 87000 in five years: 10000 a year."""
    usual = {"low": Decimal(87000), "baseline": Baseline(Decimal(37000), START)}
    return target(**(usual | values))


def ranked(**values: Any) -> Target:
    """From rank 7 to rank 3, the lower the better."""
    usual = {"id": "hang", "unit": "hạng", "low": Decimal(3), "baseline": Baseline(Decimal(7), START)}
    return target(better=Better.LOWER, **(usual | values))


def value(number: int, figure: str | int, on: date, **values: Any) -> TargetValue:
    usual: dict[str, Any] = {"user_id": 1, "user_name": "Chánh Văn phòng", "unit": None}
    usual |= {"at": SAID + number * DAY}
    ref = TargetRef("hp-07", "dn")
    return TargetValue(
        id=number, key=str(number), target=ref, value=Decimal(figure), on=on, **(usual | values)
    )


def undo(number: int, of: TargetValue) -> TargetValue:
    return value(number, str(of.value), of.on, undoes=of.id)


def test_a_target_without_a_value_says_so() -> None:
    reading = reading_of(firms(), [], LATE)
    assert (reading.verdict, reading.latest, reading.line, reading.change) == (Verdict.NONE, None, None, None)


@pytest.mark.parametrize(
    ("on", "asked"),
    [
        (START, 37000),
        (date(2026, 12, 31), 46995),  # 365 of 1826 days: 9994.5, rounded half up
        (HALFWAY, 62000),
        (END - DAY, 86973),
        (END, 87000),
        (LATE, 87000),
    ],
)
def test_the_line_runs_by_days_from_the_baseline_to_the_end_of_the_horizon(on: date, asked: int) -> None:
    assert reading_of(firms(), [value(1, 1, on)], LATE).line == asked


def test_before_the_baseline_nothing_is_asked() -> None:
    reading = reading_of(firms(), [value(1, 36000, START - DAY)], LATE)
    assert (reading.line, reading.gap, reading.verdict) == (None, None, Verdict.BEFORE)


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (61999, Verdict.BEHIND),
        (62000, Verdict.ON_LINE),
        (62001, Verdict.AHEAD),
        (86999, Verdict.AHEAD),
        (87000, Verdict.REACHED),
        (90000, Verdict.REACHED),
    ],
)
def test_a_value_is_judged_by_its_own_date(figure: int, verdict: Verdict) -> None:
    assert reading_of(firms(), [value(1, figure, HALFWAY)], LATE).verdict is verdict


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [("5.1", Verdict.BEHIND), ("5", Verdict.ON_LINE), ("4", Verdict.AHEAD), ("3", Verdict.REACHED)],
)
def test_lower_can_be_better(figure: str, verdict: Verdict) -> None:
    assert reading_of(ranked(), [value(1, figure, HALFWAY)], LATE).verdict is verdict


def test_a_small_figure_has_a_line_with_one_decimal_at_least() -> None:
    reading = reading_of(ranked(), [value(1, 6, date(2026, 12, 31))], LATE)
    assert (reading.line, reading.gap, reading.verdict) == (Decimal("6.2"), Decimal("0.2"), Verdict.AHEAD)


def test_the_line_has_the_decimals_of_the_figures() -> None:
    growth = firms(low=Decimal("14.5"), baseline=Baseline(Decimal("8.25"), START))
    line = reading_of(growth, [value(1, 10, START + DAY)], LATE).line
    assert (line, str(line)) == (Decimal("8.25"), "8.25")  # 8.2534…


def test_a_range_is_reached_at_its_nearer_end() -> None:
    growth = firms(low=Decimal("14.5"), high=Decimal(15), baseline=None)
    assert reading_of(growth, [value(1, "14.5", START)], LATE).verdict is Verdict.REACHED
    assert reading_of(growth, [value(1, 16, START)], LATE).verdict is Verdict.REACHED
    best = ranked(low=Decimal(3), high=Decimal(5))
    assert best.goal == 5
    assert reading_of(best, [value(1, 5, START)], LATE).verdict is Verdict.REACHED


def test_missed_at_the_end_it_stays_behind() -> None:
    late = reading_of(firms(), [value(1, 80000, LATE)], LATE)
    assert (late.line, late.gap, late.verdict) == (Decimal(87000), Decimal(7000), Verdict.BEHIND)


def test_without_a_baseline_the_line_starts_at_the_first_value() -> None:
    target = firms(baseline=None)
    first = value(1, 40000, START)
    only = reading_of(target, [first], LATE)
    assert (only.verdict, only.start, only.given) == (Verdict.START, Baseline(Decimal(40000), START), False)
    both = reading_of(target, [first, value(2, 63500, HALFWAY)], LATE)
    assert (both.line, both.verdict) == (Decimal(63500), Verdict.ON_LINE)


def test_the_first_value_is_the_one_of_the_earliest_date() -> None:
    log = [value(1, 63500, HALFWAY), value(2, 40000, START)]
    assert reading_of(firms(baseline=None), log, LATE).start == Baseline(Decimal(40000), START)


def test_a_first_value_that_comes_after_the_horizon_is_behind() -> None:
    assert reading_of(firms(baseline=None), [value(1, 80000, LATE)], LATE).verdict is Verdict.BEHIND


def test_the_newest_date_counts_and_the_date_before_gives_the_change() -> None:
    log = [value(1, 50000, HALFWAY), value(2, 38000, START + DAY), value(3, 45000, HALFWAY - DAY)]
    reading = reading_of(firms(), log, LATE)
    assert [each.id for each in reading.course] == [2, 3, 1]
    assert (reading.latest, reading.previous, reading.change) == (log[0], log[2], Decimal(5000))


def test_of_two_values_of_one_date_the_later_told_counts() -> None:
    log = [value(1, 41200, HALFWAY), value(2, 42100, HALFWAY)]
    reading = reading_of(firms(), log, LATE)
    assert (reading.latest, reading.previous, reading.change) == (log[1], None, None)


def test_what_was_taken_back_brings_back_what_stood_before() -> None:
    first, second = value(1, 41200, HALFWAY), value(2, 42100, HALFWAY)
    assert reading_of(firms(), [first, second, undo(3, second)], LATE).latest == first
    assert History([first, undo(2, first)]).live == ()
    assert reading_of(firms(), [first, undo(2, first)], LATE).verdict is Verdict.NONE


def test_a_reading_knows_nothing_of_later_dates_nor_of_later_words() -> None:
    log = [value(1, 38000, START + DAY), value(2, 50000, HALFWAY)]
    assert reading_of(firms(), log, HALFWAY - DAY).latest == log[0]
    withdrawn = [*log, undo(3, log[1])]
    assert reading_of(firms(), History(withdrawn).as_of(log[1].at), LATE).latest == log[1]


def test_a_value_keeps_the_reading_it_gave_rise_to() -> None:
    log = [value(1, 41200, HALFWAY), value(2, 62100, HALFWAY), value(3, 70000, HALFWAY + DAY)]
    assert reading_at(firms(), log, log[0]).verdict is Verdict.BEHIND
    assert reading_at(firms(), log, log[1]).latest == log[1]


def test_each_target_of_a_plan_reads_its_own_values() -> None:
    mine, other = firms(), ranked()
    found = readings([mine, other], [value(1, 41200, HALFWAY)], LATE)
    assert [reading.verdict for reading in found] == [Verdict.BEHIND, Verdict.NONE]


@pytest.mark.parametrize(("figure", "places"), [("87000", 0), ("14.250", 2), ("4.12E+4", 0), ("-0.5", 1)])
def test_trailing_zeros_are_no_decimals(figure: str, places: int) -> None:
    assert decimals(Decimal(figure)) == places


@pytest.mark.parametrize(
    ("figures", "baseline", "leap"),
    [
        ([10, 50], None, Leap.NONE),
        ([10, 51], None, Leap.UP),
        ([10, 2], None, Leap.NONE),
        ([10, 1], None, Leap.DOWN),
        ([870000], None, Leap.NONE),
        ([870001], None, Leap.FAR),
        ([1], None, Leap.NONE),
        ([185001], 37000, Leap.UP),
        ([0, 870001], None, Leap.FAR),
        ([0, 5], None, Leap.NONE),
    ],
)
def test_a_leap_is_told_by_the_figure_before_the_baseline_or_the_goal(
    figures: list[int], baseline: int | None, leap: Leap
) -> None:
    given = Baseline(Decimal(baseline), START) if baseline else None
    log = [value(n, figure, START + n * DAY) for n, figure in enumerate(figures, 1)]
    assert reading_of(firms(baseline=given), log, LATE).leap is leap


def test_a_correction_of_the_same_date_is_no_leap() -> None:
    log = [value(1, 412, START), value(2, 41200, START)]
    assert reading_of(firms(baseline=None), log, LATE).leap is Leap.NONE
