"""Questions about posts: which one, is it meant, and does somebody really leave."""

from typing import Any

from bot.access.buttons import Action, data
from bot.messages.rendered import Rendered, Skip, button
from bot.messages.view import View
from bot.model import subjects
from bot.model.message import Button, Delivery, Message
from bot.model.people import Link
from bot.texts import day
from bot.texts.limits import line

NAME_MOST = 60
LABEL_MOST = 48
ACTIONS = {"hand_over": Action.HAND_OVER, "unlink": Action.UNLINK}


def which(view: View, _: Delivery, of: subjects.WhichPost) -> Rendered | Skip:
    """Posts to choose from, each with its number: a button, or the number after the command."""
    links = [x for id in of.links if (x := view.tx.links.get(id))]
    if not links:
        return Skip("nobody left")
    entries = [_described(view, x) for x in links]
    html = view.world.texts.html(f"post.which_{of.act}", entries=entries, more=of.more)
    rows = tuple((Button(_label(view, x), data(ACTIONS[of.act], x.id)),) for x in links)
    return Rendered(Message(html, rows), of)


def sure_to_unlink(view: View, _: Delivery, of: subjects.SureToUnlink) -> Rendered | Skip:
    """Ending a link can't be taken back, so it is asked once."""
    link = view.tx.links.get(of.link)
    if link is None:
        return Skip("ended already")
    html = view.world.texts.html("post.sure_to_unlink", **_described(view, link))
    rows = ((button(view, "post.button_unlink", data(Action.UNLINK, link.id, 1)),),)
    return Rendered(Message(html, rows), of)


def sure_to_leave(view: View, _: Delivery, of: subjects.SureToLeave) -> Rendered | Skip:
    html = view.world.texts.html("post.sure_to_leave")
    return Rendered(Message(html, ((button(view, "post.button_leave", data(Action.LEAVE)),),)), of)


def _described(view: View, link: Link) -> dict[str, Any]:
    return {
        "id": link.id,
        "role": link.role.value,
        "post": line(link.post or "", NAME_MOST),
        "place": line(view.world.catalog.place(link.unit, link.plan), NAME_MOST),
        "name": line(link.name, NAME_MOST),
        "until": day(link.valid_to) if link.valid_to else "",
    }


def _label(view: View, link: Link) -> str:
    return line(view.world.texts.plain("post.label", **_described(view, link)), LABEL_MOST)
