"""The one place that knows which database it is: connecting, and what the dialects spell differently."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from sqlalchemy import URL, ColumnElement, Connection, Engine, Insert, Pool, Table, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.store.databases import postgres, sqlite
from bot.store.databases.errors import Reason, StoreUnavailable, failure

SCHEME = re.compile(r"([a-z][a-z0-9+]{0,30})://", re.IGNORECASE)


def parse(url: str) -> URL:
    """The address; StoreUnavailable(ADDRESS) with its scheme alone, since the rest may hold a password."""
    try:
        address = postgres.with_driver(make_url(url))
    except (ArgumentError, ValueError) as error:
        raise StoreUnavailable(Reason.ADDRESS, _scheme(url)) from error
    known = address.drivername in ("sqlite", postgres.DRIVER)
    if not known or not _backend(address).plain(url, address):
        raise StoreUnavailable(Reason.ADDRESS, address.get_backend_name())
    return address


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def connect(url: URL, pool: type[Pool] | None = None, *, lasting: bool = True) -> Engine:
    """An engine that connects when first used; not `lasting`: what it writes may be lost with the machine."""
    backend = _backend(url)
    try:
        # Errors are logged, and values are what officials wrote: keep them out. The ping finds a
        # connection that a restart of the server has cut, before work is begun on it.
        engine = create_engine(
            backend.patient(url),
            connect_args=dict(backend.ARGUMENTS),
            hide_parameters=True,
            poolclass=pool,
            pool_pre_ping=not is_sqlite(url),
        )
    except (ArgumentError, ImportError) as error:
        raise StoreUnavailable(Reason.ADDRESS, url.drivername) from error
    backend.configure(engine, lasting)
    return engine


@contextmanager
def begin(database: Engine, *, read_only: bool = False) -> Iterator[Connection]:
    """One transaction; where it only reads, it sees one state of the database throughout and may not write.

    Begun by hand and not by a listener to the engine's events: with a single one every statement asks for all
    of them, which is a fifth of what it takes.
    """
    backend = _backend(database.url)
    with outside_failures(), database.begin() as connection:
        backend.begun(connection, read_only)
        yield connection


def _backend(url: URL) -> ModuleType:
    return sqlite if is_sqlite(url) else postgres


@contextmanager
def outside_failures() -> Iterator[None]:
    """Turn a driver's report of an outside failure into StoreUnavailable; a bug's error travels as it is."""
    try:
        yield
    except DBAPIError as error:
        reason = sqlite.reason_of(error.orig) if sqlite.is_ours(error.orig) else postgres.reason_of(error)
        if reason is None:
            raise
        raise failure(reason, postgres.detail_of(error.orig)) from error


@contextmanager
def piece(connection: Connection) -> Iterator[None]:
    """A part of the transaction that may fail alone: what it raises undoes this part. Said by hand, since
    SQLAlchemy compiles its own words for it each time."""
    connection.exec_driver_sql("SAVEPOINT piece")
    try:
        yield
    except DBAPIError:
        with suppress(DBAPIError):  # the database may have undone the whole transaction
            _undo_piece(connection)
        raise
    except BaseException:
        _undo_piece(connection)
        raise
    connection.exec_driver_sql("RELEASE piece")


def _undo_piece(connection: Connection) -> None:
    connection.exec_driver_sql("ROLLBACK TO piece")
    connection.exec_driver_sql("RELEASE piece")


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same unique key is known; says whether it was new."""
    unless_known = _insert_unless_known(connection.dialect.name, table)
    # Without the option the count of an INSERT is not kept where the driver returns the new key.
    added = connection.execute(unless_known, dict(values), execution_options={"preserve_rowcount": True})
    return added.rowcount == 1


def insert_or_replace(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; one whose primary key is known takes the place of that row."""
    if rows:
        connection.execute(_insert_or_replace(connection.dialect.name, table), [dict(row) for row in rows])


@cache
def _insert_unless_known(dialect: str, table: Table) -> Insert:
    unless_known: Insert = _insert(dialect, table).on_conflict_do_nothing()
    return unless_known


@cache
def _insert_or_replace(dialect: str, table: Table) -> Insert:
    new, key = _insert(dialect, table), [column.name for column in table.primary_key]
    others = {column.name: new.excluded[column.name] for column in table.c if column.name not in key}
    replacing: Insert = new.on_conflict_do_update(index_elements=key, set_=others)
    return replacing


def _insert(dialect: str, table: Table) -> Any:
    # Of the dialects only the one in use: the other is a third of the whole library.
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


def of_update(dialect: str, column: ColumnElement[str], key: str) -> ColumnElement[bool]:
    """Whether a row's key is one of those made for this update: `in:<key>:<number>`."""
    return begins(dialect, column, f"in:{key}:")


def begins(dialect: str, column: ColumnElement[str], with_: str) -> ColumnElement[bool]:
    """Whether a text begins so. SQLite finds such by an index only as what lies between two texts, which in
    PostgreSQL are in the order of a language."""
    if dialect != "sqlite":
        return column.startswith(with_, autoescape=True)
    return (column >= with_) & (column < with_[:-1] + chr(ord(with_[-1]) + 1))


def as_it_is(text: str) -> str:
    """A text as it stands in a LIKE whose escape is "/"."""
    return re.sub("[/%_]", r"/\g<0>", text)


def _scheme(url: str) -> str:
    """What stands before "://" where it can be a scheme; else it may be of a password."""
    found = SCHEME.match(url)
    return found[1] if found else ""
