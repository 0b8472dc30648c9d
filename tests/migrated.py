"""A SQLite store for a test: migrated once in a process, copied for everyone who wants one."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from sqlalchemy import URL, Engine, create_engine

from bot.store.databases import engine, sqlite
from bot.store.store import Store

SAFE = dict(sqlite.PRAGMAS)  # as the program opens its databases


def without_waiting_for_the_disk() -> None:
    """As the tests' PostgreSQL: no database of this process need outlive a power cut; a commit saves 4 ms.

    The programs that tests start and kill open theirs as ever.
    """
    sqlite.PRAGMAS["synchronous"] = "OFF"


def with_statements_compiled_once() -> None:
    """A test's database is an engine of its own, and each compiles every statement anew: a process has one.

    What is compiled depends on the dialect alone, so all SQLite engines of this process share one, which has
    been connected once and knows its database.
    """
    first = create_engine("sqlite://")
    first.connect().close()
    first.dispose()

    def alike(url: URL, **options: Any) -> Engine:
        made = create_engine(url, **options)
        if engine.is_sqlite(url):
            made.dialect = made.pool._dialect = first.dialect
            made._compiled_cache = first._compiled_cache
        return made

    patch.object(engine, "create_engine", alike).start()


def new_store(file: Path) -> Store:
    """An empty store at this version, in a new file; to be closed: `with closing(new_store(file))`."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(_empty())
    return Store.open(f"sqlite:///{file}")


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.sqlite3"
        Store.open(f"sqlite:///{file}").close()
        return file.read_bytes()
