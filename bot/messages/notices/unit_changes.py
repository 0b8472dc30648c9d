"""What changed in a plan, as an agenda tells it to the units concerned."""

from collections.abc import Mapping

from bot.messages.changelines import redated, units_changed, when
from bot.messages.view import View
from bot.model.change import NewChange
from bot.model.plan import Task
from bot.model.say import Say, say
from bot.schedule.changes import What, told_of
from bot.texts.limits import clip

LINE_MOST = 300  # UTF-16 units of what changed in one task


def changed_lines(view: View, units: Mapping[str, tuple[int, int]]) -> list[str]:
    """What an agenda tells these units of changes: for each those behind the one and up to the other."""
    found = [_to_unit(view, x) for unit, told in units.items() for x in view.changes(unit, *told)]
    return list(dict.fromkeys(clip(view.world.texts.plain(line), LINE_MOST) for line in found))


def _to_unit(view: View, change: NewChange) -> Say:
    """One task's change as the unit sees it: it came, it went, or what of it is different."""
    catalog, old, new = view.world.catalog, change.old, change.new
    task = new or old
    assert task
    named = {"title": task.title, "code": view.code(task)}
    had, has = _given(old, change.unit), _given(new, change.unit)
    if new and not had:
        owner = None if new.owner == change.unit else catalog.short(new.owner)
        due = when(new) if new.deadline.due or new.deadline.written else None
        return say("agenda.change_new", **named, when=due, owner=owner)
    if new is None or old is None:
        return say("agenda.change_gone", **named)
    if not has:
        return say("agenda.change_lost", **named, owner=catalog.short(new.owner))
    told = told_of(old, new)
    details = list(redated(old, new)) if What.REDATED in told else []
    if What.REASSIGNED in told:
        details += units_changed(old, new, catalog, catalog)
    return say("agenda.change", **named, details=details)


def _given(task: Task | None, unit: str) -> bool:
    return task is not None and unit in (task.owner, *task.support)
