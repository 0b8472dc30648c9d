"""What a new version of a plan changes: which tasks, in what, and which reminders go and come with it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from bot.model.agenda import RungKind
from bot.model.change import NewChange
from bot.model.deadline import Deadline
from bot.model.plan import Catalog, Plan, Task
from bot.schedule.calendar import WorkingDays
from bot.schedule.ladder import rungs
from bot.schedule.periods import period_on


class What(StrEnum):
    """What became of a task."""

    ADDED = "added"
    VANISHED = "vanished"
    RENAMED = "renamed"
    MOVED = "moved"
    REDATED = "redated"
    REASSIGNED = "reassigned"
    REWORDED = "reworded"
    RESCHEDULED = "rescheduled"


WHEN = ("due", "every", "months", "day", "since", "after", "within_days")
ASPECTS: Mapping[What, Callable[[Task], Any]] = {
    What.RENAMED: attrgetter("code"),
    What.MOVED: attrgetter("source"),
    What.REDATED: attrgetter(*(f"deadline.{name}" for name in WHEN)),
    What.REASSIGNED: attrgetter("owner", "support", "authority"),
    What.REWORDED: attrgetter("title", "text", "deliverable", "classification"),
}


TO_UNITS = (What.ADDED, What.VANISHED, What.REDATED, What.REASSIGNED)


@dataclass(frozen=True, order=True, slots=True)
class Reminder:
    """A day on which a unit is reminded of a task."""

    on: date
    unit: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskChange:
    """One task before and after (null: not there), and its reminders to come that go, and that are new."""

    old: Task | None
    new: Task | None
    what: tuple[What, ...]
    gone: tuple[Reminder, ...] = ()
    come: tuple[Reminder, ...] = ()

    @property
    def task(self) -> Task:
        """The task as it is now, or as it last was."""
        task = self.new or self.old
        assert task
        return task


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanChange:
    """One plan before and after (null: not there), and the tasks that are not as they were."""

    old: Plan | None
    new: Plan | None
    tasks: tuple[TaskChange, ...]

    @property
    def plan(self) -> Plan:
        plan = self.new or self.old
        assert plan
        return plan

    def count(self, what: What) -> int:
        return sum(what in change.what for change in self.tasks)


def compare(old: Catalog, new: Catalog, since: date, days: WorkingDays) -> tuple[PlanChange, ...]:
    """The plans that changed. Of reminders only those on `since` or later count, up to each due date."""
    ids = dict.fromkeys([*old.plans, *new.plans])
    pairs = ((old.plans.get(id), new.plans.get(id)) for id in ids)
    found = (_compared(before, after, since, days) for before, after in pairs if before != after)
    return tuple(change for change in found if change.tasks or not (change.old and change.new))


def _compared(old: Plan | None, new: Plan | None, since: date, days: WorkingDays) -> PlanChange:
    changes = []
    alike = bool(old and new and (old.ladder, old.issued) == (new.ladder, new.issued))
    for before, after in _pairs(old, new):
        if alike and before == after:  # nearly all of a plan's tasks: their reminders are the same, too
            continue
        had, has = _reminders(before, old, since, days), _reminders(after, new, since, days)
        gone, come = tuple(sorted(had - has)), tuple(sorted(has - had))
        what = tuple(_what(before, after)) or ((What.RESCHEDULED,) if gone or come else ())
        if what:
            changes.append(TaskChange(old=before, new=after, what=what, gone=gone, come=come))
    return PlanChange(old=old, new=new, tasks=tuple(changes))


def _pairs(old: Plan | None, new: Plan | None) -> Iterator[tuple[Task | None, Task | None]]:
    """Each task with what it was: by its code, or by the code it says it had; then those that are no more."""
    left = {task.code: task for task in old.tasks} if old else {}
    for task in new.tasks if new else ():
        code = next((code for code in (task.code, *task.was) if code in left), None)
        yield (left.pop(code) if code else None), task
    for task in left.values():
        yield task, None


def _what(old: Task | None, new: Task | None) -> Iterator[What]:
    if old is None or new is None:
        yield What.VANISHED if old else What.ADDED
        return
    changed = {what for what, aspect in ASPECTS.items() if aspect(old) != aspect(new)}
    if What.REDATED not in changed and old.deadline.written != new.deadline.written:
        changed.add(What.REWORDED)  # beside a new day, the words for it would say it twice
    yield from (what for what in What if what in changed)


def _reminders(task: Task | None, plan: Plan | None, since: date, days: WorkingDays) -> set[Reminder]:
    """The reminders to come of one task up to its due date, of an ongoing one those of its present period."""
    if task is None or plan is None:
        return set()
    due, start = _turn(task.deadline, since)
    if due is None or due < since:
        return set()
    ladder = rungs(due, plan.ladder, days, issued=plan.issued, until=due, start=start)
    on = [rung.on for rung in ladder if rung.on >= since and rung.kind is not RungKind.OVERDUE]
    return {Reminder(day, unit) for day in on for unit in (task.owner, *task.support)}


def _turn(deadline: Deadline, since: date) -> tuple[date | None, date]:
    if deadline.every is None or deadline.due is not None:
        return deadline.due, date.min
    period = period_on(deadline, since)
    return period.end, period.start


def for_units(changes: Iterable[PlanChange], at: datetime) -> list[NewChange]:
    """What the units that have or had to do with a task are to be told of it."""
    return [
        NewChange(unit=unit, old=task.old, new=task.new, at=at)
        for change in changes
        for task in change.tasks
        if told_of(task.old, task.new)
        for unit in dict.fromkeys([*_units(task.new), *_units(task.old)])
    ]


def told_of(old: Task | None, new: Task | None) -> tuple[What, ...]:
    """What of a task's change its units are told: that it came or went, its date, who has to do with it."""
    if old is None and new is None:
        return ()
    what = [each for each in _what(old, new) if each in TO_UNITS]
    same = old and new and (old.owner, set(old.support)) == (new.owner, set(new.support))
    return tuple(each for each in what if not (same and each is What.REASSIGNED))


def collapsed(changes: Iterable[NewChange]) -> list[NewChange]:
    """Of each task what it was before a unit's first change and is after the last, where that differs."""
    found: dict[tuple[str, str], NewChange] = {}
    for change in changes:
        was, now = change.old or change.new, change.new or change.old
        if was and now:
            before = found.pop((was.plan, was.code), None)
            found[now.plan, now.code] = replace(change, old=before.old if before else change.old)
    return [change for change in found.values() if told_of(change.old, change.new)]


def _units(task: Task | None) -> tuple[str, ...]:
    return (task.owner, *task.support) if task else ()
