"""Snoozes as days: what a chat is not reminded of today, and what it is to hear of again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from bot.model.deadline import TaskRef
from bot.model.people import Snooze
from bot.schedule.calendar import WorkingDays


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Tasks put off beyond a day, and tasks put off until then."""

    hushed: Collection[TaskRef] = frozenset()
    woken: Collection[TaskRef] = frozenset()


def snoozed(snoozes: Iterable[Snooze], on: date, since: date | None, days: WorkingDays) -> Snoozed:
    """What snoozes mean for an agenda of `on` to a chat that was told everything up to `since`."""
    wakes = {one.task: wakes_on(one, days) for one in snoozes}
    hushed = {task for task, wake in wakes.items() if on < wake}
    woken = {task for task, wake in wakes.items() if wake <= on and since is not None and since < wake}
    return Snoozed(frozenset(hushed), frozenset(woken))


def wakes_on(one: Snooze, days: WorkingDays) -> date:
    """The day to remind again: the last working day up to the one asked for, which may be the due date."""
    day = days.on_or_before(one.until)
    return day if day > one.asked_on else one.until
