"""What the phrases of the table mean: each reader is told the view and the words it is to read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.language.folding import fold
from bot.language.numbers import is_number, number
from bot.language.stretches import (
    SAMPLE_YEAR,
    Certainty,
    Grain,
    NoDay,
    Standpoint,
    Stretch,
    Way,
    around,
    checked_month,
    day,
    months,
    moved,
    one,
    part,
    placed,
)

ROMAN = ("", "I", "II", "III", "IV")
MOST_COUNTED = 1200
Reader = Callable[..., Stretch]


def lunar(_: Standpoint, *_words: str) -> Stretch:
    raise NoDay("lunar", f"15/6/{SAMPLE_YEAR}")


# ---- days ----


def day_and_month(view: Standpoint, number_: str, month: str, year: str | None = None) -> Stretch:
    return placed(view, year, lambda y: day(y, number(month), number(number_)))


def swapped(read: Reader) -> Reader:
    """The same, told the year first: 2026-06-30, 2026-Q2."""
    return lambda view, year, *rest: read(view, *reversed(rest), year)


def bare(view: Standpoint, number_: str, month: str) -> Stretch:
    """3/5 gone by may as well be three of five."""
    found = day_and_month(view, number_, month)
    gone = view.way is Way.COMING and (found.over or found.end == view.on)
    return replace(found, certainty=Certainty.GUESSED) if gone and int(number_) <= int(month) else found


def weekday_of_day(view: Standpoint, weekday_: str, *told: str) -> Stretch:
    """A day with its weekday beside it, which must be its own where the year is written."""
    found = day_and_month(view, *told)
    if found.certainty is Certainty.WRITTEN and found.end.weekday() != number(weekday_) - 2:
        shown = f"{found.end.day}/{found.end.month}/{found.end.year}"
        raise NoDay("weekday", shown, day=found.end)
    return found


def sunday_of_day(view: Standpoint, *told: str) -> Stretch:
    return weekday_of_day(view, "8", *told)


def unnumbered_month(view: Standpoint, number_: str, year: str) -> Stretch:
    """ "ngày 9 tháng năm 2026": the ninth of May, or of a month left out."""
    raise NoDay("no_month_named", f"ngày {number(number_)}/6/{view.year_of(year)}")


def days(view: Standpoint, first: str, last: str, month: str, year: str | None = None) -> Stretch:
    """From one day to another of a month that is named once."""
    end = day_and_month(view, last, month, year)
    start = day(end.start.year, end.start.month, number(first))
    if start.start > end.end:
        raise NoDay("reversed", f"{last}-{first}/{month}/{end.start.year}")
    return replace(end, start=start.start, grain=Grain.SPAN)


def quarter_day(view: Standpoint, number_: str, quarter_: str, year: str | None = None) -> Stretch:
    """A day of the last month of one quarter."""
    return placed(view, year, lambda y: day(y, quarter(view, quarter_, str(y)).end.month, number(number_)))


def day_in(*ahead: int) -> Reader:
    """A reader of the day of that number in the first of these months, counted from this one, to have it."""

    def read(view: Standpoint, number_: str) -> Stretch:
        if view.lasting:
            raise NoDay("no_month_named", f"ngày {number(number_)}/6/{SAMPLE_YEAR}")
        back = -1 if view.way is not Way.COMING and len(ahead) > 1 else 1
        for count in ahead:
            there = around(view.today, "thang", back * count).start
            try:
                found = day(there.year, there.month, number(number_))
            except NoDay:
                continue
            if len(ahead) == 1 or view.fits(found):
                return replace(found, certainty=Certainty.TURNED, over=count > ahead[0])
        raise NoDay("no_day", f"30/6/{SAMPLE_YEAR}")

    return read


# ---- months, quarters, halves, years ----


def _listed(written: str) -> list[int]:
    """The numbers of a list: "iii , quý iv"."""
    return [number(word) for word in written.split() if is_number(word)]


def _in_order(numbers: list[int], turned: str) -> None:
    if numbers[0] > numbers[-1]:
        raise NoDay("reversed", turned)


def month(view: Standpoint, written: str, year: str | None = None) -> Stretch:
    """One month, or several of one year: the last one counts."""
    shown = view.year_of(year) if year else SAMPLE_YEAR
    numbers = [checked_month(each, shown) for each in _listed(written)]
    _in_order(numbers, f"tháng {numbers[-1]}, {numbers[0]}/{shown}")
    several = len(numbers) > 1
    return placed(view, year, lambda y: months(y, numbers[0], numbers[-1], Grain.MONTH, several=several))


def quarter(view: Standpoint, written: str, year: str | None = None) -> Stretch:
    """One quarter, or several of one year: the last one counts."""
    shown, numbers = view.year_of(year) if year else SAMPLE_YEAR, _listed(written)
    for each in numbers:
        if each not in range(1, 5):
            raise NoDay("no_quarter", f"Quý IV/{shown}", quarter=each)
    first, last, several = numbers[0], numbers[-1], len(numbers) > 1
    _in_order(numbers, f"Quý {ROMAN[last]}, {ROMAN[first]}/{shown}")
    return placed(view, year, lambda y: months(y, 3 * first - 2, 3 * last, Grain.QUARTER, several=several))


def some_months(view: Standpoint, count: str, which: str, year: str | None = None) -> Stretch:
    """The first or the last so many months of a year; six of them are a half-year."""
    length = checked_month(number(count))
    first, last = (1, length) if fold(which) == "dau" else (13 - length, 12)
    grain = Grain.HALF if length == 6 else Grain.SPAN
    return placed(view, year, lambda y: months(y, first, last, grain))


def first_months(view: Standpoint, count: str, year: str) -> Stretch:
    """ "9 tháng năm 2026"; of one month nobody speaks so."""
    if number(count) == 1:
        raise NoDay("no_month_named", f"tháng 1/{view.year_of(year)}")
    return some_months(view, count, "đầu", year)


def year_first_some_months(view: Standpoint, year: str, count: str, which: str) -> Stretch:
    return some_months(view, count, which, year)


def half(view: Standpoint, which: str, year: str | None = None) -> Stretch:
    """A half-year by its number or its name: H1, nửa đầu."""
    if which.isdigit() and which not in "12":
        raise NoDay("no_half", f"H2/{view.year_of(year) if year else SAMPLE_YEAR}", half=which)
    return some_months(view, "6", "dau" if fold(which) in ("1", "dau") else "cuoi", year)


def year(view: Standpoint, written: str) -> Stretch:
    """One year, or several: the last one counts."""
    named = re.findall("[0-9]+", written)
    if len(named[0]) == 2:
        raise NoDay("year_short", year=named[0])
    numbers = [view.year_of(each) for each in named]
    _in_order(numbers, f"năm {numbers[-1]}, {numbers[0]}")
    last = months(numbers[-1], 1, 12, Grain.YEAR, several=len(numbers) > 1)
    return replace(last, start=date(numbers[0], 1, 1))


def years(view: Standpoint, first: str, last: str) -> Stretch:
    """A span of whole years."""
    start, end = year(view, first), year(view, last)
    _in_order([start.start.year, end.start.year], f"{last}-{first}")
    return replace(end, start=start.start, grain=Grain.SPAN, several=True)


def part_of(read: Reader) -> Reader:
    """A reader of the beginning or the middle of a month or a quarter."""

    def read_part(view: Standpoint, which: str, written: str, year: str | None = None) -> Stretch:
        return placed(view, year, lambda y: part(read(view, written, str(y)), fold(which)))

    return read_part


def part_of_year(view: Standpoint, which: str, written: str) -> Stretch:
    return part(year(view, written), fold(which))


# ---- told from today ----


def relative(ahead: int) -> Reader:
    """A reader of a week, month, quarter or year, or a part of it, so many on from this one."""

    def read(view: Standpoint, *told: str) -> Stretch:
        *which, unit = map(fold, told)
        found = replace(around(view.today, unit, ahead), certainty=Certainty.RELATIVE)
        return part(found, which[0]) if which else found

    return read


def part_of_turn(view: Standpoint, which: str, unit: str) -> Stretch:
    """Of this month, quarter or year, or of the one that the view means where this one's is over."""
    ahead = 1 if view.way is Way.COMING else -1
    turns = [relative(count * ahead)(view, which, unit) for count in range(2)]
    return next((turn for turn in turns if view.fits(turn)), turns[-1])


def this_year(view: Standpoint) -> Stretch:
    """A plan's own year, or today's."""
    if view.lasting:
        return view.turn(lambda y: months(y, 1, 12, Grain.YEAR))
    return relative(0)(view, "nam")


def from_today(count: int) -> Reader:
    return lambda view: one(view.today + timedelta(days=count), Certainty.RELATIVE)


def weekday(ahead: int) -> Reader:
    """A reader of a day of this week or one so many on; thứ 2 is Monday, 8 stands for Sunday."""

    def read(view: Standpoint, written: str = "8") -> Stretch:
        monday = around(view.today, "tuan", ahead).start
        return one(monday + timedelta(days=number(written) - 2), Certainty.RELATIVE)

    return read


def nearest_weekday(*, gone_by: bool = False) -> Reader:
    """A reader of the nearest such day that the view means, or that has gone by; never today."""

    def read(view: Standpoint, written: str = "8") -> Stretch:
        ahead = number(written) - 2 - view.today.weekday()
        back = gone_by or view.way is not Way.COMING
        days = (ahead - 1) % 7 + 1 if not back else -((-ahead - 1) % 7 + 1)
        return one(view.today + timedelta(days=days), Certainty.RELATIVE)

    return read


def counted_days(each: int) -> Callable[..., Stretch | None]:
    return _counted(lambda today, count: today + timedelta(days=each * count))


def counted_months(each: int) -> Callable[..., Stretch | None]:
    return _counted(lambda today, count: moved(today, each * count))


def _counted(on: Callable[[date, int], date]) -> Callable[..., Stretch | None]:
    """A reader of a stretch of time from today on; nobody counts from today to days gone by."""

    def read(view: Standpoint, count: str = "1") -> Stretch | None:
        if view.way is not Way.COMING:
            return None
        end = on(view.today, min(number(count), MOST_COUNTED))
        return Stretch(start=view.today, end=end, grain=Grain.SPAN, certainty=Certainty.COUNTED)

    return read


def working_days(view: Standpoint, count: str) -> Stretch:
    """Monday to Friday: a lower bound, so a wish for working days is never sure."""
    end, left = view.today, min(number(count), 260)
    while left > 0:
        end += timedelta(days=1)
        left -= end.weekday() < 5
    return Stretch(start=view.today, end=end, grain=Grain.SPAN, certainty=Certainty.GUESSED)


# How the table of days names them; those told how far on they look make a reader of it.
READERS: Mapping[str, Any] = {
    "lunar": lunar, "bare": bare, "days": days, "day_and_month": day_and_month, "day_in": day_in,
    "year_first_day": swapped(day_and_month), "quarter_day": quarter_day, "some_months": some_months,
    "first_months": first_months, "year_first_some_months": year_first_some_months,
    "weekday_of_day": weekday_of_day, "sunday_of_day": sunday_of_day, "unnumbered_month": unnumbered_month,
    "month": month, "year_first_month": swapped(month), "part_of_month": part_of(month),
    "quarter": quarter, "year_first_quarter": swapped(quarter), "part_of_quarter": part_of(quarter),
    "half": half, "year_first_half": swapped(half), "this_year": this_year, "part_of_year": part_of_year,
    "year": year, "years": years, "relative": relative, "part_of_turn": part_of_turn,
    "from_today": from_today, "weekday": weekday, "weekday_gone_by": nearest_weekday(gone_by=True),
    "nearest_weekday": nearest_weekday(), "working_days": working_days, "counted_days": counted_days,
    "counted_months": counted_months,
}  # fmt: skip
