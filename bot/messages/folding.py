"""A long list of tasks in one message: the first in full, the others by code, so that none goes unnamed."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.messages.view import View
from bot.model.deadline import TaskRef
from bot.model.plan import Task
from bot.model.progress import Standing
from bot.texts.limits import fits

IN_FULL = 10  # what a thumb still finds
MOST_CODES = (20, 10, 5, 2, 0)  # of a unit, where all of them are too many for one message

Folded = list[dict[str, Any]]
Maker = Callable[[Sequence[Task], Folded], str]


def folded(view: View, tasks: Sequence[Task], html: Maker) -> tuple[int, str]:
    """How many of the tasks are told in full, and the message that fits, made by `html` of those and of the
    lines for the others: as many in full and then as many codes as there is room for."""
    cuts: list[tuple[int, int | None]] = [(full, None) for full in range(min(IN_FULL, len(tasks)), -1, -1)]
    for full, codes in (*cuts, *((0, most) for most in MOST_CODES)):
        text = html(tasks[:full], by_unit(view, tasks[full:], codes))
        if fits(text):
            break
    return full, text


def by_unit(view: View, tasks: Sequence[Task], most: int | None = None) -> Folded:
    """A line a unit with the codes of its tasks, and how long the oldest of them is overdue."""
    standings, owned = view.standings(tasks), defaultdict[str, list[Task]](list)
    for task in tasks:
        owned[task.owner].append(task)
    return [_line(view, unit, theirs, standings, most) for unit, theirs in owned.items()]


def _line(
    view: View, unit: str, tasks: Sequence[Task], standings: Mapping[TaskRef, Standing], most: int | None
) -> dict[str, Any]:
    days = [(view.today - due).days for task in tasks if (due := standings[task.ref].first_asked)]
    return {
        "unit": view.world.catalog.short(unit),
        "codes": [view.code(task) for task in tasks[:most]],
        "more": len(tasks) - len(tasks[:most]),
        "days": max(days, default=0),
        "same": len(set(days)) <= 1,
        "untold": untold(view, unit),
    }


def untold(view: View, unit: str) -> str | None:
    """Why nobody of a unit is told: nobody is linked for it, or none of those can be written to."""
    if not view.asked(unit):
        return "nobody"
    return None if view.reaches(unit) else "unreached"
