"""Typing slips: words that are no Vietnamese syllable, set to a known word one slip away."""

import re
from collections.abc import Sequence

from bot.language.folding import fold
from bot.language.phrases import words
from bot.language.words import Token

SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?"
)
DOUBLED = re.compile("aa|ee|oo")
TELEX = ((re.compile("dd"), "d"), (re.compile("aa|aw"), "a"), (re.compile("ee"), "e"),
         (re.compile("oo|ow"), "o"), (re.compile("uw|w"), "u"), (re.compile("[sfrxj]$"), ""))  # fmt: skip


def repaired(reply: Sequence[Token]) -> list[Token] | None:
    """The reply with words that are no Vietnamese syllable set to the known word one slip away, if any."""
    mended = [Token(_mended(t.word), t.typed, t.value) for t in reply]
    return mended if any(a.word != b.word for a, b in zip(reply, mended, strict=True)) else None


def _mended(word: str) -> str:
    plain = fold(word)
    if plain in SLIPS:
        return SLIPS[plain]
    if not plain.isascii() or not 3 <= len(plain) <= 12 or not plain.isalpha() or plain in words("KNOWN"):
        return word
    if SYLLABLE.fullmatch(plain) and not DOUBLED.search(plain):
        return word
    return _untelexed(plain) or _nearest(plain) or word


SLIPS = {"song": "xong", "sog": "xong", "hoang": "hoan", "thah": "thanh"}


def _untelexed(plain: str) -> str | None:
    for typed, meant in TELEX:
        plain = typed.sub(meant, plain)
    return plain if plain in words("KNOWN") else None


def _nearest(plain: str) -> str | None:
    from rapidfuzz.distance import OSA  # only for a slip

    near = (k for k in sorted(words("KNOWN")) if abs(len(k) - len(plain)) < 2 and len(k) > 2)
    return next((k for k in near if OSA.distance(plain, k, score_cutoff=1) <= 1), None)
