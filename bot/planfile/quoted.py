"""What was found in a file, made fit to stand in one line of a Problem."""

import unicodedata
from collections.abc import Iterable

LONGEST = 60
LIKE = 60  # of 100
# Bidirectional marks and other formats would reorder or hide what stands after them on the line.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def shown(text: str) -> str:
    """The text on one line of at most 60 characters, with what can't be seen written as its code."""
    visible = "".join(_visible(letter) for letter in text[: LONGEST + 1])
    return visible if len(visible) <= LONGEST else visible[: LONGEST - 1] + "…"


def _visible(letter: str) -> str:
    if unicodedata.category(letter) not in UNSEEN:
        return letter
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(letter) or f"\\u{ord(letter):04X}"


def nearest(found: str, known: Iterable[str]) -> str | None:
    """The known word most like the one found, if any is."""
    from rapidfuzz import fuzz, process  # only for a mistake

    # A longer text is no slip of the pen, and comparing it would take its time.
    best = process.extractOne(found[: 2 * LONGEST], list(known), scorer=fuzz.ratio, score_cutoff=LIKE)
    return str(best[0]) if best else None
