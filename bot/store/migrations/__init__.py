"""The schema's history: bring a database up to this version, or say how it differs."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.store import postgres
from bot.store.errors import Reason, SchemaOutdated, StoreUnavailable


def upgrade(connection: Connection, to: str = "head") -> None:
    """Apply what is missing, within the caller's transaction.

    StoreUnavailable(NEWER) when a later version of the program has written here.
    """
    if connection.dialect.name == "postgresql":
        postgres.wait_for(connection, postgres.UPGRADE)  # of several processes starting at once, one upgrades
    config = _config()
    config.attributes["connection"] = connection
    require_known(revision(connection))
    command.upgrade(config, to)


def revision(connection: Connection) -> str | None:
    """The version a database is of; null where there is nothing of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def require_head(found: str | None) -> None:
    """Raise SchemaOutdated for an earlier version, StoreUnavailable(NEWER) for a later one."""
    require_known(found)
    if found != revisions()[-1]:
        raise SchemaOutdated(found or "")


def require_known(found: str | None) -> None:
    """Raise StoreUnavailable(NEWER) for a version that this program has not heard of."""
    if found is not None and found not in revisions():
        raise StoreUnavailable(Reason.NEWER, found)


def revisions() -> list[str]:
    """Every version there has been, first to last."""
    return [one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    return config
