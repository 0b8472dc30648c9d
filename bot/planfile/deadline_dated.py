"""Makers for phrases that name a stretch of days: quarters, months, halves, years, spans, single days."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.model.deadline import Deadline, DeadlineKind, Every, Period
from bot.model.say import Say, say
from bot.planfile.deadline_words import Phrase

YEARS = range(2000, 2101)
# Stands in the forms to follow where the text itself has no usable year.
SAMPLE_YEAR = 2026
ROMAN = ("", "I", "II", "III", "IV")


class Refused(Exception):
    """A phrase that looks like a deadline and can't be one; `final` where no other phrase may stand in."""

    def __init__(self, why: str, *, nearest: str, final: bool = True, **values: Any) -> None:
        super().__init__(why)
        self.say: Say = say(f"deadline.{why}", nearest=nearest, **values)
        self.final = final


def checked_year(phrase: Phrase, written: str) -> int:
    """A year of four digits within 2000-2100; raises Refused for any other."""
    before, _, after = phrase.words.rpartition(written)
    if len(written) == 2:
        raise Refused("year_short", found=written, nearest=f"{before}20{written}{after}")
    if int(written) not in YEARS:
        raise Refused("year_range", found=written, nearest=f"{before}{SAMPLE_YEAR}{after}")
    return int(written)


def checked_month(phrase: Phrase, number: int) -> int:
    if number not in range(1, 13):
        raise Refused("no_month", found=phrase.words, month=number, nearest=f"tháng 12/{_shown_year(phrase)}")
    return number


def _shown_year(phrase: Phrase) -> int:
    return checked_year(phrase, phrase.year) if phrase.year else SAMPLE_YEAR


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _day(year: int, month: int, day: int) -> Period:
    the_day = date(year, month, min(day, monthrange(year, month)[1]))
    return Period(the_day, the_day)


def reading(kind: DeadlineKind, words: str, period: Period, **more: Any) -> Deadline:
    """A deadline due at the end of its period."""
    reason = say(f"deadline.{kind}", phrase=words, start=period.start, due=period.end)
    return Deadline(written=words, kind=kind, reason=reason, due=period.end, period=period, **more)


def _placed(phrase: Phrase, kind: DeadlineKind, make: Callable[[int], Period]) -> Deadline:
    """`make`'s period for the year written, else the first one that is not over when the plan is issued."""
    if phrase.year:
        return reading(kind, phrase.words, make(checked_year(phrase, phrase.year)))
    issued = phrase.issued
    if issued is None or issued.year not in YEARS:
        joint = " " if phrase.words.lower().endswith("m") else "/"
        nearest = f"{phrase.words}{joint}{SAMPLE_YEAR}"
        raise Refused("no_year", final=False, found=phrase.words, nearest=nearest)
    period = next(p for p in (make(issued.year), make(issued.year + 1)) if p.end >= issued)
    found = reading(kind, phrase.words, period)
    return replace(found, reason=say("deadline.assumed_year", reason=found.reason, issued=issued))


def _in_order(phrase: Phrase, first: int, last: int, turned: str) -> None:
    if first > last:
        raise Refused("reversed", found=phrase.words, nearest=turned)


def quarter(phrase: Phrase) -> Deadline:
    """One quarter, or several of one year: the last one counts."""
    first, last = phrase.number("first"), phrase.numbers()[-1]
    for number in phrase.numbers():
        if number not in range(1, 5):
            nearest = f"Quý IV/{_shown_year(phrase)}"
            raise Refused("no_quarter", found=phrase.words, quarter=number, nearest=nearest)
    _in_order(phrase, first, last, f"Quý {ROMAN[last]}, {ROMAN[first]}/{_shown_year(phrase)}")
    return _placed(phrase, DeadlineKind.QUARTER, lambda year: _months(year, 3 * first - 2, 3 * last))


def month(phrase: Phrase) -> Deadline:
    """One month, or several of one year: the last one counts."""
    first, last = phrase.number("first"), phrase.numbers()[-1]
    for number in phrase.numbers():
        checked_month(phrase, number)
    _in_order(phrase, first, last, f"tháng {last}, {first}/{_shown_year(phrase)}")
    return _placed(phrase, DeadlineKind.MONTH, lambda year: _months(year, first, last))


def some_months(phrase: Phrase) -> Deadline:
    """The first or the last so many months of a year; six of them are a half-year."""
    count = checked_month(phrase, phrase.number("n"))
    first, last = (1, count) if phrase.match["which"] == "dau" else (13 - count, 12)
    kind = DeadlineKind.HALF if count == 6 else DeadlineKind.SPAN
    return _placed(phrase, kind, lambda year: _months(year, first, last))


def half(phrase: Phrase) -> Deadline:
    """A half-year by its number or its name: H1, nửa đầu."""
    which = phrase.match["which"]
    if which not in ("1", "2", "dau", "cuoi"):
        raise Refused("no_half", found=phrase.words, half=which, nearest=f"H2/{_shown_year(phrase)}")
    first = 1 if which in ("1", "dau") else 7
    return _placed(phrase, DeadlineKind.HALF, lambda year: _months(year, first, first + 5))


def year(phrase: Phrase) -> Deadline:
    """One year, or several: the last one counts."""
    if not phrase.get("more"):
        return _placed(phrase, DeadlineKind.YEAR, lambda year: _months(year, 1, 12))
    first, last = checked_year(phrase, phrase.match["y"]), checked_year(phrase, str(phrase.numbers("y")[-1]))
    _in_order(phrase, first, last, f"năm {last}, {first}")
    return reading(DeadlineKind.YEAR, phrase.words, Period(date(first, 1, 1), date(last, 12, 31)))


def years(phrase: Phrase) -> Deadline:
    """A span of whole years, with a check each year."""
    first, last = checked_year(phrase, phrase.match["a"]), checked_year(phrase, phrase.match["b"])
    whole_years = Period(date(first, 1, 1), date(last, 12, 31))
    return span(phrase.words, whole_years, turned=f"{last}-{first}", every=Every.YEAR)


def day(phrase: Phrase) -> Deadline:
    """One day, which is itself on time."""
    number, month = phrase.number("d"), checked_month(phrase, phrase.number("m"))
    # Without a year 29/2 is a day: some year has it.
    last = monthrange(_shown_year(phrase) if phrase.year else 2024, month)[1]
    if number not in range(1, last + 1):
        end = _months(_shown_year(phrase), month, month).end
        nearest = f"{end.day}/{end.month}/{end.year}"
        raise Refused("no_day", found=phrase.words, nearest=nearest)
    return _placed(phrase, DeadlineKind.DAY, lambda year: _day(year, month, number))


def quarter_day(phrase: Phrase) -> Deadline:
    """A day of the last month of one quarter."""
    end = quarter(phrase).due
    number = phrase.number("d")
    if end is None or number not in range(1, end.day + 1):
        nearest = f"ngày 30 của tháng cuối quý {phrase.match['first'].upper()}/{_shown_year(phrase)}"
        raise Refused("no_day", found=phrase.words, nearest=nearest)
    return reading(DeadlineKind.DAY, phrase.words, _day(end.year, end.month, number))


def days(phrase: Phrase) -> Deadline:
    """From one day to another of the same year, which is written once."""
    last = day(phrase)
    end = last.period.end if last.period else date(SAMPLE_YEAR, 12, 31)
    first = int(phrase.get("m1") or end.month)
    start = _day(end.year, checked_month(phrase, first), max(1, phrase.number("d1"))).start
    return span(phrase.words, Period(start, end), turned=f"{_written(end)} - {_written(start)}")


def span(words: str, period: Period, *, turned: str, every: Every | None = None) -> Deadline:
    """From the start of one stretch to the end of another; `turned` is shown where the end comes first."""
    if period.start > period.end:
        raise Refused("reversed", found=words, nearest=turned)
    return reading(DeadlineKind.SPAN, words, period, every=every)


def _written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def led(found: Deadline, phrase: Phrase) -> Deadline:
    """What the words before a date make of it: done before it, begun on it, or only a part of it.

    `trước ngày` includes the day unless the reader was told otherwise; `trước` a month or
    a year means the day before that begins.
    """
    if found.period is None or phrase.direction is None:
        return found
    if phrase.direction == "from":
        if found.kind is DeadlineKind.SPAN or phrase.get("more"):
            return found
        raise Refused("only_start", final=False, found=phrase.words, nearest=_until(found.period))
    if phrase.direction == "part":
        return _part(found, phrase)
    if found.kind is DeadlineKind.DAY and not phrase.exclusive:
        return found
    return _day_before(found, found.period.start)


def _until(period: Period) -> str:
    return f"đến hết ngày {_written(period.end)}"


def _day_before(found: Deadline, start: date) -> Deadline:
    due = start - timedelta(days=1)
    reason = say("deadline.day_before", phrase=found.written, start=start, due=due)
    return replace(found, kind=DeadlineKind.DAY, due=due, period=Period(due, due), reason=reason)


def _part(found: Deadline, phrase: Phrase) -> Deadline:
    """`đầu năm`, `giữa quý` name no last day: refused, with the nearest stretch that has one."""
    middle = "giua" in phrase.lead
    start = found.period.start if found.period else date(SAMPLE_YEAR, 1, 1)
    nearest = {
        DeadlineKind.YEAR: f"6 tháng đầu năm {start.year}" if middle else f"Quý I/{start.year}",
        DeadlineKind.QUARTER: f"tháng {start.month + middle}/{start.year}",
        DeadlineKind.MONTH: f"trước ngày {20 if middle else 10}/{start.month}/{start.year}",
    }.get(found.kind)
    if nearest is None:
        return found
    raise Refused("only_part", final=False, found=phrase.words, nearest=nearest)
