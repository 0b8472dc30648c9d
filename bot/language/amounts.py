"""How much of a task a reply says is done: "60%", "3/5 nội dung", "được một nửa"."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from bot.language.numbers import number
from bot.language.phrases import rules
from bot.language.words import ELEMENTS as NOTATION
from bot.language.words import Token, expression, in_digits, rewrite

Amount = tuple[str, int | None] | None
KEPT = "KEPT"  # a day, while shares are looked for

ELEMENTS = {
    "1.000": "([0-9]{1,3})[.]([0-9]{3}) (?!%)",
    "1-2": "([0-9]{1,9})-[0-9]{1,9} ",
    "-1": "-[0-9]{1,9} ",
    "1,5": "([0-9]{1,9})[.,][0-9]{1,9} ",
    "3/5": r"([12][0-9]|3[01]|0?[1-9])[/.\-](1[0-2]|0?[1-9]) ",
    "156/230": "([0-9]{1,4})/(3[2-9]|[4-9][0-9]|1[0-9]{2,3}|[2-9][0-9]{2}) ",
}


def _kind(percent: int | None, *, about: bool = False) -> Amount:
    """The token for a percent: ZERO, PCT (1-99), ALL (100), ABOUT (guessed) or PCTX (none at all)."""
    if percent is None or not 0 <= percent <= 100:
        return "PCTX", None
    if about:
        return "ABOUT", percent
    return {0: "ZERO", 100: "ALL"}.get(percent, "PCT"), percent


def _share(part: str, whole: str) -> int | None:
    """Piece of whole in percent, rounded, yet 100 only when nothing is left; None for a nonsense."""
    a, b = number(part), number(whole)
    if not 0 < b <= 10_000 or a > b:
        return None
    return 100 if a == b else min(99, round(100 * a / b))


def _left(share: int | None) -> Amount:
    return _kind(None if share is None else 100 - share, about=True)


def _part(*given: str, about: bool = False) -> Amount:
    """ "xong 30/6" is a day: a part is never more than its whole."""
    share = _share(*given)
    return None if share is None else _kind(share, about=about)


# How the phrases name what reads their numbers; where it says None the words stay. A "day" is read later.
READERS: Mapping[str, Callable[..., Amount] | None] = {
    "day": None,
    "joined": lambda *digits: ("".join(digits), None),
    "figure": lambda *_: ("FIGURE", None),
    "nonsense": lambda: _kind(None),
    "percent": lambda *numbers: _kind(number(numbers[-1])),
    "about": lambda first, *_: _kind(number(first), about=True),
    "left": lambda percent: _left(number(percent)),
    "share": lambda *given: _kind(_share(*given)),
    "share_left": lambda *given: _left(_share(*given)),
    "part": _part,
    "part_about": partial(_part, about=True),
    "half": lambda: _kind(50),
}


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Callable[..., Amount] | None], ...]:
    known = {**NOTATION, **ELEMENTS}
    return tuple((expression(phrases, known), READERS[name]) for name, phrases in rules("amounts"))


def find_amounts(reply: Sequence[Token]) -> list[Token]:
    """The reply with its amounts as tokens whose value is a percent, 0-100, or None for a nonsense."""
    found = in_digits(reply)
    for phrases, read in _rules():
        found = rewrite(found, phrases, partial(_made, read)) if read else _kept(found, phrases)
    return [replace(token, word=token.value, value=None) if token.word == KEPT else token for token in found]


def _made(read: Callable[..., Amount], match: re.Match[str]) -> Amount:
    return read(*(group for group in match.groups() if group))


def _kept(reply: Sequence[Token], phrases: re.Pattern[str]) -> list[Token]:
    """The reply with its days out of reach of what reads shares."""
    joined = "".join(token.word + " " for token in reply)
    days = {joined.count(" ", 0, match.start(match.lastindex or 0)) for match in phrases.finditer(joined)}
    return [
        replace(token, word=KEPT, value=token.word) if place in days else token
        for place, token in enumerate(reply)
    ]
