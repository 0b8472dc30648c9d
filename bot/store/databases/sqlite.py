"""Everything that holds for SQLite alone: its file, its pragmas, how it begins, how it fails."""

import errno
import os
import re
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.databases.errors import Reason, StoreDamaged, StoreUnavailable

BUSY_SECONDS = 10
PRAGMAS = {"journal_mode": "WAL", "synchronous": "FULL", "foreign_keys": "ON"}  # on each connection
OURS_ALONE = 0o600
PASSING = {"synchronous": "OFF"}  # for what is gone with its process: nothing waits for the disk
ARGUMENTS: Mapping[str, Any] = {}

# Primary result codes, https://www.sqlite.org/rescode.html
REASONS = {
    sqlite3.SQLITE_BUSY: Reason.BUSY,
    sqlite3.SQLITE_LOCKED: Reason.BUSY,
    sqlite3.SQLITE_FULL: Reason.FULL,
    sqlite3.SQLITE_READONLY: Reason.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: Reason.DAMAGED,
    sqlite3.SQLITE_NOTADB: Reason.DAMAGED,
    sqlite3.SQLITE_IOERR: Reason.DISK,
    sqlite3.SQLITE_CANTOPEN: Reason.NO_ACCESS,
    sqlite3.SQLITE_PERM: Reason.NO_ACCESS,
}
OS_REASONS = {errno.ENOSPC: Reason.FULL, errno.EROFS: Reason.READ_ONLY, errno.EIO: Reason.DISK}


def is_ours(error: BaseException | None) -> bool:
    """Whether an error comes from SQLite."""
    return hasattr(error, "sqlite_errorcode")


def reason_of(error: BaseException | None) -> Reason | None:
    """The reason behind a driver's error; null for what only a bug can cause."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else REASONS.get(code & 0xFF)


def os_failure(error: OSError) -> StoreUnavailable:
    """What the file system refused, as a failure of the store."""
    return StoreUnavailable(OS_REASONS.get(error.errno or 0, Reason.NO_ACCESS), error.strerror or "")


def path_of(url: URL) -> Path:
    """The database file. A database in memory would lose what it was told, so it is refused."""
    if url.database in (None, "", ":memory:"):
        raise StoreUnavailable(Reason.ADDRESS, "sqlite")
    return Path(str(url.database))


def plain(_: str, url: URL) -> bool:
    """Whether the address is a file's, with nothing behind it but how long to wait for others."""
    waits = dict(url.query)
    seconds = str(waits.pop("timeout", BUSY_SECONDS))
    return not waits and not url.host and re.fullmatch(r"\d{1,5}(\.\d+)?", seconds, re.ASCII) is not None


def patient(url: URL) -> URL:
    """The address with our busy timeout (seconds), unless it states one: `?timeout=30`."""
    return url if "timeout" in url.query else url.update_query_dict({"timeout": str(BUSY_SECONDS)})


def make_file(path: Path) -> None:
    """Make the file where there is none, readable by its owner alone.

    SQLite gives -wal and -shm the mode of the database itself. An existing file is never opened
    here: closing it would drop this process's locks on it (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            _close_to_others(path)
        else:
            _create(path)
    except OSError as error:
        raise os_failure(error) from error


def _create(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OURS_ALONE))
    except FileExistsError:
        return  # another process was a moment faster; it made it the same way


def _close_to_others(path: Path) -> None:
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        if file.exists() and file.stat().st_mode & 0o077:
            file.chmod(OURS_ALONE)


def configure(engine: Engine, lasting: bool) -> None:
    """Pragmas on each connection, and transactions begun by us rather than by the driver."""
    pragmas = PRAGMAS if lasting else PRAGMAS | PASSING

    @event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma, value in pragmas.items():
            cursor.execute(f"PRAGMA {pragma}={value}")
        cursor.close()


def begun(connection: Connection, read_only: bool) -> None:
    """Begin the transaction, which the driver does not. A writer takes the write lock at once: a lock wanted
    later can't be waited for."""
    # Past SQLAlchemy, which takes longer over it than over a whole small statement; it asks no file.
    connection.connection.cursor().execute(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def interrupt(driver: sqlite3.Connection) -> None:
    """End the statement it is at, from another thread."""
    with suppress(sqlite3.ProgrammingError):  # it was closed meanwhile
        driver.interrupt()


def check(connection: Connection) -> None:
    """Raise StoreDamaged unless SQLite's own quick check finds the file sound."""
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise StoreDamaged(str(found))
