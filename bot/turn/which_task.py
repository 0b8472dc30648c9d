"""Which task somebody means: by number in a list, by code, by the message answered, or the only one open."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.access.rights import Right, group_sees, may
from bot.language.codes import folded, label_of, leader, tasks_named
from bot.language.pieces import ALIKE
from bot.language.said import Said
from bot.model import subjects
from bot.model.deadline import TaskRef
from bot.model.message import LISTS, QUOTED, Delivery, OutboxKind
from bot.model.plan import Task
from bot.model.progress import ReportKind
from bot.turn.turn import Turn

EDGES = " .,;:#"
SHOWN = (*LISTS, OutboxKind.CARD)
OPEN = (
    subjects.Card,
    subjects.UntilWhen,
    subjects.WhyLater,
    subjects.WhichMeaning,
    subjects.WhichPeriod,
)
FOR_WORDS = (subjects.UntilWhen, subjects.WhyLater)  # what only words of one's own answer
UNTOLD = (ReportKind.CLAIM, ReportKind.EVIDENCE)  # what waits for evidence, or for words
LIKE_A_CODE = re.compile(r"[^\W\d_]{1,5}[.\-/]?[\d.\-/]*\d", re.IGNORECASE)  # II-9, III.2.1-8, NV2
ASKED = re.compile(r"^(\d{1,2})[\s.:,)]|\b(?:viec|nhiem vu|task)(?: so)? (\d{1,2})\b")
RUN = re.compile(r"\d+–\d+")  # longer than any list
ENTRY = re.compile(r"^(\d{1,3})\. ", re.MULTILINE)  # a task's line in a list


@dataclass(frozen=True, slots=True)
class Several:
    """The tasks of different plans that a code may mean, where nothing shown here tells which."""

    label: str
    tasks: tuple[Task, ...]


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
    return last is not None and (isinstance(last.subject, FOR_WORDS) or wants(turn, last))


def wants(turn: Turn, row: Delivery) -> bool:
    """Whether a receipt asks for a reason, for the evidence of what was claimed, or says that files alone are
    no report."""
    if not isinstance(row.subject, subjects.Receipt):
        return False
    kept = [turn.tx.reports.get(id) for id in row.subject.reports]
    return row.subject.asks is not None or any(r and r.kind in UNTOLD for r in kept)


def quoted(turn: Turn) -> Task | None:
    """The task whose line of a list was quoted, or the one that is named by its code there."""
    above, _, quote = turn.event.quoted.partition(QUOTED)
    if not turn.about or turn.about.kind not in LISTS:
        return None
    # What no number stands before is in a paragraph of its own.
    first, inside = ENTRY.findall(above.rpartition("\n\n")[2]), ENTRY.findall(quote)
    lines = {*inside, *(first[-1:] if not ENTRY.match(quote) else ())}
    labels = lines or set(LIKE_A_CODE.findall(quote))
    found = [task for label in labels if isinstance(task := labelled(turn, label), Task)]
    return found[0] if len(found) == 1 and len(lines) < 2 else None


def refs(message: Delivery | None) -> tuple[TaskRef, ...]:
    """The tasks a message of ours is about."""
    return message.subject.tasks if message else ()


def labelled(turn: Turn, label: str) -> Task | Several | Missing:
    """The task a label names: a number counts from 1 in its list."""
    if label.isdigit():
        return _numbered(turn, int(label))
    if RUN.fullmatch(label):
        return Missing("reply.no_number", label)
    return coded(turn, label, turn.part)


def _numbered(turn: Turn, number: int) -> Task | Missing:
    found = turn.listed
    first = found.subject.first if found else 1
    tasks = refs(found)
    if not 0 <= number - first < len(tasks):
        return Missing("reply.no_number", str(number))
    task = turn.catalog.task(tasks[number - first])
    return task if task else Missing("reply.task_gone", str(number))


def coded(turn: Turn, label: str, *fits: Callable[[Task], object]) -> Task | Several | Missing:
    """The task of a code, perhaps behind its plan's name, among those the speaker may see.

    Where plans share the code, those are left of which each of `fits` is true, as long as there are any; in a
    group, its own; then those of the list or card shown last.
    """
    found = [task for task in tasks_named(turn.catalog, label) if may(Right.SEE, task, turn.links)]
    own = (lambda task: group_sees(task, turn.chat_links),) if not turn.event.private else ()
    for fitting in (*fits, *own, lambda task: task.ref in refs(_seen(turn))):
        found = (len(found) > 1 and [task for task in found if fitting(task)]) or found
    if len(found) > 1:
        return Several(label, tuple(found))
    return found[0] if found else Missing("reply.no_code", label)


def _seen(turn: Turn) -> Delivery | None:
    """The list or card that words are about, or the last one shown here."""
    about = turn.about
    return about if about and about.kind in SHOWN else turn.latest(*SHOWN)


def lone(turn: Turn, text: str) -> Task | Several | Missing | None:
    """The task that a number or a code with nothing else names; None for any other words."""
    number = number_alone(text)
    if number is not None:
        list_ = turn.about is None or turn.about.kind in LISTS
        return labelled(turn, str(number)) if list_ else None
    known = split_code(turn, text.strip(EDGES))
    return coded(turn, known[0]) if known and not known[1] else None


def asked_of(turn: Turn, said: Said) -> Task | Several | Missing | None:
    """The task that a question names: "việc 2 là gì?", "hạn của II-4 là bao giờ?"."""
    if number := ASKED.search(said.plain):
        return labelled(turn, next(filter(None, number.groups())))
    named = (word.strip(EDGES + "?") for word in said.text.split())
    known = set(map(folded, turn.catalog.codes))
    return next((coded(turn, word) for word in named if folded(word) in known), None)


def number_alone(text: str) -> int | None:
    """The place in a list that a text is, and nothing else."""
    label = text.strip(EDGES)
    return int(label) if label.isdecimal() and len(label) <= 3 else None


def split_code(turn: Turn, text: str) -> tuple[str, str] | None:
    """The code that opens the text and the words after it, or None."""
    typed = unicodedata.normalize("NFC", text)
    match = leader(turn.catalog.codes, turn.plan_names).match(typed.translate(ALIKE))
    return (label_of(match), typed[match.end() :].strip()) if match else None


def unknown_code(text: str) -> tuple[str, str] | None:
    """What opens the text and looks like a code though no task has it, and the words after it."""
    head, _, rest = text.strip().partition(" ")
    return (head.rstrip(":,"), rest.strip()) if LIKE_A_CODE.match(head) else None


def runs(labels: Iterable[str]) -> str:
    """Labels as one writes them: "3, 11–30"."""
    found: list[list[str]] = []
    for label in dict.fromkeys(labels):
        if found and label.isdigit() and found[-1][1].isdigit() and int(label) == int(found[-1][1]) + 1:
            found[-1][1] = label
        else:
            found.append([label, label])
    return ", ".join(first if first == last else f"{first}–{last}" for first, last in found)
