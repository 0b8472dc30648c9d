"""Plain words that ask for what a command gives: "tiến độ", "việc nào đang trễ?", "cho xem biểu đồ"."""

import re
from dataclasses import dataclass
from datetime import date

from bot.language.days import LOOSE, stretches
from bot.language.folding import fold, folded, spelled
from bot.language.phrases import rules, words
from bot.language.stretches import Standpoint, Way
from bot.language.words import ASKS, COMMA, pattern, tokens

LONGEST = 14  # words; whoever writes more tells something
LEADS = re.compile(
    r"(?:\s*\b(?:cua|trong|ky|ngay|den|tinh den|cho|of|for|in|on)\b)*\s*$"
)  # to a day or quarter
EVIDENCE = "minhchung"  # how a wish for a plan's evidence names it


@dataclass(frozen=True, slots=True)
class Wish:
    """The command that gives what is asked for, by its name, and what stands behind it."""

    command: str
    rest: str

    @property
    def evidence(self) -> bool:
        return self.rest.startswith(EVIDENCE)


def wish(text: str, on: date) -> Wish | None:
    """What a whole message asks for, said on that day and perhaps of one; None for any other words."""
    return _whole(text) or _of_a_time(text, on)


def _of_a_time(text: str, on: date) -> Wish | None:
    """A paper or picture "của quý II/2026", with that behind it."""
    read = folded(text)
    found = stretches(read, Standpoint(on, Way.SAME), LOOSE)
    if len(found) != 1:
        return None
    start, end = found[0].at
    head = LEADS.sub("", read.plain[:start])
    asked = _whole(read.clean[: len(head)] + read.clean[end:])
    dated = asked and (asked.command == "chart" or (asked.command == "papers" and asked.rest))
    return Wish(asked.command, f"{asked.rest} {found[0].words}".strip()) if asked and dated else None


def _whole(text: str) -> Wish | None:
    """A lone "?" asks for help."""
    said = [token for token in tokens(text) if token.word != COMMA]
    asked = [token.word for token in said if token.word != ASKS]
    if not asked:
        return Wish("help", "") if said else None
    if len(asked) > LONGEST:
        return None
    for bare in _bare(asked):
        for named, phrases in rules("wishes"):
            if pattern(phrases).fullmatch("".join(f"{word} " for word in bare)):
                command, _, rest = named.partition(" ")
                return Wish(command, rest)
    return None


def _bare(asked: list[str]) -> list[list[str]]:
    """The words as they are, then with ever less of the politeness around them."""
    start = next((n for n, word in enumerate(asked) if not _polite(word)), len(asked))
    end = next((n for n in range(len(asked), start, -1) if not _polite(asked[n - 1])), start)
    if start >= end:
        return [asked]
    return [asked[first:last] for first in range(start + 1) for last in range(len(asked), end - 1, -1)]


def _polite(word: str) -> bool:
    """With its marks, or with none at all."""
    typed = word.rstrip("'")
    return any(typed in (spelled(polite), fold(polite)) for polite in words("POLITE"))
