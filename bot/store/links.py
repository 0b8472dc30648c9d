"""Links: which account or group is what to the committee; an ended one is kept and never shown."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select, update

from bot.model.people import Link, Role
from bot.store.engine import insert_new
from bot.store.tables import IN_FORCE, links


class Links:
    """The links in force."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        role: Role,
        chat_id: int,
        user_id: int | None,
        name: str,
        unit: str | None,
        plan: str | None,
        post: str | None,
        now: datetime,
        *,
        thread_id: int | None = None,
        valid_from: date | None = None,
        valid_to: date | None = None,
    ) -> Link:
        """Bind a chat to a role; the link already in force where the same one (for a group: the
        same chat) has that role for that unit and plan in that post."""
        same = self._same(role, chat_id, user_id, unit, plan, post)
        if same:
            return same
        row = {
            "role": role,
            "chat_id": chat_id,
            "user_id": user_id,
            "name": name,
            "unit": unit,
            "plan": plan,
            "post": post,
            "linked_at": now,
            "thread_id": thread_id,
            "valid_from": valid_from,
            "valid_to": valid_to,
        }
        insert_new(self._connection, links, row)  # not new where another process was a moment faster
        made = self._same(role, chat_id, user_id, unit, plan, post)
        assert made is not None
        return made

    def _same(
        self,
        role: Role,
        chat_id: int,
        user_id: int | None,
        unit: str | None,
        plan: str | None,
        post: str | None,
    ) -> Link | None:
        who = links.c.chat_id == chat_id if user_id is None else links.c.user_id == user_id
        what = (links.c.role == role, links.c.unit == unit, links.c.plan == plan, links.c.post == post)
        found = self._where(who, *what)
        return next(iter(found), None)

    def get(self, id: int) -> Link | None:
        return next(iter(self._where(links.c.id == id)), None)

    def of_user(self, user_id: int) -> list[Link]:
        return self._where(links.c.user_id == user_id)

    def of_chat(self, chat_id: int) -> list[Link]:
        return self._where(links.c.chat_id == chat_id)

    def all(self, role: Role | None = None, unit: str | None = None, plan: str | None = None) -> list[Link]:
        """Every link, oldest first; only those of a role, a unit, a plan where one is named."""
        wanted = {links.c.role: role, links.c.unit: unit, links.c.plan: plan}
        return self._where(*(column == value for column, value in wanted.items() if value is not None))

    def end(self, id: int, now: datetime) -> None:
        self._change(links.c.id == id, ended_at=now)

    def planned_through(self, ids: Collection[int], day: date) -> None:
        """These chats were told of every rung up to `day`; a clock set back takes nothing back."""
        earlier = or_(links.c.planned_through.is_(None), links.c.planned_through < day)
        self._change(links.c.id.in_(ids) & earlier, planned_through=day)

    def forget_beyond(self, day: date) -> int:
        """Chats that count as told of days after `day` count as told of none; how many there were."""
        return self._change(links.c.planned_through > day, planned_through=None)

    def unreachable(self, chat_id: int, now: datetime) -> bool:
        """Note since when a chat can't be written to; whether that is news."""
        reached = (links.c.chat_id == chat_id) & links.c.unreachable_since.is_(None)
        return self._change(reached, unreachable_since=now) > 0

    def reachable(self, chat_id: int) -> bool:
        """Note that a chat can be written to; whether that is news."""
        lost = (links.c.chat_id == chat_id) & links.c.unreachable_since.is_not(None)
        return self._change(lost, unreachable_since=None) > 0

    def move_chat(self, old: int, new: int) -> None:
        """A group has a new id. Called by `Outbox.move_chat`, which moves what it is to be sent as well.

        A link that somebody has already made for the new id takes the place of the old one.
        """
        for link in self.of_chat(old):
            same = self._same(link.role, new, link.user_id, link.unit, link.plan, link.post)
            if same and same.id != link.id:
                self.end(link.id, same.linked_at)
        self._change(links.c.chat_id == old, chat_id=new, unreachable_since=None)

    def _change(self, which: ColumnElement[bool], **values: Any) -> int:
        return self._connection.execute(update(links).where(IN_FORCE, which).values(**values)).rowcount

    def _where(self, *which: ColumnElement[bool]) -> list[Link]:
        chosen = select(links).where(IN_FORCE, *which).order_by(links.c.id)
        return [_link(row) for row in self._connection.execute(chosen)]


def _link(row: Row[Any]) -> Link:
    return Link(
        id=row.id,
        role=row.role,
        chat_id=row.chat_id,
        user_id=row.user_id,
        name=row.name,
        unit=row.unit,
        plan=row.plan,
        post=row.post,
        linked_at=row.linked_at,
        planned_through=row.planned_through,
        unreachable_since=row.unreachable_since,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        thread_id=row.thread_id,
    )
