"""Who could not be reached: each plan's secretaries hear of it once a day, in one message."""

from datetime import datetime, timedelta

from bot.messages.unreached import plans_of
from bot.messages.view import World
from bot.model import subjects
from bot.model.message import NewDelivery, Priority
from bot.model.people import Role
from bot.store.store import Transaction

GATHERED = timedelta(minutes=15)  # the first failure of the day waits for the others


def lost(world: World, tx: Transaction, chat: int, now: datetime) -> list[int]:
    """Note that a chat can't be written to and plan the day's message to the secretaries it concerns.

    Returns the chats of those secretaries; none where the plan has no secretary who can be reached.
    """
    tx.links.unreachable(chat, now)
    plans = {plan for link in tx.links.of_chat(chat) for plan in plans_of(world.catalog, link)}
    secretaries = [s for plan in sorted(plans) for s in tx.links.all(role=Role.SECRETARY, plan=plan)]
    told = sorted({s.chat_id for s in secretaries if s.unreachable_since is None and s.chat_id != chat})
    for secretary in told:
        tx.outbox.add(_row(world, secretary, now), now, now + GATHERED)
    return told


def _row(world: World, chat: int, now: datetime) -> NewDelivery:
    on = now.astimezone(world.zone).date()
    return NewDelivery(
        key=f"unreached:{chat}:{on.isoformat()}",
        chat_id=chat,
        priority=Priority.DIGEST,
        subject=subjects.Unreached(on=on),
    )
