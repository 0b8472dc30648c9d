"""A plan's file as the rows of the workbook: every key of it stands in one cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.model.deadline import DeadlineKind
from bot.model.plan import Plan, Task, Unit
from bot.planfile.fields import Field
from bot.planfile.yamlnodes import ListNode, MapNode, Node, TextNode
from bot.texts import Texts
from bot.workbook.cells import Names, Value, shown
from bot.workbook.columns import (
    DUE,
    HEAD,
    PLAN_PAGE,
    SECTION_PAGE,
    TARGET_PAGE,
    TASK_PAGE,
    UNIT_PAGE,
    Page,
)

Row = Sequence[Value]
Place = tuple[str, int, str]
"""A cell by its page, its row (from 0) and its column's path; on the first page the path of the row."""


@dataclass(frozen=True, slots=True)
class Book:
    """The rows of every page, and what is to be said of single cells."""

    title: str
    rows: Mapping[str, Sequence[Row]]
    notes: Mapping[Place, str] = field(default_factory=dict)


def book_of(
    tree: MapNode,
    plan: Plan | None,
    units: Sequence[Unit],
    texts: Texts,
    notes: Mapping[Place, str] | None = None,
) -> Book:
    """The workbook of a plan file without a mistake; of an empty one it is the one to fill in."""
    names = Names.of(units)
    sections = _at(tree, "sections")
    listed = sections.entries.items() if isinstance(sections, MapNode) else ()
    title = f"{plan.number} – {plan.title}" if plan else texts.plain("sheet.empty_title")
    rows: dict[str, Sequence[Row]] = {
        PLAN_PAGE.name: [*_head(tree, names, texts)],
        SECTION_PAGE.name: [(_plain(key), _plain(_text(entry.node))) for key, entry in listed],
        TASK_PAGE.name: [*_tasks(_maps(tree, "tasks"), plan, names, texts)],
        TARGET_PAGE.name: [_row(TARGET_PAGE, node, names, texts) for node in _maps(tree, "targets")],
        UNIT_PAGE.name: [_unit(unit, names) for unit in units],
    }
    return Book(title, rows, notes or {})


def _head(tree: MapNode, names: Names, texts: Texts) -> Iterator[Row]:
    for column in HEAD:
        assert column.field
        key, about = (texts.plain(f"sheet.{each}_{column.name}") for each in ("plan", "about_plan"))
        yield (key, _value(column.field, _at(tree, column.path), names, texts), about)


def _tasks(nodes: Sequence[MapNode], plan: Plan | None, names: Names, texts: Texts) -> Iterator[Row]:
    tasks = plan.tasks if plan else ()
    for node, task in zip(nodes, tasks, strict=True):
        told = {"code": task.code, DUE: means(task.original, texts)}
        yield _row(TASK_PAGE, node, names, texts, told)


def _row(
    page: Page, node: MapNode, names: Names, texts: Texts, told: Mapping[str, Value] | None = None
) -> Row:
    """A row of cells; `told` wins over what the file says."""
    known = told or {}
    return [
        known[column.path]
        if column.path in known
        else _value(column.field, _at(node, column.path), names, texts)
        if column.field
        else None
        for column in page.columns
    ]


def _unit(unit: Unit, names: Names) -> Row:
    parent = names.shown(unit.parent) if unit.parent else None
    return (unit.id, unit.name, unit.short, "\n".join(unit.aliases) or None, parent)


def means(task: Task, texts: Texts) -> Value:
    """The day a deadline comes to, or in a word what it is instead of one."""
    deadline = task.deadline
    if deadline.due or deadline.kind is DeadlineKind.NONE:
        return deadline.due
    return texts.plain(f"sheet.kind_{deadline.kind}")


def _value(field: Field, node: Node | None, names: Names, texts: Texts) -> Value:
    match node:
        case ListNode():
            listed = [_plain(_text(item)) for item in node.items]
            return shown(field, [text for text in listed if text], names, texts)
        case TextNode() if _plain(node.text):
            return shown(field, [_plain(node.text)], names, texts)
    return None


def _at(tree: Node, path: str) -> Node | None:
    """The node at a path: a key of a mapping, a number in a list."""
    key, _, rest = path.partition(".")
    inner: Node | None = None
    match tree:
        case MapNode() if key in tree.entries:
            inner = tree.entries[key].node
        case ListNode() if key.isdigit() and int(key) < len(tree.items):
            inner = tree.items[int(key)]
    return _at(inner, rest) if inner and rest else inner


def _maps(tree: MapNode, key: str) -> list[MapNode]:
    node = _at(tree, key)
    return [item for item in node.items if isinstance(item, MapNode)] if isinstance(node, ListNode) else []


def _text(node: Node) -> str:
    return node.text if isinstance(node, TextNode) else ""


def _plain(text: str) -> str:
    return " ".join(text.split())
