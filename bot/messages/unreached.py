"""The message that says who could not be reached, to the secretaries of the plans it concerns."""

from typing import Any

from bot.messages.rendered import Rendered, Skip
from bot.messages.view import View
from bot.model import subjects
from bot.model.message import Delivery, Message
from bot.model.people import Link, Role
from bot.model.plan import Catalog
from bot.texts.limits import clean, clip

LISTED = 20  # names in one message
NAME_MOST = 80


def plans_of(catalog: Catalog, link: Link) -> list[str]:
    """The plans a link has to do with: its own, or for a unit those that give it a task."""
    if link.plan:
        return [link.plan]
    return [
        plan.id
        for plan in catalog.plans.values()
        if any(link.unit == task.owner or link.unit in task.support for task in plan.tasks)
    ]


def unreached(view: View, row: Delivery, of: subjects.Unreached) -> Rendered | Skip:
    """The message as it stands now; none when everybody has been reached after all."""
    theirs = {link.plan for link in view.tx.links.of_chat(row.chat_id) if link.role is Role.SECRETARY}
    gone = [
        link
        for link in view.tx.links.all()
        if link.unreachable_since and theirs.intersection(plans_of(view.world.catalog, link))
    ]
    if not gone:
        return Skip("all reached")
    html = view.world.texts.html(
        "outage.unreached",
        today=view.today,
        lines=[_line(view, link) for link in gone[:LISTED]],
        more=max(0, len(gone) - LISTED),
    )
    return Rendered(Message(html), of)


def _line(view: View, link: Link) -> dict[str, Any]:
    since = (link.unreachable_since or view.now).astimezone(view.world.zone).date()
    unit = view.world.catalog.short(link.unit) if link.unit else None
    return {"name": clip(clean(link.name), NAME_MOST), "unit": unit, "post": link.post, "since": since}
