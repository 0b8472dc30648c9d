"""What could be read of one file, with what other files must answer for: units named, tasks followed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model.deadline import TaskRef
from bot.model.plan import Plan, Unit
from bot.model.say import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A plan with the tasks that could be read; in force only when nothing in its file is wrong.

    `line` is where the plan's id stands; `mentions` are (line, unit) of every unit named; `follows` is the
    line on which each task, by code, names the one it follows; `left_out` the tasks with a mistake.
    """

    file: str
    plan: Plan | None = None
    line: int = 1
    mentions: tuple[tuple[int, str], ...] = ()
    follows: Mapping[str, int] = field(default_factory=dict)
    left_out: frozenset[TaskRef] = frozenset()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitsDraft:
    """The units that could be read, and the line of every id, read or not; null where YAML is broken."""

    file: str
    units: tuple[Unit, ...] = ()
    lines: Mapping[str, int] | None = None
    problems: tuple[Problem, ...] = ()
