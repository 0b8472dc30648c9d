"""The lead: of all processes on one database, the one that schedules and sends."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, NullPool, func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.store.databases import engine, postgres, sqlite
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
        # Of the process, not of a thread: the loop asks on whichever thread is free.
        self._lock = FileLock(self._path, blocking=False, thread_local=False, mode=sqlite.OURS_ALONE)
        self._locked: os.stat_result | None = None

    def try_take(self) -> bool:
        if self.held():
            return True
        self.release()
        try:
            self._lock.acquire()
            self._locked = self._path.stat()
        except Timeout:
            return False
        except OSError as error:
            self.release()
            raise sqlite.os_failure(error) from error
        return True

    def held(self) -> bool:
        """Also False when somebody has removed the file: another process could lock a new one."""
        with suppress(OSError):
            return self._locked is not None and os.path.samestat(self._locked, self._path.stat())
        return False

    def release(self) -> None:
        self._lock.release()
        self._locked = None


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
