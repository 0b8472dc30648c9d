"""Stretches of days: what a phrase means on the calendar, and which turn of it, seen from a day."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from bot.model.say import Say, say

YEARS = range(2000, 2101)
SAMPLE_YEAR = 2026  # in the forms to follow, where the text itself has no usable year
TURNS = 9  # years within which every day of the calendar comes round


class Grain(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPAN = "span"


class Certainty(StrEnum):
    """How a stretch came by its days."""

    WRITTEN = "with its year"
    TURNED = "without a year: the turn that is nearest to who looks"
    RELATIVE = "told from today: tomorrow, next month"
    COUNTED = "so many days or months from today"
    GUESSED = "may as well be another"


class NoDay(Exception):  # named after what happened
    """A phrase that no calendar has or that names no day: `why` and the form to follow.

    `year` is a year that can't stand as it is written; the form to follow then has another in its place.
    """

    def __init__(self, why: str, nearest: str = "", *, year: str = "", **values: Any) -> None:
        super().__init__(why)
        self.why, self.nearest, self.year, self.values = why, nearest, year, values

    def say(self, words: str) -> Say:
        """Why the words can't be taken, as a sentence with the nearest form that can."""
        nearest = self.nearest or f"{words}{' ' if words.lower().endswith('m') else '/'}{SAMPLE_YEAR}"
        if self.year:
            before, _, after = words.rpartition(self.year)
            nearest = f"{before}{f'20{self.year}' if self.why == 'year_short' else SAMPLE_YEAR}{after}"
        return say(f"deadline.{self.why}", found=self.year or words, nearest=nearest, **self.values)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """From one day to another, both within it; `words` stand at `at` in the text, read by the rule `form`.

    `several`: more than one of its grain (quý III, IV). `over`: this year's turn, or this month's, has gone
    by. `but` says why who wants nothing but plain days refuses it.
    """

    start: date
    end: date
    grain: Grain
    certainty: Certainty = Certainty.WRITTEN
    several: bool = False
    over: bool = False
    but: NoDay | None = None
    form: str = ""
    words: str = ""
    at: tuple[int, int] = (0, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Impossible:
    """Words that look like a day and can't be one."""

    why: NoDay
    form: str
    words: str = ""
    at: tuple[int, int] = (0, 0)

    @property
    def say(self) -> Say:
        return self.why.say(self.words)


Found = Stretch | Impossible


class Way(StrEnum):
    """Which turn is meant where no year is written."""

    COMING = "the first that is not over"
    PAST = "the last that is over"
    SAME = "the one of this year"


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where a text is read: the day of whom it is read with, null where that is unknown, and the way.

    A plan is read again and again, so it has no "tomorrow": its view is `lasting`. `within` are the days
    that stand beside the words with their year: what has none is the turn that lies in them.
    """

    on: date | None
    way: Way = Way.COMING
    lasting: bool = False
    within: tuple[date, date] | None = None

    def year_of(self, written: str) -> int:
        """A year of four digits, or of two; raises NoDay outside `YEARS`."""
        year = int(written) + (2000 if len(written) == 2 else 0)
        if year not in YEARS:
            raise NoDay("year_range", year=written)
        return year

    @property
    def today(self) -> date:
        if self.on is None or self.lasting:
            raise NoDay("relative", f"trước ngày 15/6/{SAMPLE_YEAR}")
        return self.on

    def turn(self, make: Callable[[int], Stretch]) -> Stretch:
        """`make`'s stretch in the year that is meant where none is written; a sample where none can be."""
        if self.within:
            return self._turn_within(make, *self.within)
        known = self.on is not None and self.on.year in YEARS
        first = self.on.year if self.on and known else SAMPLE_YEAR
        ahead = 1 if self.way is Way.COMING else -1
        refused: NoDay | None = None
        for year in range(first, first + ahead * TURNS, ahead):
            try:
                found = make(year)
            except NoDay as no:
                refused = refused or no
                continue
            if not known:
                return replace(found, certainty=Certainty.TURNED, but=NoDay("no_year"))
            if self.fits(found):
                guessed = found.certainty is Certainty.GUESSED
                certainty = Certainty.GUESSED if guessed else Certainty.TURNED
                return replace(found, certainty=certainty, over=year != first)
        raise refused or NoDay("no_year")

    def _turn_within(self, make: Callable[[int], Stretch], first: date, last: date) -> Stretch:
        """The turn that lies in these days, of none that does the first; of several none is meant."""
        made = [make(year) for year in range(first.year, last.year + 1)]
        inside = [each for each in made if first <= each.start and each.end <= last]
        if len(inside) > 1:
            raise NoDay("no_year")
        return (inside or made)[0]

    def fits(self, found: Stretch) -> bool:
        if self.on is None or self.way is Way.SAME:
            return True
        return found.end >= self.on if self.way is Way.COMING else found.end <= self.on


def placed(view: Standpoint, year: str | None, make: Callable[[int], Stretch]) -> Stretch:
    """`make`'s stretch in the year written, or in the one that the view means."""
    if year is None:
        return view.turn(make)
    found = make(view.year_of(year))
    return replace(found, but=NoDay("year_short", year=year)) if len(year) == 2 else found


def day(year: int, month: int, number: int) -> Stretch:
    checked_month(month, year)
    last = monthrange(year, month)[1]
    if number not in range(1, last + 1):
        raise NoDay("no_day", f"{last}/{month}/{year}")
    return one(date(year, month, number))


def one(the_day: date, certainty: Certainty = Certainty.WRITTEN) -> Stretch:
    return Stretch(start=the_day, end=the_day, grain=Grain.DAY, certainty=certainty)


def months(year: int, first: int, last: int, grain: Grain, *, several: bool = False) -> Stretch:
    end = date(year, last, monthrange(year, last)[1])
    return Stretch(start=date(year, first, 1), end=end, grain=grain, several=several)


def checked_month(month: int, year: int = SAMPLE_YEAR) -> int:
    if month not in range(1, 13):
        raise NoDay("no_month", f"tháng 12/{year}", month=month)
    return month


def around(today: date, unit: str, ahead: int) -> Stretch:
    """The week, month, quarter or year of a day, or one so many further on; a week ends on its Sunday."""
    if unit in ("tuan", "week"):
        monday = today + timedelta(days=7 * ahead - today.weekday())
        return Stretch(start=monday, end=monday + timedelta(days=6), grain=Grain.WEEK)
    length = {"thang": 1, "month": 1, "quy": 3, "quarter": 3, "nam": 12, "year": 12}[unit]
    count = (today.year * 12 + today.month - 1) // length * length + ahead * length
    year, month = divmod(count, 12)
    return months(year, month + 1, month + length, {1: Grain.MONTH, 3: Grain.QUARTER, 12: Grain.YEAR}[length])


def moved(today: date, count: int) -> date:
    """So many months on, the month's last day where it has no such day."""
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def part(whole: Stretch, which: str) -> Stretch:
    """The beginning ("dau") or the first half of a stretch, to a usual day: it names no last one."""
    middle, start = which != "dau", whole.start
    match whole.grain:
        case Grain.MONTH:
            end = start.replace(day=15 if middle else 10)
            nearest = f"trước ngày {20 if middle else 10}/{start.month}/{start.year}"
        case Grain.QUARTER:
            end = moved(start, 1) + timedelta(days=14 if middle else -1)
            nearest = f"tháng {start.month + middle}/{start.year}"
        case _:
            end = date(start.year, 6, 30) if middle else date(start.year, 3, 31)
            nearest = f"6 tháng đầu năm {start.year}" if middle else f"Quý I/{start.year}"
    certainty = whole.certainty if whole.grain is Grain.MONTH else Certainty.GUESSED
    return replace(whole, end=end, grain=Grain.SPAN, certainty=certainty, but=NoDay("only_part", nearest))
