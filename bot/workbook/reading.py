"""The cells of a filled workbook as the trees of a plan file and a units file; every node knows its cell."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.documents.grid import Grid
from bot.model.plan import Unit
from bot.model.say import Say, say
from bot.planfile.fields import PLAN, TARGET, TASK, UNIT, Field, Kind, Shape
from bot.planfile.problems import shown
from bot.planfile.values import slug
from bot.planfile.yamlnodes import Entry, ListNode, MapNode, Node, TextNode
from bot.workbook.cells import Names, read
from bot.workbook.finding import NEEDED, Filled, Table, faults, found_pages, head_rows, lacking, unread
from bot.workbook.places import place_of

LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Form:
    """What a workbook says: its plan and units as trees whose lines are cells (`places.place_of`), what is
    wrong with the cells themselves, and what of it is not read."""

    tables: Mapping[str, Table]
    plan: MapNode
    units: MapNode
    wrong: tuple[tuple[int, Say], ...]
    lacking: tuple[Say, ...]
    unread: tuple[Say, ...]

    @property
    def untouched(self) -> bool:
        """Whether nothing of a plan was filled in yet, but for its id, which the bot may have given."""
        entries = [entry.node for key, entry in self.plan.entries.items() if key != "plan"]
        return not any(n.entries if isinstance(n, MapNode) else getattr(n, "items", True) for n in entries)


def read_form(grid: Grid, beside: Sequence[Unit]) -> Form:
    """The form of a grid; `beside` are the units that its names may mean too."""
    found = found_pages(grid)
    units = _listed(found.get("unit"))
    names = Names.of(units, beside)
    pages = [say("sheet.no_page", page=page.name) for page in NEEDED if page.name not in found]
    return Form(
        tables=found,
        plan=_plan(found, names),
        units=_units(found.get("unit"), names),
        wrong=(
            *(fault for table in found.values() for fault in faults(table)),
            *_two_sections(found.get("section")),
        ),
        lacking=(*pages, *(each for table in found.values() for each in lacking(table))),
        unread=tuple(unread(grid, found)),
    )


def _plan(found: Mapping[str, Table], names: Names) -> MapNode:
    head = found.get("plan")
    rows = head_rows(head) if head else {}

    def filled(path: str) -> tuple[str, int] | None:
        return head.filled(rows[path])("value") if head and path in rows else None

    entries = dict(_map(PLAN, 1, filled, names).entries)
    for name, table in (("sections", found.get("section")), ("targets", found.get("target"))):
        if table and (node := _sections(table) if name == "sections" else _list(table, TARGET, names)):
            entries[name] = Entry(node.line, node)
    tasks = _numbered(_list(found.get("task"), TASK, names) or ListNode(1, ()))
    entries.setdefault("sections", Entry(1, MapNode(1, {})))
    return MapNode(1, entries | {"tasks": Entry(tasks.line, tasks)})


def _sections(table: Table) -> MapNode | None:
    entries: dict[str, Entry] = {}
    for row in table.rows():
        filled = table.filled(row)
        code, title = (filled(path) or ("", table.line(row, path)) for path in ("code", "title"))
        name = " ".join(code[0].split())
        if name in entries:  # told by `_two_sections`
            continue
        entries[name] = Entry(code[1], TextNode(title[1], title[0]))
    return MapNode(table.line(table.head), entries) if entries else None


def _two_sections(table: Table | None) -> Iterator[tuple[int, Say]]:
    """Sections that stand twice, each with where it stands first."""
    first: dict[str, str] = {}
    for filled in map(table.filled, table.rows()) if table else ():
        if (code := filled("code")) and (place := place_of(code[1])):
            before = first.setdefault(" ".join(code[0].split()), place.cell)
            if before != place.cell:
                yield code[1], say("sheet.two_names", found=shown(code[0]), first=before)


def _list(table: Table | None, shape: Shape, names: Names) -> ListNode | None:
    if table is None or not (rows := [*table.rows()]):
        return None
    items = (_map(shape, table.line(row), table.filled(row), names) for row in rows)
    return ListNode(table.line(table.head), tuple(items))


def _units(table: Table | None, names: Names) -> MapNode:
    found = _list(table, UNIT, names) or ListNode(1, ())
    listed = ListNode(found.line, tuple(_called(each) for each in found.items))
    return MapNode(1, {"units": Entry(listed.line, listed)})


def _listed(table: Table | None) -> list[Unit]:
    """The units as far as they can be told, for their names."""
    units = []
    for filled in map(table.filled, table.rows()) if table else ():
        id, name, short, other = (
            text[0] if (text := filled(path)) else "" for path in ("id", "name", "short", "aliases")
        )
        if id := id or made_id(name):
            aliases = read(Field(key="aliases", many=True), other, Names.of(()))
            units.append(Unit(id=id, name=name or id, short=short or name or id, aliases=tuple(aliases)))
    return units


def made_id(name: str) -> str:
    """The id of a unit of which only the name is written."""
    return slug(name)[:LONGEST_ID].strip("-")


def _called(unit: Node) -> Node:
    """A unit whose id or short name is left empty has them of its name."""
    name = unit.entries.get("name") if isinstance(unit, MapNode) else None
    if name is None or not isinstance(unit, MapNode) or not isinstance(name.node, TextNode):
        return unit
    made = {"id": made_id(name.node.text), "short": name.node.text}
    own = {key: Entry(name.line, TextNode(name.line, text)) for key, text in made.items() if text}
    return MapNode(unit.line, own | dict(unit.entries))


def _numbered(tasks: ListNode) -> ListNode:
    """A task without a number is the next one of its section, behind all that have one."""
    last = Counter[str]()
    for section, item in filter(None, map(_source, tasks.items)):
        last[section] = max(last[section], int(item) if item.isdecimal() else 0)
    return ListNode(tasks.line, tuple(_next_one(task, last) for task in tasks.items))


def _source(task: Node) -> tuple[str, str] | None:
    """Its section and its number, as far as they are written."""
    source = task.entries.get("source") if isinstance(task, MapNode) else None
    if source is None or not isinstance(source.node, MapNode):
        return None
    section, item = (_text(source.node, key) for key in ("section", "item"))
    return (section, item) if section else None


def _text(node: MapNode, key: str) -> str:
    found = node.entries.get(key)
    return found.node.text if found and isinstance(found.node, TextNode) else ""


def _next_one(task: Node, last: Counter[str]) -> Node:
    source = _source(task)
    if source is None or source[1] or not isinstance(task, MapNode):
        return task
    at, old = task.entries["source"].line, task.entries["source"].node
    last[source[0]] += 1
    item = Entry(at, TextNode(at, str(last[source[0]])))
    assert isinstance(old, MapNode)
    return MapNode(
        task.line, {**task.entries, "source": Entry(at, MapNode(at, {**old.entries, "item": item}))}
    )


def _map(shape: Shape, line: int, filled: Filled, names: Names, above: str = "") -> MapNode:
    """A record of what is filled in; one that must be there is, so that what it lacks is told."""
    entries: dict[str, Entry] = {}
    for field in shape.fields:
        path = f"{above}{field.key}"
        if field.shape and not field.many:
            inner = _map(field.shape, line, filled, names, f"{path}.")
            if inner.entries or field.required:
                entries[field.key] = Entry(line, inner)
        elif field.count:
            ends = [each for n in range(field.count) if (each := filled(f"{path}.{n}"))]
            if ends:
                single = Field(key=field.key, kind=field.kind)
                texts = [TextNode(at, read(single, text, names)[0]) for text, at in ends]
                entries[field.key] = Entry(ends[0][1], ListNode(ends[0][1], tuple(texts)))
        elif field.kind not in (Kind.RECORD, Kind.NAMES) and (found := filled(path)):
            entries[field.key] = Entry(found[1], _node(field, *found, names))
    return MapNode(line, entries)


def _node(field: Field, text: str, line: int, names: Names) -> TextNode | ListNode:
    texts = read(field, text, names)
    if field.many:
        return ListNode(line, tuple(TextNode(line, each) for each in texts))
    return TextNode(line, texts[0])
