"""The statements of the outbox that are asked at every message, built once, with names for their values."""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    bindparam,
    cast,
    delete,
    exists,
    func,
    or_,
    select,
    true,
    update,
)

from bot.model.message import DeliveryState, OutboxKind, Priority
from bot.store.tables import outbox

KEPT = outbox.c.subject  # by field, as `subjects` writes it
WAITING = (DeliveryState.PENDING, DeliveryState.RETRYING, DeliveryState.UNCERTAIN)
NOT_DELIVERED = (DeliveryState.UNREACHABLE, DeliveryState.REFUSED)
ENDED = (DeliveryState.SENT, DeliveryState.SKIPPED, *NOT_DELIVERED)

IN_CHAT = outbox.c.chat_id == bindparam("chat")
WAITS = outbox.c.state.in_(WAITING)
HAS = select(outbox.c.id).where(outbox.c.key == bindparam("key"))
KNOWN = select(outbox.c.key).where(outbox.c.key.in_(bindparam("keys", expanding=True)))
DUE = (
    select(outbox)
    .where(WAITS, outbox.c.due_at <= bindparam("now"))
    .where(outbox.c.chat_id.not_in(bindparam("skip", expanding=True)))
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("most"))
)
SENT_SINCE = (
    select(outbox)
    .where(outbox.c.chat_id.in_(bindparam("chats", expanding=True)), outbox.c.kind == bindparam("kind"))
    .where(outbox.c.ended_at >= bindparam("since"), outbox.c.state == DeliveryState.SENT)
    .order_by(outbox.c.id)
)
UNSENT = select(outbox).where(IN_CHAT, outbox.c.kind == bindparam("kind"), WAITS).order_by(outbox.c.id)
CHANGES = select(outbox).where(IN_CHAT, outbox.c.edits == bindparam("message"), WAITS).order_by(outbox.c.id)
ENDING = outbox.c.key.endswith(bindparam("ending"), escape="/")
ASKED_FOR = select(func.count(), func.coalesce(func.max(outbox.c.priority), 0)).where(
    IN_CHAT, WAITS, ENDING, outbox.c.priority <= Priority.FLOOD
)
NEXT_DUE = select(func.min(outbox.c.due_at)).where(WAITS)
FREE = select(outbox.c.id).where(outbox.c.id == bindparam("which"), WAITS).with_for_update(skip_locked=True)
CLAIM = update(outbox).where(outbox.c.id == FREE.scalar_subquery()).values(attempts=outbox.c.attempts + 1)


def _last_sent(*which: ColumnElement[bool], order: ColumnElement[Any] = outbox.c.id) -> Select[Any]:
    """Of these rows the sent one that is last in that order."""
    sent = select(outbox).where(*which, outbox.c.state == DeliveryState.SENT)
    return sent.order_by(order.desc(), outbox.c.id.desc()).limit(1)


TOUCHED = or_(outbox.c.message_id == bindparam("message"), outbox.c.edits == bindparam("message"))
SHOWN = _last_sent(IN_CHAT, TOUCHED)
SHOWN_THEN = _last_sent(IN_CHAT, TOUCHED, or_(outbox.c.edits.is_(None), outbox.c.ended_at <= bindparam("at")))
DIGESTS = (
    select(outbox)
    .where(outbox.c.kind == OutboxKind.DIGEST, outbox.c.state == DeliveryState.SENT)
    .where(KEPT["plan"].as_string() == bindparam("plan"), outbox.c.claimed_at <= bindparam("until"))
    .order_by(outbox.c.claimed_at.desc(), outbox.c.id.desc())
    .limit(1)
)
DIGESTED = (
    select(outbox.c.id)
    .where(IN_CHAT, outbox.c.kind == OutboxKind.DIGEST)
    .where(outbox.c.state.not_in((DeliveryState.SKIPPED, *NOT_DELIVERED)))
    .where(KEPT["plan"].as_string() == bindparam("plan"), KEPT["week"].as_string() == bindparam("week"))
    .limit(1)
)
SHOWING = (
    select(outbox)
    .where(outbox.c.kind.in_(bindparam("kinds", expanding=True)), outbox.c.state == DeliveryState.SENT)
    .where(outbox.c.ended_at >= bindparam("since"))
    .where(KEPT[("tasks", 0, 0)].as_string() == bindparam("plan"))
    .where(KEPT[("tasks", 0, 1)].as_string() == bindparam("code"))
    .order_by(outbox.c.id.desc())
)


@cache
def latest(*, in_topic: bool, seen: bool) -> tuple[Select[Any], Select[Any]]:
    """The newest message, and the newest change of one, as `Outbox.latest` says."""
    thread = outbox.c.thread_id == bindparam("thread") if in_topic else outbox.c.thread_id.is_(None)
    theirs = IN_CHAT & thread & outbox.c.kind.in_(bindparam("kinds", expanding=True))
    to = cast(KEPT["to"].as_string(), BigInteger)
    theirs &= (to.is_(None) | (to == bindparam("user"))) & KEPT["quiet"].as_boolean().is_not(True)
    of_its_own = or_(outbox.c.edits.is_(None), outbox.c.message_id != outbox.c.edits)
    id = func.coalesce(outbox.c.message_id, 0)
    before = id < bindparam("before") if seen else true()
    by = outbox.c.ended_at <= bindparam("by") if seen else true()
    changes = outbox.c.message_id == outbox.c.edits
    return _last_sent(theirs, of_its_own, before, order=id), _last_sent(theirs, changes, before, by)


_NEWER = outbox.alias()
# Forgets what nothing looks up any more. What a chat was shown last of each kind stays: numbers are of the
# last list, words of the last card; so do the digests that later ones are compared with, the questions that
# hold somebody's words, and who was told of a directive.
IDLE = delete(outbox).where(
    outbox.c.id.in_(
        select(outbox.c.id)
        .where(outbox.c.state.in_(ENDED), outbox.c.ended_at < bindparam("before"))
        .where(outbox.c.kind.not_in((OutboxKind.DIGEST, OutboxKind.CHOICE, OutboxKind.DIRECTIVE)))
        .where(
            or_(
                outbox.c.state != DeliveryState.SENT,
                exists().where(
                    _NEWER.c.chat_id == outbox.c.chat_id,
                    _NEWER.c.message_id > outbox.c.message_id,
                    _NEWER.c.kind == outbox.c.kind,
                    func.coalesce(_NEWER.c.thread_id, 0) == func.coalesce(outbox.c.thread_id, 0),
                    _NEWER.c.state == DeliveryState.SENT,
                ),
                outbox.c.message_id.is_(None),
            )
        )
        .order_by(outbox.c.id)
        .limit(bindparam("most"))
    )
)
