"""Which clauses of a reply count: what is said of now, and the end after the steps that led to it."""

from collections.abc import Sequence, Set
from itertools import pairwise

from bot.language.words import COMMA, Token

POLITE = frozenset({"FILL", "ACK", "THANKS"})
ENDS = frozenset({"DID", "ALL", "WHOLE", "DATED"})


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
