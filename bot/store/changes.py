"""Changes: what became of a task when other plans came into force, a row for each unit it concerns."""

import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from bot.model.as_json import made, plain
from bot.model.change import Change, NewChange
from bot.store.rows import Rows
from bot.store.tables import changes

log = logging.getLogger(__name__)

NEWEST = select(func.max(changes.c.id))
NEWEST_OF_UNITS = (
    select(changes.c.unit, func.max(changes.c.id))
    .where(changes.c.id > bindparam("after"))
    .group_by(changes.c.unit)
)


class Changes(Rows[Change], table=changes, kind=Change):
    """The log of changes; added and read, never changed. How far a chat was told of it, its link says."""

    def add(self, *new: NewChange) -> None:
        if new:
            self._connection.execute(insert(changes), [self._row(one) for one in new])

    def newest(self) -> int:
        """The id of the change kept last, 0 before the first."""
        return self._connection.scalar(NEWEST) or 0

    def newest_of_units(self, after: int) -> dict[str, int]:
        """The last change of each unit that any behind that one concern."""
        return {row[0]: row[1] for row in self._connection.execute(NEWEST_OF_UNITS, {"after": after})}

    def of(self, unit: str, after: int, through: int) -> list[Change]:
        """A unit's changes behind the one and up to the other, in the order of keeping."""
        theirs = (changes.c.unit == unit) & changes.c.id.between(after + 1, through)
        return self._all(select(changes).where(theirs).order_by(changes.c.id))

    def _row(self, value: NewChange) -> dict[str, Any]:
        return super()._row(value) | {"old": plain(value.old), "new": plain(value.new)}

    def _value(self, row: Mapping[str, Any]) -> Change:
        """One that this version can't read is of no task: no agenda may fail by it."""
        try:
            old, new = made(row["old"]), made(row["new"])
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            log.warning("action=changes row=%d unreadable=yes error=%s", row["id"], type(error).__name__)
            old = new = None
        return super()._value({**row, "old": old, "new": new})
