"""Keeps secrets out of chats: what a classified task says never reaches a message, only its code does."""

from dataclasses import replace
from pathlib import Path

from bot.model.deadline import Deadline
from bot.model.plan import Assignment, Catalog, Plan, Task
from bot.model.say import Problem, say
from bot.texts import Texts
from bot.texts.limits import clip

SECRET = b"classification"
LINE_MOST = 300


def guarded(catalog: Catalog) -> Catalog:
    """The catalogue for messages: a task marked mật or above is known by its code and dates alone.

    Done once, at the root (decision 12): whatever is made from this catalogue can't tell more.
    """
    return replace(catalog, plans={id: _guarded_plan(plan) for id, plan in catalog.plans.items()})


def _guarded_plan(plan: Plan) -> Plan:
    """The same plan, where it has no secret: so that one that stayed as it was is known at a glance."""
    if not any(task.classification for task in plan.tasks):
        return plan
    return replace(plan, tasks=tuple(_guarded(task) if task.classification else task for task in plan.tasks))


def _guarded(task: Task) -> Task:
    given = task.assigned
    return replace(
        task,
        title=task.code,
        text="",
        title_cut=False,
        deliverable=None,
        deadline=_dates(task.deadline),
        assigned=_without(given) if given else None,
    )


def _without(given: Assignment) -> Assignment:
    return replace(given, original=_guarded(given.original))


def _dates(deadline: Deadline) -> Deadline:
    """The dates of a deadline without its words."""
    return replace(deadline, written="", reason=say("deadline.withheld"), after=None)


def problem_line(problem: Problem, texts: Texts) -> str:
    """File and line, and what is wrong: unless the file holds secrets, which a Problem might quote."""
    path = Path(problem.file)
    short = Problem(path.name, problem.line, problem.say)
    try:
        secret = path.is_file() and SECRET in path.read_bytes()
    except OSError:
        secret = True
    return f"{short.file}:{short.line}" if secret else clip(texts.problem(short), LINE_MOST)
