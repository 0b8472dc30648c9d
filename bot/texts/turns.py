"""What the periods of a duty are called: tháng 1/2026; 1, 2, 3/2026; Quý IV/2025; kỳ đến 15/1/2026."""

from calendar import monthrange
from collections.abc import Sequence
from itertools import groupby

from bot.model.deadline import DeadlineKind, Period
from bot.texts import Texts

CALENDARS_OWN = {1: "month", 3: "quarter", 6: "half", 12: "year"}


def turn_name(texts: Texts, period: Period) -> str:
    """One period: `tháng 1/2026`, `Quý IV/2025`, `6 tháng đầu năm 2026`, `năm 2026`, `kỳ đến 15/1/2026`."""
    return texts.plain("when.turn", every=_every(period), end=period.end)


def turn_names(texts: Texts, periods: Sequence[Period]) -> str:
    """Several of one duty, in order of time, each year named once: `11, 12/2025, 1/2026`."""
    every = _every(periods[0]) if periods else None
    part = next((months for months, name in CALENDARS_OWN.items() if name == every), 12)
    ends = [period.end for period in periods]
    years = [
        (year, [(end.month - 1) // part + 1 for end in same])
        for year, same in groupby(ends, key=lambda end: end.year)
    ]
    return texts.plain("when.turns", every=every, years=years, ends=ends)


def has_name(period: Period) -> bool:
    """Whether it is one that people call by a name of the calendar."""
    return _every(period) is not None


def turns_told(texts: Texts, periods: Sequence[Period]) -> str:
    """The same where it may stand alone: `năm 2025`, `tháng 1/2026`; several as `turn_names` has them."""
    return turn_name(texts, periods[0]) if len(periods) == 1 else turn_names(texts, periods)


def cadence(texts: Texts, kind: DeadlineKind, period: Period) -> str:
    """How often a duty with such a period turns: `Hằng tháng`."""
    return texts.plain("when.cadence", every=_every(period), kind=kind)


def _every(period: Period) -> str | None:
    """Whether it is a month, a quarter, a half or a whole year of the calendar."""
    start, end = period.start, period.end
    months = end.month - start.month + 1
    whole = start.year == end.year and start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    return CALENDARS_OWN.get(months) if whole and end.month % months == 0 else None
