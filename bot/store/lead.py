"""The lead: of all processes on one database, the one that schedules and sends."""

import fcntl
import os
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, NullPool, func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.store import engine, postgres, sqlite
from bot.store.store import Store

# A server notices within ten seconds that the holder's machine is gone, and gives the lock free; of a
# killed process it hears at once. https://www.postgresql.org/docs/current/runtime-config-connection.html
WATCHFUL = ("tcp_keepalives_idle = 4", "tcp_keepalives_interval = 2", "tcp_keepalives_count = 3")


class Lead(Protocol):
    """Held by one process at a time; free as soon as its holder dies, however it dies."""

    def try_take(self) -> bool:
        """Whether this process leads now; never waits for the holder. StoreUnavailable in an outage."""
        ...

    def held(self) -> bool:
        """Whether this process still leads; once False, it must be taken anew before anything is sent."""
        ...

    def release(self) -> None:
        """Let another process lead; nothing happens where this one doesn't."""
        ...


def lead_of(store: Store, bot_id: int) -> Lead:
    """The lead for one bot on the store's database."""
    if engine.is_sqlite(store.address):
        return FileLead(sqlite.path_of(store.address))
    return SessionLead(store.address, f"lead/{bot_id}")


class FileLead:
    """A locked file beside a SQLite database, which is on one machine, so one file serves all."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}.lead")
        self._file: int | None = None

    def try_take(self) -> bool:
        if self.held():
            return True
        self.release()
        try:
            file = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, sqlite.OURS_ALONE)
        except OSError as error:
            raise sqlite.os_failure(error) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            return False
        self._file = file
        return self.held()

    def held(self) -> bool:
        """Also False when somebody has removed the file: another process could lock a new one."""
        if self._file is None:
            return False
        try:
            return os.path.samestat(os.fstat(self._file), self._path.stat())
        except OSError:
            return False

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


class SessionLead:
    """An advisory lock of a PostgreSQL session: it lives as long as its connection.

    The connection must reach the server itself; a pooler that shares connections between clients
    (PgBouncer's transaction mode) can't keep such a lock.
    """

    def __init__(self, address: URL, name: str) -> None:
        self._engine = engine.connect(address, NullPool)
        self._key = postgres.lock_key(name)
        self._connection: Connection | None = None
        self._leads = False

    def try_take(self) -> bool:
        if self.held():
            return True
        try:
            with engine.outside_failures():
                self._leads = bool(self._session().scalar(select(func.pg_try_advisory_lock(self._key))))
        except Exception:
            self.release()
            raise
        return self._leads

    def _session(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            for setting in WATCHFUL:
                self._connection.exec_driver_sql(f"SET {setting}")
        return self._connection

    def held(self) -> bool:
        if not self._leads or self._connection is None:
            return False
        try:
            self._connection.scalar(select(1))
        except SQLAlchemyError:
            self.release()
        return self._leads

    def release(self) -> None:
        connection, self._connection, self._leads = self._connection, None, False
        if connection is not None:
            # A session that is closed, not given back: the lock can't outlive this process's belief in it.
            connection.invalidate()
            connection.close()
