"""A draft laid onto a plan there is: which item is which task, so that codes and short titles are kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.importer.draft import Draft, DraftTask
from bot.importer.words.wording import bare
from bot.model.plan import Plan, Task

SAME_PLACE = 20  # of 100: in its own place a task need hardly be like the item
ELSEWHERE = 72  # and anywhere else very much so


@dataclass(frozen=True, slots=True)
class Compared:
    """The task of each item by its place, the items that are new, the tasks that no item is."""

    same: Mapping[str, Task]
    new: tuple[DraftTask, ...]
    gone: tuple[Task, ...]
    moved: tuple[tuple[DraftTask, Task], ...]  # matched, with another deadline than the plan has

    def code(self, task: DraftTask) -> str | None:
        known = self.same.get(task.place)
        return known.code if known else None


def compared(draft: Draft, plan: Plan) -> Compared:
    """Item by item: the task in its own place if it is at all like it, else the one most like it anywhere."""
    same: dict[str, Task] = {}
    free = {task.code: task for task in plan.tasks}
    places = {f"{task.source.section}-{task.source.item}": task for task in plan.tasks}
    for item in draft.tasks:
        task = places.get(item.place)
        if task and task.code in free and _like(item, task) >= SAME_PLACE:
            same[item.place] = free.pop(task.code)
    for item in draft.tasks:
        if item.place not in same and (best := _best(item, tuple(free.values()))):
            same[item.place] = free.pop(best.code)
    new = tuple(item for item in draft.tasks if item.place not in same)
    moved = tuple(
        (item, task) for item in draft.tasks if (task := same.get(item.place)) and _moved(item, task)
    )
    return Compared(same, new, tuple(free.values()), moved)


def _best(item: DraftTask, tasks: Sequence[Task]) -> Task | None:
    likeness = [(_like(item, task), -at, task) for at, task in enumerate(tasks)]
    best = max(likeness, default=None, key=lambda each: each[:2])
    return best[2] if best and best[0] >= ELSEWHERE else None


def _like(item: DraftTask, task: Task) -> float:
    """How many of the title's words the item has, of 100; a plan's titles are shorter than the document."""
    words = set(re.findall(r"\w+", bare(task.title)))
    return 100 * len(words & set(re.findall(r"\w+", bare(item.text)))) / len(words) if words else 0.0


def _moved(item: DraftTask, task: Task) -> bool:
    if task.deadline.borrowed:
        return item.due is not None
    return (item.due, item.kind) != (task.deadline.due, task.deadline.kind)
