"""The schema's history: bring a database up to this version, or say how it differs."""

from functools import cache
from pkgutil import iter_modules

from sqlalchemy import Connection, column, inspect, select, table

from bot.store.databases import postgres
from bot.store.databases.errors import Reason, SchemaOutdated, StoreUnavailable
from bot.store.migrations import versions

# Where alembic keeps the version. Its library is loaded only for a database that is not at the latest.
VERSION = table("alembic_version", column("version_num"))


def upgrade(connection: Connection, to: str = "head") -> None:
    """Apply what is missing, within the caller's transaction.

    StoreUnavailable(NEWER) when a later version of the program has written here.
    """
    if to == "head" and revision(connection) == revisions()[-1]:
        return
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        postgres.wait_for(connection, postgres.UPGRADE)  # of several processes starting at once, one upgrades
    require_known(revision(connection))
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
