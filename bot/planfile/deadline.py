"""The deadline language: what the words of a plan mean, and on which day they fall due."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import Literal, NamedTuple

from bot.language.days import stretches
from bot.language.folding import Folded, folded
from bot.language.stretches import NoDay
from bot.model.deadline import Deadline, DeadlineKind
from bot.model.say import say
from bot.planfile.deadline_makers import UNREAD, admitted, dated, turns, view
from bot.planfile.deadline_rules import compiled
from bot.planfile.deadline_words import Phrase

LONGEST = 3000
SHOWN = 60
LIKE = 50  # of 100: below it no form is like the text, and the most usual one is shown

# The forms a text that can't be read is compared with; the nearest is shown.
FORMS = (
    "Trong quý II/2026", "Trong năm 2026", "6 tháng đầu năm 2026", "tháng 6/2026", "trước ngày 15/6/2026",
    "giai đoạn 2026-2030", "thường xuyên", "hằng năm", "hằng quý", "hằng tháng",
    "sau khi có hướng dẫn của Trung ương",
)  # fmt: skip
# Where one text holds several phrases: the surest kind wins, and of one kind the last.
WEIGHTS = {
    DeadlineKind.NONE: 1,
    DeadlineKind.UNREADABLE: 1,
    DeadlineKind.WAITS: 2,
    DeadlineKind.ONGOING: 3,
    DeadlineKind.RECURRING: 4,
}
DATED = 6
MISTAKEN = 9
# What is wrong with a phrase only; any other mistake is the whole text's, whatever else it names.
PASSED_OVER = frozenset({
    "no_year", "document", "too_often", "working_days", "only_start", "only_part", "relative", "lunar",
    "no_month_named",
})  # fmt: skip


class Found(NamedTuple):
    """Where a phrase begins, what it means after the words that lead up to it, and its weight."""

    start: int
    read: Deadline
    weight: int


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
            raise NoDay("too_long", FORMS[0], longest=LONGEST)
        read = _choose(read_from, _find(read_from, issued, before_day == "exclusive"))
    except NoDay as no:
        read = _unreadable(no, _short(read_from.clean))
    return replace(read, written=text)


def _unreadable(no: NoDay, words: str) -> Deadline:
    return Deadline(written="", kind=DeadlineKind.UNREADABLE, reason=no.say(words))


def _find(text: Folded, issued: date | None, exclusive: bool) -> list[Found]:
    """Every phrase of the text, in its order: rules go first to last, each blanks the words it claims.

    What no rule has claimed is asked for the days that it names.
    """
    rest, clean = text.plain, text.clean
    found: list[Found] = []
    for pattern, rule in compiled():
        for match in pattern.finditer(rest):
            at, blank = match.span(), "\0" * len(match.group())
            phrase = Phrase(string=rest, at=at, match=match, text=text, issued=issued, exclusive=exclusive)
            if rule.make:
                found.append(_read(phrase, rule.make, name=rule.name))
            rest, clean = (each[: at[0]] + blank + each[at[1] :] for each in (rest, clean))
    for stretch in stretches(Folded(clean, rest), view(issued), UNREAD):
        phrase = Phrase(string=rest, at=stretch.at, text=text, issued=issued, exclusive=exclusive)
        if admitted(stretch, phrase):
            found.append(_read(phrase, partial(dated, stretch)))
    return sorted(found, key=lambda each: each.start)


def _read(phrase: Phrase, make: Callable[[Phrase], Deadline], *, name: bool = False) -> Found:
    try:
        read = make(phrase)
        weight = WEIGHTS.get(read.kind, DATED) + bool(read.day or read.months)
    except NoDay as no:
        read, weight = _unreadable(no, phrase.words), WEIGHTS[DeadlineKind.UNREADABLE]
        if no.why not in PASSED_OVER:
            return Found(phrase.start, read, MISTAKEN)
    return Found(phrase.start, read, 0 if name else weight)


def _choose(text: Folded, found: list[Found]) -> Deadline:
    if not found:
        raise NoDay("unknown", nearest(text))
    top = max(each.weight for each in found)
    rivals = [each.read for each in found if each.weight == top]
    chosen = _repeating(rivals[-1], [each.read for each in found])
    if chosen.kind is DeadlineKind.UNREADABLE or all(_agree(*pair) for pair in pairwise(rivals)):
        return chosen
    return replace(chosen, reason=say("deadline.last_counts", reason=chosen.reason, count=len(rivals)))


def _agree(one: Deadline, other: Deadline) -> bool:
    what = attrgetter("due", "every", "months", "day", "after")
    return bool(what(one) == what(other))


def _repeating(chosen: Deadline, found: list[Deadline]) -> Deadline:
    """A span of years is checked each year, or as often as is said beside it: "hằng quý, giai đoạn …"."""
    if chosen.kind is not DeadlineKind.SPAN or not chosen.every:
        return chosen
    turning = [each for each in found if each.kind in (DeadlineKind.RECURRING, DeadlineKind.ONGOING)]
    turn = turning[-1] if turning else chosen
    how = turns(turn.every, turn.months, turn.day)
    reason = say("deadline.span_turning", reason=chosen.reason, turns=how)
    return replace(chosen, every=turn.every, months=turn.months, day=turn.day, reason=reason)


def nearest(text: Folded) -> str:
    """The form of the language most like a text."""
    from rapidfuzz import fuzz, process  # only for a mistake

    plain = {form: folded(form).plain for form in FORMS}
    best = process.extractOne(text.plain[:200], plain, scorer=fuzz.ratio, score_cutoff=LIKE)
    return str(best[2]) if best else FORMS[0]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + "…"
