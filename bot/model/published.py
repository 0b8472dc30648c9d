"""What a digest said: its figures as they were published, with which a later one is compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from bot.model.deadline import TaskRef
from bot.model.plan import Task

DONE = ("done_on_time", "done_late")
OVERDUE = "open_overdue"


@dataclass(frozen=True)
class Published:
    """A plan's figures at a moment: the codes in each of the four cells, those finished outside them, and
    every task the plan then had, with the date it gave it (null: none).

    `said`: in a digest that was sent; else recounted for a moment of which no digest's figures are kept.
    """

    at: datetime
    cells: Mapping[str, tuple[str, ...]]
    done: tuple[str, ...]
    dates: Mapping[str, date | None]
    said: bool = True

    @cached_property
    def cell(self) -> Mapping[str, str]:
        """In which cell each code stood."""
        return {code: cell for cell, codes in self.cells.items() for code in codes}

    def finished(self, code: str | None) -> bool:
        """Whether the task that had that code then (null: none) was done."""
        return self.cell.get(code or "") in DONE or code in self.done

    def overdue(self, code: str | None) -> bool:
        """Whether that task was open past its due date."""
        return self.cell.get(code or "") == OVERDUE

    def codes(self, tasks: Iterable[Task]) -> Mapping[TaskRef, str]:
        """The code each of these tasks had then; those that were not there are left out.

        Where a task was put in between, the codes behind it moved on by one: a code then belongs to the task
        that says it had it, if that task's own code was not there or is in its turn another's.
        """
        left, found, taken = list(tasks), dict[TaskRef, str](), set[str]()
        while moved := [(task, code) for task in left if (code := self._former(task, taken))]:
            task, code = moved[0]
            found[task.ref] = code
            taken.add(code)
            left.remove(task)
        own = {task.ref: task.code for task in left if task.code in self.dates and task.code not in taken}
        return found | own

    def _former(self, task: Task, taken: set[str]) -> str | None:
        if task.code in self.dates and task.code not in taken:
            return None
        return next((code for code in task.was if code in self.dates and code not in taken), None)
