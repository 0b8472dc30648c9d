"""The store: the database on a thread of its own, one transaction at a time (decision 14)."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Self, TypeVar

from sqlalchemy import URL, Connection, Engine

from bot.store import migrations
from bot.store.changes import Changes
from bot.store.databases import engine, sqlite
from bot.store.databases.errors import StoreUnavailable
from bot.store.databases.halt import Halt
from bot.store.doubts import Doubts
from bot.store.escalations import Escalations
from bot.store.evidence import EvidenceLog
from bot.store.facts import Facts
from bot.store.inbox import Inbox
from bot.store.invites import Invites
from bot.store.links import Links
from bot.store.outbox import Outbox
from bot.store.plan_files import PlanFiles
from bot.store.plan_texts import PlanTexts
from bot.store.plan_versions import PlanVersions
from bot.store.reports import Reports
from bot.store.snoozes import Snoozes
from bot.store.tables import metadata
from bot.store.target_values import TargetValues
from bot.store.together import MOST, Asked, carried_out

__all__ = ["Store", "StoreUnavailable", "Transaction"]

T = TypeVar("T")


class Transaction:
    """Every repository, within one transaction: what they do is kept together or not at all."""

    def __init__(self, connection: Connection) -> None:
        self.inbox = Inbox(connection)
        self.outbox = Outbox(connection)
        self.reports = Reports(connection)
        self.doubts = Doubts(connection)
        self.evidence = EvidenceLog(connection)
        self.links = Links(connection)
        self.invites = Invites(connection)
        self.facts = Facts(connection)
        self.snoozes = Snoozes(connection)
        self.escalations = Escalations(connection)
        self.changes = Changes(connection)
        self.target_values = TargetValues(connection)
        self.plan_versions = PlanVersions(connection)
        self.plan_files = PlanFiles(connection)
        self.plan_texts = PlanTexts(connection)
        self._connection = connection

    @contextmanager
    def piece(self) -> Iterator[None]:
        """A part of the transaction that may fail alone: what it raises undoes this part and travels on."""
        with engine.outside_failures(), engine.piece(self._connection):
            yield


class Store:
    """An open database.

    Every method raises StoreUnavailable when the database is locked, full, read-only, damaged or
    gone; then nothing of the transaction was kept, and the same call may be made again later.
    """

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._asked = deque[Asked]()
        self.writes = 0  # pieces of work of this process that may have changed something

    @property
    def address(self) -> URL:
        """Where the database is; printed without its password."""
        return self._database.url

    @property
    def shared(self) -> bool:
        """Whether processes on other machines, with folders of their own, may be on it."""
        return not engine.is_sqlite(self.address)

    @classmethod
    def open(cls, url: str, *, lasting: bool = True, halt: Halt | None = None) -> Self:
        """Open a database, made and migrated where need be; one not `lasting` is gone at the end.

        `url` is an address such as `sqlite:///data/dunghan.db` or `postgresql://user:word@host/name`.
        Raises StoreDamaged or StoreUnavailable; what it raises once `halt` is said means nothing.
        """
        halt = halt or Halt()
        address = engine.parse(url)
        if engine.is_sqlite(address):
            sqlite.make_file(sqlite.path_of(address))
        store = cls(engine.connect(address, lasting=lasting))
        with store._closed_on_failure():
            if engine.is_sqlite(address):
                # Reading alone: a check of a large file must not keep a running process from writing.
                with store.begin(read_only=True) as connection:
                    halt.heed(connection)
                    sqlite.check(connection)
            with store.begin() as connection:
                halt.heed(connection)
                migrations.upgrade(connection)
        return store

    @classmethod
    @contextmanager
    def scratch(cls) -> Iterator[Self]:
        """An empty database of this version, gone with its folder at the end."""
        with TemporaryDirectory(prefix="dunghan-") as folder:
            address = engine.parse(f"sqlite:///{folder}/scratch.sqlite3")
            store = cls(engine.connect(address, lasting=False))
            try:
                with store.begin() as connection:
                    metadata.create_all(connection)
                yield store
            finally:
                store.close()

    @classmethod
    def open_existing(cls, url: str) -> Self | None:
        """Open a database as it is, for commands that only look; null where there is none yet.

        Raises SchemaOutdated when it would have to be migrated.
        """
        address = engine.parse(url)
        if engine.is_sqlite(address) and not sqlite.path_of(address).exists():
            return None
        store = cls(engine.connect(address))
        with store._closed_on_failure():
            with store.begin(read_only=True) as connection:
                found = migrations.revision(connection)
            if found is not None:
                migrations.require_head(found)
                return store
        store.close()
        return None

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` on the store's thread; when this returns, it is kept for good. What it raises undoes all
        of it and travels here.

        Work begun is finished even if the caller is cancelled meanwhile.
        """
        asked = Asked(lambda connection: work(Transaction(connection)))
        self._asked.append(asked)
        self._thread.submit(self._write_asked)
        made: T = await asyncio.wrap_future(asked.future)
        return made

    def _write_asked(self) -> None:
        """What has been asked for by now, a part of it at a time; each by itself in a database that other
        machines write to as well: of two that hold several rows each may wait for the other."""
        most = 1 if self.shared else MOST
        some = [self._asked.popleft() for _ in range(min(most, len(self._asked)))]
        ends = carried_out(some, self.begin)
        self.writes += len(ends)
        for tell in ends:
            tell()

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """The same for work that changes nothing: it waits for no writer and may not write."""

        def run() -> T:
            with self.transaction(read_only=True) as tx:
                return work(tx)

        return await asyncio.get_running_loop().run_in_executor(self._thread, run)

    @contextmanager
    def transaction(self, *, read_only: bool = False) -> Iterator[Transaction]:
        """One transaction on the caller's own thread, for commands; never hold it over an await."""
        with self.begin(read_only=read_only) as connection:
            yield Transaction(connection)
        self.writes += not read_only

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[Connection]:
        """One transaction as a bare connection, for this room alone."""
        with engine.begin(self._database, read_only=read_only) as connection:
            yield connection

    @contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Finish the work begun, then let go of the database."""
        self._thread.shutdown()
        self._database.dispose()
