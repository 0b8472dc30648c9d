"""What follows from each command that the speaker may give."""

from collections.abc import Callable, Mapping

from bot.access.rights import Right, may
from bot.conversation import (
    deciding,
    directives,
    inviting,
    linking,
    posts,
    progress_requests,
    reporting,
    target_values,
    undoing,
    waiving,
)
from bot.conversation.planning import sending
from bot.conversation.task_lists import listed
from bot.language.said import Said
from bot.model import subjects
from bot.model.message import Delivery, OutboxKind
from bot.model.plan import Task
from bot.turn import meant_tasks, refusals
from bot.turn.turn import Outcome, Turn
from bot.turn.which_task import Missing, Several, coded, split_code, unknown_code

RECEIPTS = (OutboxKind.RECEIPT, OutboxKind.VALUE)
MOST_RECEIPTS = 50  # looked through for the speaker's own


def _update(turn: Turn, rest: str) -> Outcome:
    """`/capnhat CODE words`."""
    split = split_code(turn, rest)
    if split is None and (unknown := unknown_code(rest)):
        return turn.refuse("reply.no_code", label=unknown[0], text=unknown[1])
    if split is None:
        return turn.refuse("reply.update_how")
    code, words = split
    task = coded(turn, code, turn.part)
    if isinstance(task, Missing):
        return turn.refuse(task.key, label=task.label, text=words)
    if isinstance(task, Several):
        return meant_tasks.which_of(turn, Said(words, turn.today), task)
    if not words and not turn.event.attachments:
        return turn.card(task)
    return reporting.about_task(turn, task, words)


def _tasks(turn: Turn, rest: str) -> Outcome:
    """`/viec`, or `/viec CODE` for one card."""
    if rest:
        return card_of(turn, coded(turn, rest))
    return listed(turn)


def _find(turn: Turn, rest: str) -> Outcome:
    """`/tim WORDS`: every task the speaker may see in which they stand, finished ones too."""
    if not rest:
        return turn.refuse("search.how")
    return listed(turn, find=rest)


def card_of(turn: Turn, task: Task | Several | Missing) -> Outcome:
    if isinstance(task, Missing):
        return turn.refuse(task.key, label=task.label, text="")
    if isinstance(task, Several):
        return meant_tasks.which_of(turn, Said("", turn.today), task)
    if not may(Right.SEE, task, turn.links):  # a number in a list that others were shown here
        return turn.refuse("toast.not_yours")
    return turn.card(task)


def undo_last(turn: Turn) -> Outcome:
    about = turn.about
    if about is None or about.kind not in RECEIPTS:
        newest = turn.tx.outbox.newest(turn.event.chat_id, RECEIPTS, MOST_RECEIPTS)
        about = next((row for row in newest if _own(turn, row)), None)
    if about and isinstance(about.subject, subjects.Value):
        return target_values.undo(turn, about.subject.value)
    return undoing.undo(turn, undoing.told(turn, about))


def _own(turn: Turn, row: Delivery) -> bool:
    """Whether the receipt tells something of the speaker's own."""
    of = row.subject
    value = turn.tx.target_values.get(of.value) if isinstance(of, subjects.Value) else None
    kept = [value] if value else undoing.told(turn, row)
    return any(one.user_id == turn.event.user_id for one in kept)


# What follows from each command that the speaker may give here; with the words behind it.
HANDLERS: Mapping[str, Callable[[Turn, str], Outcome]] = {
    "start": linking.start,
    "tasks": _tasks,
    "find": _find,
    "update": _update,
    "undo": lambda turn, _: undo_last(turn),
    "progress": progress_requests.progress,
    "direct": directives.command,
    "targets": target_values.command,
    "papers": progress_requests.papers,
    "chart": lambda turn, rest: progress_requests.papers(turn, f"{progress_requests.PICTURE} {rest}"),
    "calendar": lambda turn, _: progress_requests.calendar(turn),
    "approve": lambda turn, rest: deciding.command(turn, "approve", rest),
    "return": lambda turn, rest: deciding.command(turn, "return", rest),
    "extension": lambda turn, rest: deciding.command(turn, "extension", rest),
    "waive": waiving.command,
    "ready": lambda turn, _: turn.answer(subjects.Readiness()),
    "plan": sending.command,
    "invite": inviting.command,
    "handover": posts.hand_over,
    "deputy": posts.deputise,
    "unlink": posts.unlink,
    "leave": posts.leave,
    "help": lambda turn, _: refusals.help_(turn),
}
