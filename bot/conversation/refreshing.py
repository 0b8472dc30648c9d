"""Cards and questions that others hold are drawn anew when what they show has changed."""

from dataclasses import replace
from datetime import timedelta

from bot.access.rights import Deed, may
from bot.conversation.turn import Talk
from bot.model import subjects
from bot.model.deadline import TaskRef
from bot.model.message import Delivery, OutboxKind
from bot.model.people import Role
from bot.model.plan import Task

HELD = timedelta(days=7)  # an older card is far up in the chat: nobody reads it there


def refresh(talk: Talk) -> None:
    """Draw anew what shows a task that this event has reported on, save what it has drawn already."""
    for task in talk.touched.values():
        for row in _shown(talk, task.ref):
            drawn = row.message_id is None or (row.chat_id, row.message_id) in talk.edited
            if not drawn and _may_see(talk, row.chat_id, task):
                # Quiet: where the message is gone there is nothing to tell.
                talk.answer(replace(row.subject, quiet=True), chat=row.chat_id, edits=row.message_id)


def _shown(talk: Talk, ref: TaskRef) -> list[Delivery]:
    """Of every chat its newest card of the task, and every question to decide on it."""
    found: dict[tuple[int, object], Delivery] = {}
    for row in talk.book.outbox.showing((OutboxKind.CARD, OutboxKind.CHOICE), ref, talk.now - HELD):
        if row.kind is OutboxKind.CARD:
            found.setdefault((row.chat_id, OutboxKind.CARD), row)
        elif isinstance(row.subject, subjects.Decision):
            found.setdefault((row.chat_id, row.message_id), row)
    return list(found.values())


def _may_see(talk: Talk, chat: int, task: Task) -> bool:
    """Whoever has left is shown nothing more; a linked group goes on seeing what it was shown."""
    links = [x for x in talk.book.links.of_chat(chat) if x.stands(talk.today)]
    return may(Deed.SEE, task, links) or any(x.role is Role.GROUP for x in links)
