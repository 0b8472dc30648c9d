"""Whether a database is ours through and through: its tables, its words, and nothing that acts by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, NullPool, Table, create_engine, inspect, select, text
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import DBAPIError

from bot.model.say import Mistake, say
from bot.store import migrations
from bot.store.databases.errors import Reason, failure
from bot.store.tables import metadata

OURS = {"alembic_version", "reports", "outbox"}  # what every version had
BATCH = 1000


def brought_up(copy: Path, file: Path) -> None:
    """Bring the copy of a backup up to this version, and read every row of it as the program will.

    A Mistake says what in the `file` is no work of ours: nothing of it is to be in force by halves.
    StoreUnavailable(NEWER) for one of a later version.
    """
    with _opened(copy) as connection:
        _require_known(connection, file)
        try:
            migrations.upgrade(connection)
        except DBAPIError as error:
            raise Mistake(say("storing.strange", file=file, what=str(error.orig))) from error
        connection.commit()
        _require_tables(connection, file)
        for table in metadata.sorted_tables:
            _require_words(connection, table, file)


@contextmanager
def _opened(copy: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{copy}", poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise failure(Reason.DAMAGED, str(error.orig)) from error


def _require_known(connection: Connection, file: Path) -> None:
    if not set(inspect(connection).get_table_names()) >= OURS:
        raise Mistake(say("storing.no_backup", file=file))
    acting = text("SELECT type, name FROM sqlite_master WHERE type NOT IN ('table', 'index') LIMIT 1")
    if found := connection.execute(acting).first():
        raise Mistake(say("storing.strange", file=file, what=" ".join(found)))
    migrations.require_known(migrations.revision(connection))


def _require_tables(connection: Connection, file: Path) -> None:
    seen = inspect(connection)
    found = {name: {c["name"] for c in seen.get_columns(name)} for name in seen.get_table_names()}
    ours = {table.name: set(table.columns.keys()) for table in metadata.sorted_tables}
    for name in sorted(found.keys() ^ {*ours, migrations.VERSION.name}):
        raise Mistake(say("storing.strange", file=file, what=name))
    for name, columns in ours.items():
        for column in sorted(found[name] ^ columns):
            raise Mistake(say("storing.strange", file=file, what=f"{name}.{column}"))


def _require_words(connection: Connection, table: Table, file: Path) -> None:
    rows: CursorResult[tuple[object, ...]] = connection.execute(
        select(table).execution_options(yield_per=BATCH)
    )
    read = 0
    try:
        for _ in rows:
            read += 1
    except ValueError as error:
        what = f"{table.name}, {read + 1}: {error}"
        raise Mistake(say("storing.strange", file=file, what=what)) from None
