"""Finding tasks by words, typed with or without marks: code, title and full wording, deliverable, owner."""

from collections.abc import Iterable

from bot.language.folding import plain
from bot.model.plan import Catalog, Task


def matching(tasks: Iterable[Task], wanted: str, catalog: Catalog) -> list[Task]:
    """The tasks in which every word wanted stands, in any of the places searched."""
    words = plain(wanted).split()
    return [task for task in tasks if all(word in _searched(task, catalog) for word in words)]


def _searched(task: Task, catalog: Catalog) -> str:
    unit = catalog.units.get(task.owner)
    names = (unit.name, unit.short, *unit.aliases) if unit else (task.owner,)
    return plain("\n".join((task.code, task.title, task.text, task.deliverable or "", *names)))
