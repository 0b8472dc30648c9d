"""Escalations: which task was laid before whom, once a step and due date."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete

from bot.model.deadline import TaskRef
from bot.model.people import Escalation
from bot.store.rows import Rows, about, named
from bot.store.tables import escalations

FORGET = delete(escalations).where(about(escalations), escalations.c.at == bindparam("then"))


class Escalations(Rows[Escalation], table=escalations, kind=Escalation):
    """What was escalated; never changed."""

    def add(self, new: Escalation) -> bool:
        """Note a step; False where it was taken already."""
        return self._add(self._row(new))

    def forget(self, tasks: Collection[TaskRef], at: datetime) -> None:
        """The steps taken for these tasks at that moment told nobody."""
        self._connection.execute(FORGET, named(tasks) | {"then": at})

    def of(self, tasks: Collection[TaskRef]) -> list[Escalation]:
        """The steps taken for these tasks, in the order they were."""
        return self._all_about(tasks)
