"""The deadline language: what the words of a plan mean, and on which day they fall due."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz, process

from bot.language.folding import Folded, folded
from bot.model.deadline import Deadline, DeadlineKind, Every, Period
from bot.model.say import Say, say
from bot.planfile.deadline_dated import Refused, led, span
from bot.planfile.deadline_rules import RULES, Rule, Where
from bot.planfile.deadline_words import LEAD_WORD, Phrase

LONGEST = 3000
SHOWN = 60
LIKE = 50  # of 100: below it no form is like the text, and the most usual one is shown

# The forms a text that can't be read is compared with; the nearest is shown.
FORMS = (
    "Trong quý II/2026",
    "Trong năm 2026",
    "6 tháng đầu năm 2026",
    "tháng 6/2026",
    "trước ngày 15/6/2026",
    "giai đoạn 2026-2030",
    "thường xuyên",
    "hằng năm",
    "hằng quý",
    "hằng tháng",
    "sau khi có hướng dẫn của Trung ương",
)
TO_THE_END = re.compile(rf" ?(?:-|den|toi)(?: {LEAD_WORD})* ?")

# Where one text holds several phrases: the surest kind wins, and of one kind the last.
WEIGHTS = {
    DeadlineKind.NONE: 1,
    DeadlineKind.UNREADABLE: 1,
    DeadlineKind.WAITS: 2,
    DeadlineKind.ONGOING: 3,
    DeadlineKind.RECURRING: 4,
}
DATED = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A phrase and what it means by itself (`alone`) and after the words that lead up to it (`led`)."""

    phrase: Phrase
    where: Where
    alone: Deadline
    led: Deadline

    @property
    def weight(self) -> int:
        if self.where is Where.NAME:
            return 0
        turned = bool(self.led.day or self.led.months)
        return WEIGHTS.get(self.led.kind, DATED) + turned


def read_deadline(
    text: str,
    *,
    issued: date | None = None,
    before_day: Literal["inclusive", "exclusive"] = "inclusive",
) -> Deadline:
    """What a deadline text means; never raises: what can't be read is `UNREADABLE`, with a reason.

    `text` may hold more than the deadline, in any case, with or without diacritics. `issued` is the
    date of the plan: a phrase without a year means its first turn that is not over by then. With
    `before_day="exclusive"` "trước ngày 15/6/2026" is due on the 14th.
    """
    read_from = folded(text[: 4 * LONGEST])
    try:
        if len(read_from.plain) > LONGEST:
            raise Refused("too_long", longest=LONGEST, nearest=FORMS[0])
        read = _choose(read_from, _merged(_find(read_from, issued, before_day == "exclusive")))
    except Refused as refusal:
        read = _unreadable(refusal.say)
    return replace(read, written=text)


def _unreadable(reason: Say) -> Deadline:
    return Deadline(written="", kind=DeadlineKind.UNREADABLE, reason=reason)


def _find(text: Folded, issued: date | None, exclusive: bool) -> list[Found]:
    """Every phrase of the text, in its order: rules go first to last, each blanks the words it claims."""
    rest = text.plain
    found: list[Found] = []
    for rule in RULES:
        for match in rule.pattern.finditer(rest):
            phrase = Phrase(match=match, text=text, issued=issued, exclusive=exclusive)
            if rule.where.admits(phrase):
                found += _made(rule, phrase)
                rest = rest[: match.start()] + "\0" * len(match.group()) + rest[match.end() :]
    return sorted(found, key=lambda f: f.phrase.start)


def _made(rule: Rule, phrase: Phrase) -> Iterator[Found]:
    if rule.make is None:
        return
    try:
        alone = rule.make(phrase)
    except Refused as refusal:
        if refusal.final:
            raise
        alone = _unreadable(refusal.say)
    yield Found(phrase=phrase, where=rule.where, alone=alone, led=_led(alone, phrase))


def _led(alone: Deadline, phrase: Phrase) -> Deadline:
    try:
        return led(alone, phrase)
    except Refused as refusal:
        return _unreadable(refusal.say)


def _merged(found: list[Found]) -> list[Found]:
    """Two dates with "-" or "đến" between them are one span."""
    merged: list[Found] = []
    for this in found:
        if merged and _reaches(merged[-1], this):
            merged[-1] = _spanned(merged[-1], this)
        else:
            merged.append(this)
    return merged


def _reaches(first: Found, last: Found) -> bool:
    between = last.phrase.text.plain[first.phrase.end : last.phrase.match.start()]
    dated = first.alone.period is not None and last.led.period is not None
    return dated and TO_THE_END.fullmatch(between) is not None


def _spanned(first: Found, last: Found) -> Found:
    assert first.alone.period and last.led.period
    words = last.phrase.text.clean[first.phrase.start : last.phrase.end]
    years = {first.alone.kind, last.led.kind} == {DeadlineKind.YEAR}
    period = Period(first.alone.period.start, last.led.period.end)
    turned = f"{last.alone.written} - {first.alone.written}"
    both = span(words, period, turned=turned, every=Every.YEAR if years else None)
    return replace(last, where=Where.ANYWHERE, alone=both, led=both)


def _choose(text: Folded, found: list[Found]) -> Deadline:
    if not found:
        raise Refused("unknown", found=_short(text.clean), nearest=nearest(text))
    top = max(each.weight for each in found)
    rivals = [each.led for each in found if each.weight == top]
    chosen = _repeating(rivals[-1], [each.led for each in found])
    if chosen.kind is DeadlineKind.UNREADABLE or all(_agree(*pair) for pair in pairwise(rivals)):
        return chosen
    return replace(chosen, reason=say("deadline.last_counts", reason=chosen.reason, count=len(rivals)))


def _agree(one: Deadline, other: Deadline) -> bool:
    return (one.due, one.every, one.months, one.day, one.after) == (
        other.due,
        other.every,
        other.months,
        other.day,
        other.after,
    )


def _repeating(chosen: Deadline, found: list[Deadline]) -> Deadline:
    """A span of years is checked each year, or as often as is said beside it: "hằng quý, giai đoạn …"."""
    if chosen.kind is not DeadlineKind.SPAN or not chosen.every:
        return chosen
    turning = [each for each in found if each.kind in (DeadlineKind.RECURRING, DeadlineKind.ONGOING)]
    turn = turning[-1] if turning else chosen
    how = say("deadline.turns", every=turn.every, months=turn.months, day=turn.day)
    reason = say("deadline.span_turning", reason=chosen.reason, turns=how)
    return replace(chosen, every=turn.every, months=turn.months, day=turn.day, reason=reason)


def nearest(text: Folded) -> str:
    """The form of the language most like a text."""
    plain = {form: folded(form).plain for form in FORMS}
    best = process.extractOne(text.plain[:200], plain, scorer=fuzz.ratio, score_cutoff=LIKE)
    return str(best[2]) if best else FORMS[0]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + "…"
