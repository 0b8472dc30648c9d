"""Facts: the few single values worth keeping, such as the bot's own username."""

from sqlalchemy import Connection, delete, select, update

from bot.store.databases.engine import insert_new
from bot.store.tables import facts

ASIDE = "aside:"  # begins the keys of what is put aside
BOT_NAME = "bot_name"  # the key of the bot's own username


class Facts:
    """A text a key."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        return self._connection.scalar(select(facts.c.value).where(facts.c.key == key))

    def starting(self, prefix: str) -> dict[str, str]:
        """Every fact whose key begins so."""
        found = select(facts.c.key, facts.c.value).where(facts.c.key.startswith(prefix, autoescape=True))
        return {row.key: row.value for row in self._connection.execute(found)}

    def forget(self, key: str) -> None:
        self._connection.execute(delete(facts).where(facts.c.key == key))

    def set(self, key: str, value: str) -> None:
        if not insert_new(self._connection, facts, {"key": key, "value": value}):
            self._connection.execute(update(facts).where(facts.c.key == key).values(value=value))
