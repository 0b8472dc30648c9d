"""How many tasks of a plan have which sort of deadline: what a secretary counts against the paper."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.model.deadline import DeadlineKind, Every, quarter_start
from bot.model.plan import Plan
from bot.model.say import Say, say


@dataclass(frozen=True, kw_only=True, slots=True)
class Census:
    """Counts of tasks; `quarters`, by first day, run in the order of time, kinds without a task are zero."""

    tasks: int
    quarters: Mapping[date, int]
    years: int
    halves: int
    months: int
    days: int
    spans: int
    ongoing: int
    recurring: Mapping[Every, int]
    waiting: int
    undated: int


def census(plan: Plan) -> Census:
    """The census of a plan; a task that follows another counts as what that one's deadline is."""
    kinds = Counter(task.deadline.kind for task in plan.tasks)
    turns = Counter(t.deadline.every for t in plan.tasks if t.deadline.kind is DeadlineKind.RECURRING)
    dues = [t.deadline.due for t in plan.tasks if t.deadline.kind is DeadlineKind.QUARTER]
    return Census(
        tasks=len(plan.tasks),
        quarters=dict(sorted(Counter(quarter_start(due) for due in dues if due).items())),
        years=kinds[DeadlineKind.YEAR],
        halves=kinds[DeadlineKind.HALF],
        months=kinds[DeadlineKind.MONTH],
        days=kinds[DeadlineKind.DAY],
        spans=kinds[DeadlineKind.SPAN],
        ongoing=kinds[DeadlineKind.ONGOING],
        recurring={each: turns[each] for each in Every},
        waiting=kinds[DeadlineKind.WAITS],
        undated=kinds[DeadlineKind.NONE],
    )


def census_line(plan: Plan) -> Say:
    """One line on a plan without a mistake: its file, id and census."""
    return say("check.plan", file=plan.file, plan=plan.id, census=census(plan))
