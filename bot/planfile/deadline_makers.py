"""What the phrases of the deadline language mean: one date, or what recurs, goes on, waits, follows."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.language.days import stretches
from bot.language.folding import Folded
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
from bot.planfile.deadline_words import Phrase

Maker = Callable[[Phrase], Deadline]
LAST_MONTHS = {Every.MONTH: (), Every.QUARTER: (3, 6, 9, 12), Every.YEAR: (12,)}
# Forms that a plan's numbers and letters take without a day being meant.
UNREAD = frozenset({"day and month with a dot", "month by its letter"})
DAY_WORDS = frozenset({"ngay", "truoc", "den", "nhat", "toi"})
ENDS = re.compile(r"\s?(?:$|[.,;)-])")


# ---- one date ----


def view(phrase_issued: date | None) -> Standpoint:
    """A plan's: without a year the first period that is not over by its issue, and no tomorrow."""
    return Standpoint(phrase_issued, lasting=True)


def admitted(found: Found, phrase: Phrase) -> bool:
    """Whether the words mean a day where they stand: a bare 15/6 or 2026 may be any number."""
    words, behind = phrase.plain, phrase.string[phrase.at[1] :]
    match found.form:
        case "day and month" | "day and month in words" if _yearless(found):
            return phrase.alone or "ngay" in words or not DAY_WORDS.isdisjoint(phrase.lead)
        case "year alone":
            led = re.fullmatch(r"20\d\d", words) and phrase.lead and ENDS.match(behind)
            return phrase.alone or bool(led)
        case "this year":
            return ENDS.match(behind) is not None
        case "day, month, year":
            return "." not in words or re.search(r"\d{4}", words) is not None
        case _:
            return True


def _yearless(found: Found) -> bool:
    if isinstance(found, Impossible):
        return not re.search(r"\d{4}", found.words)
    return found.certainty is Certainty.TURNED


def dated(found: Found, phrase: Phrase) -> Deadline:
    """The deadline at the end of a stretch; raises NoDay for what a plan can't have."""
    if isinstance(found, Impossible):
        raise found.why
    if found.but:
        raise found.but
    every = Every.YEAR if found.form == "span of years" else None
    kind = DeadlineKind(found.grain)
    reason = say(f"deadline.{kind}", phrase=phrase.words, start=found.start, due=found.end)
    period = Period(found.start, found.end)
    read = Deadline(written=phrase.words, kind=kind, reason=reason, due=found.end, period=period, every=every)
    read = _led(read, found, phrase)
    if found.certainty is not Certainty.TURNED:
        return read
    return replace(read, reason=say("deadline.assumed_year", reason=read.reason, issued=phrase.issued))


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
        raise NoDay("only_start", f"đến hết ngày {found.end.day}/{found.end.month}/{found.end.year}")
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


def every_so_many_months(phrase: Phrase) -> Deadline:
    """Every so many months, counted from January so that a year holds whole turns."""
    count = phrase.number("n")
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


def days_of_year(phrase: Phrase) -> Deadline:
    """One or more days of each year, the same day of different months: "15/6 và 15/12 hằng năm"."""
    named = [(int(day), int(month)) for day, month in re.findall(r"(\d+)/(\d+)", phrase.plain)]
    months = tuple(sorted({checked_month(month) for _, month in named}))
    if len({day for day, _ in named}) > 1:
        raise NoDay("different_days", _yearly_form(named[-1][0], months[-1]))
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
    months = tuple(sorted({checked_month(number) for number in phrase.numbers()}))
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


def waits(phrase: Phrase) -> Deadline:
    """Waits for an event that a secretary records; counts calendar days from it where some are named."""
    if phrase.get("working"):
        nearest = " ".join(phrase.words.replace(phrase.spelled("working"), "").split())
        raise NoDay("working_days", nearest)
    within = phrase.number("within") if phrase.get("within") else None
    event = phrase.spelled("event")
    reason = say("deadline.waits", after=event, within=within)
    return Deadline(
        written=phrase.words, kind=DeadlineKind.WAITS, reason=reason, after=event, within_days=within
    )


def follows(phrase: Phrase) -> Deadline:
    """The deadline of another plan's task; the catalogue finds it."""
    task = TaskRef(phrase.spelled("plan"), phrase.spelled("code"))
    reason = say("deadline.follows", task=task)
    return Deadline(written=phrase.words, kind=DeadlineKind.NONE, reason=reason, follows=task)


def undated(phrase: Phrase) -> Deadline:
    return Deadline(written=phrase.words, kind=DeadlineKind.NONE, reason=say("deadline.none"))
