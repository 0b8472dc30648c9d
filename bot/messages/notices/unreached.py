"""The message that says what did not arrive, to the secretaries of the plans it concerns."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bot.messages.rendered import Rendered, Skip
from bot.messages.view import View
from bot.model import subjects
from bot.model.message import BUG, Delivery, Message
from bot.model.people import Invite, Link, Role
from bot.model.plan import Catalog
from bot.model.refusal import ONE_SORT, Refusal, sort_of
from bot.store.outbox_statements import NOT_DELIVERED
from bot.texts.limits import clean, clip

LISTED = 20  # names in one message
NAME_MOST, WORDS_MOST = 80, 120
DAY = timedelta(days=1)
LOOKED_AT = 1000  # the newest rows that did not arrive


def plans_of(catalog: Catalog, link: Invite | Link) -> list[str]:
    """The plans a link, there or to be, has to do with: its own, or for a unit those that give it a task."""
    if link.plan:
        return [link.plan]
    return list(catalog.giving(link.unit)) if link.unit else []


def concerned(catalog: Catalog, links: Iterable[Link], row: Delivery, *, whole: bool) -> set[str]:
    """The plans that miss something with this row: its own, or where the `whole` chat is lost, or the
    row is no plan's, all that these links of the chat have to do with."""
    if isinstance(row.subject, subjects.OfPlan) and not whole:
        return {row.subject.plan}
    return {plan for link in links for plan in plans_of(catalog, link)}


def unreached(view: View, row: Delivery, of: subjects.Unreached) -> Rendered | Skip:
    """The message as it stands now; none when everybody has been reached after all."""
    catalog, zone = view.world.catalog, view.world.zone
    theirs = {link.plan for link in view.tx.links.of_chat(row.chat_id) if link.role is Role.SECRETARY}
    links = [link for link in view.tx.links.all() if theirs.intersection(plans_of(catalog, link))]
    found = view.tx.outbox.ledger(NOT_DELIVERED, LOOKED_AT)
    lost = [(x, words) for x in found if (words := x.error or "") != BUG and sort_of(words) not in ONE_SORT]
    lines = []
    for link in links:
        if since := link.unreachable_since:
            last = (words for x, words in lost if x.chat_id == link.chat_id and x.created_at > since - DAY)
            lines.append(_line(view, link, since, next(last, "")))
    for x, words in lost:
        # What was lost after yesterday's message stands in today's.
        if sort_of(words) is Refusal.OTHER and x.created_at.astimezone(zone).date() >= of.on - DAY:
            here = [link for link in links if link.chat_id == x.chat_id and link.reached]
            if theirs & concerned(catalog, here, x, whole=False):
                lines += [_line(view, link, x.created_at, words) for link in here[:1]]
    lines = [line for n, line in enumerate(lines) if line not in lines[:n]]
    if not lines:
        return Skip("all reached")
    html = view.world.texts.html(
        "outage.unreached",
        today=view.today,
        lines=lines[:LISTED],
        more=max(0, len(lines) - LISTED),
        away=any(line["why"] is Refusal.AWAY for line in lines),
    )
    return Rendered(Message(html), of)


def _line(view: View, link: Link, since: datetime, words: str) -> dict[str, Any]:
    """Without words the bot was told that it is out."""
    return {
        "name": clip(clean(link.name), NAME_MOST),
        "unit": view.world.catalog.short(link.unit) if link.unit else None,
        "post": link.post,
        "since": since.astimezone(view.world.zone).date(),
        "why": sort_of(words) if words else Refusal.AWAY,
        "words": clip(clean(words), WORDS_MOST),
    }
