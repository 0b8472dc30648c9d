"""A plan from the chat: the workbooks to fill in, what was made of a file, what is in force of it."""

from collections.abc import Sequence
from pathlib import Path

from bot.access.buttons import Action, data, short
from bot.access.rights import Right, plans_open_to
from bot.messages.rendered import Rendered, Skip, button
from bot.messages.view import View
from bot.model import subjects
from bot.model.message import Button, Delivery, File, Message
from bot.model.plan import Plan
from bot.model.plan_file import PlanFile, PlanFileState
from bot.planfile.catalog import load_part
from bot.planfile.files import read_file
from bot.planfile.writing.replacing import former
from bot.planfile.yamlnodes import Entry, MapNode, TextNode, read_nodes
from bot.texts.limits import line
from bot.workbook.filling import book_of

EMPTY = "-"  # in a button's data: of no plan
NAME = 48  # letters on a button


def mine(view: View, row: Delivery) -> list[Plan]:
    """The plans that this chat's secretary writes."""
    ids = plans_open_to(Right.WRITE_PLAN, view.links_of(row.chat_id))
    return [plan for id in ids if (plan := view.world.catalog.plans.get(id))]


def _writes(view: View, row: Delivery) -> bool:
    """Whether the chat's secretary writes any plan; which, was asked when the file was read."""
    return bool(plans_open_to(Right.WRITE_PLAN, view.links_of(row.chat_id)))


def wanted(view: View, row: Delivery, of: subjects.PlanWanted) -> Rendered | Skip:
    """What may be sent, and the workbooks to begin with; none of a plan with classified tasks."""
    plans = [plan for plan in mine(view, row) if not any(task.classification for task in plan.tasks)]
    names = [(line(plan.number, NAME), short(plan.id)) for plan in plans]
    rows = [(_sheet(view, "drafting.sheet_of", key, number=name),) for name, key in names]
    rows.append((_sheet(view, "drafting.sheet_empty", EMPTY),))
    first = not mine(view, row)
    return Rendered(Message(view.world.texts.html("drafting.wanted", first=first), tuple(rows)), of)


def _sheet(view: View, key: str, which: str, **values: str) -> Button:
    return button(view, key, data(Action.PLAN_SHEET, which), **values)


def sheet(view: View, row: Delivery, of: subjects.PlanSheet) -> Rendered | Skip:
    """A plan's file as it is now, or an empty form."""
    plan = next((plan for plan in mine(view, row) if plan.id == of.plan), None)
    if of.plan and (plan is None or any(task.classification for task in plan.tasks)):
        return Skip("plan gone")
    texts, units, today = view.world.texts, tuple(view.world.catalog.units.values()), view.today
    source = _source(Path(plan.file)) if plan else _empty(view, row)
    if source is None:
        return Rendered(Message(texts.html("drafting.file_broken", plan=plan)), of)
    tree, read = source
    name = texts.plain("drafting.file", plan=plan.id) if plan else f"{texts.plain('sheet.empty_file')}.xlsx"

    def made() -> File:
        from bot.workbook.writing import written  # only where Excel is written

        return File(name, written(book_of(tree, read, units, texts), texts, today))

    html = texts.html("drafting.sheet_now" if plan else "drafting.sheet_new", plan=plan)
    return Rendered(Message(html), of, made)


def _empty(view: View, row: Delivery) -> tuple[MapNode, Plan | None]:
    """An empty form; of a plan that its secretary is invited for, with its id."""
    ids = plans_open_to(Right.WRITE_PLAN, view.links_of(row.chat_id))
    awaited = next((id for id in ids if id not in view.world.catalog.plans), None)
    return MapNode(1, {"plan": Entry(1, TextNode(1, awaited))} if awaited else {}), None


def _source(file: Path) -> tuple[MapNode, Plan] | None:
    """The plan file as it is; null where it has a mistake by now."""
    loaded = load_part([file], [file.parent])
    tree, _ = read_nodes(file.name, read_file(file).data)
    if tree is None or loaded.problems or len(loaded.catalog.plans) != 1:
        return None
    return tree, next(iter(loaded.catalog.plans.values()))


def read(view: View, row: Delivery, of: subjects.PlanRead) -> Rendered | Skip:
    """What was made of a file; where it may be put in force, with the buttons that do it."""
    file = view.tx.plan_files.get(of.file)
    if file is None or file.reading is None:
        return Skip("plan file gone")
    if not _writes(view, row):
        return Skip("unlinked")
    reading = file.reading
    html = view.world.texts.html(
        reading.key,
        file=line(file.name, NAME),
        head=reading.head,
        lines=reading.lines,
        more=reading.more,
        state=file.state,
    )
    copy = reading.sheet
    if copy is None:
        return Rendered(Message(html, tuple(_choice(view, file))), of)
    return Rendered(Message(html), of, lambda: File(reading.sheet_name, copy))


def _choice(view: View, file: PlanFile) -> Sequence[tuple[Button, ...]]:
    if not file.applicable(view.now):
        return ()
    apply = button(view, "drafting.apply", data(Action.PLAN_APPLY, file.id))
    later = button(view, "drafting.later", data(Action.PLAN_LATER, file.id))
    shows = button(view, "drafting.preview", data(Action.PLAN_PREVIEW, file.id))
    return ((apply, later), (shows,)) if file.reading and file.reading.preview else ((apply, later),)


def preview(view: View, row: Delivery, of: subjects.PlanPreview) -> Rendered | Skip:
    """The first reminder of each unit, to be read before anything is put in force."""
    file = view.tx.plan_files.get(of.file)
    if file is None or file.reading is None or not _writes(view, row):
        return Skip("plan file gone")
    texts, text = view.world.texts, file.reading.preview
    name = texts.plain("drafting.preview_file")
    html = texts.html("drafting.previewed", head=file.reading.head)
    return Rendered(Message(html), of, lambda: File(name, text.encode("utf-8-sig")))


def _former(view: View, file: PlanFile) -> list[str]:
    """What the files that were there are called now."""
    if file.reading is None or file.applied_at is None:
        return []
    at = file.applied_at.astimezone(view.world.zone)
    return [former(each.name, at) for each in file.reading.files if each.before is not None]


def applied(view: View, _: Delivery, of: subjects.PlanApplied) -> Rendered | Skip:
    """That it is in force, with the way back for a day."""
    file = view.tx.plan_files.get(of.file)
    if file is None or file.reading is None:
        return Skip("plan file gone")
    html = view.world.texts.html(
        "drafting.applied",
        head=file.reading.head,
        new=file.reading.new,
        undone=file.state is PlanFileState.UNDONE,
        former=_former(view, file),
    )
    undo = button(view, "button.undo", data(Action.PLAN_UNDO, file.id))
    return Rendered(Message(html, ((undo,),) if file.undoable(view.now) else ()), of)
