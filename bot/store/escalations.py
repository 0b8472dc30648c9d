"""Escalations: which task was laid before whom, once a step and due date."""

from collections.abc import Collection

from sqlalchemy import select

from bot.model.deadline import TaskRef
from bot.model.people import Escalation
from bot.store.rows import Rows
from bot.store.tables import escalations


class Escalations(Rows[Escalation], table=escalations, kind=Escalation):
    """What was escalated; added and read, never changed."""

    def add(self, new: Escalation) -> bool:
        """Note a step; False where it was taken already."""
        return self._add(self._row(new))

    def of(self, tasks: Collection[TaskRef]) -> list[Escalation]:
        """The steps taken for these tasks, in the order they were."""
        return self._all(select(escalations).where(self._about(tasks)).order_by(escalations.c.id))
