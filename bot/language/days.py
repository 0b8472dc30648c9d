"""The days that words name: a phrase of the table becomes a stretch, told from where it is looked at."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from bot.language.day_rules import DayRule, day_rules
from bot.language.folding import DASHES, Folded, folded
from bot.language.stretches import (
    Certainty,
    Found,
    Grain,
    Impossible,
    NoDay,
    Standpoint,
    moved,
)
from bot.language.words import COMMA, Token, in_digits, read_tokens, rewrite

NAMED = "STRETCH"  # the word of a token whose value is what was found
# Forms that are days only where nothing but a day can stand.
LOOSE = frozenset({"year alone", "year of two digits", "day and month with a dot", "month by its letter"})
_HYPHENS = str.maketrans(DASHES, "-" * len(DASHES))
_TO = re.compile(r"[ ,]*(?:-|den|toi)(?: (?:het|cuoi|ngay|khoang|truoc))* ?")


def find(words: Sequence[Token], view: Standpoint, without: Collection[str] = ()) -> list[Token]:
    """The words with their days as tokens `NAMED`; rules go first to last, without those so named."""
    found = in_digits(words)
    for rule in day_rules():
        if rule.name not in without:
            found = rewrite(found, rule.phrases, partial(_made, rule, view))
    return [
        replace(token, value=replace(token.value, words=token.typed, at=token.at))
        if token.word == NAMED
        else token
        for token in found
    ]


def _made(rule: DayRule, view: Standpoint, match: re.Match[str]) -> tuple[str, Found] | None:
    try:
        found = rule.read(view, *(group for group in match.groups() if group))
        return (NAMED, replace(found, form=rule.name)) if found else None
    except NoDay as no:
        return NAMED, Impossible(why=no, form=rule.name)
    except (ValueError, OverflowError):  # past the calendar's own end
        return None


def stretches(text: Folded, view: Standpoint, without: Collection[str] = ()) -> list[Found]:
    """What a text names, in its order; two stretches with "-" or "đến" between them are one."""
    read = read_tokens(text.clean.translate(_HYPHENS), accented=False)
    words = [replace(token, word="-") if token.typed == "-" else token for token in read]
    tokens = find([Token(COMMA, ""), *words, Token(COMMA, "")], view, without)
    found: list[Found] = []
    for value in (token.value for token in tokens if token.word == NAMED):
        this: Found = replace(value, words=text.clean[slice(*value.at)])
        before = found[-1] if found else None
        between = text.plain[before.at[1] : this.at[0]].translate(_HYPHENS) if before else ""
        both = joined(before, this) if before and _TO.fullmatch(between) else None
        found = [*found[:-1], both] if both else [*found, this]
    return [replace(each, words=text.clean[slice(*each.at)]) for each in found]


def joined(first: Found, last: Found) -> Found | None:
    """From the start of one stretch to the end of another; without a year it starts before that."""
    if isinstance(first, Impossible) or isinstance(last, Impossible):
        return None
    start, turned = first.start, first.certainty is Certainty.TURNED
    while turned and start > last.end:
        start = moved(start, -12)
    while turned and last.certainty is Certainty.WRITTEN and (later := moved(start, 12)) <= last.end:
        start = later
    at, words = (first.at[0], last.at[1]), f"{first.words} - {last.words}"
    if start > last.end:
        turned_round = NoDay("reversed", f"{last.words} - {first.words}")
        return Impossible(why=turned_round, form="span", words=words, at=at)
    same = first.grain is last.grain
    grain = last.grain if same and turned and first.grain is not Grain.DAY else Grain.SPAN
    form = "span of years" if same and first.grain is Grain.YEAR else "span"
    return replace(last, start=start, grain=grain, several=True, form=form, words=words, at=at)


def named(text: str, view: Standpoint, *, whole: bool = False) -> Found | None:
    """The one stretch that a text names, or is as a `whole`; None where it names none or several."""
    found = stretches(folded(text), view, LOOSE)
    return found[0] if len(found) == 1 and not (whole and found[0].words != " ".join(text.split())) else None
