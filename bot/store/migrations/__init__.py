"""The schema's history: bring a database up to this version, or say how it differs."""

from functools import cache
from pkgutil import iter_modules

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
)

from bot.store.databases import postgres
from bot.store.databases.errors import Reason, SchemaOutdated, StoreUnavailable
from bot.store.migrations import versions
from bot.store.tables import metadata

# Where alembic keeps the version, as it makes it. Its library is loaded only for a database of before.
VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Apply what is missing, within the caller's transaction; where there is nothing yet, make all at once.

    StoreUnavailable(NEWER) when a later version of the program has written here.
    """
    newest = revisions()[-1]
    wanted = newest if to == "head" else to
    if revision(connection) == wanted:
        return
    if connection.dialect.name == "postgresql":
        postgres.wait_for(connection, postgres.UPGRADE)  # of several processes starting at once, one upgrades
    require_known(found := revision(connection))
    if wanted == newest and not inspect(connection).get_table_names():
        _make(connection)
    elif found != wanted:
        _step(connection, wanted)


def _make(connection: Connection) -> None:
    metadata.create_all(connection, checkfirst=False)
    VERSION.create(connection)
    connection.execute(insert(VERSION).values(version_num=revisions()[-1]))


def _step(connection: Connection, to: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def revision(connection: Connection) -> str | None:
    """The version a database is of; null where there is nothing of ours."""
    if not inspect(connection).has_table(VERSION.name):
        return None
    found: str | None = connection.scalar(select(VERSION.c.version_num))
    return found


def require_head(found: str | None) -> None:
    """Raise SchemaOutdated for an earlier version, StoreUnavailable(NEWER) for a later one."""
    require_known(found)
    if found != revisions()[-1]:
        raise SchemaOutdated(found or "")


def require_known(found: str | None) -> None:
    """Raise StoreUnavailable(NEWER) for a version that this program has not heard of."""
    if found is not None and found not in revisions():
        raise StoreUnavailable(Reason.NEWER, found)


@cache
def revisions() -> tuple[str, ...]:
    """Every version there has been, first to last, as the names of the steps number them."""
    return tuple(sorted(step.name[1:5] for step in iter_modules(versions.__path__)))
