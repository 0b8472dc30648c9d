"""Long lists are shown a page at a time: which page, its numbers to press, and the way to the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.access.buttons import Action, data, task_key
from bot.messages.rendered import button
from bot.messages.view import View
from bot.model.message import Button
from bot.model.plan import Task

PAGE = 10  # tasks in one list: what a thumb still finds
A_ROW = 5

T = TypeVar("T")
Rows = list[tuple[Button, ...]]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list; its `number` and the place of its `first` item count from one."""

    items: Sequence[T]
    number: int
    pages: int
    first: int

    def numbered(self) -> list[tuple[int, T]]:
        return list(enumerate(self.items, self.first))

    def turns(self, view: View, to: Callable[[int], str]) -> Rows:
        """The buttons that lead to the pages beside this one; `to` makes their data, from nought on."""
        beside = (("button.previous", self.number - 2), ("button.next", self.number))
        turns = tuple(button(view, key, to(page)) for key, page in beside if 0 <= page < self.pages)
        return [turns] if turns else []


def page_of(found: Sequence[T], wanted: int, size: int) -> Page[T]:
    """The page wanted (from nought), or the last one of a list that has become shorter."""
    pages = max(1, -(-len(found) // size))
    start = min(wanted, pages - 1) * size
    return Page(found[start : start + size], start // size + 1, pages, start + 1)


def task_numbers(tasks: Sequence[Task], first: int) -> Rows:
    """A number to press for each task of a list."""
    numbers = [Button(str(n), data(Action.OPEN, task_key(t.ref))) for n, t in enumerate(tasks, first)]
    return in_rows(numbers)


def in_rows(numbers: Sequence[Button], width: int = A_ROW) -> Rows:
    return [tuple(numbers[i : i + width]) for i in range(0, len(numbers), width)]
