"""Column types of our own: moments in UTC, and words of an enum."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator


class NaiveMoment(DontWrapMixin, ValueError):  # named after what happened, as the design does
    """A datetime without a time zone: nobody knows which moment it means."""


class Moment(TypeDecorator[datetime]):
    """Aware in, kept as UTC, aware (UTC) out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise NaiveMoment(str(value))
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite has no type for moments and hands back what it was given, less the zone.
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class AsText(TypeDecorator[Any]):
    """A value kept as text, put into words and read back by these two; null stays null."""

    impl = Text
    cache_ok = True

    def __init__(self, put: Callable[[Any], str], read: Callable[[str], Any]) -> None:
        super().__init__()
        self.put, self.read = put, read

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else self.put(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        return None if value is None else self.read(value)


def word(words: type[StrEnum]) -> AsText:
    """A StrEnum kept as its text, so that a table reads like the glossary."""
    return AsText(lambda value: words(value).value, words)


def _sayable(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


# A figure kept as its digits: SQLite has no exact numbers, and a float is not the figure told.
EXACT = AsText("{:f}".format, Decimal)
# What people wrote, less what no database can hold: NUL (PostgreSQL), half a surrogate pair (both). Rows
# of earlier versions may hold a NUL, which a move to PostgreSQL would trip over.
SAID = AsText(_sayable, _sayable)
