"""A wish to be reminded later ("nhắc lại sau 3 ngày") is told apart from an answer about the task."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.language.folding import fold
from bot.language.phrases import words as listed
from bot.language.words import COMMA, Token

USUAL = 3  # days
DATED = frozenset({"DAY", "SPAN", "ROUGH"})
ASKS = frozenset({"nhac", "remind", "snooze"})  # "xin hoãn 3 ngày" asks for more time
AGAIN = frozenset({"lai", "sau", "again", "later", "snooze"})


def asks(reply: Sequence[Token]) -> bool:
    """Whether a reminder is spoken of at all."""
    return not ASKS.isdisjoint(_words(reply))


def wished(dated: Sequence[Token], today: date) -> date | None:
    """The day somebody wants to be reminded again on, None for any other words."""
    words = _words(dated)
    if not words & ASKS or words - listed("REMINDING"):
        return None
    days = [token.value for token in dated if token.word in DATED]
    if not days:
        return today + timedelta(days=USUAL) if words & AGAIN else None
    return days[0] if len(days) == 1 and days[0] and days[0] > today else None


def _words(reply: Sequence[Token]) -> set[str]:
    return {fold(token.word.rstrip("'")) for token in reply if token.word not in DATED | {COMMA}}
