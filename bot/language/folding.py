"""One folding for all: a text without its marks, its tones set apart, or bare beside its spelling."""

import re
import unicodedata
from dataclasses import dataclass

TONES = "\u0300\u0301\u0303\u0309\u0323"
MARKS = re.compile("[\u0300-\u036f]")
DASHES = "‐‑‒–—―−"


def fold(word: str) -> str:
    """Small letters without their marks: "đã" -> "da"."""
    return MARKS.sub("", unicodedata.normalize("NFD", word)).replace("đ", "d")


def plain(text: str) -> str:
    """A text without case and marks: "Phòng cháy" -> "phong chay"."""
    return fold(text.casefold())


def spelled(word: str) -> str:
    """A word with its tone at the end, so that "thuỷ" and "thủy" are one."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(c for c in letters if c in TONES)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES)) + tones


def accepted(word: str) -> str:
    """What a pattern takes for one word: the word with its marks, or with none."""
    bare = fold(word)
    return f"{re.escape(word)}'?" if bare == word else f"{re.escape(spelled(word))}|{bare}"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text twice, letter for letter: as it is spelled, and in small letters without diacritics."""

    clean: str
    plain: str


def folded(text: str) -> Folded:
    """Composed, with plain dashes, single spaces and nothing invisible; both forms have one length."""
    composed = unicodedata.normalize("NFKC", text)
    clean = " ".join("".join(map(_visible, composed)).split())
    return Folded(clean, "".join(map(_bare, clean)))


def _visible(letter: str) -> str:
    if letter in DASHES:
        return "-"
    category = unicodedata.category(letter)
    return " " if category == "Cc" else "" if category in ("Cf", "Mn") else letter


def _bare(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    return unicodedata.normalize("NFD", letter)[0].lower()[0]
