"""What one secretary answers for, and the sections of her morning that are made of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from bot.access.buttons import Action, data, short, task_key
from bot.digest.figures import Figure
from bot.digest.named_figures import By
from bot.messages.rendered import button
from bot.messages.view import View
from bot.model.message import Button
from bot.model.plan import Plan, Task
from bot.model.progress import Standing
from bot.texts.limits import clip, line

TITLE, ON_BUTTON = 90, 48  # UTF-16 units

Line = Mapping[str, Any]
Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, and the buttons that go with it."""

    line: Line
    row: Row = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the message: its lines with their buttons, and buttons for all of it. What lasts until
    somebody sees to it is no news every day: it is told `again` on some, and when it changes."""

    name: str
    entries: Sequence[Entry]
    rows: Sequence[Row] = ()
    again: Callable[[View], bool] | None = None


@dataclass(frozen=True)
class Desk:
    """The plans one secretary answers for, as they stand, and the moment of her morning `before`."""

    view: View
    ids: Sequence[str]
    before: datetime

    @cached_property
    def plans(self) -> list[Plan]:
        return [plan for id in self.ids if (plan := self.view.world.catalog.plans.get(id))]

    @cached_property
    def pairs(self) -> list[tuple[Task, Standing]]:
        tasks = [task for plan in self.plans for task in plan.tasks]
        standings = self.view.standings(tasks)
        return [(task, standings[task.ref]) for task in tasks]

    def line(self, task: Task, **more: Any) -> Line:
        catalog = self.view.world.catalog
        return {
            "code": task.code,
            "title": line(task.title, TITLE),
            "unit": catalog.short(task.owner),
            "plan": catalog.plans[task.plan].number if len(self.plans) > 1 else None,
            **more,
        }

    def opened(self, task: Task, **more: Any) -> Entry:
        """A line whose button opens the card."""
        label = clip(f"{self.view.code(task)} {task.title}", ON_BUTTON)
        return Entry(self.line(task, **more), (Button(label, data(Action.OPEN, task_key(task.ref))),))

    def whole(self, name: str, figure: Figure, tasks: Iterable[Task]) -> list[Row]:
        """The buttons to the whole list of a figure, a plan each."""
        with_some, named = {task.plan for task in tasks}, len(self.plans) > 1
        return [
            (
                button(
                    self.view,
                    f"morning.all_{name}",
                    data(Action.FIGURES, short(plan.id), By.FIGURE.value, figure.value, 0),
                    number=plan.number if named else None,
                ),
            )
            for plan in self.plans
            if plan.id in with_some
        ]
