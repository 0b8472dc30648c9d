"""A workbook taken in as the text of a plan file, new or laid onto one there is, and of its new units."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from bot.importer.words.wording import clean
from bot.model.plan import Unit
from bot.planfile.writing.matching import Changes, as_before, changes
from bot.planfile.writing.patching import patched
from bot.planfile.writing.text import file_text
from bot.planfile.yamlnodes import Entry, ListNode, MapNode, Node, TextNode, read_nodes
from bot.texts import Texts
from bot.workbook.taking import Taken


@dataclass(frozen=True, slots=True)
class Files:
    """The text of the plan; that of units which stand nowhere beside it; what changed in the plan there was,
    and whether its layout could be kept."""

    plan: str
    units: str | None
    changes: Changes | None
    kept: bool


def files_of(taken: Taken, document: str, onto: str | None, beside: Container[str], texts: Texts) -> Files:
    """What is to be written of a workbook of this name; `onto` is the text of a plan without a mistake."""
    new = [unit for unit in taken.units if unit.id not in beside]
    old = read_nodes("", onto.encode())[0] if onto else None
    tree = as_before(old, taken.tree) if old else taken.tree
    kept = patched(onto, tree) if onto and old else None
    head = texts.plain("sheet.file_head", document=clean(document), tasks=len(taken.plan.tasks))
    return Files(
        plan=kept or f"# {head}\n{file_text(tree)}",
        units=f"# {texts.plain('importer.file_units')}\n{file_text(units_tree(new))}" if new else None,
        changes=changes(old, tree) if old else None,
        kept=kept is not None or not onto,
    )


def units_tree(units: Sequence[Unit]) -> MapNode:
    """The file of these units."""
    return _map(units=ListNode(1, tuple(map(_unit, units))))


def _unit(unit: Unit) -> MapNode:
    known: dict[str, Node] = {name: TextNode(1, getattr(unit, name)) for name in ("id", "name", "short")}
    if unit.aliases:
        known["aliases"] = ListNode(1, tuple(TextNode(1, alias) for alias in unit.aliases))
    if unit.parent:
        known["parent"] = TextNode(1, unit.parent)
    return _map(**known)


def _map(**nodes: Node) -> MapNode:
    return MapNode(1, {name: Entry(1, node) for name, node in nodes.items()})
