"""What a pass plans: the messages nobody asked for."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from bot.model.deadline import TaskRef
from bot.model.message import OutboxKind, Subject


class Agenda(Subject, kind=OutboxKind.AGENDA):
    """A day's reminders of some units, each told up to `since`; as sent, `later` of its `total` may wait,
    and `overdue` are those past their due date whose owner it asks. `news` are the changes told of each unit:
    those behind the first number, up to the second."""

    on: date
    since: Mapping[str, date | None]
    later: tuple[TaskRef, ...] = ()
    overdue: tuple[TaskRef, ...] = ()
    news: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    total: int = 0


class Escalation(Subject, kind=OutboxKind.ESCALATION):
    """The overdue and silent tasks of which somebody is told."""

    on: date
    all: tuple[TaskRef, ...]


class Unreached(Subject, kind=OutboxKind.UNREACHED):
    """Who could not be reached by that day."""

    on: date


class Morning(Subject, kind=OutboxKind.MORNING):
    """What waits for a secretary that morning; as sent, with what of it `lasting`, in words."""

    on: date
    lasting: tuple[str, ...] = ()
