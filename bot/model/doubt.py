"""A doubt: words on a task that the bot asked about, what it took them for, and what they meant."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """What their writer says they meant, by a button or `typed` anew; `told_in` is the key of that update."""

    meant: str
    percent: int | None = None
    until: date | None = None
    told_in: str
    typed: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """The words are those of the note `report`; `guess` what the reader took them for, `sure` or not, and
    `offered` the meanings on the buttons, in their order. `answer`: null until told."""

    report: int
    guess: str
    sure: bool
    offered: tuple[str, ...]
    answer: Meant | None = None
