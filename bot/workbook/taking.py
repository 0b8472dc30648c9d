"""A filled workbook taken in: its plan without a mistake, or every mistake by its cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.documents.grid import Grid, key
from bot.importer.draft import Draft, DraftPlan, DraftTarget, DraftTask
from bot.model.plan import Plan, Target, Task, Unit
from bot.model.say import Mistake, Say, say
from bot.model.target import plain
from bot.planfile.catalog import load_trees
from bot.planfile.problems import shown
from bot.planfile.yamlnodes import MapNode
from bot.texts import LANGUAGES, Texts, day, texts_in
from bot.workbook.columns import DUE, TASK_PAGE
from bot.workbook.filling import means
from bot.workbook.mistakes import told
from bot.workbook.places import Place, place_of
from bot.workbook.reading import Form, read_form


@dataclass(frozen=True, slots=True)
class Taken:
    """The plan as it is read and as the tree of its file, and every unit there is."""

    form: Form
    plan: Plan
    units: tuple[Unit, ...]

    @property
    def tree(self) -> MapNode:
        return self.form.plan


def taken(name: str, grid: Grid, beside: Sequence[Unit], context: Sequence[Path], texts: Texts) -> Taken:
    """The plan of a workbook of this name; raises a Mistake that names everything wrong with it.

    `beside` are the units in force, `context` the files that the plan may name something of.
    """
    form = read_form(grid, beside)
    if form.untouched and not form.wrong:
        raise Mistake(say("sheet.untouched", file=name))
    loaded = load_trees(name, [form.plan, form.units], context)
    units = loaded.catalog.units
    if form.lacking or form.wrong or loaded.problems:
        raise Mistake(*told(name, form, loaded.problems, (*beside, *units.values()), texts))
    (plan,) = loaded.catalog.plans.values()
    return Taken(form, plan, tuple(units.values()))


def stale(taken: Taken, texts: Texts) -> Iterator[Say]:
    """Days beside deadlines that the words do not mean any more: the words count."""
    table = taken.form.tables[TASK_PAGE.name]
    column = table.columns.get(DUE, 0)
    for task in taken.plan.tasks:
        place = place_of(task.line)
        cell = table.sheet.rows[place.row].get(column) if place else None
        known = {key(_means(task, texts_in(language))) for language in LANGUAGES}
        if place and cell and cell.text and key(cell.text) not in known:
            yield say(
                "sheet.stale",
                sheet=shown(table.sheet.name),
                cell=Place(place.sheet, place.row, column).cell,
                found=shown(cell.text),
                written=shown(task.deadline.written),
                means=_means(task, texts),
            )


def _means(task: Task, texts: Texts) -> str:
    now = means(task.original, texts)
    return day(now) if isinstance(now, date) else str(now or "–")


def as_draft(taken: Taken) -> Draft:
    """The same as a document's draft, every item beyond doubt; its page is the sheet, its line the row."""
    plan, names = taken.plan, {unit.id: unit.name for unit in taken.units}
    return Draft(
        plan=DraftPlan(number=plan.number, issuer=plan.issuer, issued=plan.issued, title=plan.title),
        sections=dict(plan.sections),
        tasks=tuple(_task(task.original, names) for task in plan.tasks),
        targets=tuple(_target(target) for target in plan.targets),
    )


def _task(task: Task, names: Mapping[str, str]) -> DraftTask:
    place, deadline = place_of(task.line), task.deadline
    return DraftTask(
        section=task.source.section,
        item=task.source.item,
        text=task.text or task.title,
        title=task.title,
        deadline=deadline.written or None,
        kind=deadline.kind,
        due=deadline.due,
        after=deadline.after,
        inherited=deadline.inherited,
        owner=(names.get(task.owner, task.owner),),
        support=tuple(names.get(unit, unit) for unit in task.support),
        unit=task.owner,
        deliverable=task.deliverable,
        page=place.sheet + 1 if place else 1,
        line=place.row if place else 1,
    )


def _target(target: Target) -> DraftTarget:
    return DraftTarget(
        title=target.title,
        text=target.title,
        value=str(plain(target.low)),
        high=str(plain(target.high)) if target.high is not None else None,
        unit=target.unit,
        horizon=target.horizon,
    )
