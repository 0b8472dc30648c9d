"""What a new version of a plan changes, line by line: for a terminal, a secretary's chat, a unit's agenda."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.messages.view import View
from bot.model.change import NewChange
from bot.model.plan import Catalog, Task
from bot.model.say import Say, say
from bot.schedule.changes import PlanChange, Reminder, TaskChange, What, told_of
from bot.texts.limits import clip

DAYS_SHOWN = 6
LINE_MOST = 300  # UTF-16 units of what changed in one task


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
                yield from _redated(before, after)
            case What.REASSIGNED:
                yield from _reassigned(before, after, old, new)
            case What.REWORDED:
                yield from _reworded(before, after)
            case _:
                yield say("diff.rescheduled")


def _when(task: Task) -> Say:
    deadline = task.deadline
    if deadline.due:
        return say("diff.when_day", due=deadline.due)
    return say("diff.when_words", written=deadline.written) if deadline.written else say("diff.when_none")


def _reassigned(before: Task, after: Task, old: Catalog, new: Catalog) -> Iterator[Say]:
    yield from _units(before, after, old, new)
    if before.authority != after.authority:
        yield say("diff.authority", new=new.short(after.authority) if after.authority else None)


def _units(before: Task, after: Task, old: Catalog, new: Catalog) -> Iterator[Say]:
    if before.owner != after.owner:
        yield say("diff.owner", old=old.short(before.owner), new=new.short(after.owner))
    if set(before.support) != set(after.support):
        less = [old.short(unit) for unit in before.support if unit not in after.support]
        more = [new.short(unit) for unit in after.support if unit not in before.support]
        yield say("diff.support", less=less, more=more)


def _reworded(before: Task, after: Task) -> Iterator[Say]:
    if before.title != after.title:
        yield say("diff.title", old=before.title)
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


def changed_lines(view: View, units: Mapping[str, tuple[int, int]]) -> list[str]:
    """What an agenda tells these units of changes: for each those behind the one and up to the other."""
    found = [_to_unit(view, x) for unit, told in units.items() for x in view.changes(unit, *told)]
    return list(dict.fromkeys(clip(view.world.texts.plain(line), LINE_MOST) for line in found))


def _to_unit(view: View, change: NewChange) -> Say:
    """One task's change as the unit sees it: it came, it went, or what of it is different."""
    catalog, old, new = view.world.catalog, change.old, change.new
    task = new or old
    assert task
    named = {"title": task.title, "code": task.code}
    had, has = _given(old, change.unit), _given(new, change.unit)
    if new and not had:
        owner = None if new.owner == change.unit else catalog.short(new.owner)
        when = _when(new) if new.deadline.due or new.deadline.written else None
        return say("agenda.change_new", **named, when=when, owner=owner)
    if new is None or old is None:
        return say("agenda.change_gone", **named)
    if not has:
        return say("agenda.change_lost", **named, owner=catalog.short(new.owner))
    told = told_of(old, new)
    details = list(_redated(old, new)) if What.REDATED in told else []
    if What.REASSIGNED in told:
        details += _units(old, new, catalog, catalog)
    return say("agenda.change", **named, details=details)


def _given(task: Task | None, unit: str) -> bool:
    return task is not None and unit in (task.owner, *task.support)


def _redated(old: Task, new: Task) -> Iterator[Say]:
    yield say("diff.redated", old=_when(old), new=_when(new))
