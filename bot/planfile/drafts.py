"""What could be read of one file, with what other files must answer for: units named, tasks followed."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Any, Self, TypeVar

from bot.model.deadline import TaskRef
from bot.model.plan import Plan, Unit
from bot.model.say import Problem, Say
from bot.planfile.problems import Problems, Stop
from bot.planfile.records import Recorder
from bot.planfile.yamlnodes import MapNode


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """A file as far as it could be read; in force only when nothing in it is wrong."""

    file: str
    problems: tuple[Problem, ...] = ()

    def mistaken(self, mistakes: Iterable[tuple[int, Say]]) -> Self:
        """The same with these mistakes, each with its line, beside its own."""
        found = iter(mistakes)
        first = next(found, None)
        if first is None:
            return self
        problems = Problems(self.file, self.problems)
        with suppress(Stop):
            for line, what in chain([first], found):
                problems.add(line, what)
        return replace(self, problems=problems.by_line())


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft(Drafted):
    """A plan with the tasks that could be read.

    `line` is where the plan's id stands; `mentions` are (line, unit) of every unit named; `follows` is the
    line on which each task, by code, names the one it follows; `left_out` the tasks with a mistake.
    """

    plan: Plan | None = None
    line: int = 1
    mentions: tuple[tuple[int, str], ...] = ()
    follows: Mapping[str, int] = field(default_factory=dict)
    left_out: frozenset[TaskRef] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitsDraft(Drafted):
    """The units that could be read, and the line of every id, read or not; null where YAML is broken.

    `above` are (line, unit, parent) of every unit that stands under another.
    """

    units: tuple[Unit, ...] = ()
    lines: Mapping[str, int] | None = None
    above: tuple[tuple[int, str | None, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What a document says of one task: `given` are the fields of a `Task` that it changes."""

    code: str
    line: int
    given: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignDraft(Drafted):
    """A later document; `line` is where it names its plan, `mentions` as in `Draft`."""

    plan: str | None = None
    line: int = 1
    number: str = ""
    issued: date = date.min
    terms: tuple[Terms, ...] = ()
    mentions: tuple[tuple[int, str], ...] = ()


D = TypeVar("D", bound=Drafted)


def drafted(empty: D, tree: MapNode | None, read: Callable[[MapNode, Recorder], D]) -> D:
    """A tree to all that can be read of it; `empty` has the mistakes found in making the tree."""
    found, draft = Problems(empty.file, empty.problems), empty
    if tree:
        with suppress(Stop):
            draft = read(tree, Recorder(found))
    return replace(draft, problems=found.by_line())
