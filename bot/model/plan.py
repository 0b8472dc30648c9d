"""What a committee issued: plans, their tasks and targets, and the units that own them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from bot.model.deadline import Deadline, TaskRef
from bot.model.digest import DigestWishes
from bot.model.target import Baseline, Better, TargetRef

DEFAULT_LADDER = (30, 14, 7, 3, 1, 0)
DEFAULT_OVERDUE = (1, 3)


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
    """Which reminders a dated task gets: days before the date reminders aim at, then the working days
    `overdue` after the due date, and behind them rounds every `overdue_every` days, common to all tasks.

    Overdue and not a word said for so many working days, it is laid before the unit's head and before
    the plan's leaders (0: never).
    """

    opening: bool = True
    before: tuple[int, ...] = DEFAULT_LADDER
    overdue: tuple[int, ...] = DEFAULT_OVERDUE
    overdue_every: int = 7
    unit_head_after: int = 3
    leader_after: int = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One thing to deliver.

    `owner_given` is False where the plan's own owner stands in; `authority` is the unit that decides on
    the result; `was` holds the codes it had before; `assigned` the document that changed its terms.
    `recurring_from` is the day from which reports on an ongoing or recurring task are owed, where the plan
    says one. `text` is the document's full wording, where the title is a shorter one; of a title too long for
    the chat (`title_cut`) it is what was cut.
    """

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
    owner_given: bool = True
    authority: str | None = None
    classification: str | None = None
    was: tuple[str, ...] = ()
    assigned: "Assignment | None" = None
    recurring_from: date | None = None
    text: str = ""
    title_cut: bool = False

    @property
    def ref(self) -> TaskRef:
        return TaskRef(self.plan, self.code)

    @property
    def refs(self) -> tuple[TaskRef, ...]:
        """The task by the code it has and by those it had: old reports name it so."""
        return (self.ref, *(TaskRef(self.plan, code) for code in self.was))

    @property
    def original(self) -> "Task":
        """The task as the plan itself has it, whatever was assigned later."""
        return self.assigned.original if self.assigned else self


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """A later document that gave a task other terms: its number, its date, and where it is written.

    `original` is the task as the plan has it; `earlier` are the numbers of the documents that assigned it
    before, whose terms hold where this one says nothing.
    """

    number: str
    issued: date
    file: str
    line: int
    original: Task
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A figure the plan wants reached by its horizon, the end of a year.

    Of a range (`low` to `high`) the nearer end is the `goal`: 14.5 of 14.5–15 where higher is better, and 15
    where lower is; what goes beyond it is reached all the same. `owner` is the unit that reports the figure,
    the plan's owner where it is null.
    """

    id: str
    title: str
    horizon: int
    unit: str
    low: Decimal
    high: Decimal | None = None
    baseline: Baseline | None = None
    better: Better = Better.HIGHER
    owner: str | None = None

    @property
    def goal(self) -> Decimal:
        return self.low if self.better is Better.HIGHER or self.high is None else self.high

    @property
    def end(self) -> date:
        """The last day of the horizon."""
        return date(self.horizon, 12, 31)

    def reached(self, value: Decimal) -> bool:
        return value >= self.goal if self.better is Better.HIGHER else value <= self.goal


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One issued document.

    `approval`: a result counts as done once a secretary accepts it; `evidence_for_done`: once a file or
    link stands beside it; `digest`: what its weekly digest is to be.
    """

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
    authority: str | None = None
    approval: bool = False
    evidence_for_done: bool = False
    digest: DigestWishes = field(default_factory=DigestWishes)

    @cached_property
    def by_code(self) -> Mapping[str, Task]:
        """The task of each code, and of each code that a task had once and none has now."""
        had = {code: task for task in reversed(self.tasks) for code in task.was}
        return had | {task.code: task for task in reversed(self.tasks)}

    def has(self, code: str) -> bool:
        """Whether a task has that code now."""
        return code in self.by_code and self.by_code[code].code == code

    def target(self, id: str) -> Target | None:
        return next((target for target in self.targets if target.id == id), None)

    def reporter(self, target: Target) -> str:
        """The unit that reports a target's figure."""
        return target.owner or self.owner


@dataclass(frozen=True, slots=True)
class Followed:
    """Whose deadline a task takes: the plan's number and when it was issued, the task's code, and its words
    where it has its own."""

    number: str
    issued: date | None
    code: str
    written: str


T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """Every unit and plan in force; what is looked up at every message is put in order once."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)

    @cached_property
    def given_to(self) -> Mapping[str, Sequence[Task]]:
        """Each unit's tasks, owned or supported, in the plans' order."""
        tasks: dict[str, list[Task]] = {}
        for task in self.tasks():
            for unit in {task.owner, *task.support}:
                tasks.setdefault(unit, []).append(task)
        return tasks

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes that tasks have and had."""
        return frozenset(code for plan in self.plans.values() for code in plan.by_code)

    @cached_property
    def _keyed(self) -> dict[Callable[[TaskRef], str], Mapping[str, Task]]:
        return {}

    def keyed(self, key: Callable[[TaskRef], str]) -> Mapping[str, Task]:
        """Each task under the short names of the codes it has and had."""
        if key not in self._keyed:
            self._keyed[key] = {key(ref): t for t in reversed([*self.tasks()]) for ref in t.refs}
        return self._keyed[key]

    def giving(self, unit: str) -> tuple[str, ...]:
        """The plans that give a unit a task, owned or supported."""
        return tuple(dict.fromkeys(task.plan for task in self.given_to.get(unit, ())))

    def tasks(self) -> Iterator[Task]:
        for plan in self.plans.values():
            yield from plan.tasks

    def task(self, ref: TaskRef) -> Task | None:
        """The task of that code, or the one that had it once."""
        plan = self.plans.get(ref.plan)
        return plan.by_code.get(ref.code) if plan else None

    def once(self, make: Callable[["Catalog"], T]) -> T:
        """What is made of it, made once: nothing of it changes."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    @cached_property
    def _made(self) -> dict[Callable[["Catalog"], Any], Any]:
        return {}

    def code(self, ref: TaskRef) -> str:
        """A task's code behind its plan's number, as it may be typed where plans share codes."""
        plan = self.plans.get(ref.plan)
        return f"{plan.number} {ref.code}" if plan else ref.code

    def alone(self, plan: Plan) -> bool:
        """Whether no other plan has its number: a city's and a commune's may both be 15/KH-UBND."""
        return sum(_spelled(each.number) == _spelled(plan.number) for each in self.plans.values()) < 2

    def target_numbers(self) -> dict[TargetRef, int]:
        """Every target's number, the same for everybody: they count on through the plans, in their order."""
        refs = [TargetRef(plan.id, target.id) for plan in self.plans.values() for target in plan.targets]
        return {ref: number for number, ref in enumerate(refs, 1)}

    def short(self, unit: str) -> str:
        """A unit's short name, or its id where the catalogue no longer knows it."""
        return self.units[unit].short if unit in self.units else unit

    def place(self, unit: str | None, plan: str | None) -> str:
        """What a post belongs to: a unit's short name or a plan's number."""
        if unit:
            return self.short(unit)
        found = self.plans.get(plan or "")
        return found.number if found else plan or ""

    def followed(self, task: Task) -> Followed | None:
        """The task whose date this one takes; null where the date is its own."""
        source = task.deadline.follows
        if source is None or not task.deadline.borrowed:
            return None
        plan, theirs = self.plans.get(source.plan), self.task(source)
        # The words of a classified task are not told beside another one either.
        told = theirs and not theirs.deadline.borrowed and theirs.classification is None
        written = theirs.deadline.written if theirs and told else ""
        number, issued = (plan.number, plan.issued) if plan else (source.plan, None)
        return Followed(number, issued, source.code, written)


def _spelled(number: str) -> str:
    """What a file's name keeps of it."""
    return "".join(filter(str.isalnum, number)).casefold()
