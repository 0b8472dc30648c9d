"""Updates on their way into the inbox: one that can't be kept as it is stands in no other's way."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from bot.delivery.aside import UPDATE, Aside, of_chat
from bot.messages.view import View, World
from bot.store.inbox import lane_of
from bot.store.store import Store, StoreUnavailable, Transaction

Raw = Mapping[str, Any]
T = TypeVar("T")


async def keep(store: Store, world: World, bot_id: int, updates: Sequence[Raw], now: datetime) -> None:
    """Store updates; once this returns, Telegram may forget them.

    One that the database refuses, or our own code fails on, is put aside at once, as the text of it. Raises
    StoreUnavailable in an outage, and what not even the text could be kept for: then all of them come again.
    """
    try:
        await store.write(lambda tx: tx.inbox.add(bot_id, updates, now))
    except StoreUnavailable:
        raise
    except Exception:  # one of them is at fault: each alone, so that the others are kept
        untaken: list[Exception] = []
        for update in updates:
            try:
                await store.write(lambda tx, raw=update: _one(tx, world, bot_id, raw, now))  # type: ignore[misc]  # a lambda's default
            except Exception as error:  # raised when all others are kept
                untaken.append(error)
        if untaken:
            raise untaken[0] from None


def _one(tx: Transaction, world: World, bot_id: int, raw: Raw, now: datetime) -> None:
    try:
        with tx.piece():
            tx.inbox.add(bot_id, [raw], now)
    except StoreUnavailable:
        raise
    except Exception as error:  # put aside below, told once with its trace
        lane = _or(0, lambda: lane_of(raw))
        text = _or("", lambda: json.dumps(raw, sort_keys=True))
        id = tx.inbox.add_aside(bot_id, raw.get("update_id"), lane, text, type(error).__name__, now)
        if id is not None:
            Aside(View(world, tx, now)).note(of_chat(world, tx, UPDATE, id, lane), error)


def _or(otherwise: T, work: Callable[[], T]) -> T:
    """What can be told of such an update at all."""
    try:
        return work()
    except Exception:  # what it lacks is not told; that it was put aside is
        return otherwise
