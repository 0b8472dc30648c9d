"""Where the pages of a filled workbook stand: found by their headings, whatever their sheets are called."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.documents.grid import Bad, Grid, GridSheet, key
from bot.model.say import Say, say
from bot.planfile.problems import shown
from bot.texts import LANGUAGES, texts_in
from bot.workbook.columns import DUE, HEAD, PAGES, PLAN_PAGE, SECTION_PAGE, TASK_PAGE, Page
from bot.workbook.places import Place, column_letters, line_of

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


def found_pages(grid: Grid) -> dict[str, Table]:
    """Every page that is there, by its name."""
    return {page.name: table for page in PAGES if (table := _found_page(page, grid))}


def headings() -> frozenset[str]:
    """By what a form is known from a document with tables."""
    spoken = [texts_in(language) for language in LANGUAGES]
    tasks = (each.plain(f"sheet.task_{column.name}") for each in spoken for column in TASK_PAGE.columns)
    plan = (each.plain(f"sheet.plan_{column.name}") for each in spoken for column in HEAD)
    return frozenset(map(key, (*tasks, *plan)))


def _names(page: Page) -> Mapping[str, str]:
    """The headings of a page in every language, with their columns' paths."""
    return {
        key(texts_in(language).plain(f"sheet.{page.name}_{column.name}")): column.path
        for language in LANGUAGES
        for column in page.columns
    }


def _found_page(page: Page, grid: Grid) -> Table | None:
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


def faults(table: Table) -> Iterator[tuple[int, Say]]:
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


def lacking(table: Table) -> Iterator[Say]:
    """Columns and rows of the form that are gone: what stood in them would be lost in silence."""
    sheet = shown(table.sheet.name)
    if table.page is PLAN_PAGE:
        if "value" not in table.columns:
            yield say("sheet.no_column", sheet=sheet, key="plan_value")
        there = {_head_paths().get(key(text)) for text, _ in _labels(table)}
        for column in HEAD:
            if column.path not in there:
                yield say("sheet.no_row", sheet=sheet, key=f"plan_{column.name}")
        return
    for column in table.page.columns:
        if column.field and column.path not in table.columns:
            yield say("sheet.no_column", sheet=sheet, key=f"{table.page.name}_{column.name}")


def unread(grid: Grid, found: Mapping[str, Table]) -> Iterator[Say]:
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
        if table.page is PLAN_PAGE and (rows := [*_own_rows(table)]):
            yield say("sheet.own_rows", sheet=shown(table.sheet.name), rows=rows)


def _own_rows(table: Table) -> Iterator[int]:
    """The rows of the first page whose key is none of the plan's."""
    known = {*head_rows(table).values()}
    yield from (row for row in table.rows() if row not in known)


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
