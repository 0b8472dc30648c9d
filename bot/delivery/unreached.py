"""Who could not be reached: each plan's secretaries hear of it once a day, in one message."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bot.messages.view import View, World
from bot.model import subjects
from bot.model.message import Delivery, NewDelivery, Priority
from bot.model.people import Link, Role
from bot.store.store import Transaction
from bot.texts.limits import clean, clip

GATHERED = timedelta(minutes=15)  # the first failure of the day waits for the others
LISTED = 20  # names in one message
NAME_MOST = 80


def lost(world: World, tx: Transaction, chat: int, now: datetime) -> list[int]:
    """Note that a chat can't be written to and plan the day's message to the secretaries it concerns.

    Returns the chats of those secretaries; none where the plan has no secretary who can be reached.
    """
    tx.links.unreachable(chat, now)
    plans = {plan for link in tx.links.of_chat(chat) for plan in _plans(world, link)}
    secretaries = [s for plan in sorted(plans) for s in tx.links.all(role=Role.SECRETARY, plan=plan)]
    told = sorted({s.chat_id for s in secretaries if s.unreachable_since is None and s.chat_id != chat})
    for secretary in told:
        tx.outbox.add(_row(world, secretary, now), now, now + GATHERED)
    return told


def _plans(world: World, link: Link) -> Iterable[str]:
    """The plans a link has to do with: its own, or for a unit those that give it a task."""
    if link.plan:
        return [link.plan]
    return [
        plan.id
        for plan in world.catalog.plans.values()
        if any(link.unit == task.owner or link.unit in task.support for task in plan.tasks)
    ]


def _row(world: World, chat: int, now: datetime) -> NewDelivery:
    on = now.astimezone(world.zone).date()
    return NewDelivery(
        key=f"unreached:{chat}:{on.isoformat()}",
        chat_id=chat,
        priority=Priority.DIGEST,
        subject=subjects.Unreached(on=on),
    )


def text(view: View, row: Delivery) -> str | None:
    """The message as it stands now; None when everybody has been reached after all."""
    theirs = {link.plan for link in view.tx.links.of_chat(row.chat_id) if link.role is Role.SECRETARY}
    gone = [
        link
        for link in view.tx.links.all()
        if link.unreachable_since and theirs.intersection(_plans(view.world, link))
    ]
    if not gone:
        return None
    return view.world.texts.html(
        "outage.unreached",
        today=view.today,
        lines=[_line(view, link) for link in gone[:LISTED]],
        more=max(0, len(gone) - LISTED),
    )


def _line(view: View, link: Link) -> dict[str, Any]:
    since = (link.unreachable_since or view.now).astimezone(view.world.zone).date()
    unit = view.world.catalog.short(link.unit) if link.unit else None
    return {"name": clip(clean(link.name), NAME_MOST), "unit": unit, "post": link.post, "since": since}
