"""Of when a reply speaks: its days, over or to come, and words of time that name none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.language.days import NAMED, find, joined
from bot.language.phrases import rules
from bot.language.stretches import Certainty, Found, Grain, Standpoint, Stretch
from bot.language.words import Token, retold

# Numbers alone that may be anything in a chat.
UNTOLD = frozenset({"year alone", "year of two digits", "part of the year"})
HYPHENS = frozenset("-–—")
UNTIMED = {Certainty.COUNTED: "SPAN", Certainty.GUESSED: "ROUGH"}
BARE = frozenset({"day and month", "day and month with a dot", "month in figures", "year and month"})


def find_days(reply: Sequence[Token], on: date) -> list[Token]:
    """The reply with its days as tokens: DAY to come, TODAY, PAST, SPAN from today, ROUGH guessed.

    The value is the last day meant, or None where no day can be told ("vài ngày"). A PAST without a year
    holds the next such day, for who asks for it; NODAY is a day that no calendar has.
    """
    found = _whole(find(retold(reply, rules("hiding")), Standpoint(on), UNTOLD))
    told = retold([_dated(token, on) if token.word == NAMED else token for token in found], rules("vague"))
    return [replace(token, value=on) if token.word == "TODAY" else token for token in told]


def _whole(reply: Sequence[Token]) -> list[Token]:
    """The reply with two days and a dash between them as one stretch of days."""
    found: list[Token] = []
    for token in reply:
        dashed = found and found[-1].typed in HYPHENS
        first = found[-2] if dashed and token.word == NAMED == found[-2].word else None
        both = joined(first.value, token.value) if first else None
        if both:
            found[-2:] = [replace(token, typed=both.words, value=both)]
        else:
            found.append(token)
    return found


def _dated(token: Token, on: date) -> Token:
    found: Found = token.value
    if isinstance(found, Stretch):
        word = _word(found, on)
        gone = word == "PAST" and found.certainty is Certainty.RELATIVE
        return replace(token, word=word, value=None if gone else found.end)
    bare = found.form in BARE
    return replace(token, word=token.typed if bare else "NODAY", value=None)


def _word(found: Stretch, on: date) -> str:
    if found.certainty in UNTIMED:
        return UNTIMED[found.certainty]
    if found.over or found.end < on:
        return "PAST"
    return "TODAY" if found.end == on and found.grain is not Grain.WEEK else "DAY"
