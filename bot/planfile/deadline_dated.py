"""Deadlines of one date: what a stretch of days, and the words that lead up to it, mean to a plan."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.language.days import stretches
from bot.language.folding import Folded
from bot.language.stretches import Certainty, Found, Grain, Impossible, NoDay, Standpoint, Stretch
from bot.model.deadline import Deadline, DeadlineKind, Every, Period
from bot.model.say import say
from bot.planfile.deadline_words import Phrase

# Forms that a plan's numbers and letters take without a day being meant.
UNREAD = frozenset({"day and month with a dot", "month by its letter"})
DAY_WORDS = frozenset({"ngay", "truoc", "den", "nhat", "toi"})
ENDS = re.compile(r"\s?(?:$|[.,;)-])")


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
    read = reading(DeadlineKind(found.grain), phrase.words, Period(found.start, found.end), every=every)
    read = _led(read, found, phrase)
    if found.certainty is not Certainty.TURNED:
        return read
    return replace(read, reason=say("deadline.assumed_year", reason=read.reason, issued=phrase.issued))


def within(phrase: Phrase) -> Deadline:
    """The last stretch within the words of a rule."""
    start, end = phrase.at
    found = stretches(Folded(phrase.text.clean[start:end], phrase.plain), view(phrase.issued), UNREAD)
    return dated(found[-1], phrase)


def reading(kind: DeadlineKind, words: str, period: Period, **more: Any) -> Deadline:
    """A deadline due at the end of its period."""
    reason = say(f"deadline.{kind}", phrase=words, start=period.start, due=period.end)
    return Deadline(written=words, kind=kind, reason=reason, due=period.end, period=period, **more)


def _led(read: Deadline, found: Stretch, phrase: Phrase) -> Deadline:
    """What the words before a date make of it: done before it or begun on it.

    `trước ngày` includes the day unless the reader was told otherwise; `trước` a month or
    a year means the day before that begins.
    """
    if phrase.direction is None or found.several or found.grain is Grain.SPAN:
        return read
    if phrase.direction == "from":
        raise NoDay("only_start", f"đến hết ngày {found.end.day}/{found.end.month}/{found.end.year}")
    return read if found.grain is Grain.DAY and not phrase.exclusive else _day_before(read, found.start)


def _day_before(read: Deadline, start: date) -> Deadline:
    due = start - timedelta(days=1)
    reason = say("deadline.day_before", phrase=read.written, start=start, due=due)
    return replace(read, kind=DeadlineKind.DAY, due=due, period=Period(due, due), reason=reason)
