"""A copy of the live database to try things on, gone with its folder at the end."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select

from bot.store import files
from bot.store.copies import evidence_copy
from bot.store.copies.backup import backup, copy_file, file_failures
from bot.store.databases import engine, sqlite
from bot.store.store import Store
from bot.store.tables import metadata

BATCH = 1000


@contextmanager
def copied(url: str) -> Iterator[Store]:
    """An open copy of the database at `url` with its evidence, in use or not: SQLite through its own backup,
    PostgreSQL row by row. Raises Mistake or StoreUnavailable."""
    with TemporaryDirectory(prefix="dunghan-") as folder:
        file = Path(folder) / "scratch.sqlite3"
        address = engine.parse(url)
        if engine.is_sqlite(address):
            backup(url, file)
            with closing(Store.open(f"sqlite:///{file}", lasting=False)) as store:
                yield store
            return
        with closing(Store.open(f"sqlite:///{file}", lasting=False)) as store:
            if source := Store.open_existing(url):
                with closing(source):
                    _fill(store, source)
            with file_failures():
                evidence_copy.bring(file, files.folder_at(address), files.beside(file))
            yield store


@contextmanager
def twin(store: Store) -> Iterator[Store]:
    """An open copy of an open SQLite database as it stands, without evidence; made on the caller's thread."""
    with TemporaryDirectory(prefix="dunghan-") as folder:
        file = Path(folder) / "twin.sqlite3"
        with file_failures():
            copy_file(sqlite.path_of(store.address), file)
        with closing(Store(engine.connect(engine.parse(f"sqlite:///{file}"), lasting=False))) as opened:
            yield opened


def _fill(store: Store, source: Store) -> None:
    with source.begin(read_only=True) as old, store.begin() as new:
        for table in metadata.sorted_tables:
            chosen = select(table).order_by(*table.primary_key).execution_options(yield_per=BATCH)
            for rows in old.execute(chosen).partitions():
                new.execute(insert(table), [dict(row._mapping) for row in rows])
