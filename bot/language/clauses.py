"""Which clauses of a reply count: what is said of now, and the end after the steps that led to it."""

from collections.abc import Sequence, Set
from itertools import pairwise

from bot.language.folding import fold
from bot.language.words import COMMA, Token

STILL = frozenset({"van", "con", "cung", "chua"})
POLITE = frozenset({"FILL", "ACK", "THANKS"})
ENDS = frozenset({"DID", "ALL", "WHOLE", "DATED"})


def since(dated: Sequence[Token]) -> list[Token] | None:
    """What follows the last "nay", "giờ" or "hôm nay", where an earlier time was spoken of before it.

    "tuần trước còn vướng nhưng giờ xong rồi" tells what follows "giờ". None where no earlier time was
    spoken of; nothing where what was is said to last: "tháng trước vướng, nay vẫn vậy".
    """
    now = [
        i
        for i, (before, word) in enumerate(pairwise(dated), 1)
        if word.word in ("NOW", "BUTNOW") or (word.word == "TODAY" and before.word == COMMA)
    ]
    starts = [i for i in now if _was(dated[:i])]
    if not starts:
        return None
    if any(fold(token.word) in STILL for token in dated[starts[-1] + 1 :][:2]):
        return []
    return [dated[0], *dated[starts[-1] + (dated[starts[-1]].word != "TODAY") :]]


def _was(told: Sequence[Token]) -> bool:
    """An earlier time is spoken of; what is so "từ tuần trước" lasts since then."""
    return any(time.word == "PAST" and fold(before.word) != "tu" for before, time in pairwise(told))


def closes(tokens: Sequence[Token], plain: Set[str]) -> bool:
    """Whether the last clause that tells anything says, in words all of `plain`, that it is done."""
    telling = [clause for clause in _clauses(tokens) if clause - POLITE]
    return bool(telling) and _ends(telling[-1], plain)


def ended(tokens: Sequence[Token], plain: Set[str]) -> bool:
    """Whether any clause says, in words all of `plain`, that it is done."""
    return any(_ends(clause, plain) for clause in _clauses(tokens))


def goes_on(tokens: Sequence[Token], plain: Set[str]) -> bool:
    """Whether something else is said of now: "xong phần thô, giờ hoàn thiện"."""
    now = [clause for clause in _clauses(tokens) if "NOW" in clause]
    return any(not clause <= plain and not clause & (ENDS | {"XONG", "OVER"}) for clause in now)


def ends(tokens: Sequence[Token]) -> bool:
    """Whether a clause leads up to a "xong": "đổ bê tông xong, dân đi được rồi"."""
    telling = [token.word for token in tokens if token.word not in POLITE]
    return ("XONG", COMMA) in pairwise(telling)


def _clauses(tokens: Sequence[Token]) -> list[set[str]]:
    clauses: list[set[str]] = [set()]
    for token in tokens:
        if token.word == COMMA:
            clauses.append(set())
        else:
            clauses[-1].add(token.word)
    return clauses


def _ends(clause: Set[str], plain: Set[str]) -> bool:
    """ "Xong" on a day not yet over is a promise: "chiều nay xong"."""
    return clause <= plain and bool(clause & ENDS or ("XONG" in clause and "TODAY" not in clause))
