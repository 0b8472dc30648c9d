"""Whether a database is ours through and through: its tables, its words, and nothing that acts by itself."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Inspector,
    NullPool,
    Table,
    UniqueConstraint,
    create_engine,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import DBAPIError

from bot.model.say import Mistake, say
from bot.store import migrations
from bot.store.databases.errors import Reason, failure
from bot.store.facts import ASIDE, aside
from bot.store.tables import facts, metadata

OURS = {"alembic_version", "reports", "outbox"}  # what every version had
# Of the keys that are no table's first one, the columns; by itself, since the library warns of other indexes.
NAMES = "SELECT name FROM pragma_index_info(list.name) ORDER BY seqno"
UNIQUE = text(
    f"SELECT (SELECT group_concat(name, ', ') FROM ({NAMES})) "
    "FROM pragma_index_list(:name) AS list WHERE list.origin = 'u'"
)
INTEGERS = ("INTEGER", "BIGINT", "BOOLEAN")
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
            _require_kinds(connection, table, file)
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
    if connection.scalar(select(func.count()).select_from(migrations.VERSION)) != 1:
        raise Mistake(say("storing.strange", file=file, what=migrations.VERSION.name))
    migrations.require_known(migrations.revision(connection))


def _require_tables(connection: Connection, file: Path) -> None:
    seen = inspect(connection)
    ours = {table.name: _described(table) for table in metadata.sorted_tables}
    for name in sorted({*seen.get_table_names()} ^ {*ours, migrations.VERSION.name}):
        raise Mistake(say("storing.strange", file=file, what=name))
    for name, parts in ours.items():
        unique = connection.execute(UNIQUE, {"name": name}).scalars()
        for part in sorted(_seen(seen, name, unique) ^ parts):
            raise Mistake(say("storing.strange", file=file, what=f"{name}.{part}"))
    made = text("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    indexes = {str(index.name) for table in metadata.sorted_tables for index in table.indexes}
    for name in sorted({*connection.execute(made).scalars()} ^ indexes):
        raise Mistake(say("storing.strange", file=file, what=f"index {name}"))


def _described(table: Table) -> set[str]:
    """A table's columns and keys: without these the program can't tell what it has already."""
    unique = (each.columns.keys() for each in table.constraints if isinstance(each, UniqueConstraint))
    return _parts(table.columns.keys(), table.primary_key.columns.keys(), map(", ".join, unique))


def _seen(seen: Inspector, name: str, unique: Iterable[str]) -> set[str]:
    columns = [each["name"] for each in seen.get_columns(name)]
    return _parts(columns, seen.get_pk_constraint(name)["constrained_columns"], unique)


def _parts(columns: Sequence[str], key: Sequence[str], unique: Iterable[str]) -> set[str]:
    return {*columns, f"PRIMARY KEY {', '.join(key)}", *(f"UNIQUE {each}" for each in unique)}


def _require_kinds(connection: Connection, table: Table, file: Path) -> None:
    """SQLite keeps in a column whatever it is given, and tells of it as it is asked."""
    kinds = [(each, _kind(each, connection)) for each in table.columns]
    odd = [
        func.max(func.typeof(each).not_in(("null", kind) if each.nullable else (kind,)))
        for each, kind in kinds
    ]
    for (each, kind), found in zip(kinds, connection.execute(select(*odd)).one(), strict=True):
        if found:
            raise Mistake(say("storing.strange", file=file, what=f"{table.name}.{each.name}: not {kind}"))


def _kind(column: Column[Any], connection: Connection) -> str:
    """How SQLite calls what the column holds."""
    return "integer" if column.type.compile(connection.dialect) in INTEGERS else "text"


def _require_words(connection: Connection, table: Table, file: Path) -> None:
    rows: CursorResult[tuple[object, ...]] = connection.execute(
        select(table).execution_options(yield_per=BATCH)
    )
    read = 0
    try:
        for row in rows:
            if table is facts and row._mapping["key"].startswith(ASIDE):
                aside(row._mapping["value"])
            read += 1
    except (ValueError, RecursionError) as error:  # the latter: brackets within brackets
        what = f"{table.name}, {read + 1}: {error}"
        raise Mistake(say("storing.strange", file=file, what=what)) from None
