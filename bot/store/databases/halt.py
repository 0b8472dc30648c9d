"""A way to end, from another thread, what a database is doing: its transaction is undone as a whole."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, event

from bot.store.databases import postgres, sqlite


class Halted(Exception):
    """What was under way was ended; nothing of its transaction was kept."""


@dataclass(slots=True)
class Halt:
    """Ends the statement that a connection is at, and lets none follow, once somebody says so.

    Said again and again until the work has ended: between two statements there is nothing to interrupt.
    """

    said: bool = False
    _driver: Any = None
    _interrupts: Any = None

    def heed(self, connection: Connection) -> None:
        """From here on that connection is the one whose work may be ended."""
        self._driver = connection.connection.dbapi_connection
        self._interrupts = sqlite if connection.dialect.name == "sqlite" else postgres
        # Of this connection alone: a listener to the engine's events would cost every statement to come.
        event.listen(connection, "before_cursor_execute", self._refuse)

    def now(self) -> None:
        self.said = True
        if self._driver is not None:
            self._interrupts.interrupt(self._driver)

    def _refuse(self, *_: object) -> None:
        if self.said:
            raise Halted
