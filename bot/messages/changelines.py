"""What a new version of a plan changes, line by line: for a terminal, and for the secretary's chat."""

from collections.abc import Iterator
from datetime import date

from bot.model.plan import Catalog, Task
from bot.model.say import Say, say
from bot.schedule.changes import PlanChange, Reminder, TaskChange, What

DAYS_SHOWN = 6


def headline(change: PlanChange) -> Say:
    """The plan and how many tasks of it changed in what."""
    counts = [(what.value, count) for what in What if (count := change.count(what))]
    state = "changed" if change.old and change.new else "new" if change.new else "gone"
    return say(f"diff.plan_{state}", plan=change.plan.id, number=change.plan.number, counts=counts)


def task_line(change: TaskChange, old: Catalog, new: Catalog) -> Say:
    """One task and all that is different about it."""
    return say(
        f"diff.{'task' if change.old and change.new else change.what[0].value}",
        code=change.task.code,
        title=change.task.title,
        due=change.task.deadline.due,
        details=tuple(_details(change, old, new)),
    )


def _details(change: TaskChange, old: Catalog, new: Catalog) -> Iterator[Say]:
    before, after = change.old, change.new
    if before is None or after is None:
        return
    for what in change.what:
        match what:
            case What.RENAMED:
                yield say("diff.renamed", old=before.code)
            case What.MOVED:
                yield say("diff.moved", old=before.source, new=after.source)
            case What.REDATED:
                yield from redated(before, after)
            case What.REASSIGNED:
                yield from _reassigned(before, after, old, new)
            case What.REWORDED:
                yield from _reworded(before, after)
            case _:
                yield say("diff.rescheduled")


def when(task: Task) -> Say:
    """The date it is due on, or else its words."""
    deadline = task.deadline
    if deadline.due:
        return say("diff.when_day", due=deadline.due)
    return say("diff.when_words", written=deadline.written) if deadline.written else say("diff.when_none")


def _reassigned(before: Task, after: Task, old: Catalog, new: Catalog) -> Iterator[Say]:
    yield from units_changed(before, after, old, new)
    if before.authority != after.authority:
        yield say("diff.authority", new=new.short(after.authority) if after.authority else None)


def units_changed(before: Task, after: Task, old: Catalog, new: Catalog) -> Iterator[Say]:
    """Who leads it and who helps, before and after."""
    if before.owner != after.owner:
        yield say("diff.owner", old=old.short(before.owner), new=new.short(after.owner))
    if set(before.support) != set(after.support):
        less = [old.short(unit) for unit in before.support if unit not in after.support]
        more = [new.short(unit) for unit in after.support if unit not in before.support]
        yield say("diff.support", less=less, more=more)


def _reworded(before: Task, after: Task) -> Iterator[Say]:
    if before.title != after.title:
        yield say("diff.title", old=before.title)
    if before.text != after.text:
        yield say("diff.text")
    if before.deliverable != after.deliverable:
        yield say("diff.deliverable", old=before.deliverable, new=after.deliverable)
    if before.classification != after.classification:
        yield say("diff.classification", new=after.classification)
    if before.deadline.due == after.deadline.due and before.deadline.written != after.deadline.written:
        yield say("diff.written", old=before.deadline.written, new=after.deadline.written)


def reminders_line(change: TaskChange) -> Say | None:
    """Which reminders to come go and which are new; nothing where they stay as they were."""
    if not (change.gone or change.come):
        return None
    return say("diff.reminders", gone=_days(change.gone), come=_days(change.come))


def _days(reminders: tuple[Reminder, ...]) -> dict[str, object]:
    """How many, and the first of their days."""
    days: list[date] = list(dict.fromkeys(reminder.on for reminder in reminders))
    return {"count": len(reminders), "days": days[:DAYS_SHOWN], "more": len(days) > DAYS_SHOWN}


def total_line(changes: tuple[PlanChange, ...]) -> Say:
    """All reminders to come that go and come, overdue ones not counted."""
    tasks = [task for change in changes for task in change.tasks]
    gone, come = sum(len(task.gone) for task in tasks), sum(len(task.come) for task in tasks)
    return say("diff.total", gone=gone, come=come)


def redated(old: Task, new: Task) -> Iterator[Say]:
    """Its date before and after."""
    yield say("diff.redated", old=when(old), new=when(new))
