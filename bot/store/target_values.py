"""Values: every figure reported towards a target, as it was told; added and read, never changed."""

from collections.abc import Collection

from sqlalchemy import bindparam, func, select

from bot.model.target import NewTargetValue, TargetValue
from bot.store.rows import Rows
from bot.store.tables import target_values

ALL = select(target_values).order_by(target_values.c.id)
OF_PLANS = ALL.where(target_values.c.plan.in_(bindparam("plans", expanding=True)))
NEWEST = select(func.max(target_values.c.id))


class TargetValues(Rows[TargetValue], table=target_values, kind=TargetValue):
    """The figures of every plan. What an undo takes back stays, with the undo beside it."""

    def add(self, new: NewTargetValue) -> TargetValue | None:
        """Keep a figure; null when its key is known."""
        if not self._add(self._row(new)):
            return None
        return self._first(select(target_values).where(target_values.c.key == new.key))

    def newest(self) -> int:
        """The id of the figure kept last, 0 before the first."""
        return self._connection.scalar(NEWEST) or 0

    def of(self, plan: str | None = None) -> list[TargetValue]:
        """The log of a plan (null: of all) in the order of keeping."""
        return self._all(ALL) if plan is None else self.of_plans([plan])

    def of_plans(self, plans: Collection[str]) -> list[TargetValue]:
        """The logs of these plans, in the order of keeping."""
        return self._all(OF_PLANS, plans=list(plans))
