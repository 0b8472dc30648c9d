"""The move from SQLite to PostgreSQL: all rows in one transaction, compared before any is kept."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Row, Select, Table, func, insert, select, text
from sqlalchemy.engine import Result

from bot.model.say import Mistake, say
from bot.store import files
from bot.store.copies import evidence_copy
from bot.store.copies.backup import alone, file_failures
from bot.store.databases import engine, sqlite
from bot.store.databases.errors import Reason, StoreUnavailable
from bot.store.store import Store
from bot.store.tables import metadata

BATCH = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """How many rows of each table were copied, how many evidence files are where the bot looks for them
    from now on, and how many are whole nowhere."""

    rows: Mapping[str, int]
    folder: Path
    evidence: int
    missing: int


def move(url: str, to: str) -> Moved:
    """Copy a SQLite database into an empty PostgreSQL one, and its evidence below the working directory.

    The SQLite file stays as it is. Raises Mistake for addresses of the wrong kind, a target with
    rows in it, or while a bot runs; StoreUnavailable(DIFFERS) with the table's name when what
    arrived is not what was sent. Then no row is kept.
    """
    source = engine.parse(url)
    if not engine.is_sqlite(source):
        raise Mistake(say("storing.not_from_sqlite", scheme=source.get_backend_name()))
    _require_postgresql(to)
    database = sqlite.path_of(source)
    if not database.exists():
        raise Mistake(say("storing.no_database", file=database))
    folder = files.BESIDE_NOTHING
    with alone(database):
        with file_failures():
            brought = evidence_copy.bring(database, files.beside(database), folder)
        rows = _between(url, to)
    return Moved(rows=rows, folder=folder, evidence=brought.here, missing=len(brought.missing))


def _require_postgresql(url: str) -> None:
    try:
        scheme = engine.parse(url).get_backend_name()
    except StoreUnavailable as failure:
        scheme = failure.detail
    if scheme != "postgresql":
        raise Mistake(say("storing.not_to_postgresql", scheme=scheme))


def _between(url: str, to: str) -> Mapping[str, int]:
    source = Store.open(url)
    try:
        target = Store.open(to)
        try:
            with source.begin(read_only=True) as old, target.begin() as new:
                _require_empty(new)
                return {table.name: _copy(old, new, table) for table in metadata.sorted_tables}
        finally:
            target.close()
    finally:
        source.close()


def _require_empty(new: Connection) -> None:
    """Mistake unless there is not one row; nobody adds any until the transaction ends."""
    new.execute(text(f"LOCK TABLE {', '.join(metadata.tables)} IN EXCLUSIVE MODE"))
    for table in metadata.sorted_tables:
        if new.execute(select(table).limit(1)).first() is not None:
            raise Mistake(say("storing.not_empty", table=table.name))


def _copy(old: Connection, new: Connection, table: Table) -> int:
    for rows in _all(old, table).partitions(BATCH):
        new.execute(insert(table), [dict(row._mapping) for row in rows])
    _go_on_counting(old, new, table)
    sent, arrived = _sum(_all(old, table)), _sum(_all(new, table))
    if sent != arrived:
        raise StoreUnavailable(Reason.DIFFERS, table.name)
    return arrived[0]


def _all(connection: Connection, table: Table) -> "Result[tuple[object, ...]]":
    # By key: an undo comes after the report it takes back.
    chosen: Select[tuple[object, ...]] = select(table).order_by(*table.primary_key)
    return connection.execute(chosen.execution_options(yield_per=BATCH))


def _sum(rows: "Result[tuple[object, ...]]") -> tuple[int, int]:
    """How many rows, and the sum of their hashes: the same in whatever order they come."""
    count = total = 0
    for row in rows:
        count, total = count + 1, (total + _hash(row)) % 2**256
    return count, total


def _hash(row: Row[tuple[object, ...]]) -> int:
    written = json.dumps(list(row), sort_keys=True, default=str).encode()
    return int.from_bytes(hashlib.sha256(written).digest())


def _go_on_counting(old: Connection, new: Connection, table: Table) -> None:
    """An id is never given twice, not even one whose row was pruned: buttons in old messages carry them."""
    if "id" not in table.c:
        return
    counted = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    last = old.scalar(counted, {"name": table.name}) or old.scalar(select(func.max(table.c.id)))
    if last:
        new.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))
