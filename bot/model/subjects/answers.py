"""What somebody's words or presses are answered with, and what is passed on to others."""

from collections.abc import Mapping
from typing import Any

from bot.model.message import OutboxKind, Subject
from bot.model.progress import State


class Notice(Subject, kind=OutboxKind.NOTICE):
    """One of the texts and its values."""

    key: str
    values: Mapping[str, Any]


class Waived(Subject, kind=OutboxKind.NOTICE, ask="waived"):
    """Periods that a secretary waived."""

    reports: tuple[int, ...]


class Tasks(Subject, kind=OutboxKind.TASKS):
    """A page of somebody's open tasks, or of those in which the words `find` stand."""

    user: int
    page: int = 0
    find: str | None = None


class Card(Subject, kind=OutboxKind.CARD):
    """One task; with `detail`, all that is known of it; the `question` it answers may go to the secretary."""

    detail: bool = False
    question: str = ""


class Receipt(Subject, kind=OutboxKind.RECEIPT):
    """What was kept, repeated back; `asks` the reason of that state."""

    reports: tuple[int, ...]
    asks: State | None = None


class Directive(Subject, kind=OutboxKind.DIRECTIVE):
    """A word from above on these tasks, said by the holder of that post and role; to be acknowledged."""

    reports: tuple[int, ...]
    by: str
    role: str


class DirectiveSent(Subject, kind=OutboxKind.CHOICE, ask="directive_sent"):
    """What was passed on to a unit: who could not be reached, and as sent, who has acknowledged it."""

    reports: tuple[int, ...]
    unit: str
    lost: tuple[str, ...]


class DirectiveWanted(Subject, kind=OutboxKind.CHOICE, ask="directive"):
    """The next words are for the owners of these tasks."""
