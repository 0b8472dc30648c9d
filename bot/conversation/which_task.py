"""Which task somebody means: by number in a list, by code, by the message answered, or the only one open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.access.rights import Right, may
from bot.conversation.turn import Turn
from bot.model.deadline import TaskRef
from bot.model.message import Delivery, OutboxKind
from bot.model.plan import Task

LISTS = (OutboxKind.AGENDA, OutboxKind.TASKS, OutboxKind.ESCALATION, OutboxKind.FIGURES)

EDGES = " .,;:#"


@dataclass(frozen=True, slots=True)
class Missing:
    """A label that names no task the speaker may touch; `key` says why."""

    key: str
    label: str


def last_list(turn: Turn) -> Delivery | None:
    """The last list sent here; a group's chat goes on between its lists, so there one is answered."""
    return turn.latest(*LISTS) if turn.event.private else None


def refs(message: Delivery | None) -> tuple[TaskRef, ...]:
    """The tasks a message of ours is about."""
    return message.subject.tasks if message else ()


def labelled(turn: Turn, label: str) -> Task | Missing:
    """The task a label names: a number counts from 1 in the list answered or else shown last."""
    return _numbered(turn, int(label)) if label.isdigit() else coded(turn, label)


def _numbered(turn: Turn, number: int) -> Task | Missing:
    found = turn.about if turn.about and turn.about.kind in LISTS else turn.latest(*LISTS)
    first = found.subject.first if found else 1
    tasks = refs(found)
    if not 0 <= number - first < len(tasks):
        return Missing("reply.no_number", str(number))
    task = turn.catalog.task(tasks[number - first])
    return task if task else Missing("reply.task_gone", str(number))


def coded(turn: Turn, code: str) -> Task | Missing:
    """The task of that code, `plan/code` or `code`; one the speaker may report on comes first."""
    wanted = _folded(code)
    named = [t for t in turn.catalog.tasks() if wanted in _names(t)]
    visible = [t for t in named if may(Right.SEE, t, turn.links)]
    if not visible:
        return Missing("reply.no_code", code)
    return min(visible, key=lambda t: not may(Right.REPORT, t, turn.links))


def lone(turn: Turn, text: str) -> Task | Missing | None:
    """The task that a number or a code with nothing else names; None for any other words."""
    number = number_alone(text)
    if number is not None:
        list_ = turn.about is None or turn.about.kind in LISTS
        return labelled(turn, str(number)) if list_ else None
    known = split_code(text.strip(EDGES), list(turn.catalog.tasks()))
    return coded(turn, known[0]) if known and not known[1] else None


def number_alone(text: str) -> int | None:
    """The place in a list that a text is, and nothing else."""
    label = text.strip(EDGES)
    return int(label) if label.isdecimal() and len(label) <= 3 else None


def split_code(text: str, tasks: Sequence[Task]) -> tuple[str, str] | None:
    """The code that opens the text and the words after it, or None."""
    known = {name for task in tasks for name in _names(task)}
    head, _, rest = text.strip().partition(" ")
    return (head.rstrip(":,"), rest.strip()) if _folded(head.rstrip(":,")) in known else None


def _names(task: Task) -> set[str]:
    """What a task goes by: its code and those it had, alone or behind its plan's id."""
    return {_folded(name) for ref in task.refs for name in (ref.code, str(ref))}


def _folded(code: str) -> str:
    return re.sub(r"\s+", "", code).casefold()
