"""Snoozes: which task a chat asked not to be reminded of before which day."""

from datetime import date

from sqlalchemy import bindparam, insert, select

from bot.model.deadline import TaskRef
from bot.model.people import Snooze
from bot.store.rows import Rows
from bot.store.tables import snoozes

ALL = select(snoozes).order_by(snoozes.c.id)
OF_CHATS = ALL.where(snoozes.c.chat_id.in_(bindparam("chats", expanding=True)))
CHATS = select(snoozes.c.chat_id).where(snoozes.c.until > bindparam("day")).distinct()


class Snoozes(Rows[Snooze], table=snoozes, kind=Snooze):
    """What was put off; of one task and chat the newest counts."""

    def add(self, *new: Snooze) -> None:
        """Keep what was put off, of one task or of many at once; one at least."""
        self._connection.execute(insert(snoozes), [self._row(one) for one in new])

    def all(self, *chats: int) -> list[Snooze]:
        """The newest of each task and chat; of these chats where any are named."""
        found = self._all(OF_CHATS, chats=chats) if chats else self._all(ALL)
        newest: dict[tuple[TaskRef, int], Snooze] = {}
        newest |= {(snooze.task, snooze.chat_id): snooze for snooze in found}
        return list(newest.values())

    def chats(self, after: date) -> frozenset[int]:
        """Where anything was put off to a day behind that one."""
        return frozenset(self._connection.scalars(CHATS, {"day": after}))

    def move_chat(self, old: int, new: int) -> None:
        """A group has a new id."""
        self._change(snoozes.c.chat_id == old, chat_id=new)
