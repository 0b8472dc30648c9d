"""The draft of a document as a workbook: what is doubtful in it stands as a note on its cell."""

from collections.abc import Iterator, Sequence

from bot.importer.draft import Doubt, Draft, DraftTarget, DraftTask
from bot.importer.writing import Writing, files_of, sound_targets
from bot.model.plan import Unit
from bot.planfile.catalog import load_trees
from bot.planfile.units import read_units_draft
from bot.planfile.yamlnodes import MapNode, read_nodes
from bot.texts import Texts
from bot.workbook.columns import PLAN_PAGE, TARGET_PAGE, TASK_PAGE, UNIT_PAGE
from bot.workbook.files import units_tree
from bot.workbook.filling import Book, Place, book_of

ABOUT = {
    "no_owner": "owner",
    "owner_later": "owner",
    "addressed": "owner",
    "slip": "title",
    "long": "title",
    "split": "title",
    "formula": "title",
}
"""The cell of a task that a doubt is about, where it is not its deadline."""
HEAD = {
    "no_number": "number",
    "number_of_file": "number",
    "no_issued": "issued",
    "no_title": "title",
    "no_issuer": "issuer",
}
NAME = "draft"


def book_of_draft(draft: Draft, writing: Writing) -> Book:
    """The workbook of the plan file that the draft would be written as."""
    files, texts = files_of(draft, writing), writing.texts
    tree, new = _tree(files.plan), _tree(files.units) if files.units else None
    known = {unit.id: unit for unit in writing.known}
    fresh = [u for u in (read_units_draft(NAME, new, ()).units if new else ()) if u.id not in known]
    units = (*known.values(), *fresh)
    loaded = load_trees(NAME, [tree, units_tree(units)], [])
    (plan,) = loaded.catalog.plans.values()
    notes = dict(_notes(draft, units, fresh, texts))
    return book_of(tree, plan, units, texts, notes)


def _tree(text: str) -> MapNode:
    tree, _ = read_nodes(NAME, text.encode())
    assert tree
    return tree


def _notes(
    draft: Draft, units: Sequence[Unit], fresh: Sequence[Unit], texts: Texts
) -> Iterator[tuple[Place, str]]:
    for doubt in draft.plan.doubts:
        if doubt.key in HEAD:
            yield (PLAN_PAGE.name, 0, HEAD[doubt.key]), _why((doubt,), texts)
    for at, task in enumerate(draft.tasks):
        cells: dict[str, list[Doubt]] = {}
        for doubt in task.doubts:
            cells.setdefault(ABOUT.get(doubt.key, "deadline"), []).append(doubt)
        for path, doubts in cells.items():
            yield (TASK_PAGE.name, at, path), _placed(task, doubts, texts)
    for at, target in enumerate(sound_targets(draft)):
        if target.doubts:
            yield (TARGET_PAGE.name, at, "title"), _placed(target, target.doubts, texts)
    for unit in fresh:
        yield (UNIT_PAGE.name, units.index(unit), "short"), texts.plain("sheet.new_unit")


def _placed(what: DraftTask | DraftTarget, doubts: Sequence[Doubt], texts: Texts) -> str:
    place = texts.plain("importer.file_place", page=what.page, line=what.line)
    return f"{place}: {_why(doubts, texts)}"


def _why(doubts: Sequence[Doubt], texts: Texts) -> str:
    return "; ".join(texts.plain(f"importer.doubt_{doubt.key}", **doubt.values) for doubt in doubts)
