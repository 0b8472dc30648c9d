"""The outbox: what must reach Telegram, and what became of it (decisions 4, 5 and 7)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true

from bot.model.deadline import TaskRef
from bot.model.message import Delivery, DeliveryState, NewDelivery, OutboxKind, Priority, Subject
from bot.store import subjects
from bot.store.databases.engine import as_it_is, of_update
from bot.store.links import Links
from bot.store.outbox_statements import (
    ASKED_FOR,
    CHANGES,
    CLAIM,
    DIGESTED,
    DIGESTS,
    DUE,
    HAS,
    IDLE,
    KEPT,
    KNOWN,
    NEXT_DUE,
    NOT_DELIVERED,
    SENT_SINCE,
    SHOWING,
    SHOWN,
    SHOWN_THEN,
    UNSENT,
    WAITING,
    latest,
)
from bot.store.rows import Rows, at_once
from bot.store.snoozes import Snoozes
from bot.store.tables import outbox


@dataclass(frozen=True, slots=True)
class Seen:
    """What a chat showed when something was said: the messages before that one, as they were by then."""

    before: int
    at: datetime


class Outbox(Rows[Delivery], table=outbox, kind=Delivery):
    """Every delivery, from planned to sent."""

    def add(self, new: NewDelivery, now: datetime, due_at: datetime | None = None) -> bool:
        """Plan a delivery, for `due_at` or at once; False when its key is known."""
        what = {"kind": new.kind, "priority": int(new.priority), "subject": subjects.written(new.subject)}
        fresh = {"state": DeliveryState.PENDING, "attempts": 0, "created_at": now, "due_at": due_at or now}
        return self._add(self._row(new) | what | fresh)

    def has(self, key: str) -> bool:
        return self._connection.scalar(HAS, {"key": key}) is not None

    def known(self, keys: Collection[str]) -> set[str]:
        """Those of these keys that there are."""
        found = (self._connection.scalars(KNOWN, {"keys": some}) for some in at_once(keys))
        return {key for some in found for key in some}

    def due(self, now: datetime, limit: int, *, skip_chats: Collection[int] = ()) -> list[Delivery]:
        """What is to be sent now, most urgent first, then in the order it was planned."""
        return self._all(DUE, now=now, skip=list(skip_chats), most=limit)

    def next_due(self) -> datetime | None:
        """When the next delivery is to be sent; a moment past if it already should be."""
        return self._earliest(NEXT_DUE)

    def claim(self, id: int, now: datetime, subject: Subject) -> bool:
        """Note, before Telegram is called, that this row is being sent with this subject.

        False when the row no longer waits: somebody else has it, and it must not be sent.
        """
        taken = {"state": DeliveryState.SENDING, "claimed_at": now, "subject": subjects.written(subject)}
        return self._connection.execute(CLAIM, {"which": id, **taken}).rowcount == 1

    def under_way(self, id: int, chat_id: int) -> bool:
        """Whether a row claimed for that chat is still being sent there: a chat that let the bot in again, or
        moved, has changed its rows meanwhile, and how the send fails says nothing of them any more."""
        here = select(outbox.c.id).where(outbox.c.id == id, self._sending(chat_id))
        return self._connection.scalar(here) is not None

    def sent(self, id: int, message_id: int | None, now: datetime, error: str | None = None) -> None:
        """Telegram said so; `error` is what it refused first."""
        self._set(id, state=DeliveryState.SENT, message_id=message_id, ended_at=now, error=error)

    def played(self, sent: Mapping[int, Subject], skipped: Mapping[int, str], now: datetime) -> None:
        """On a copy of the outbox: these were sent with these subjects, as messages of their own numbers, and
        of those for these reasons nothing was left to say."""
        gone = {"state": DeliveryState.SENT, "claimed_at": now, "ended_at": now}
        none = {"state": DeliveryState.SKIPPED, "ended_at": now}
        if sent:
            said = ((id, subjects.written(subject)) for id, subject in sent.items())
            self._set_each([{"which": id, "message_id": id, "subject": text, **gone} for id, text in said])
        if skipped:
            self._set_each([{"which": id, "error": reason, **none} for id, reason in skipped.items()])

    def retry(self, id: int, at: datetime, error: str, attempts: int | None = None) -> None:
        """Telegram has not taken it: again `at`; `attempts` where it failed before it was claimed."""
        counted = {} if attempts is None else {"attempts": attempts}
        self._set(id, state=DeliveryState.RETRYING, due_at=at, error=error, **counted)

    def hold(self, chat_id: int, until: datetime) -> None:
        """Whatever waits for this chat goes no earlier."""
        theirs = (outbox.c.chat_id == chat_id) & outbox.c.state.in_(WAITING) & (outbox.c.due_at < until)
        self._change(theirs, due_at=until)

    def uncertain(self, id: int, at: datetime, error: str) -> None:
        """Cut off; Telegram may have taken it: again `at`."""
        self._set(id, state=DeliveryState.UNCERTAIN, due_at=at, error=error)

    def skip(self, id: int, reason: str, now: datetime) -> None:
        """Nothing was left to say when its turn came."""
        self._set(id, state=DeliveryState.SKIPPED, error=reason, ended_at=now)

    def unreachable(self, id: int, error: str, now: datetime) -> None:
        """The chat can't be written to."""
        self._set(id, state=DeliveryState.UNREACHABLE, error=error, ended_at=now)

    def refused(self, id: int, error: str, now: datetime) -> None:
        """Telegram will not take this message however often it is asked."""
        self._set(id, state=DeliveryState.REFUSED, error=error, ended_at=now)

    def recover(self, now: datetime) -> int:
        """At start: sends that a killed process left behind are uncertain, and due; how many."""
        left = outbox.c.state == DeliveryState.SENDING
        return self._change(left, state=DeliveryState.UNCERTAIN, due_at=now)

    def hasten(self, now: datetime, latest: datetime) -> int:
        """After a jump of the clock: what was planned or tried at a moment yet to come, or waits for one
        beyond `latest`, is due now; how many. What was planned for later on purpose keeps its moment."""
        of_the_future = or_(outbox.c.created_at > now, outbox.c.claimed_at > now)
        stranded = of_the_future | ((outbox.c.attempts > 0) & (outbox.c.due_at > latest))
        waits = outbox.c.state.in_(WAITING) & (outbox.c.due_at > now)
        return self._change(waits, stranded, due_at=now)

    def left_between(self, start: datetime, end: datetime) -> list[tuple[int, datetime]]:
        """Chat and moment of every send that was begun or ended between the two moments."""
        at = func.coalesce(outbox.c.ended_at, outbox.c.claimed_at)
        went = outbox.c.claimed_at.is_not(None) & at.between(start, end)
        found = self._connection.execute(select(outbox.c.chat_id, at).where(went).order_by(at))
        return [(row[0], row[1]) for row in found]

    def went(
        self, kinds: Collection[OutboxKind], start: datetime, end: datetime
    ) -> list[tuple[OutboxKind, datetime]]:
        """Kind and moment of each new message of these kinds that was sent between the two moments."""
        which = outbox.c.kind.in_(kinds) & outbox.c.edits.is_(None) & outbox.c.ended_at.between(start, end)
        sent = select(outbox.c.kind, outbox.c.ended_at).where(which, outbox.c.state == DeliveryState.SENT)
        return [(OutboxKind(row[0]), row[1]) for row in self._connection.execute(sent)]

    def requeue(self, ids: Collection[int] | None, now: datetime) -> int:
        """Try again what was unreachable or refused (null: all of it); how many there were."""
        return self._again(now, true() if ids is None else outbox.c.id.in_(ids))

    def put_back(self, chat_id: int, today: date, now: datetime) -> int:
        """A chat can be written to again: what it missed of this day and this week goes; how many.

        What is being sent to it may have been refused before that: it is uncertain, and goes again unless
        it was sent.
        """
        self._change(self._sending(chat_id), state=DeliveryState.UNCERTAIN, due_at=now)
        week = (today - timedelta(days=today.weekday())).isoformat()
        still = or_(KEPT["on"].as_string() == today.isoformat(), KEPT["week"].as_string() == week)
        return self._again(now, outbox.c.chat_id == chat_id, still)

    def _sending(self, chat_id: int) -> ColumnElement[bool]:
        return (outbox.c.chat_id == chat_id) & (outbox.c.state == DeliveryState.SENDING)

    def _again(self, now: datetime, *which: ColumnElement[bool]) -> int:
        fresh = {"state": DeliveryState.PENDING, "attempts": 0, "due_at": now, "ended_at": None}
        return self._change(outbox.c.state.in_(NOT_DELIVERED), *which, **fresh)

    def move_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: links and whatever is not yet delivered go to its new id.

        What was being sent is pending again, since Telegram refused it with the new id. Sent rows
        stay: message ids do not follow a group, so a pending edit becomes a message of its own.
        """
        Links(self._connection).move_chat(old, new)
        Snoozes(self._connection).move_chat(old, new)
        ended = (DeliveryState.SENT, DeliveryState.SKIPPED)
        open_rows = (outbox.c.chat_id == old) & outbox.c.state.not_in(ended)
        self._change(open_rows, outbox.c.state == DeliveryState.SENDING, state=DeliveryState.PENDING)
        self._change(open_rows, chat_id=new, edits=None)

    def planned_at(self, kind: OutboxKind, at: datetime) -> list[Delivery]:
        """What of this kind was planned at that moment."""
        chosen = select(outbox).where(outbox.c.kind == kind, outbox.c.created_at == at)
        return self._all(chosen)

    def sent_since(self, chats: Collection[int], kind: OutboxKind, since: datetime) -> list[Delivery]:
        """What of this kind these chats were sent from that moment on, in the order it was planned."""
        return self._all(SENT_SINCE, chats=list(chats), kind=kind, since=since)

    def unsent(self, chat_id: int, kind: OutboxKind) -> list[Delivery]:
        """What of this kind still waits to be sent to the chat, in the order it was planned."""
        return self._all(UNSENT, chat=chat_id, kind=kind)

    def changes(self, chat_id: int, message_id: int) -> list[Delivery]:
        """What waits to change that message, in the order it was planned."""
        return self._all(CHANGES, chat=chat_id, message=message_id)

    def asked_for(self, chat_id: int, ending: str) -> tuple[int, int]:
        """How many answers under such keys wait for that chat, and the least urgent priority of them."""
        asked = {"chat": chat_id, "ending": as_it_is(ending)}
        count, last = self._connection.execute(ASKED_FOR, asked).one()
        return count, last

    def told(self, chat_id: int, key: str, since: datetime) -> bool:
        """Whether the chat was told that sentence since then, or is about to be."""
        same = (outbox.c.kind == OutboxKind.NOTICE) & (KEPT["key"].as_string() == key)
        recent = (outbox.c.chat_id == chat_id) & (outbox.c.created_at > since)
        return self._connection.scalar(select(outbox.c.id).where(recent, same).limit(1)) is not None

    def digested(self, chat_id: int, plan: str, week: date) -> bool:
        """Whether the chat has had that plan's digest of that week, or is about to."""
        given = {"chat": chat_id, "plan": plan, "week": week.isoformat()}
        return self._connection.scalar(DIGESTED, given) is not None

    def last_digest(
        self, plan: str, until: datetime, chat_id: int | None = None, links: Collection[int] = ()
    ) -> Delivery | None:
        """The newest digest of the plan, claimed by then, that was sent: to anybody, or to that chat or under
        one of these links, which stay with a group that becomes a supergroup."""
        if chat_id is None:
            return self._first(DIGESTS, plan=plan, until=until)
        theirs = or_(outbox.c.chat_id == chat_id, *(outbox.c.key.startswith(f"digest:{x}:") for x in links))
        return self._first(DIGESTS.where(theirs), plan=plan, until=until)

    def message(self, chat_id: int, message_id: int, at: datetime | None = None) -> Delivery | None:
        """The newest row that sent or changed that message: what it shows now, or showed then."""
        given = {"chat": chat_id, "message": message_id}
        return self._first(SHOWN_THEN, **given, at=at) if at else self._first(SHOWN, **given)

    def of_update(self, key: str) -> list[Delivery]:
        """The answers to one message or press."""
        theirs = of_update(self._connection.dialect.name, outbox.c.key, key)
        return self._all(select(outbox).where(theirs))

    def newest(self, chat_id: int, kinds: Collection[OutboxKind], limit: int) -> list[Delivery]:
        """The newest rows of these kinds for a chat, sent or still to be, newest first."""
        theirs = select(outbox).where(outbox.c.chat_id == chat_id, outbox.c.kind.in_(kinds))
        return self._all(theirs.order_by(outbox.c.id.desc()).limit(limit))

    def latest(
        self,
        chat_id: int,
        kinds: Collection[OutboxKind],
        user: int,
        thread: int | None = None,
        seen: Seen | None = None,
    ) -> Delivery | None:
        """The newest message of these kinds, to that person or to everybody, that the chat's topic was sent
        or saw changed, when something else was seen there if that is told; what was drawn anew beside an
        answer doesn't count.

        Not by the clock, which may be set back: Telegram numbers a chat's messages as they come, and a
        change is newer than any message planned before it.
        """
        message, change = latest(in_topic=thread is not None, seen=seen is not None)
        of = {"chat": chat_id, "thread": thread, "kinds": list(kinds), "user": user}
        by = {"before": seen.before, "by": seen.at} if seen else {}
        found = (self._first(message, **of, **by), self._first(change, **of, **by))
        return max((row for row in found if row), key=lambda row: row.id, default=None)

    def by_key(self, key: str) -> Delivery | None:
        return self._first(select(outbox).where(outbox.c.key == key))

    def showing(self, kinds: Collection[OutboxKind], task: TaskRef, since: datetime) -> list[Delivery]:
        """What was sent of these kinds since then whose first task is this one, newest first."""
        given = {"kinds": list(kinds), "plan": task.plan, "code": task.code, "since": since}
        return self._all(SHOWING, **given)

    def ledger(self, states: Collection[DeliveryState] = (), limit: int = 100) -> list[Delivery]:
        """The newest rows, in these states (none named: in any), newest first."""
        chosen = select(outbox).where(outbox.c.state.in_(states)) if states else select(outbox)
        return self._all(chosen.order_by(outbox.c.id.desc()).limit(limit))

    def counts(self) -> dict[DeliveryState, int]:
        """How many rows are in each state; every state is named."""
        found = self._connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
        return dict.fromkeys(DeliveryState, 0) | {row[0]: row[1] for row in found}

    def prune(self, before: datetime, most: int = 1000) -> int:
        """Forget rows that ended before that moment, save what is looked up however old (`IDLE`), so many at
        once; how many there were."""
        return self._connection.execute(IDLE, {"before": before, "most": most}).rowcount

    def _value(self, row: Mapping[str, Any]) -> Delivery:
        made = {
            "priority": Priority(row["priority"]),
            "subject": subjects.read(row["kind"], row["subject"]),
            "sent_at": row["ended_at"] if row["state"] is DeliveryState.SENT else None,
        }
        return super()._value({**row, **made})
