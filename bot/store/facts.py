"""Facts: the few single values worth keeping, such as the bot's own username."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select

from bot.store.databases.engine import begins, insert_or_replace
from bot.store.tables import facts

ASIDE = "aside:"  # begins the keys of what is put aside
CONFIRMED = "plans_confirmed:"  # begins the keys of plans whose files somebody has just confirmed: who
BOT_NAME = "bot_name"  # the key of the bot's own username
BOT_WAS = "bot_was:"  # begins the keys of usernames it had before, in small letters

OF = select(facts.c.key, facts.c.value).where(facts.c.key.in_(bindparam("keys", expanding=True)))
VALUE = select(facts.c.value).where(facts.c.key == bindparam("key"))


def aside(text: str) -> dict[str, Any]:
    """What is kept of a piece of work put aside; ValueError for what is none of ours."""
    kept = json.loads(text)
    if not isinstance(kept, dict) or not kept.keys() >= {"what", "values", "fault", "since", "mark"}:
        raise ValueError("no piece of work put aside")
    datetime.fromisoformat(kept["since"])
    return kept


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

    def rename(self, name: str) -> frozenset[str]:
        """Note the bot's username; those it had before, in small letters."""
        former = self.get(BOT_NAME)
        if former and former != name:
            self.set(BOT_WAS + former.casefold(), former)
        self.set(BOT_NAME, name)
        return frozenset(key.removeprefix(BOT_WAS) for key in self.starting(BOT_WAS))

    def set(self, key: str, value: str) -> None:
        self.set_all({key: value})

    def set_all(self, values: Mapping[str, str]) -> None:
        """Each of these keys gets its value, whatever it had."""
        insert_or_replace(self._connection, facts, [{"key": k, "value": v} for k, v in values.items()])
