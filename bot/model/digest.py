"""What a weekly digest is to be: its day and hour, its language, its lists."""

from dataclasses import dataclass, fields, replace
from datetime import time
from enum import StrEnum

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class DigestList(StrEnum):
    """The lists of a digest, in the order a leader reads: what is wrong, what comes, who is to be called.

    A new list gets its name here, its maker in `messages/digest.py`, its words in `texts/`.
    """

    OVERDUE = "overdue"
    MISSED = "missed"
    DUE_SOON = "due_soon"
    BLOCKED = "blocked"
    EXTENSIONS = "extensions"
    SILENT = "silent"
    UNLINKED = "unlinked"
    LOST = "lost"
    FINISHED = "finished"
    TARGETS = "targets"
    APART = "apart"


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestWishes:
    """What a plan says of its own digest; null leaves it to the configuration."""

    weekday: int | None = None
    at: time | None = None
    language: str | None = None
    picture: bool | None = None
    sections: tuple[DigestList, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestRules:
    """The rules of one plan's digest; Monday is weekday 0, `sections` the lists it shows, in their order.

    `picture`: whether its picture goes out right behind it, unasked.
    """

    weekday: int = 0
    at: time = time(7, 30)
    language: str = "vi"
    picture: bool = True
    sections: tuple[DigestList, ...] = tuple(DigestList)

    def under(self, wishes: DigestWishes) -> "DigestRules":
        """These rules, but for what a plan wishes otherwise."""
        named = {each.name: getattr(wishes, each.name) for each in fields(wishes)}
        wished = {name: value for name, value in named.items() if value is not None}
        return replace(self, **wished) if wished else self
