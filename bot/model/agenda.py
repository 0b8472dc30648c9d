"""What one recipient should be told on one day: many rungs, one message."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from bot.model.deadline import TaskRef
from bot.model.progress import Share, Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """When on a day agendas go out; a digest's day and hour are its plan's."""

    agenda: time = time(7, 30)


class RungKind(StrEnum):
    """The three sorts of step on the reminder ladder."""

    OPENING = "opening"
    BEFORE = "before"
    OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """One step: on `on` remind of a task due on `due`.

    `aim` is the working day reminders count back from (`due`, or the last working day before it);
    `days` counts days from `on` to `aim` as the ladder names them (before), or from `due` to `on`
    (overdue); null for the opening.
    """

    kind: RungKind
    on: date
    due: date
    aim: date
    days: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaItem:
    """One task of an agenda, the newest rung that put it there, and whose part of it is asked for; `owed` are
    the former periods that the owner still owes a report for."""

    task: TaskRef
    rung: Rung
    part: Share = Share.OWNER
    owed: tuple[Standing, ...] = ()

    @property
    def due(self) -> date:
        """The earliest date it is asked for."""
        return min((each.due for each in self.owed if each.due), default=self.rung.due)


@dataclass(frozen=True, kw_only=True, slots=True)
class Agenda:
    """All a unit is reminded of on one day, its own tasks before those it supports, most urgent first.

    `late` when a rung's own day was missed.
    """

    units: tuple[str, ...]
    on: date
    items: tuple[AgendaItem, ...]
    late: bool = False
