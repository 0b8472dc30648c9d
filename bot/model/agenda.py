"""What one recipient should be told on one day: many rungs, one message."""

from dataclasses import dataclass
from datetime import date, time
from enum import IntEnum, StrEnum

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


class Urgency(IntEnum):
    """What an item is about today, in the order in which an agenda tells of it."""

    TODAY = 1
    NEWLY_OVERDUE = 2
    COMING = 3
    LONG_OVERDUE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaItem:
    """One task of an agenda, the rung that put it there, and whose part of it is asked for.

    `owed` are the former periods that the owner still owes a report for, `present` the due date beside them
    that it is time to speak of. `told` when the recipient heard before that it is overdue.
    """

    task: TaskRef
    rung: Rung
    part: Share = Share.OWNER
    owed: tuple[Standing, ...] = ()
    present: date | None = None
    told: bool = False

    @property
    def due(self) -> date:
        """The earliest date it is asked for."""
        return min((each.due for each in self.owed if each.due), default=self.rung.due)

    def urgency(self, today: date) -> Urgency:
        if today in (self.due, self.rung.due, self.present):
            return Urgency.TODAY
        if self.rung.due > today:
            return Urgency.COMING
        return Urgency.LONG_OVERDUE if self.told else Urgency.NEWLY_OVERDUE

    def term(self, today: date) -> date:
        """The date it is told by: the one that comes, or the one it is overdue of for longest."""
        urgency = self.urgency(today)
        if urgency is Urgency.TODAY:
            return today
        return self.rung.due if urgency is Urgency.COMING else self.due


@dataclass(frozen=True, kw_only=True, slots=True)
class Agenda:
    """All a unit is reminded of on one day, in the order of `schedule.agenda.order`.

    `late` when a rung's own day was missed.
    """

    units: tuple[str, ...]
    on: date
    items: tuple[AgendaItem, ...]
    late: bool = False
