"""The Problems of one file, collected until nothing more can come of it; what was found, fit for one line."""

import unicodedata
from collections.abc import Iterable
from typing import NoReturn

from bot.model.say import Problem, Say, say

MOST = 200


class Stop(Exception):
    """The rest of the file can't be read, or has too many mistakes to go on; the Problem is already kept."""


class Problems:
    """The mistakes of one file."""

    def __init__(self, file: str, kept: tuple[Problem, ...] = ()) -> None:
        self.file = file
        self._kept = list(kept)

    def __bool__(self) -> bool:
        return bool(self._kept)

    def add(self, line: int, what: Say) -> None:
        """Keep a mistake; raises Stop at the 200th, so that a file of rubbish costs no more than that."""
        if len(self._kept) >= MOST - 1:
            self.stop(line, say("problems.too_many_mistakes", most=MOST))
        self._kept.append(Problem(self.file, line, what))

    def stop(self, line: int, what: Say) -> NoReturn:
        """Keep a mistake after which the rest of the file can't be trusted; raises Stop."""
        self._kept.append(Problem(self.file, line, what))
        raise Stop

    def by_line(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._kept, key=lambda problem: problem.line))


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
