"""Snoozes: which task a chat asked not to be reminded of before which day."""

from sqlalchemy import Connection, insert, select, update

from bot.model.deadline import TaskRef
from bot.model.people import Snooze
from bot.store.tables import snoozes


class Snoozes:
    """What was put off; of one task and chat the newest counts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Snooze) -> None:
        row = {
            "plan": new.task.plan,
            "code": new.task.code,
            "chat_id": new.chat_id,
            "user_name": new.user_name,
            "asked_on": new.asked_on,
            "until": new.until,
        }
        self._connection.execute(insert(snoozes).values(**row))

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
