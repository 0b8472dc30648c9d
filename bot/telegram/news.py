"""Whether an update says anything new: a message touched and what is sent twice in a moment do not."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot, Update

from bot.model.message import Event, EventKind, OutboxKind
from bot.store.inbox import InboxRow
from bot.store.store import Transaction
from bot.telegram.events import event_of
from bot.telegram.readable import readable

TWICE = timedelta(seconds=5)  # a finger that trembles, an app that sends again
KEEPS = (OutboxKind.RECEIPT, OutboxKind.VALUE, OutboxKind.CHOICE)
SPOKEN = (EventKind.TEXT, EventKind.OTHER, EventKind.PRESS)


def news(event: Event, row: InboxRow, tx: Transaction, bot: Bot) -> Event | None:
    """The event, a changed message with the keys of what it said before; None where all was heard already.

    Telegram tells of a change also where nobody made one (a first reaction, a link preview, a live place
    that moves), at any later time: only the content tells.
    """
    if event.edited_at and event.message_id:
        earlier = [said for said, _ in _read(tx.inbox.versions(row, event.message_id), bot)]
        if not earlier or earlier[0].content == event.content:
            return None
        return replace(event, was=tuple(said.key for said in earlier))
    return None if event.kind in SPOKEN and _twice(event, row, tx, bot) else event


def update_of(row: InboxRow, bot: Bot) -> Update:
    raw: Any = json.loads(row.raw) if isinstance(row.raw, str) else dict(row.raw)
    if not isinstance(raw, dict):
        raise TypeError("an update is an object")
    return Update.de_json(readable(raw), bot)


def _read(rows: Iterable[InboxRow], bot: Bot) -> Iterator[tuple[Event, datetime]]:
    """What these rows said, and when it came."""
    found = ((event_of(update_of(row, bot), str(row.id)), row.received_at) for row in rows)
    return ((event, came) for event, came in found if event)


def _twice(event: Event, row: InboxRow, tx: Transaction, bot: Bot) -> bool:
    """Whether its sender's last message or press here was the same, a moment ago."""
    theirs = ((e, at) for e, at in _read(tx.inbox.just_before(row), bot) if e.user_id == event.user_id)
    last, came = next(((e, at) for e, at in theirs if not e.edited_at), (None, row.received_at))
    if last is None or _addressed(last) != _addressed(event):
        return False
    apart = event.at - last.at if event.at and last.at else row.received_at - came
    return timedelta() <= apart <= TWICE and (event.kind is EventKind.PRESS or _kept(last.key, tx))


def _kept(key: str, tx: Transaction) -> bool:
    """Whether words left a report or a question; those that only asked are answered as often as they come."""
    return bool(tx.reports.of(update=key)) or any(row.kind in KEEPS for row in tx.outbox.of_update(key))


def _addressed(event: Event) -> object:
    """What it says, and to what; a message's own number tells the two apart that a press's button doesn't."""
    about = event.message_id if event.kind is EventKind.PRESS else event.reply_to
    return event.kind, about, event.thread_id, event.content
