"""Cards and questions that others hold are drawn anew when what they show has changed."""

from dataclasses import replace
from datetime import timedelta

from bot.access.rights import Right, group_sees, may
from bot.model import subjects
from bot.model.deadline import TaskRef
from bot.model.message import Delivery, OutboxKind, Priority, Subject
from bot.model.plan import Task
from bot.turn.turn import Turn

HELD = timedelta(days=7)  # an older card is far up in the chat: nobody reads it there
ASKED = timedelta(days=366)  # a question is looked for as long as it may wait


def refresh(turn: Turn) -> None:
    """Draw anew what shows a task that this event has reported on, save what it has drawn already."""
    for task in turn.touched.values():
        for row in _shown(turn, task.ref):
            if row.message_id is None or (row.chat_id, row.message_id) in turn.edited:
                continue
            if _may_see(turn, row.chat_id, task):
                _redraw(turn, row.chat_id, row.message_id, row.subject)


def _redraw(turn: Turn, chat: int, message: int, subject: Subject) -> None:
    """One change a message, made of the state when all else is sent; none where it is to change anyhow."""
    if not turn.tx.outbox.changes(chat, message):
        # Quiet: where the message is gone there is nothing to tell.
        turn.answer(replace(subject, quiet=True), chat=chat, edits=message, priority=Priority.REDRAW)


def _shown(turn: Turn, ref: TaskRef) -> list[Delivery]:
    """Of every chat its newest card of the task, and every question to decide on it."""
    found: dict[tuple[int, object], Delivery] = {}
    for row in turn.tx.outbox.showing((OutboxKind.CARD, OutboxKind.CHOICE), ref, turn.now - ASKED):
        if row.kind is OutboxKind.CARD:
            if row.sent_at and row.sent_at >= turn.now - HELD:
                found.setdefault((row.chat_id, OutboxKind.CARD), row)
        elif isinstance(row.subject, (subjects.Decision, subjects.DirectiveSent)):
            found.setdefault((row.chat_id, row.message_id), row)
    return list(found.values())


def _may_see(turn: Turn, chat: int, task: Task) -> bool:
    """Whoever has left is shown nothing more."""
    links = turn.standing_links(turn.tx.links.of_chat(chat))
    return may(Right.SEE, task, links) or group_sees(task, links)
