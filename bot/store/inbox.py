"""The inbox: what Telegram handed us, kept whole before it is acknowledged (decision 8)."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, exists, func, or_, select

from bot.store.rows import Rows
from bot.store.tables import InboxState, inbox

NEAR, FEW = 300, 10  # rows

# Where the kinds of update name their chat, then whom they come from; https://core.telegram.org/bots/api#update
LANE_PATHS = (("chat", "id"), ("message", "chat", "id"), ("from", "id"), ("user", "id"))

A_LANE = 5  # rows of one lane at a time


def _pending() -> Select[Any]:
    place = func.row_number().over(partition_by=inbox.c.lane, order_by=inbox.c.id).label("place")
    new = (inbox.c.bot_id == bindparam("bot")) & (inbox.c.state == InboxState.NEW)
    free = inbox.c.lane.not_in(bindparam("skip", expanding=True))
    due = select(inbox.c.id, place).where(new, inbox.c.due_at <= bindparam("now"), free).subquery()
    chosen = select(inbox).join(due, due.c.id == inbox.c.id).where(due.c.place <= A_LANE)
    return chosen.order_by(inbox.c.id).limit(bindparam("most"))


def _to_take() -> Select[Any]:
    earlier = inbox.alias()
    same_lane = (earlier.c.bot_id == inbox.c.bot_id) & (earlier.c.lane == inbox.c.lane)
    due = (earlier.c.state == InboxState.NEW) & (earlier.c.due_at <= bindparam("now"))
    blocked = exists().where(same_lane, due, earlier.c.id < inbox.c.id)
    free = (inbox.c.id == bindparam("which")) & (inbox.c.state == InboxState.NEW) & ~blocked
    return select(inbox.c.id).where(free).with_for_update(of=inbox, skip_locked=True)


BEFORE = (
    select(inbox)
    .where(inbox.c.lane == bindparam("lane"), inbox.c.id < bindparam("before"))
    .order_by(inbox.c.id.desc())
)
JUST_BEFORE = BEFORE.where(inbox.c.id >= bindparam("near"), inbox.c.state == InboxState.DONE).limit(FEW)
PENDING, TO_TAKE = _pending(), _to_take()
NEXT_DUE = select(func.min(inbox.c.due_at)).where(
    inbox.c.bot_id == bindparam("bot"), inbox.c.state == InboxState.NEW
)


@dataclass(frozen=True, kw_only=True, slots=True)
class InboxRow:
    """One update as it came, or where it could not be kept so, the text of it; `lane` is the chat within
    which order is kept."""

    id: int
    update_id: int
    lane: int
    raw: Mapping[str, Any] | str
    attempts: int
    received_at: datetime
    error: str | None = None
    state: InboxState = InboxState.NEW


class Inbox(Rows[InboxRow], table=inbox, kind=InboxRow):
    """The updates of every bot this database has served."""

    def add(self, bot_id: int, updates: Sequence[Mapping[str, Any]], now: datetime) -> int:
        """Keep each update not yet known; how many were new."""
        new = {"bot_id": bot_id, "state": InboxState.NEW, "attempts": 0, "received_at": now, "due_at": now}
        return sum(self._add({**new, **_told(raw)}) for raw in updates)

    def add_aside(
        self, bot_id: int, update_id: object, lane: int, text: str, error: str, now: datetime
    ) -> int | None:
        """Keep the text of an update that can't be kept itself, set aside already; its id, None where it is
        known."""
        given = _number(update_id)
        known = given if given is not None else _digest(text)
        row = {"bot_id": bot_id, "update_id": known, "lane": lane, "raw": text, "error": error, "attempts": 1}
        ended = {"state": InboxState.FAILED, "received_at": now, "due_at": now, "ended_at": now}
        if not self._add(row | ended):
            return None
        same = (inbox.c.bot_id == bot_id) & (inbox.c.update_id == known)
        return self._connection.scalar(select(inbox.c.id).where(same))

    def pending(
        self, bot_id: int, now: datetime, limit: int, *, skip_lanes: Collection[int] = ()
    ) -> list[InboxRow]:
        """Rows to be handled now, oldest first: a few a lane, so that a long one keeps nobody waiting."""
        return self._all(PENDING, bot=bot_id, now=now, skip=list(skip_lanes), most=limit)

    def take(self, id: int, now: datetime) -> bool:
        """Lock a row for the transaction that handles it; the first thing that transaction does.

        False when it is not to be handled here and now: it is handled, another process has it, or
        an earlier row of its lane is due and not yet handled.
        """
        return self._connection.scalar(TO_TAKE, {"which": id, "now": now}) is not None

    def next_due(self, bot_id: int) -> datetime | None:
        """When the next row is to be handled; a moment past if it already should be."""
        return self._earliest(NEXT_DUE, bot=bot_id)

    def versions(self, row: InboxRow, message_id: int) -> list[InboxRow]:
        """What came of a message before it came changed in this row, newest first; not all was handled."""
        names = [inbox.c.raw[(kind, "message_id")].as_integer() for kind in ("message", "edited_message")]
        of_message = or_(*(name == message_id for name in names))
        return self._all(BEFORE.where(of_message), lane=row.lane, before=row.id)

    def just_before(self, row: InboxRow) -> list[InboxRow]:
        """The last few handled in this row's chat, newest first; only those near it are looked at."""
        near = {"lane": row.lane, "before": row.id, "near": row.id - NEAR}
        return self._all(JUST_BEFORE, **near)

    def overtaken(self, ids: Collection[int], now: datetime) -> int:
        """Rows put off or set aside that a change of their message has made idle; how many."""
        unread = inbox.c.id.in_(ids) & (inbox.c.state != InboxState.DONE)
        return self._change(unread, state=InboxState.DONE, ended_at=now)

    def done(self, id: int, now: datetime) -> None:
        self._set(id, state=InboxState.DONE, ended_at=now)

    def retry(self, id: int, at: datetime, error: str) -> None:
        """Count a failed attempt and try again `at`."""
        self._change(inbox.c.id == id, due_at=at, error=error, attempts=inbox.c.attempts + 1)

    def set_aside(self, id: int, error: str, now: datetime) -> None:
        """Count a failed attempt and try no more until somebody asks; a row handled meanwhile stays so."""
        new = (inbox.c.id == id) & (inbox.c.state == InboxState.NEW)
        tried = inbox.c.attempts + 1
        self._change(new, state=InboxState.FAILED, error=error, ended_at=now, attempts=tried)

    def hasten(self, now: datetime, latest: datetime) -> int:
        """After a jump of the clock: what came at a moment yet to come, or waits for one beyond `latest`,
        is due now; how many."""
        stranded = or_(inbox.c.received_at > now, inbox.c.due_at > latest)
        waits = (inbox.c.state == InboxState.NEW) & (inbox.c.due_at > now)
        return self._change(waits, stranded, due_at=now)

    def failed(self, bot_id: int | None = None) -> list[InboxRow]:
        """Rows set aside, oldest first; of every bot when `bot_id` is null."""
        chosen = select(inbox).where(inbox.c.state == InboxState.FAILED)
        if bot_id is not None:
            chosen = chosen.where(inbox.c.bot_id == bot_id)
        return self._all(chosen.order_by(inbox.c.id))

    def ledger(self, states: Collection[InboxState] = (), limit: int = 100) -> list[InboxRow]:
        """The newest rows, in these states (none named: in any), newest first."""
        chosen = select(inbox).where(inbox.c.state.in_(states)) if states else select(inbox)
        return self._all(chosen.order_by(inbox.c.id.desc()).limit(limit))

    def requeue(self, ids: Collection[int] | None, now: datetime) -> int:
        """Give rows set aside (null: all of them) a new start; how many there were."""
        chosen = [inbox.c.state == InboxState.FAILED]
        if ids is not None:
            chosen.append(inbox.c.id.in_(ids))
        fresh = {"state": InboxState.NEW, "attempts": 0, "due_at": now, "ended_at": None, "error": None}
        return self._change(*chosen, **fresh)

    def prune(self, before: datetime) -> int:
        """Forget rows handled before that moment; how many there were."""
        old = (inbox.c.state == InboxState.DONE) & (inbox.c.ended_at < before)
        return self._connection.execute(delete(inbox).where(old)).rowcount

    def backlog(self, bot_id: int) -> tuple[int, datetime | None]:
        """How many rows wait to be handled, and when the oldest of them came."""
        new = (inbox.c.bot_id == bot_id) & (inbox.c.state == InboxState.NEW)
        found = select(func.count(), func.min(inbox.c.received_at)).where(new)
        count, oldest = self._connection.execute(found).one()
        return count, oldest


def _told(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {"update_id": update_id_of(raw), "lane": lane_of(raw), "raw": dict(raw)}


def update_id_of(raw: Mapping[str, Any]) -> int:
    """Telegram's id, or for an update without one a negative number made of its content.

    Made of the content, because such an update can't be acknowledged and so comes with every poll.
    """
    given = _number(raw.get("update_id"))
    if given is not None:
        return given
    return _digest(json.dumps(raw, sort_keys=True))


def _digest(text: str) -> int:
    return -1 - int.from_bytes(hashlib.sha256(text.encode()).digest()[:7])


def lane_of(raw: Mapping[str, Any]) -> int:
    """The chat an update belongs to, else the person it comes from, else 0."""
    events = [value for value in raw.values() if isinstance(value, Mapping)]
    found = (_number(_at(event, path)) for path in LANE_PATHS for event in events)
    return next((number for number in found if number is not None), 0)


def _at(value: Any, path: Sequence[str]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _number(value: Any) -> int | None:
    """The value if it is a whole number that a database can hold (64 bits)."""
    whole = isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63
    return value if whole else None
