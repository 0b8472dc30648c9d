"""A sentence still without a language: a key of `bot/texts` and the values it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Say:
    """What to tell a person; `bot.texts.Texts` turns it into Vietnamese or English."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


def say(key: str, /, **values: Any) -> Say:
    """`Say` with its values as keywords."""
    return Say(key, values)


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a file people write: where it stands, what was expected and found, what to do."""

    file: str
    line: int
    say: Say


class Mistake(Exception):
    """A user's mistake: ends a command with one clear line each and exit code 2."""

    def __init__(self, *what: Problem | Say) -> None:
        super().__init__(*what)
        self.what = what
