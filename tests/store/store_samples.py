"""Rows for any table: a value of the right kind in every column, and a null wherever one may stand."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import EnumType
from typing import Any

from sqlalchemy import JSON, Column, Date, DateTime, Table
from sqlalchemy.types import TypeDecorator

from bot.model.subjects import Agenda
from bot.store.columns import AsText

NOW = datetime(2026, 3, 2, 1, 30, 0, 123456, tzinfo=UTC)
ROWS = 3
AGENDA = Agenda(on=date(2026, 3, 2), since={"so-xd": None})
# What an old version had in a column of words, which is plain text to who does not know our types.
WORDS = {"role": "official", "state": "done", "kind": "undo"}


def samples(table: Table) -> list[dict[str, Any]]:
    """As many rows as ROWS, the last one with all the nulls."""
    return [_sample(table, number) for number in range(ROWS)]


def _sample(table: Table, number: int) -> dict[str, Any]:
    last = number == ROWS - 1
    return {c.name: None if last and c.nullable else _value(c, number) for c in table.columns}


def _value(column: "Column[Any]", number: int) -> Any:
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    read = column.type.read if isinstance(column.type, AsText) else None
    if read is Decimal:
        return Decimal("123456789012345.000001")
    if isinstance(read, EnumType):
        return next(iter(read))
    if isinstance(kind, JSON):
        return {"ngày": number, "lời": "đã xong \ud83d \x00", "ở": 20.86}
    if isinstance(kind, DateTime):
        return NOW
    if isinstance(kind, Date):
        return date(2026, 6, 30)
    if kind.python_type is bool:
        return number == 0
    if kind.python_type is int:
        return number + 1 if column.primary_key or column.foreign_keys else 2**31 - 10 + number
    return WORDS.get(column.name, f"{column.name}\nđã ghi {number}")
