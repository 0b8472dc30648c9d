"""The schema's history: bring a database up to this version, or say how it differs."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.store.errors import Reason, SchemaOutdated, StoreUnavailable


def upgrade(connection: Connection, to: str = "head") -> None:
    """Apply what is missing, within the caller's transaction.

    StoreUnavailable(NEWER) when a later version of the program has written here.
    """
    config = _config()
    config.attributes["connection"] = connection
    _known(ScriptDirectory.from_config(config), revision(connection))
    command.upgrade(config, to)


def revision(connection: Connection) -> str | None:
    """The version a database is of; null where there is nothing of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def require_head(found: str | None) -> None:
    """Raise SchemaOutdated for an earlier version, StoreUnavailable(NEWER) for a later one."""
    script = ScriptDirectory.from_config(_config())
    _known(script, found)
    if found != script.get_current_head():
        raise SchemaOutdated(found or "")


def _known(script: ScriptDirectory, found: str | None) -> None:
    if found is not None and found not in {one.revision for one in script.walk_revisions()}:
        raise StoreUnavailable(Reason.NEWER, found)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    return config
