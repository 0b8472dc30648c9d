"""The one place that knows which database it is: connecting, and what the dialects spell differently."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, make_url
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from bot.store import sqlite
from bot.store.errors import Reason, StoreDamaged, StoreUnavailable


def parse(url: str) -> URL:
    """The address; StoreUnavailable(ADDRESS) with its scheme alone, since the rest may hold a password."""
    try:
        return make_url(url)
    except ArgumentError as error:
        raise StoreUnavailable(Reason.ADDRESS, _scheme(url)) from error


def connect(url: URL) -> Engine:
    """An engine that connects when first used."""
    is_sqlite = url.get_backend_name() == "sqlite"
    try:
        # Errors are logged, and values are what officials wrote: keep them out.
        engine = create_engine(sqlite.patient(url) if is_sqlite else url, hide_parameters=True)
    except (ArgumentError, ImportError) as error:
        raise StoreUnavailable(Reason.ADDRESS, url.drivername) from error
    if is_sqlite:
        sqlite.configure(engine)
    return engine


@contextmanager
def outside_failures() -> Iterator[None]:
    """Turn a driver's report of an outside failure into StoreUnavailable; a bug's error travels as it is."""
    try:
        yield
    except DBAPIError as error:
        reason = _reason(error)
        if reason is None:
            raise
        detail = str(error.orig)
        failure = StoreDamaged(detail) if reason is Reason.DAMAGED else StoreUnavailable(reason, detail)
        raise failure from error


def _reason(error: DBAPIError) -> Reason | None:
    if hasattr(error.orig, "sqlite_errorcode"):
        return sqlite.reason_of(error.orig)
    return Reason.LOST if isinstance(error, OperationalError) else None


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same unique key is known; says whether it was new."""
    insert = (sqlite_dialect if connection.dialect.name == "sqlite" else postgresql).insert
    unless_known = insert(table).values(**values).on_conflict_do_nothing()
    # Without the option the count of an INSERT is not kept where the driver returns the new key.
    return connection.execute(unless_known, execution_options={"preserve_rowcount": True}).rowcount == 1


def _scheme(url: str) -> str:
    scheme, separator, _ = url.partition("://")
    return scheme if separator else ""
