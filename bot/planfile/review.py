"""The six clarities of a plan ("6 rõ"): who, what, when, whose duty, which product, by whose authority."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.model.deadline import Deadline, DeadlineKind
from bot.model.plan import Catalog, Plan, Task
from bot.model.say import Problem, Say, say
from bot.planfile.fields import TITLE

YEARS = re.compile(r"(?<![\d-])20\d\d(?!\d)|(?<=\d-)20\d\d(?!\d)")
SOON = 30  # days behind the issue: a period that nearly was over is seldom meant
SHORTEST_TITLE = 3  # words; "Hội nghị" alone says no more than that somebody will meet


class Clarity(StrEnum):
    """Rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền."""

    PEOPLE = "people"
    WORK = "work"
    TIME = "time"
    DUTY = "duty"
    PRODUCT = "product"
    AUTHORITY = "authority"


class Degree(StrEnum):
    """Whether the task itself says it, something above it does, or nothing."""

    STATED = "stated"
    INHERITED = "inherited"
    MISSING = "missing"


POINTS = {Degree.STATED: 2, Degree.INHERITED: 1, Degree.MISSING: 0}


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskReview:
    """One task: a degree for each clarity, and what to ask about those that are missing."""

    task: Task
    degrees: Mapping[Clarity, Degree]
    questions: tuple[Say, ...]

    @property
    def points(self) -> int:
        """0 to 12: two for what is stated, one for what is inherited."""
        return sum(POINTS[degree] for degree in self.degrees.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanReview:
    """One plan: its tasks the worst first, and questions that concern all of them."""

    plan: Plan
    tasks: tuple[TaskReview, ...]
    questions: tuple[Say, ...]

    @property
    def score(self) -> int:
        """0 to 100; a plan without tasks has nothing unclear."""
        most = len(self.tasks) * len(Clarity) * POINTS[Degree.STATED]
        return round(100 * sum(task.points for task in self.tasks) / most) if most else 100

    def count(self, clarity: Clarity, degree: Degree) -> int:
        return sum(task.degrees[clarity] is degree for task in self.tasks)


def review(plan: Plan, catalog: Catalog) -> PlanReview:
    """What a plan says clearly and what its secretary should ask next; advice, never a Problem."""
    degrees = [_degrees(task, plan, catalog) for task in plan.tasks]
    common = [c for c in Clarity if degrees and all(each[c] is Degree.MISSING for each in degrees)]
    tasks = [
        TaskReview(task=task, degrees=each, questions=_questions(task, each, common, catalog))
        for task, each in zip(plan.tasks, degrees, strict=True)
    ]
    tasks.sort(key=lambda each: each.points)  # equal ones keep the plan's order
    return PlanReview(plan=plan, tasks=tuple(tasks), questions=tuple(say(f"review.all_{c}") for c in common))


def doubts(plan: Plan) -> tuple[Problem, ...]:
    """What its writer may want to mend, though it is in force: days read without a year that may be another
    year's (close behind the issue, or not of the title's), and titles that a chat cuts."""
    written = [int(year) for year in YEARS.findall(plan.title)]
    return tuple(
        Problem(plan.file, task.line, told)
        for task in plan.tasks
        for told in (_doubtful_day(task, written), _long_title(task))
        if told
    )


def _long_title(task: Task) -> Say | None:
    return say("check.long_title", code=task.code, title=task.title, most=TITLE) if task.title_cut else None


def _doubtful_day(task: Task, written: list[int]) -> Say | None:
    due, reason = task.deadline.due, task.deadline.reason
    issued = reason.values.get("issued")
    if due is None or reason.key != "deadline.assumed_year" or not isinstance(issued, date):
        return None
    against = bool(written) and not min(written) <= due.year <= max(written)
    if not against and (due - issued).days > SOON:
        return None
    title = "-".join(str(year) for year in sorted({min(written), max(written)})) if against else ""
    return say(
        "check.doubt",
        code=task.code,
        written=task.deadline.written.strip(),
        due=due,
        issued=issued,
        title=title,
    )


def _degrees(task: Task, plan: Plan, catalog: Catalog) -> dict[Clarity, Degree]:
    # The owner is many agencies at once ("Các sở, ngành"): nobody in particular answers.
    owner = catalog.units.get(task.owner)
    many = owner is not None and owner.name.lower().startswith("các ")
    return {
        Clarity.PEOPLE: Degree.MISSING if many else _people(task),
        Clarity.WORK: Degree.STATED if len(task.title.split()) >= SHORTEST_TITLE else Degree.MISSING,
        Clarity.TIME: _time(task.deadline),
        Clarity.DUTY: Degree.MISSING if many else _duty(task),
        Clarity.PRODUCT: _product(task, catalog),
        Clarity.AUTHORITY: _authority(task, plan),
    }


def _people(task: Task) -> Degree:
    """One agency, named for this task: a general clause or the plan's owner only stands in for it."""
    return Degree.INHERITED if task.owner_basis or not task.owner_given else Degree.STATED


def _duty(task: Task) -> Degree:
    """Who answers for the result: the agency the document lays it on, or the clause that does."""
    if task.owner_basis:
        return Degree.INHERITED
    return Degree.STATED if task.owner_given else Degree.MISSING


def _time(deadline: Deadline) -> Degree:
    if deadline.kind is DeadlineKind.WAITS:
        return Degree.STATED if deadline.within_days else Degree.MISSING
    if deadline.due is None and deadline.every is None:
        return Degree.MISSING
    followed = deadline.reason.key == "check.follows"
    return Degree.INHERITED if followed or deadline.inherited else Degree.STATED


def _product(task: Task, catalog: Catalog) -> Degree:
    if task.deliverable:
        return Degree.STATED
    followed = catalog.task(task.deadline.follows) if task.deadline.follows else None
    return Degree.INHERITED if followed and followed.deliverable else Degree.MISSING


def _authority(task: Task, plan: Plan) -> Degree:
    if task.authority is None:
        return Degree.MISSING
    return Degree.INHERITED if task.authority == plan.authority else Degree.STATED


def _questions(
    task: Task, degrees: Mapping[Clarity, Degree], common: list[Clarity], catalog: Catalog
) -> tuple[Say, ...]:
    """One question for each thing missing, save what the whole plan is asked about."""
    missing = [c for c in Clarity if degrees[c] is Degree.MISSING and c not in common]
    if Clarity.PEOPLE in missing and Clarity.DUTY in missing:
        missing.remove(Clarity.DUTY)  # many owners: who of them does it is who answers for it
    return tuple(_question(task, clarity, catalog) for clarity in missing)


def _question(task: Task, clarity: Clarity, catalog: Catalog) -> Say:
    if clarity is Clarity.TIME and task.deadline.after:
        return say("review.ask_event", after=task.deadline.after)
    if clarity in (Clarity.PEOPLE, Clarity.DUTY):
        unit = catalog.units.get(task.owner)
        return say(f"review.ask_{clarity}", unit=unit.name if unit else task.owner)
    return say(f"review.ask_{clarity}")
