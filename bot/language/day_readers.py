"""What the phrases of the table mean: each reader is told the view and the words it is to read."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.language.folding import fold
from bot.language.numbers import is_number, number
from bot.language.stretches import (
    SAMPLE_YEAR,
    Certainty,
    Grain,
    NoDay,
    Stretch,
    View,
    Way,
    around,
    checked_month,
    day,
    months,
    moved,
    one,
    part,
    placed,
    year_of,
)

ROMAN = ("", "I", "II", "III", "IV")
MOST_COUNTED = 1200
Reader = Callable[..., Stretch]
Maybe = Callable[..., Stretch | None]


def lunar(_: View, *_words: str) -> Stretch:
    raise NoDay("lunar", f"15/6/{SAMPLE_YEAR}")


# ---- days ----


def day_and_month(view: View, number_: str, month: str, year: str | None = None) -> Stretch:
    return placed(view, year, lambda y: day(y, number(month), number(number_)))


full = day_and_month


def apart(view: View, number_: str, _stroke: str, month: str, year: str) -> Stretch:
    return full(view, number_, month, year)


def backwards(view: View, year: str, month: str, number_: str) -> Stretch:
    return full(view, number_, month, year)


def bare(view: View, number_: str, month: str) -> Stretch:
    """3/5 gone by may as well be three of five."""
    found = day_and_month(view, number_, month)
    gone = view.way is Way.COMING and (found.over or found.end == view.on)
    return replace(found, certainty=Certainty.GUESSED) if gone and int(number_) <= int(month) else found


def days(view: View, first: str, last: str, month: str, year: str | None = None) -> Stretch:
    """From one day to another of a month that is named once."""
    end = day_and_month(view, last, month, year)
    start = day(end.start.year, end.start.month, number(first))
    if start.start > end.end:
        raise NoDay("reversed", f"{last}-{first}/{month}/{end.start.year}")
    return replace(end, start=start.start, grain=Grain.SPAN)


def quarter_day(view: View, number_: str, quarter_: str, year: str | None = None) -> Stretch:
    """A day of the last month of one quarter."""
    return placed(view, year, lambda y: day(y, quarter(view, quarter_, str(y)).end.month, number(number_)))


def day_of(ahead: int) -> Reader:
    """A reader of the day of that number in this month, or in one so many on."""

    def read(view: View, number_: str) -> Stretch:
        there = around(view.today, "thang", ahead).start
        found = replace(day(there.year, there.month, number(number_)), certainty=Certainty.RELATIVE)
        return found if ahead or view.fits(found) else day_of_month(view, number_)

    return read


def day_of_month(view: View, number_: str) -> Stretch:
    """The day of that number that the view means, of this month or of one beside it."""
    if view.lasting:
        raise NoDay("no_month_named", f"ngày {number(number_)}/6/{SAMPLE_YEAR}")
    ahead = 1 if view.way is Way.COMING else -1
    for count in range(3):
        there = around(view.today, "thang", count * ahead).start
        try:
            found = day(there.year, there.month, number(number_))
        except NoDay:
            continue
        if view.fits(found):
            return replace(found, certainty=Certainty.TURNED, over=count > 0)
    raise NoDay("no_day", f"30/6/{SAMPLE_YEAR}")


# ---- months, quarters, halves, years ----


def _listed(written: str) -> list[int]:
    """The numbers of a list: "iii , quý iv"."""
    return [number(word) for word in written.split() if is_number(word)]


def _in_order(numbers: list[int], turned: str) -> None:
    if numbers[0] > numbers[-1]:
        raise NoDay("reversed", turned)


def month(view: View, written: str, year: str | None = None) -> Stretch:
    """One month, or several of one year: the last one counts."""
    shown = year_of(year) if year else SAMPLE_YEAR
    numbers = [checked_month(each, shown) for each in _listed(written)]
    _in_order(numbers, f"tháng {numbers[-1]}, {numbers[0]}/{shown}")
    several = len(numbers) > 1
    return placed(view, year, lambda y: months(y, numbers[0], numbers[-1], Grain.MONTH, several=several))


def quarter(view: View, written: str, year: str | None = None) -> Stretch:
    """One quarter, or several of one year: the last one counts."""
    shown, numbers = year_of(year) if year else SAMPLE_YEAR, _listed(written)
    for each in numbers:
        if each not in range(1, 5):
            raise NoDay("no_quarter", f"Quý IV/{shown}", quarter=each)
    first, last, several = numbers[0], numbers[-1], len(numbers) > 1
    _in_order(numbers, f"Quý {ROMAN[last]}, {ROMAN[first]}/{shown}")
    return placed(view, year, lambda y: months(y, 3 * first - 2, 3 * last, Grain.QUARTER, several=several))


def some_months(view: View, count: str, which: str, year: str | None = None) -> Stretch:
    """The first or the last so many months of a year; six of them are a half-year."""
    length = checked_month(number(count))
    first, last = (1, length) if fold(which) == "dau" else (13 - length, 12)
    grain = Grain.HALF if length == 6 else Grain.SPAN
    return placed(view, year, lambda y: months(y, first, last, grain))


def half(view: View, which: str, year: str | None = None) -> Stretch:
    """A half-year by its number or its name: H1, nửa đầu."""
    if which.isdigit() and which not in "12":
        raise NoDay("no_half", f"H2/{year_of(year) if year else SAMPLE_YEAR}", half=which)
    return some_months(view, "6", "dau" if fold(which) in ("1", "dau") else "cuoi", year)


def half_month(view: View, which: str, written: str, year: str | None = None) -> Stretch:
    return part_of_month(view, "giua", written, year) if fold(which) == "dau" else month(view, written, year)


def year_and_month(view: View, year: str, written: str) -> Stretch:
    return month(view, written, year)


def year_quarter(view: View, year: str, written: str) -> Stretch:
    return quarter(view, written, year)


def year_half(view: View, year: str, which: str) -> Stretch:
    return half(view, which, year)


def year(_: View, written: str) -> Stretch:
    """One year, or several: the last one counts."""
    named = re.findall("[0-9]+", written)
    if len(named[0]) == 2:
        raise NoDay("year_short", year=named[0])
    numbers = [year_of(each) for each in named]
    _in_order(numbers, f"năm {numbers[-1]}, {numbers[0]}")
    last = months(numbers[-1], 1, 12, Grain.YEAR, several=len(numbers) > 1)
    return replace(last, start=date(numbers[0], 1, 1))


def years(view: View, first: str, last: str) -> Stretch:
    """A span of whole years."""
    start, end = year(view, first), year(view, last)
    _in_order([start.start.year, end.start.year], f"{last}-{first}")
    return replace(end, start=start.start, grain=Grain.SPAN, several=True)


def part_of_month(view: View, which: str, written: str, year: str | None = None) -> Stretch:
    return placed(view, year, lambda y: part(month(view, written, str(y)), fold(which)))


def part_of_quarter(view: View, which: str, written: str, year: str | None = None) -> Stretch:
    return _guessed(placed(view, year, lambda y: part(quarter(view, written, str(y)), fold(which))))


def part_of_year(view: View, which: str, written: str) -> Stretch:
    return _guessed(part(year(view, written), fold(which)))


def _guessed(found: Stretch) -> Stretch:
    return replace(found, certainty=Certainty.GUESSED)


# ---- told from today ----


def relative(ahead: int) -> Reader:
    """A reader of a week, month, quarter or year, or a part of it, so many on from this one."""

    def read(view: View, *told: str) -> Stretch:
        *which, unit = map(fold, told)
        found = replace(around(view.today, unit, ahead), certainty=Certainty.RELATIVE)
        return part(found, which[0]) if which else found

    return read


def part_of_turn(view: View, which: str, unit: str) -> Stretch:
    """Of this month, quarter or year, or of the one that the view means where this one's is over."""
    ahead = 1 if view.way is Way.COMING else -1
    turns = [relative(count * ahead)(view, which, unit) for count in range(2)]
    return _guessed(next((turn for turn in turns if view.fits(turn)), turns[-1]))


def this_year(view: View) -> Stretch:
    """A plan's own year, or today's."""
    if view.lasting:
        return view.turn(lambda y: months(y, 1, 12, Grain.YEAR))
    return relative(0)(view, "nam")


def from_today(count: int) -> Reader:
    return lambda view: one(view.today + timedelta(days=count), Certainty.RELATIVE)


def weekday(ahead: int) -> Maybe:
    """A reader of a day of this week or one so many on; thứ 2 is Monday, 8 stands for Sunday."""

    def read(view: View, written: str = "8") -> Stretch:
        monday = around(view.today, "tuan", ahead).start
        return one(monday + timedelta(days=number(written) - 2), Certainty.RELATIVE)

    return read


def weekday_gone_by(view: View, written: str = "8") -> Stretch:
    """The last such day before today."""
    back = (view.today.weekday() - number(written) + 1) % 7 + 1
    return one(view.today - timedelta(days=back), Certainty.RELATIVE)


def nearest_weekday(view: View, written: str = "8") -> Stretch:
    """The nearest such day that the view means, never today."""
    if view.way is not Way.COMING:
        return weekday_gone_by(view, written)
    ahead = (number(written) - view.today.weekday() - 3) % 7 + 1
    return one(view.today + timedelta(days=ahead), Certainty.RELATIVE)


def counted(days: int = 0, months: int = 0) -> Maybe:
    """A reader of a stretch of time from today on; nobody counts from today to days gone by."""

    def read(view: View, count: str = "1") -> Stretch | None:
        if view.way is not Way.COMING:
            return None
        length = min(number(count), MOST_COUNTED)
        try:
            end = moved(view.today, months * length) + timedelta(days=days * length)
        except (ValueError, OverflowError):  # past the calendar's own end
            return None
        return Stretch(start=view.today, end=end, grain=Grain.SPAN, certainty=Certainty.COUNTED)

    return read


def working_days(view: View, count: str) -> Stretch:
    """Monday to Friday: a lower bound, so a wish for working days is never sure."""
    end, left = view.today, min(number(count), 260)
    while left > 0:
        end += timedelta(days=1)
        left -= end.weekday() < 5
    return Stretch(start=view.today, end=end, grain=Grain.SPAN, certainty=Certainty.GUESSED)
