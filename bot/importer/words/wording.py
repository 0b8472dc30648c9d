"""Words as they are compared: composed, without odd spaces, and bare of case and marks letter for letter."""

import re
import unicodedata
from functools import cache

ODD = {
    "\u00a0": " ",
    "\u2007": " ",
    "\u202f": " ",
    "\u00ad": "",
    "\u2026": "...",
    "\t": " ",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\uf02d": "-",
    "\uf0b7": "•",
    "\uf0a7": "•",
    "\uf0d8": "•",
    "\uf0fc": "•",
    "\uf0e0": "->",
    "ð": "đ",
    "Ð": "Đ",
}
HIDDEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_LETTERS = [
    chr(code)
    for code in range(ord("A"), 0x1EFA)
    if chr(code).isalpha() and unicodedata.name(chr(code)).startswith("LATIN")
]
# For character classes: in Unicode's order capitals and small letters of Vietnamese take turns.
UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
LOWER = "".join(letter for letter in _LETTERS if letter.islower())


def clean(text: str) -> str:
    """One line, composed, with plain spaces and nothing invisible."""
    swapped = "".join(ODD.get(letter, letter) for letter in text.replace("\n", " "))
    composed = unicodedata.normalize("NFC", swapped)
    seen = "".join(letter for letter in composed if unicodedata.category(letter) not in HIDDEN)
    return " ".join(seen.split())


@cache
def _letter(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    plain = unicodedata.normalize("NFD", letter)[0].lower()
    return plain if len(plain) == 1 else letter


def bare(text: str) -> str:
    """In small letters without marks, letter for letter."""
    return "".join(map(_letter, text))


def trimmed(text: str) -> str:
    """Without the marks and stops around a name or a value."""
    return re.sub(r"^[\s\-–+*•,;:.]+|[\s,;:/\-–]*\.?/?\.?$", "", text).strip()


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def shouted(text: str) -> bool:
    """Whether the words are in capitals, as headings are."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)


def unclosed(text: str) -> bool:
    """Whether a bracket is still open."""
    return text.count("(") > text.count(")")
