"""Snoozes: which task a chat asked not to be reminded of before which day."""

from sqlalchemy import Connection, insert, select, update

from bot.model.deadline import TaskRef
from bot.model.people import Snooze
from bot.store.tables import snoozes


class Snoozes:
    """What was put off; of one task and chat the newest counts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, *new: Snooze) -> None:
        """Keep what was put off, of one task or of many at once; one at least."""
        rows = [
            {
                "plan": one.task.plan,
                "code": one.task.code,
                "chat_id": one.chat_id,
                "user_name": one.user_name,
                "asked_on": one.asked_on,
                "until": one.until,
            }
            for one in new
        ]
        self._connection.execute(insert(snoozes), rows)

    def all(self, chat_id: int | None = None) -> list[Snooze]:
        """The newest of each task and chat; of one chat where one is named."""
        chosen = select(snoozes).order_by(snoozes.c.id)
        if chat_id is not None:
            chosen = chosen.where(snoozes.c.chat_id == chat_id)
        newest: dict[tuple[TaskRef, int], Snooze] = {}
        for row in self._connection.execute(chosen):
            task = TaskRef(row.plan, row.code)
            newest[task, row.chat_id] = Snooze(
                task=task,
                chat_id=row.chat_id,
                user_name=row.user_name,
                asked_on=row.asked_on,
                until=row.until,
            )
        return list(newest.values())

    def move_chat(self, old: int, new: int) -> None:
        """A group has a new id."""
        self._connection.execute(update(snoozes).where(snoozes.c.chat_id == old).values(chat_id=new))
