"""Rows as values: a column a field; a field that is a value itself takes a column for each of its own.

A statement that is asked for at every message is built once, with names where its values stand: to build one
and find its SQL again takes SQLAlchemy thrice as long as the database.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any, Generic, TypeVar, get_args

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    select,
    tuple_,
    update,
)

from bot.model.deadline import TaskRef
from bot.store.databases.engine import insert_new

T = TypeVar("T")
V = TypeVar("V")
MOST = 5_000  # values in one statement: SQLite takes 32,766 of them, PostgreSQL 65,535, and a task has four


@cache
def _fields(kind: Any, table: Table) -> tuple[tuple[str, Any], ...]:
    """The names of a type's fields, each with the type whose own fields are columns, if it is such a part."""
    hints = {field.name: (field.type, *get_args(field.type)) for field in fields(kind)}
    return tuple((name, next((h for h in hint if _is_part(h, table)), None)) for name, hint in hints.items())


def _is_part(hint: Any, table: Table) -> bool:
    return is_dataclass(hint) and all(field.name in table.c for field in fields(hint))


@cache
def _by_id(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("id"))


@cache
def _set_by_id(table: Table) -> Update:
    return update(table).where(table.c.id == bindparam("which"))


def about(table: Table) -> ColumnElement[bool]:
    """Which rows are about the tasks that are `named`. SQLite finds pairs by no index, but their halves."""
    halves = ((table.c.plan, "plans"), (table.c.code, "codes"), (tuple_(table.c.plan, table.c.code), "tasks"))
    return and_(*(column.in_(bindparam(name, expanding=True)) for column, name in halves))


def named(tasks: Collection[TaskRef]) -> dict[str, Any]:
    """The values of `about`."""
    pairs = _named(tasks)
    return {"tasks": pairs, "plans": list({plan for plan, _ in pairs}), "codes": list({c for _, c in pairs})}


def at_once(values: Iterable[T]) -> Iterator[list[T]]:
    """So many of them at a time as a statement may name."""
    left = iter(values)
    while some := list(islice(left, MOST)):
        yield some


@cache
def of_tasks(table: Table) -> Select[Any]:
    return select(table).where(about(table)).order_by(table.c.id)


class Rows(Generic[V]):
    """A table read and written as values of one type, within a transaction."""

    _table: Table
    _kind: type[V]

    def __init_subclass__(cls, table: Table, kind: type[V]) -> None:
        cls._table, cls._kind = table, kind

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: int) -> V | None:
        return self._first(_by_id(self._table), id=id)

    def _add(self, row: Mapping[str, Any]) -> bool:
        """Insert a row unless one with the same unique key is known; says whether it was new."""
        return insert_new(self._connection, self._table, row)

    def _all(self, chosen: Select[Any], **values: Any) -> list[V]:
        """The rows of a statement, whose names stand for these values."""
        found = self._connection.execute(chosen, values)
        names = tuple(found.keys())  # a row's own _asdict finds them anew: a third of what a row takes
        return [self._value(dict(zip(names, row, strict=True))) for row in found]

    def _first(self, chosen: Select[Any], **values: Any) -> V | None:
        return next(iter(self._all(chosen, **values)), None)

    def _row(self, value: Any) -> dict[str, Any]:
        """The columns of a value, by their names; those of a part that is null are left out."""
        row: dict[str, Any] = {}
        kind: Any = type(value)
        for name, part in _fields(kind, self._table):
            own = getattr(value, name)
            if part is None:
                row[name] = own
            elif own is not None:
                row |= self._row(own)
        return row

    def _value(self, row: Mapping[str, Any]) -> V:
        return self._kind(**self._made(self._kind, row))

    def _made(self, kind: Any, row: Mapping[str, Any]) -> dict[str, Any]:
        parts = _fields(kind, self._table)
        return {name: row[name] if part is None else self._part(part, row) for name, part in parts}

    def _part(self, kind: type[Any], row: Mapping[str, Any]) -> Any:
        """A part of a value; null where the first of its columns is."""
        made = self._made(kind, row)
        return None if next(iter(made.values())) is None else kind(**made)

    def _change(self, *which: ColumnElement[bool], **values: Any) -> int:
        """Set these columns of some rows; how many there were."""
        return self._connection.execute(update(self._table).where(*which).values(**values)).rowcount

    def _earliest(self, chosen: Select[Any], **values: Any) -> datetime | None:
        """When the first of some rows is due; a moment past if it already should be handled."""
        found: datetime | None = self._connection.scalar(chosen, values)
        return found

    def _set(self, id: int, **values: Any) -> None:
        self._set_each([{"which": id, **values}])

    def _set_each(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """The same of many rows, one at least, each with its id as `which`."""
        self._connection.execute(_set_by_id(self._table), rows)

    def _all_about(self, tasks: Collection[TaskRef]) -> list[V]:
        """The rows about these tasks, in the order they were kept."""
        return self._all(of_tasks(self._table), **named(tasks))


def _named(tasks: Collection[TaskRef]) -> list[tuple[str, str]]:
    return [(task.plan, task.code) for task in tasks]
