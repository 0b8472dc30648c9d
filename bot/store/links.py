"""Links: which account or group is what to the committee; an ended one is kept and never shown."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, func, insert, or_, select, tuple_

from bot.model.people import Link, Role
from bot.store.rows import Rows, at_once
from bot.store.tables import IN_FORCE, links

SAME = ("role", "chat_id", "user_id", "unit", "plan", "post")
LOST = select(links).where(IN_FORCE, links.c.unreachable_since.is_not(None)).order_by(links.c.id)
IN_UNITS = links.c.unit.in_(bindparam("units", expanding=True))
OF_UNITS = select(links).where(IN_FORCE, IN_UNITS).order_by(links.c.id)
DAY = bindparam("day", type_=Date)
STANDS = and_(func.coalesce(links.c.valid_from, DAY) <= DAY, func.coalesce(links.c.valid_to, DAY) >= DAY)
TOPIC = func.coalesce(links.c.thread_id, 0)
UNTOLD = and_(
    IN_FORCE,
    links.c.unit.is_not(None),
    or_(links.c.role == Role.GROUP, and_(links.c.role == Role.OFFICIAL, STANDS)),
    or_(links.c.planned_through.is_(None), links.c.planned_through < DAY),
)
WAITING = select(
    links.c.id, links.c.unit, links.c.chat_id, links.c.planned_through, links.c.changes_through
).where(UNTOLD, links.c.unreachable_since.is_(None))
PLACES = (
    select(links.c.chat_id, links.c.thread_id)
    .where(UNTOLD, tuple_(links.c.chat_id, TOPIC) > tuple_(bindparam("chat"), bindparam("topic")))
    .group_by(links.c.chat_id, links.c.thread_id)
    .order_by(links.c.chat_id, TOPIC)
    .limit(bindparam("most"))
)
IN_PLANS = links.c.plan.in_(bindparam("plans", expanding=True))
OF_PLANS = select(links).where(IN_FORCE, IN_PLANS).order_by(links.c.id)
FIRST_LINKED = select(func.min(links.c.linked_at)).where(IN_FORCE)
GROUPS_OF_PLANS = select(links).where(IN_FORCE, links.c.role == Role.GROUP, IN_PLANS).order_by(links.c.id)
IN_CHATS = links.c.chat_id.in_(bindparam("chats", expanding=True))
OF_CHATS = select(links).where(IN_FORCE, IN_CHATS).order_by(links.c.id)
groups = links.alias()
BEHIND = (
    select(links.c.id, groups.c.changes_through)
    .join(groups, groups.c.unit == links.c.unit)
    .where(
        *(IN_FORCE, links.c.role == Role.OFFICIAL, STANDS),
        *(groups.c.ended_at.is_(None), groups.c.role == Role.GROUP, groups.c.unreachable_since.is_(None)),
        func.coalesce(links.c.changes_through, -1) < groups.c.changes_through,
    )
    .order_by(groups.c.id)
)
FIRST = -(2**63)  # no chat has a lower number
Topics = Collection[int | None] | None  # a null among them is what is in no topic


Place = tuple[int, int | None]  # a chat, and a topic of it


class Waiting(NamedTuple):
    """Of a link what says whether there is something to tell it; thousands are looked at for one that has."""

    id: int
    unit: str
    chat_id: int
    planned_through: date | None
    changes_through: int | None


@cache
def _where_same(given: frozenset[str], null: frozenset[str]) -> Select[Any]:
    """The links with these columns as given, and those null."""
    same = [links.c[name] == bindparam(name) for name in sorted(given)]
    none = [links.c[name].is_(None) for name in sorted(null)]
    return select(links).where(IN_FORCE, *same, *none).order_by(links.c.id)


class Links(Rows[Link], table=links, kind=Link):
    """The links in force."""

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
        made_by: int | None = None,
    ) -> Link:
        """Bind a chat to a role; the link already in force where the same one (for a group: the
        same chat) has that role for that unit and plan in that post."""
        where = dict(zip(SAME, (role, chat_id, user_id, unit, plan, post), strict=True))
        if same := self._same(where):
            return same
        until = {"valid_from": valid_from, "valid_to": valid_to, "made_by": made_by}
        # Not new where another process was a moment faster.
        self._add({**where, **until, "name": name, "linked_at": now, "thread_id": thread_id})
        made = self._same(where)
        assert made is not None
        return made

    def bring(self, made: Iterable[Link]) -> None:
        """Links as they are, with their ids, into a database that has none."""
        if rows := [self._row(link) for link in made]:
            self._connection.execute(insert(links), rows)

    def _same(self, where: Mapping[str, Any]) -> Link | None:
        """The link of these columns; a group's chat is whom it is about, a person's may be any."""
        apart = "user_id" if where["user_id"] is None else "chat_id"
        return next(iter(self._where(**{name: where[name] for name in SAME if name != apart})), None)

    def get(self, id: int) -> Link | None:
        return next(iter(self._where(id=id)), None)

    def of_user(self, user_id: int) -> list[Link]:
        return self._where(user_id=user_id)

    def of_chat(self, chat_id: int) -> list[Link]:
        return self._where(chat_id=chat_id)

    def of_units(self, units: Collection[str]) -> list[Link]:
        """Every link for one of these units, oldest first."""
        return self._all(OF_UNITS, units=sorted(units))

    def all(self, role: Role | None = None, unit: str | None = None, plan: str | None = None) -> list[Link]:
        """Every link, oldest first; only those of a role, a unit, a plan where one is named."""
        wanted = {"role": role, "unit": unit, "plan": plan}
        return self._where(**{name: value for name, value in wanted.items() if value is not None})

    def waiting(self, day: date) -> list[Waiting]:
        """The officials and groups of units that can be written to and were not told of that day."""
        return [Waiting(*row) for row in self._connection.execute(WAITING, {"day": day})]

    def untold_places(self, day: date, after: Place | None, most: int) -> list[Place]:
        """Where officials and groups of units were not told of that day, behind one place, in order."""
        chat, topic = (after[0], after[1] or 0) if after else (FIRST, 0)
        values = {"day": day, "chat": chat, "topic": topic, "most": most}
        return [(row.chat_id, row.thread_id) for row in self._connection.execute(PLACES, values)]

    def of_plans(self, plans: Collection[str]) -> list[Link]:
        """Every link for one of these plans, oldest first."""
        return self._all(OF_PLANS, plans=sorted(plans))

    def first_linked(self) -> datetime | None:
        """When the oldest link was made."""
        return self._earliest(FIRST_LINKED)

    def groups_of_plans(self, plans: Collection[str]) -> list[Link]:
        """The groups of these plans, oldest first."""
        return self._all(GROUPS_OF_PLANS, plans=sorted(plans))

    def of_chats(self, chats: Collection[int]) -> list[Link]:
        return self._all(OF_CHATS, chats=sorted(chats))

    def behind_groups(self, day: date) -> Mapping[int, int]:
        """The officials whose unit's group was told of more changes than they, and up to which."""
        return {row.id: row.changes_through for row in self._connection.execute(BEHIND, {"day": day})}

    def lost(self) -> list[Link]:
        """Those whose chat can't be written to, oldest first."""
        return self._all(LOST)

    def end(self, id: int, now: datetime) -> list[Link]:
        """End a link, and its open invitations and deputies with it; who the deputies were."""
        deputies = [link for link in self._where(made_by=id) if link.valid_to]
        self._in_force(links.c.id.in_([id, *(deputy.id for deputy in deputies)]), ended_at=now)
        return deputies

    def planned_through(self, ids: Collection[int], day: date) -> None:
        """These chats were told of every rung up to `day`; a clock set back takes nothing back."""
        earlier = or_(links.c.planned_through.is_(None), links.c.planned_through < day)
        for some in at_once(ids):
            self._in_force(links.c.id.in_(some) & earlier, planned_through=day)

    def changes_through(self, ids: Collection[int], change: int) -> None:
        """These chats were told of every change up to that one."""
        earlier = func.coalesce(links.c.changes_through, -1) < change
        for some in at_once(ids):
            self._in_force(links.c.id.in_(some) & earlier, changes_through=change)

    def forget_beyond(self, day: date) -> int:
        """Chats that count as told of days after `day` count as told of none; how many there were."""
        return self._in_force(links.c.planned_through > day, planned_through=None)

    def untold(self, ids: Collection[int], through: date | None, change: int | None = None) -> None:
        """These chats were told of no rung after `through`, and where one is named of no change after it."""
        told = {} if change is None else {"changes_through": change}
        self._in_force(links.c.id.in_(ids), planned_through=through, **told)

    def unreachable(self, chat_id: int, now: datetime, topics: Topics = None) -> bool:
        """Note since when a chat, or only these topics, can't be written to; whether that is news."""
        reached = _place(chat_id, topics) & links.c.unreachable_since.is_(None)
        return self._in_force(reached, unreachable_since=now) > 0

    def reachable(self, chat_id: int, topics: Topics = None) -> bool:
        """Note that a chat, or only these topics, can be written to; whether that is news."""
        lost = _place(chat_id, topics) & links.c.unreachable_since.is_not(None)
        return self._in_force(lost, unreachable_since=None) > 0

    def move_chat(self, old: int, new: int) -> None:
        """A group has a new id. Called by `Outbox.move_chat`, which moves what it is to be sent as well.

        A link that somebody has already made for the new id takes the place of the old one.
        """
        for link in self.of_chat(old):
            same = self._same(self._row(link) | {"chat_id": new})
            if same and same.id != link.id:
                self.end(link.id, same.linked_at)
        self._in_force(links.c.chat_id == old, chat_id=new, unreachable_since=None)

    def _in_force(self, which: ColumnElement[bool], **values: Any) -> int:
        return self._change(IN_FORCE, which, **values)

    def _where(self, **same: Any) -> list[Link]:
        """The links in force with these values, the oldest first."""
        given = {name: value for name, value in same.items() if value is not None}
        return self._all(_where_same(frozenset(given), frozenset(same) - frozenset(given)), **given)


def _place(chat_id: int, topics: Topics) -> ColumnElement[bool]:
    here = links.c.chat_id == chat_id
    return (
        here if topics is None else here & func.coalesce(links.c.thread_id, 0).in_([t or 0 for t in topics])
    )
