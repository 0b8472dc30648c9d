"""Makes the reader ready, so that nobody waits until patterns are compiled and weights are read."""

from collections.abc import Set
from datetime import date

from bot.language.said import Said
from bot.language.wishes import wish

SENTENCE = "việc 1 vướng mặt bằng nên chưa xong, mới được 60%, xin lùi đến 30/6/2026"


def make_ready(on: date, codes: Set[str] = frozenset(), plans: Set[str] = frozenset()) -> None:
    """Read one sentence as any other: all that is made once for all of them is made by it."""
    wish(SENTENCE, on)
    for said in Said(SENTENCE, on, codes=codes, plans=plans).parts:
        _ = said.reading, said.until, said.turns
