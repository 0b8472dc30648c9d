"""The day a reported figure is about: a day named, or the last day of a month, quarter, half or year."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

YEARS = range(2000, 2101)
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
YEAR = r"(?:\s*[/,-]?\s*(?:nam\s*)?(?P<y>[0-9]{4}))"
NO_MORE = r"(?![0-9/])"


class NoSuchDay(Exception):  # named after what happened
    """A day that no calendar has, as it was typed."""


def dated(text: str, start: int, today: date) -> tuple[date, int] | None:
    """The day named at `start` of a folded text, and where its words end; None where none is named.

    Without a year it is the latest such day up to `today`. Raises NoSuchDay.
    """
    for pattern, read in RULES:
        match = pattern.match(text, start)
        if match is not None:
            try:
                return read(match, today), match.end()
            except ValueError:
                raise NoSuchDay(match[0].strip()) from None
    return None


def _day(match: re.Match[str], today: date) -> date:
    day, month, year = int(match["d"]), int(match["m"]), match["y"]
    if year is not None:
        return date(_year(year), month, day)
    this = _latest_leap(today.year, month, day)
    return this if this <= today else _latest_leap(today.year - 1, month, day)


def _latest_leap(year: int, month: int, day: int) -> date:
    """29/2 without a year is that of the last year that had one."""
    while (month, day) == (2, 29) and not calendar.isleap(year):
        year -= 1
    return date(year, month, day)


def _year(text: str) -> int:
    year = int(text) + (2000 if len(text) == 2 else 0)
    if year not in YEARS:
        raise ValueError(text)
    return year


def _end(months: Callable[[re.Match[str]], int]) -> Callable[[re.Match[str], date], date]:
    """A reader of periods that end with a month; without a year, the last one that is over."""

    def read(match: re.Match[str], today: date) -> date:
        month = months(match)
        if not 1 <= month <= 12:
            raise ValueError(match[0])
        if match["y"] is not None:
            return _last(_year(match["y"]), month)
        this = _last(today.year, month)
        return this if this <= today else _last(today.year - 1, month)

    return read


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _quarter(match: re.Match[str]) -> int:
    return 3 * (ROMAN.get(match["q"]) or int(match["q"]))


RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = tuple(
    (re.compile(rf"{pattern}{NO_MORE}"), read)
    for pattern, read in (
        (r"(?:ngay\s+)?(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})", _day),
        (
            r"(?:ngay\s+)?(?P<d>[0-9]{1,2})\s*(?P<sep>[/.-])\s*(?P<m>[0-9]{1,2})\s*(?P=sep)\s*(?P<y>[0-9]{4}|[0-9]{2})",
            _day,
        ),
        (r"(?:ngay\s+)?(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})(?P<y>(?!))?", _day),
        (rf"(?:ngay\s+)?(?P<d>[0-9]{{1,2}})\s+thang\s+(?P<m>[0-9]{{1,2}}){YEAR}?", _day),
        (rf"quy\s+(?P<q>[1-4]|iv|i{{1,3}})\b{YEAR}?", _end(_quarter)),
        (rf"6 thang dau nam{YEAR}?", _end(lambda _: 6)),
        (rf"thang\s+(?P<m>[0-9]{{1,2}}){YEAR}?", _end(lambda match: int(match["m"]))),
        (r"(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})", _end(lambda match: int(match["m"]))),
        (r"(?:ca )?nam\s+(?P<y>[0-9]{4})", _end(lambda _: 12)),
        (r"hom nay\b|today\b", lambda _, today: today),
        (r"hom qua\b|yesterday\b", lambda _, today: today - timedelta(days=1)),
    )
)
