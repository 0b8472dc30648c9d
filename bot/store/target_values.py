"""Values: every figure reported towards a target, as it was told; added and read, never changed."""

from typing import Any

from sqlalchemy import Connection, Row, Select, select

from bot.model.target import NewTargetValue, TargetRef, TargetValue
from bot.store.engine import insert_new
from bot.store.tables import target_values


class TargetValues:
    """The figures of every plan. What an undo takes back stays, with the undo beside it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewTargetValue) -> TargetValue | None:
        """Keep a figure; null when its key is known."""
        row = {
            "key": new.key,
            "plan": new.target.plan,
            "target": new.target.target,
            "value": new.value,
            "on": new.on,
            "note": new.note,
            "at": new.at,
            "user_id": new.user_id,
            "user_name": new.user_name,
            "unit": new.unit,
            "undoes": new.undoes,
        }
        if not insert_new(self._connection, target_values, row):
            return None
        return next(iter(self._values(select(target_values).where(target_values.c.key == new.key))), None)

    def of(self, plan: str | None = None) -> list[TargetValue]:
        """The log of a plan (null: of all) in the order of keeping."""
        chosen = select(target_values).order_by(target_values.c.id)
        return self._values(chosen if plan is None else chosen.where(target_values.c.plan == plan))

    def get(self, id: int) -> TargetValue | None:
        return next(iter(self._values(select(target_values).where(target_values.c.id == id))), None)

    def _values(self, chosen: Select[Any]) -> list[TargetValue]:
        return [_value(row) for row in self._connection.execute(chosen)]


def _value(row: Row[Any]) -> TargetValue:
    return TargetValue(
        id=row.id,
        key=row.key,
        target=TargetRef(row.plan, row.target),
        value=row.value,
        on=row.on,
        note=row.note,
        at=row.at,
        user_id=row.user_id,
        user_name=row.user_name,
        unit=row.unit,
        undoes=row.undoes,
    )
