"""What files say of each other: ids given once, units that exist, tasks that follow another's."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TypeVar

from bot.model.deadline import Deadline, TaskRef
from bot.model.plan import Task, Unit
from bot.model.say import Say, say
from bot.planfile.drafts import AssignDraft, Draft, UnitsDraft
from bot.planfile.files import UNITS_FILE
from bot.planfile.follows import End, Lost, settle
from bot.planfile.problems import nearest, shown
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
        first = {unit: f"{draft.file}:{line}" for unit, line in lines.items()} | first
        known = own | known
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
    names = names_of([unit for draft in units for unit in draft.units]) | known
    near = cache(lambda found: nearest_unit(found, names))

    def strangers(draft: Naming) -> Mistakes:
        if draft.mentions and not units:
            yield 1, say("problems.no_units", name=UNITS_FILE)
            return
        for line, unit in draft.mentions:
            if unit not in known:
                yield line, say("problems.no_unit", found=shown(unit), nearest=near(unit))

    return [draft.mistaken(strangers(draft)) for draft in plans]


def followed(plans: Sequence[Draft]) -> list[Draft]:
    """Each task that follows another gets that one's dates, or its plan a Problem."""
    # Of two plans with one id the first is meant.
    tasks = {t.ref: t for draft in reversed(plans) for t in (draft.plan.tasks if draft.plan else ())}
    left_out = frozenset(ref for draft in plans for ref in draft.left_out)
    first = {ref: task.original for ref, task in tasks.items()}
    ends, originals = settle(tasks), settle(first)
    refs = [str(ref) for ref in tasks]
    renamed = {old: str(task.ref) for task in tasks.values() for old in task.refs[1:]}

    def why(lost: Lost) -> Say:
        if lost.circle:
            return say("problems.follows_circle", found=lost.ref)
        if lost.ref in left_out:
            return say("problems.follows_mistaken", found=lost.ref)
        near = renamed.get(lost.ref) or nearest(str(lost.ref), refs)
        return say("problems.follows_unknown", found=lost.ref, nearest=near)

    return [_followed(draft, ends, originals, why) for draft in plans]


def _followed(draft: Draft, ends: Ends, originals: Ends, why: Callable[[Lost], Say]) -> Draft:
    if draft.plan is None:
        return draft
    tasks = draft.plan.tasks
    lost = ((task, end) for task in tasks if isinstance(end := originals.get(task.ref), Lost))
    found = ((draft.follows[task.code], why(end)) for task, end in lost)
    plan = replace(draft.plan, tasks=tuple(_dated(task, ends, originals) for task in tasks))
    return replace(draft, plan=plan).mistaken(found)


def _dated(task: Task, ends: Ends, originals: Ends) -> Task:
    end = ends.get(task.ref)
    dated = replace(task, deadline=end) if isinstance(end, Deadline) else task
    if dated.assigned is None:
        return dated
    original = _dated(dated.assigned.original, originals, originals)
    return replace(dated, assigned=replace(dated.assigned, original=original))
