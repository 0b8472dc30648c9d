"""Which task somebody means: by number in a list, by code, by the message answered, or the only one open."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.access.rights import Right, may
from bot.conversation.turn import Turn
from bot.language.folding import DASHES
from bot.model import subjects
from bot.model.deadline import TaskRef
from bot.model.message import LISTS, QUOTED, Delivery
from bot.model.plan import Task
from bot.model.progress import ReportKind

EDGES = " .,;:#"
HYPHENS = dict.fromkeys(map(ord, DASHES), "-")
OPEN = (subjects.Card, subjects.UntilWhen, subjects.WhyLater, subjects.WhichMeaning)
FOR_WORDS = (subjects.UntilWhen, subjects.WhyLater)  # what only words of one's own answer
ENTRY = re.compile(r"^(\d{1,3})\. ", re.MULTILINE)  # a task's line in a list


@dataclass(frozen=True, slots=True)
class Missing:
    """A label that names no task the speaker may touch; `key` says why."""

    key: str
    label: str


def shown(turn: Turn) -> Delivery | None:
    """The message that words are about: the one answered, else the card or question still open."""
    if turn.about:
        return turn.about
    last = turn.pending()
    return last if last and (isinstance(last.subject, OPEN) or wants(turn, last)) else None


def asked_for_words(turn: Turn) -> bool:
    """Whether the bot has just asked the speaker something that only words of their own answer."""
    last = turn.about or turn.pending()
    return last is not None and (
        isinstance(last.subject, (subjects.UntilWhen, subjects.WhyLater)) or wants(turn, last)
    )


def wants(turn: Turn, row: Delivery) -> bool:
    """Whether a receipt asks for a reason, or for the evidence of what was claimed."""
    if not isinstance(row.subject, subjects.Receipt):
        return False
    kept = [turn.tx.reports.get(id) for id in row.subject.reports]
    return row.subject.asks is not None or any(r and r.kind is ReportKind.CLAIM for r in kept)


def quoted(turn: Turn) -> Task | None:
    """The task whose line of a list was quoted."""
    above, _, quote = turn.event.quoted.partition(QUOTED)
    first, inside = ENTRY.findall(above), ENTRY.findall(quote)
    lines = {*inside, *(first[-1:] if not ENTRY.match(quote) else ())}
    if not turn.about or turn.about.kind not in LISTS or len(lines) != 1:
        return None
    found = labelled(turn, lines.pop())
    return found if isinstance(found, Task) else None


def refs(message: Delivery | None) -> tuple[TaskRef, ...]:
    """The tasks a message of ours is about."""
    return message.subject.tasks if message else ()


def labelled(turn: Turn, label: str) -> Task | Missing:
    """The task a label names: a number counts from 1 in its list."""
    return _numbered(turn, int(label)) if label.isdigit() else coded(turn, label)


def _numbered(turn: Turn, number: int) -> Task | Missing:
    found = turn.listed
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
    known = split_code(turn, text.strip(EDGES))
    return coded(turn, known[0]) if known and not known[1] else None


def number_alone(text: str) -> int | None:
    """The place in a list that a text is, and nothing else."""
    label = text.strip(EDGES)
    return int(label) if label.isdecimal() and len(label) <= 3 else None


def split_code(turn: Turn, text: str) -> tuple[str, str] | None:
    """The code that opens the text and the words after it, or None."""
    known = set(map(_folded, turn.codes))
    head, _, rest = text.strip().partition(" ")
    return (head.rstrip(":,"), rest.strip()) if _folded(head.rstrip(":,")) in known else None


def _names(task: Task) -> set[str]:
    """What a task goes by: its code and those it had, alone or behind its plan's id."""
    return {_folded(name) for ref in task.refs for name in (ref.code, str(ref))}


def _folded(code: str) -> str:
    return re.sub(r"\s+", "", code).translate(HYPHENS).casefold()


def runs(labels: Iterable[str]) -> str:
    """Labels as one writes them: "3, 11–30"."""
    found: list[list[str]] = []
    for label in dict.fromkeys(labels):
        if found and label.isdigit() and found[-1][1].isdigit() and int(label) == int(found[-1][1]) + 1:
            found[-1][1] = label
        else:
            found.append([label, label])
    return ", ".join(first if first == last else f"{first}–{last}" for first, last in found)
