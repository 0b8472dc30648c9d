"""What files say of each other: ids given once, units that exist, tasks that follow another's."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from operator import is_
from typing import TypeVar

from bot.model.deadline import Deadline, TaskRef
from bot.model.plan import Plan, Task, Unit
from bot.model.say import Say, say
from bot.planfile.drafts import AssignDraft, Draft, UnitsDraft
from bot.planfile.files import UNITS_FILE
from bot.planfile.joining.follows import Dates, End, Lost, follows, settle
from bot.planfile.problems import nearest, shown
from bot.planfile.quick import changing
from bot.planfile.units import names_of, nearest_unit

Mistakes = Iterable[tuple[int, Say]]
Ends = Mapping[TaskRef, End]
Naming = TypeVar("Naming", Draft, AssignDraft)


def single_units(units: Sequence[UnitsDraft]) -> list[UnitsDraft]:
    """A unit that another file describes otherwise is a mistake of the later file."""
    first: dict[str, str] = {}
    known: dict[str, Unit] = {}
    checked = []
    for draft in units:
        lines, own = draft.lines or {}, {unit.id: unit for unit in draft.units}
        twice = [
            (line, each) for each, line in lines.items() if each in first and own.get(each) != known.get(each)
        ]
        found = [(line, say("problems.two_units", found=unit, first=first[unit])) for line, unit in twice]
        for unit, line in lines.items():
            first.setdefault(unit, f"{draft.file}:{line}")
        for id, unit_told in own.items():
            known.setdefault(id, unit_told)
        checked.append(draft.mistaken(found))
    return checked


def single(plans: Sequence[Draft]) -> list[Draft]:
    """A plan id that another file has already is a mistake of the later file."""
    first: dict[str, str] = {}
    checked = []
    for draft in plans:
        found: list[tuple[int, Say]] = []
        if draft.plan:
            here = f"{draft.file}:{draft.line}"
            earlier = first.setdefault(draft.plan.id, here)
            if earlier != here:
                found = [(draft.line, say("problems.two_plans", found=draft.plan.id, first=earlier))]
        checked.append(draft.mistaken(found))
    return checked


def owned(plans: Sequence[Naming], units: Sequence[UnitsDraft]) -> list[Naming]:
    """Every unit a file names stands in the units files; where one of those is broken nobody can tell."""
    if any(draft.lines is None for draft in units):
        return list(plans)
    known = {unit: unit for draft in units for unit in draft.lines or ()}
    names = cache(lambda: names_of([unit for draft in units for unit in draft.units]) | known)
    near = cache(lambda found: nearest_unit(found, names()))

    def strangers(draft: Naming) -> Mistakes:
        if draft.mentions and not units:
            yield 1, say("problems.no_units", name=UNITS_FILE)
            return
        for line, unit in draft.mentions:
            if unit not in known:
                yield line, say("problems.no_unit", found=shown(unit), nearest=near(unit))

    return [draft.mistaken(strangers(draft)) for draft in plans]


@dataclass(frozen=True, slots=True)
class Settled:
    """What was made of drafts by the dates of others, for as long as both stay the same."""

    dates: Dates = field(default_factory=Dates)
    originals: Dates = field(default_factory=Dates)
    drafts: dict[str, tuple[Draft, Sequence[object], Draft]] = field(default_factory=dict)
    following: dict[str, tuple[Draft, Sequence[Task]]] = field(default_factory=dict)

    def following_of(self, draft: Draft) -> Sequence[Task]:
        """The tasks of a draft that follow another's, or did before they were assigned."""
        known = self.following.get(draft.file)
        if known is None or known[0] is not draft:
            tasks = draft.plan.tasks if draft.plan else ()
            found = [
                task
                for task in tasks
                if follows(task) or (task.assigned is not None and follows(task.original))
            ]
            known = self.following[draft.file] = (draft, found)
        return known[1]


def followed(plans: Sequence[Draft], settled: Settled) -> list[Draft]:
    """Each task that follows another gets that one's dates, or its plan a Problem."""
    # Of two tasks with one code the first is meant: a plan may stand there as it was before, too.
    find = _Finder(draft.plan for draft in reversed(plans) if draft.plan)
    told = {task.ref: task for draft in reversed(plans) for task in settled.following_of(draft)}
    following = [*told.values()]
    ends = settle(filter(follows, following), find.task, settled.dates)
    originals = ends
    if find.assigned or any(task.assigned for task in following):
        first = [task.original for task in following if follows(task.original)]
        originals = settle(first, find.original, settled.originals)
    tasks = cache(lambda: [task for draft in reversed(plans) if draft.plan for task in draft.plan.tasks])
    left_out = cache(lambda: frozenset(ref for draft in plans for ref in draft.left_out))
    refs = cache(lambda: [str(task.ref) for task in tasks()])
    renamed = cache(lambda: {old: str(task.ref) for task in tasks() for old in task.refs[1:]})

    def why(lost: Lost) -> Say:
        if lost.circle:
            return say("problems.follows_circle", found=lost.ref)
        if lost.ref in left_out():
            return say("problems.follows_mistaken", found=lost.ref)
        near = renamed().get(lost.ref) or nearest(str(lost.ref), refs())
        return say("problems.follows_unknown", found=lost.ref, nearest=near)

    return [_followed(draft, ends, originals, why, settled) for draft in plans]


class _Finder:
    """Tasks by their refs, for the few plans that others follow."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        """Of two tasks with one code the last is meant."""
        self.assigned = False  # whether one that was found is
        self._plans: dict[str, list[Plan]] = {}
        for plan in plans:
            self._plans.setdefault(plan.id, []).append(plan)
        self._by_code: dict[str, Mapping[str, Task]] = {}

    def task(self, ref: TaskRef) -> Task | None:
        if ref.plan not in self._by_code:
            tasks = (task for plan in self._plans.get(ref.plan, ()) for task in plan.tasks)
            self._by_code[ref.plan] = {task.code: task for task in tasks}
        found = self._by_code[ref.plan].get(ref.code)
        self.assigned = self.assigned or (found is not None and found.assigned is not None)
        return found

    def original(self, ref: TaskRef) -> Task | None:
        found = self.task(ref)
        return found.original if found else None


def _followed(
    draft: Draft, ends: Ends, originals: Ends, why: Callable[[Lost], Say], settled: Settled
) -> Draft:
    if draft.plan is None:
        return draft
    following = settled.following_of(draft)
    if not following:
        return draft
    refs = [task.ref for task in following]
    theirs = [*map(ends.get, refs), *(map(originals.get, refs) if originals is not ends else ())]
    before = settled.drafts.get(draft.file)
    if before and before[0] is draft and unchanged(before[1], theirs):
        return before[2]
    lost = ((task, end) for task in following if isinstance(end := originals.get(task.ref), Lost))
    found = [(draft.follows[task.code], why(end)) for task, end in lost]
    anew = {id(task): _dated(task, ends, originals) for task in following}
    plan = replace(draft.plan, tasks=tuple([anew.get(id(task), task) for task in draft.plan.tasks]))
    dated = replace(draft, plan=plan).mistaken(found)
    if not found:
        settled.drafts[draft.file] = (draft, theirs, dated)
    return dated


def unchanged(some: Sequence[object], others: Sequence[object]) -> bool:
    """Whether both are the same objects: what was made of one is made of the other."""
    return len(some) == len(others) and all(map(is_, some, others))


_changed = changing(Task)


def _dated(task: Task, ends: Ends, originals: Ends) -> Task:
    if task.assigned is None and task.deadline.follows is None:
        return task
    end = ends.get(task.ref)
    dated: Task = _changed(task, "deadline", end) if isinstance(end, Deadline) else task
    if dated.assigned is None:
        return dated
    original = _dated(dated.assigned.original, originals, originals)
    return replace(dated, assigned=replace(dated.assigned, original=original))
