"""Escalations: which task was laid before whom, once a step and due date."""

from collections.abc import Collection

from sqlalchemy import Connection, select, tuple_

from bot.model.deadline import TaskRef
from bot.model.people import Escalation, Step
from bot.store.engine import insert_new
from bot.store.tables import escalations


class Escalations:
    """What was escalated; added and read, never changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Escalation) -> bool:
        """Note a step; False where it was taken already."""
        row = {
            "plan": new.task.plan,
            "code": new.task.code,
            "due": new.due,
            "step": new.step.value,
            "at": new.at,
            "told": new.told,
        }
        return insert_new(self._connection, escalations, row)

    def of(self, tasks: Collection[TaskRef]) -> list[Escalation]:
        """The steps taken for these tasks, in the order they were."""
        named = [(task.plan, task.code) for task in tasks]
        chosen = select(escalations).where(tuple_(escalations.c.plan, escalations.c.code).in_(named))
        return [
            Escalation(
                task=TaskRef(row.plan, row.code), due=row.due, step=Step(row.step), at=row.at, told=row.told
            )
            for row in self._connection.execute(chosen.order_by(escalations.c.id))
        ]
