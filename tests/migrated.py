"""A SQLite store for a test: migrated once in a process, copied for everyone who wants one."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store.databases import sqlite
from bot.store.store import Store

SAFE = dict(sqlite.PRAGMAS)  # as the program opens its databases


def without_waiting_for_the_disk() -> None:
    """As the tests' PostgreSQL: no database of this process need outlive a power cut; a commit saves 4 ms.

    The programs that tests start and kill open theirs as ever.
    """
    sqlite.PRAGMAS["synchronous"] = "OFF"


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
