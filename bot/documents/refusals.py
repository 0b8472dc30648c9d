"""Why a file is not read: one plain sentence each, and the limits that keep a reading small."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from bot.model.say import Say, say

MOST_BYTES = 20_000_000  # of a file; what Telegram lets a bot fetch
MOST_UNPACKED = 40_000_000  # of one part of it once unpacked
MOST_PAGES = 300
MOST_ROWS = 5_000
MOST_COLUMNS = 64
MOST_LINES = 60_000
MOST_LETTERS = 3_000_000
LEAST_LETTERS = 40  # of a document; below it there is only a picture of one

T = TypeVar("T")


class Refused(Exception):
    """A file that can't be read; `say` tells why."""

    def __init__(self, why: str, **values: Any) -> None:
        super().__init__(why)
        self.say: Say = say(f"importer.{why}", **values)


def at_most(most: int, what: Iterable[T], why: str) -> Iterator[T]:
    """The same, refused once there are more."""
    for count, each in enumerate(what, 1):
        if count > most:
            raise Refused(why, most=most)
        yield each
