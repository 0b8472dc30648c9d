"""Facts: the few single values worth keeping, such as the bot's own username."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select, update

from bot.store.databases.engine import begins, insert_new
from bot.store.tables import facts

ASIDE = "aside:"  # begins the keys of what is put aside
CONFIRMED = "plans_confirmed:"  # begins the keys of plans whose files somebody has just confirmed: who
BOT_NAME = "bot_name"  # the key of the bot's own username

OF = select(facts.c.key, facts.c.value).where(facts.c.key.in_(bindparam("keys", expanding=True)))
VALUE = select(facts.c.value).where(facts.c.key == bindparam("key"))


@cache
def starting(dialect: str, prefix: str) -> Select[Any]:
    return select(facts.c.key, facts.c.value).where(begins(dialect, facts.c.key, prefix))


class Facts:
    """A text a key."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        return self._connection.scalar(VALUE, {"key": key})

    def of(self, keys: Collection[str]) -> dict[str, str]:
        """Those of these keys that there are."""
        return {row.key: row.value for row in self._connection.execute(OF, {"keys": list(keys)})}

    def starting(self, prefix: str) -> dict[str, str]:
        """Every fact whose key begins so."""
        chosen = starting(self._connection.dialect.name, prefix)
        return {row.key: row.value for row in self._connection.execute(chosen)}

    def forget(self, key: str) -> None:
        self._connection.execute(delete(facts).where(facts.c.key == key))

    def set(self, key: str, value: str) -> None:
        if not insert_new(self._connection, facts, {"key": key, "value": value}):
            self._connection.execute(update(facts).where(facts.c.key == key).values(value=value))
