"""What the phrases of the deadline language mean: one date, or what recurs, goes on, waits, follows."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from bot.language.days import stretches
from bot.language.folding import Folded
from bot.language.numbers import is_number, number
from bot.language.stretches import (
    Certainty,
    Found,
    Grain,
    Impossible,
    NoDay,
    Standpoint,
    Stretch,
    checked_month,
)
from bot.model.deadline import Deadline, DeadlineKind, Every, Period, TaskRef
from bot.model.say import Say, say
from bot.planfile.deadline_words import UNREAD, Phrase

Maker = Callable[[Phrase], Deadline]
LAST_MONTHS = {Every.MONTH: (), Every.QUARTER: (3, 6, 9, 12), Every.YEAR: (12,)}
DUE_MONTHS = LAST_MONTHS | {Every.MONTH: tuple(range(1, 13))}
A_YEAR = {"nam": 1, "quy": 4, "thang": 12}  # how many of them
WEEKS = {"dau": 1, "nhat": 1, "cuoi": 5}
LENGTHS = frozenset({"days", "weeks", "months", "quarters", "years", "working days"})


# ---- one date ----


def view(phrase_issued: date | None) -> Standpoint:
    """A plan's: without a year the first period that is not over by its issue, and no tomorrow."""
    return Standpoint(phrase_issued, lasting=True)


def dated(found: Found, phrase: Phrase) -> Deadline:
    """The deadline at the end of a stretch; raises NoDay for what a plan can't have."""
    if isinstance(found, Impossible):
        raise _of_plan(found, phrase)
    if found.but:
        raise found.but
    if found.certainty is Certainty.TURNED and found.several and (months := _apart(phrase)):
        raise NoDay("no_year_apart", f"{months} hằng năm")
    every = Every.YEAR if found.form == "span of years" else None
    kind = DeadlineKind(found.grain)
    reason = say(f"deadline.{kind}", phrase=phrase.words, start=found.start, due=found.end)
    period = Period(found.start, found.end)
    read = Deadline(written=phrase.words, kind=kind, reason=reason, due=found.end, period=period, every=every)
    read = _led(read, found, phrase)
    if found.certainty is not Certainty.TURNED:
        return read
    if phrase.since:
        return replace(read, reason=say("deadline.assumed_after", reason=read.reason, since=phrase.since))
    return replace(read, reason=say("deadline.assumed_year", reason=read.reason, issued=phrase.issued))


def _apart(phrase: Phrase) -> str:
    """Months without a year that don't follow one another, "tháng 5 và tháng 11": each year's, perhaps."""
    months = [int(each) for each in re.findall(r"\d+", phrase.plain)]
    if "thang" not in phrase.plain or re.search(r"\b(?:den|toi)\b|-", phrase.plain):
        return ""
    apart = any(last - first > 1 for first, last in pairwise(months))
    return " và ".join(f"tháng {month}" for month in months) if apart else ""


def day_with_weekday(phrase: Phrase) -> Deadline:
    """ "30/9/2025 (thứ Ba)": the two must be one day."""
    written = Folded(phrase.spelled("date"), phrase.get("date") or "")
    (found,) = stretches(written, view(phrase.issued), UNREAD)
    told = (phrase.get("w") or "").removeprefix("thu ")
    weekday = number(told) - 2 if is_number(told) else 6
    if isinstance(found, Stretch) and found.end.weekday() != weekday:
        raise NoDay("weekday", f"{found.end.day}/{found.end.month}/{found.end.year}", day=found.end)
    return dated(found, phrase)


def _of_plan(found: Impossible, phrase: Phrase) -> NoDay:
    """A stretch of time without the day it is counted from is one of the plan's own issue, most likely."""
    said = phrase.string[phrase.at[1] :].lstrip()
    if found.why.why != "relative" or found.form not in LENGTHS or said.startswith("nua"):
        return found.why
    if found.form != "working days":
        counted = re.search(r"\b\d{1,3} (?:ngay|tuan|thang|quy|nam)$", phrase.plain)
        return NoDay("no_start", f"{phrase.words if counted else 'trong 30 ngày'} kể từ ngày ban hành")
    count = re.search(r"\d+", phrase.plain)
    days = in_calendar_days(int(count.group()) if count else 5)
    return NoDay("working_days", f"{days} ngày kể từ ngày ban hành")


def in_calendar_days(working: int) -> int:
    """How many days hold so many working ones: five are shown as seven."""
    weeks, rest = divmod(working, 5)
    return 7 * weeks + (rest + 2 if rest else 0)


def within(phrase: Phrase) -> Deadline:
    """The last stretch within the words of a rule."""
    start, end = phrase.at
    found = stretches(Folded(phrase.text.clean[start:end], phrase.plain), view(phrase.issued), UNREAD)
    return dated(found[-1], phrase)


def _led(read: Deadline, found: Stretch, phrase: Phrase) -> Deadline:
    """What the words before a date make of it: done before it or begun on it.

    `trước ngày` includes the day unless the reader was told otherwise; `trước` a month or
    a year means the day before that begins.
    """
    if phrase.direction is None or found.several or found.grain is Grain.SPAN:
        return read
    if phrase.direction == "from":
        nearest = f"đến hết ngày {found.end.day}/{found.end.month}/{found.end.year}"
        raise NoDay("only_start", nearest, start=found.start)
    if found.grain is Grain.DAY and not phrase.exclusive:
        return read
    due = found.start - timedelta(days=1)
    reason = say("deadline.day_before", phrase=read.written, start=found.start, due=due)
    return replace(read, kind=DeadlineKind.DAY, due=due, period=Period(due, due), reason=reason)


# ---- what has no one date ----


def turns(every: Every | None, months: tuple[int, ...] = (), day: int | None = None) -> Say:
    """How a deadline turns, as half a sentence."""
    return say("deadline.turns", every=every, months=months, day=day)


def recurring(phrase: Phrase, every: Every, months: tuple[int, ...] = (), day: int | None = None) -> Deadline:
    """A recurring deadline; told `exclusive`, "trước ngày 15" falls due the day before."""
    if day is not None and phrase.before and phrase.exclusive:
        months, day = _day_before(every, months, day)
    reason = say("deadline.recurring", phrase=phrase.words, turns=turns(every, months, day))
    kind = DeadlineKind.RECURRING
    return Deadline(written=phrase.words, kind=kind, reason=reason, every=every, months=months, day=day)


def _day_before(every: Every, months: tuple[int, ...], day: int) -> tuple[tuple[int, ...], int | None]:
    if day > 1:
        return months, day - 1
    earlier = ((month + 10) % 12 + 1 for month in months or LAST_MONTHS[every])
    return tuple(sorted(earlier)), None


def each(every: Every, *months: int) -> Maker:
    return lambda phrase: recurring(phrase, every, months)


def every_so_many(phrase: Phrase) -> Deadline:
    """ "3 tháng một lần", "01 quý/lần"."""
    return _every_so_many_months(phrase, _count(phrase) * 12 // A_YEAR[phrase.get("unit") or "thang"])


def _count(phrase: Phrase) -> int:
    return phrase.number("n") if phrase.get("n") else 1


def so_many_times(phrase: Phrase) -> Deadline:
    """ "2 lần/năm", "mỗi quý một lần"."""
    times = _count(phrase) * A_YEAR[phrase.get("unit") or "nam"]
    if times > 12:
        raise NoDay("too_often", "hằng tháng")
    return _every_so_many_months(phrase, 12 // times if times and 12 % times == 0 else 0)


def _every_so_many_months(phrase: Phrase, count: int) -> Deadline:
    """Every so many months, counted from January so that a year holds whole turns."""
    if count not in (1, 2, 3, 4, 6, 12):
        raise NoDay("uneven", "6 tháng một lần")
    every = {1: Every.MONTH, 3: Every.QUARTER}.get(count, Every.YEAR)
    return recurring(phrase, every, () if count in (1, 3, 12) else tuple(range(count, 13, count)))


def day_of_each(every: Every) -> Maker:
    """A maker for one day of each month, or of the last month of each quarter."""
    tail = "hằng tháng" if every is Every.MONTH else "của tháng cuối quý"

    def make(phrase: Phrase) -> Deadline:
        if phrase.number("d") not in range(1, 32):
            raise NoDay("no_day", f"ngày 31 {tail}")
        return recurring(phrase, every, day=phrase.number("d"))

    return make


def day_of_quarter_month(nth: int) -> Maker:
    """A maker for one day of the first or the second month of each quarter."""

    def make(phrase: Phrase) -> Deadline:
        months = tuple(range(nth, 13, 3))
        return recurring(phrase, Every.QUARTER, months, _day_within(phrase.number("d"), months))

    return make


def from_year(phrase: Phrase) -> Deadline:
    """ "năm 2027 và các năm tiếp theo": each year from that one on."""
    read = recurring(phrase, Every.YEAR)
    if not (written := phrase.get("y")):
        return read
    since = date(view(None).year_of(written), 1, 1)
    return replace(read, since=since, reason=say("deadline.since", reason=read.reason, since=since))


def different_days(day: int, month: int) -> NoDay:
    return NoDay("different_days", _yearly_form(day, month))


def days_of_year(phrase: Phrase) -> Deadline:
    """One or more days of each year, the same day of different months: "15/6 và 15/12 hằng năm"."""
    named = [(int(day), int(month)) for day, month in re.findall(r"(\d+)/(\d+)", phrase.plain)]
    months = tuple(sorted({checked_month(month) for _, month in named}))
    if len({day for day, _ in named}) > 1:
        raise different_days(named[-1][0], months[-1])
    return recurring(phrase, Every.YEAR, months, _day_within(named[0][0], months))


def _day_within(day: int, months: tuple[int, ...]) -> int:
    shortest = min(months, key=lambda month: monthrange(2024, month)[1])
    last = monthrange(2024, shortest)[1]
    if day not in range(1, last + 1):
        raise NoDay("no_day", _yearly_form(last, shortest))
    return day


def _yearly_form(day: int, month: int) -> str:
    return f"ngày {min(max(day, 1), monthrange(2024, month)[1])}/{month} hằng năm"


def months_of_year(phrase: Phrase) -> Deadline:
    """Months of each year, with the day of the month where one is named."""
    months = tuple(sorted({checked_month(each) for each in phrase.numbers()}))
    if phrase.get("d") is None:
        return recurring(phrase, Every.YEAR, months)
    return recurring(phrase, Every.YEAR, months, _day_within(phrase.number("d"), months))


def quarters_of_year(phrase: Phrase) -> Deadline:
    numbers = sorted(set(phrase.numbers()))
    if numbers[0] < 1 or numbers[-1] > 4:
        raise NoDay("no_quarter", "Quý IV hằng năm", quarter=numbers[-1])
    return recurring(phrase, Every.YEAR, tuple(3 * number for number in numbers))


def ongoing(phrase: Phrase) -> Deadline:
    """No end: a report each quarter."""
    reason = say("deadline.ongoing", phrase=phrase.words, turns=turns(Every.QUARTER))
    return Deadline(written=phrase.words, kind=DeadlineKind.ONGOING, reason=reason, every=Every.QUARTER)


def week(phrase: Phrase) -> Deadline:
    """A week of a month has no last day that all agree on; the likely one is shown."""
    which, month, year = (phrase.get(name) or "" for name in ("n", "m", "y"))
    nth = WEEKS.get(which) or (number(which) if is_number(which) else 0)
    if nth not in range(1, 6) or not month:
        raise NoDay("week", "trước ngày 15/6/2026")
    last = monthrange(int(year), checked_month(int(month)))[1]
    raise NoDay("week", f"trước ngày {min(7 * nth, last)}/{int(month)}/{year}")


def follows(phrase: Phrase) -> Deadline:
    """The deadline of another plan's task; the catalogue finds it."""
    task = TaskRef(phrase.spelled("plan"), phrase.spelled("code"))
    reason = say("deadline.follows", task=task)
    return Deadline(written=phrase.words, kind=DeadlineKind.NONE, reason=reason, follows=task)


def undated(phrase: Phrase) -> Deadline:
    return Deadline(written=phrase.words, kind=DeadlineKind.NONE, reason=say("deadline.none"))
