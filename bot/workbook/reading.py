"""The cells of a filled workbook as the trees of a plan file and a units file; every node knows its cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.documents.grid import Bad, Grid, GridSheet, key
from bot.model.plan import Unit
from bot.model.say import Say, say
from bot.planfile.fields import PLAN, TARGET, TASK, UNIT, Field, Kind, Shape
from bot.planfile.problems import shown
from bot.planfile.yamlnodes import Entry, ListNode, MapNode, TextNode
from bot.texts import LANGUAGES, texts_in
from bot.workbook.cells import Names, read
from bot.workbook.columns import (
    DUE,
    HEAD,
    PAGES,
    PLAN_PAGE,
    SECTION_PAGE,
    TASK_PAGE,
    Page,
)
from bot.workbook.places import Place, column_letters, line_of, place_of

NEEDED = (PLAN_PAGE, SECTION_PAGE, TASK_PAGE)
TOP = 15  # rows among which headings are looked for
Filled = Callable[[str], tuple[str, int] | None]
"""What stands in the cell of a path, and the line that is its place."""


@dataclass(frozen=True, slots=True)
class Table:
    """A page as it was found: on which sheet, from which row on, which column is in which of the sheet's."""

    page: Page
    at: int
    sheet: GridSheet
    head: int
    columns: Mapping[str, int]
    twice: tuple[tuple[str, int], ...]  # headings found again, with their columns

    def line(self, row: int, path: str = "") -> int:
        return line_of(Place(self.at, row, self.columns.get(path, 0)))

    def rows(self) -> Iterator[int]:
        """The rows below the headings with anything in a column of the page."""
        known = {column for path, column in self.columns.items() if path != DUE}
        yield from (n for n in sorted(self.sheet.rows) if n > self.head and known & {*self.sheet.rows[n]})

    def filled(self, row: int) -> Filled:
        def filled(path: str) -> tuple[str, int] | None:
            cell = self.sheet.rows[row].get(self.columns.get(path, 0))
            return (cell.text, self.line(row, path)) if cell and cell.text and not cell.bad else None

        return filled


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
        """Whether nothing of a plan was filled in yet."""
        entries = [entry.node for entry in self.plan.entries.values()]
        return not any(n.entries if isinstance(n, MapNode) else getattr(n, "items", True) for n in entries)


def headings() -> frozenset[str]:
    """By what a form is known from a document with tables."""
    spoken = [texts_in(language) for language in LANGUAGES]
    tasks = (each.plain(f"sheet.task_{column.name}") for each in spoken for column in TASK_PAGE.columns)
    plan = (each.plain(f"sheet.plan_{column.name}") for each in spoken for column in HEAD)
    return frozenset(map(key, (*tasks, *plan)))


def read_form(grid: Grid, beside: Sequence[Unit]) -> Form:
    """The form of a grid; `beside` are the units that its names may mean too."""
    found = {page.name: table for page in PAGES if (table := _found(page, grid))}
    units = _listed(found.get("unit"))
    names = Names.of(units, beside)
    lacking = [say("sheet.no_page", page=page.name) for page in NEEDED if page.name not in found]
    return Form(
        tables=found,
        plan=_plan(found, names),
        units=_units(found.get("unit"), names),
        wrong=(
            *(fault for table in found.values() for fault in _faults(table)),
            *_two_sections(found.get("section")),
        ),
        lacking=(*lacking, *(each for table in found.values() for each in _lacking(table))),
        unread=tuple(_unread(grid, found)),
    )


# ---- where things stand ----


def _names(page: Page) -> Mapping[str, str]:
    """The headings of a page in every language, with their columns' paths."""
    return {
        key(texts_in(language).plain(f"sheet.{page.name}_{column.name}")): column.path
        for language in LANGUAGES
        for column in page.columns
    }


def _found(page: Page, grid: Grid) -> Table | None:
    """The row with the most of the page's headings, on whatever sheet."""
    names = _names(page)
    best: Table | None = None
    for at, sheet in enumerate(grid.sheets):
        for number in sorted(sheet.rows)[:TOP]:
            columns: dict[str, int] = {}
            twice = []
            for column, cell in sorted(sheet.rows[number].items()):
                path = names.get(key(cell.text))
                if path in columns:
                    twice.append((path, column))
                elif path:
                    columns[path] = column
            if len(columns) > max(1, len(best.columns) if best else 0):
                best = Table(page, at, sheet, number, columns, tuple(twice))
    return best


def _faults(table: Table) -> Iterator[tuple[int, Say]]:
    """Cells without a value to read, cells merged into one, headings that stand twice."""
    for path, column in table.twice:
        first = Place(table.at, table.head, table.columns[path])
        yield line_of(Place(table.at, table.head, column)), say("sheet.two_columns", first=first.cell)
    known = {column for path, column in table.columns.items() if path != DUE}
    for number in table.rows():
        for column, cell in sorted(table.sheet.rows[number].items()):
            if cell.bad and column in known:
                why = "no_value" if cell.bad is Bad.FORMULA else "error"
                yield line_of(Place(table.at, number, column)), say(f"sheet.{why}", found=shown(cell.text))
    for top, left, bottom, right in table.sheet.merged:
        if bottom > table.head and any(left <= column <= right for column in known):
            area = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
            yield line_of(Place(table.at, top, left)), say("sheet.merged", area=area)


def _lacking(table: Table) -> Iterator[Say]:
    """Columns and rows of the form that are gone: what stood in them would be lost in silence."""
    sheet = shown(table.sheet.name)
    if table.page is PLAN_PAGE:
        there = {_head_paths().get(key(text)) for text, _ in _labels(table)}
        for column in HEAD:
            if column.path not in there:
                yield say("sheet.no_row", sheet=sheet, key=f"plan_{column.name}")
        return
    for column in table.page.columns:
        if column.field and column.path not in table.columns:
            yield say("sheet.no_column", sheet=sheet, key=f"{table.page.name}_{column.name}")


def _unread(grid: Grid, found: Mapping[str, Table]) -> Iterator[Say]:
    """Sheets and columns that belong to whoever wrote them."""
    guides = {key(texts_in(language).plain("sheet.page_guide")) for language in LANGUAGES}
    taken = {table.at for table in found.values()}
    for at, sheet in enumerate(grid.sheets):
        if at not in taken and sheet.rows and key(sheet.name) not in guides:
            yield say("sheet.own_page", sheet=shown(sheet.name))
    for table in found.values():
        known = {*table.columns.values()}
        below = (cells for row, cells in table.sheet.rows.items() if row > table.head)
        own = {column for cells in below for column in cells} - known
        if own:
            letters = [column_letters(column) for column in sorted(own)]
            yield say("sheet.own_columns", sheet=shown(table.sheet.name), columns=letters)


# ---- what they say ----


def _head_paths() -> Mapping[str, str]:
    """What the rows of the first page are called, with their paths."""
    return {
        key(texts_in(language).plain(f"sheet.plan_{column.name}")): column.path
        for language in LANGUAGES
        for column in HEAD
    }


def _labels(table: Table) -> Iterator[tuple[str, int]]:
    for row in table.rows():
        cell = table.sheet.rows[row].get(table.columns.get("key", 0))
        if cell:
            yield cell.text, row


def head_rows(table: Table) -> Mapping[str, int]:
    """The row of each key of the first page."""
    paths = _head_paths()
    return {path: row for text, row in reversed([*_labels(table)]) if (path := paths.get(key(text)))}


def _plan(found: Mapping[str, Table], names: Names) -> MapNode:
    head = found.get("plan")
    rows = head_rows(head) if head else {}

    def filled(path: str) -> tuple[str, int] | None:
        return head.filled(rows[path])("value") if head and path in rows else None

    entries = dict(_map(PLAN, 1, filled, names).entries)
    for name, table in (("sections", found.get("section")), ("targets", found.get("target"))):
        if table and (node := _sections(table) if name == "sections" else _list(table, TARGET, names)):
            entries[name] = Entry(node.line, node)
    tasks = _list(found.get("task"), TASK, names) or ListNode(1, ())
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
    listed = _list(table, UNIT, names) or ListNode(1, ())
    return MapNode(1, {"units": Entry(listed.line, listed)})


def _listed(table: Table | None) -> list[Unit]:
    """The units as far as they can be told, for their names."""
    units = []
    for filled in map(table.filled, table.rows()) if table else ():
        id, name, short, other = (
            text[0] if (text := filled(path)) else "" for path in ("id", "name", "short", "aliases")
        )
        if id:
            aliases = read(Field(key="aliases", many=True), other, Names.of(()))
            units.append(Unit(id=id, name=name or id, short=short or id, aliases=tuple(aliases)))
    return units


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
