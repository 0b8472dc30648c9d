"""An update that can't be handled: tried again with growing pauses, then set aside and its sender told."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.delivery.aside import UPDATE, Aside, of_chat
from bot.messages.view import View, World
from bot.model.message import NewDelivery, Priority
from bot.model.subjects import Notice
from bot.store.inbox import InboxRow
from bot.store.store import Transaction

MOST_ATTEMPTS = 5
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=5)


def put_off(
    tx: Transaction, world: World, row: InboxRow, error: Exception, now: datetime, *, final: bool
) -> bool:
    """Count a failure: again after a pause, or set aside; whether it was set aside."""
    reason = type(error).__name__
    if not final and row.attempts + 1 < MOST_ATTEMPTS:
        tx.inbox.retry(row.id, now + min(LONGEST_PAUSE, FIRST_PAUSE * 4**row.attempts), reason)
        return False
    tx.inbox.set_aside(row.id, reason, now)
    Aside(View(world, tx, now)).note(of_chat(world, tx, UPDATE, row.id, row.lane), error)
    if spoken(row.raw) and row.lane:
        # Keyed by the row: however often it is tried and fails again, its sender hears of it once.
        tx.outbox.add(_notice(row), now)
    return True


def _notice(row: InboxRow) -> NewDelivery:
    return NewDelivery(
        key=f"aside:{row.id}",
        chat_id=row.lane,
        priority=Priority.ANSWER,
        subject=Notice(key="outage.set_aside", values={}),
    )


def spoken(raw: object) -> bool:
    """Whether somebody said something to the bot: a press, words in a private chat, in a group a
    command or an answer. Nothing is taken for granted, since the update may be one nobody can read."""
    if not isinstance(raw, Mapping):
        return False
    if isinstance(raw.get("callback_query"), Mapping):
        return True
    message = raw.get("message") or raw.get("edited_message")
    if not isinstance(message, Mapping):
        return False
    chat = message.get("chat")
    private = isinstance(chat, Mapping) and chat.get("type") == "private"
    return private or str(message.get("text", "")).startswith("/") or "reply_to_message" in message
