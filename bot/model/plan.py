"""What a committee issued: plans, their tasks and targets, and the units that own them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.model.deadline import Deadline, TaskRef

DEFAULT_LADDER = (30, 14, 7, 3, 1, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """An agency that can own a task."""

    id: str
    name: str
    short: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the issued document a task stands; `item` counts from 1 within its section."""

    section: str
    item: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """Which reminders a dated task gets: days before the date reminders aim at, then every
    `overdue_every` days after the due date."""

    opening: bool = True
    before: tuple[int, ...] = DEFAULT_LADDER
    overdue_every: int = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One thing to deliver."""

    plan: str
    code: str
    title: str
    owner: str
    deadline: Deadline
    source: Source
    line: int
    deliverable: str | None = None
    support: tuple[str, ...] = ()
    owner_basis: str | None = None
    classification: str | None = None

    @property
    def ref(self) -> TaskRef:
        return TaskRef(self.plan, self.code)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A figure the plan wants reached by its horizon (a year)."""

    id: str
    title: str
    horizon: int
    unit: str
    low: Decimal
    high: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """One issued document."""

    id: str
    file: str
    number: str
    title: str
    issuer: str
    issued: date
    owner: str
    sections: Mapping[str, str]
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...] = ()
    ladder: Ladder = field(default_factory=Ladder)


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalog:
    """Every unit and plan in force."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)

    def tasks(self) -> Iterator[Task]:
        for plan in self.plans.values():
            yield from plan.tasks

    def task(self, ref: TaskRef) -> Task | None:
        plan = self.plans.get(ref.plan)
        return next((t for t in plan.tasks if t.code == ref.code), None) if plan else None

    def short(self, unit: str) -> str:
        """A unit's short name, or its id where the catalogue no longer knows it."""
        return self.units[unit].short if unit in self.units else unit
