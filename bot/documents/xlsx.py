"""Excel workbooks, read as a stream: values, dates, merged cells; of a formula the value Excel kept."""

import re
from collections.abc import Iterator
from datetime import timedelta
from xml.etree.ElementTree import Element

from bot.documents.pieces import Cell, Piece, Table
from bot.documents.refusals import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, Refused
from bot.documents.serials import FIRST_DAY
from bot.documents.unzipped import Archive, attribute, child, local

WORKBOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
NUMBER = re.compile(r"-?\d{1,12}(?:\.\d+)?(?:E[+-]?\d+)?")
BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
MOST_MERGED = 20_000


def read_xlsx(data: bytes) -> Iterator[Piece]:
    """Each sheet as one table."""
    archive = Archive(data)
    if WORKBOOK not in archive.names:
        raise Refused("damaged")
    return _tables(archive)


def _tables(archive: Archive) -> Iterator[Table]:
    strings, dates = strings_of(archive), _dates(archive)
    for at, (name, part) in enumerate(sheets(archive), 1):
        if part in archive.names and (cells := _cells(archive, part, at, strings, dates)):
            yield Table(cells=tuple(cells), page=at, line=cells[0].line, sheet=name)


def sheets(archive: Archive, *, hidden: bool = False) -> list[tuple[str, str]]:
    """The sheets in their order, with the part each stands in; those that are hidden only where asked for."""
    links = archive.tree("xl/_rels/workbook.xml.rels")
    parts = (
        {attribute(each, "Id"): attribute(each, "Target") or "" for each in links if True}
        if links is not None
        else {}
    )
    book = archive.tree(WORKBOOK)
    named = []
    for each in book.iter() if book is not None else ():
        if local(each.tag) == "sheet" and (hidden or attribute(each, "state") in (None, "visible")):
            target = parts.get(attribute(each, "id"), "").lstrip("/")
            named.append(
                (attribute(each, "name") or "", target if target.startswith("xl/") else f"xl/{target}")
            )
    return named or [("", name) for name in sorted(archive.names) if SHEETS.fullmatch(name)]


def strings_of(archive: Archive) -> list[str]:
    found, letters = [], 0
    for event, element in archive.events(STRINGS):
        if event == "end" and local(element.tag) == "si":
            found.append(words_of(element))
            letters += len(found[-1])
            if letters > MOST_LETTERS:
                raise Refused("too_large")
            element.clear()
    return found


def words_of(element: Element) -> str:
    """The text of a string, without the reading aids that Asian Excel keeps beside it."""
    if local(element.tag) == "rPh":
        return ""
    own = element.text or "" if local(element.tag) == "t" else ""
    return own + "".join(words_of(each) for each in element)


def _dates(archive: Archive) -> frozenset[int]:
    """The styles that show a number as a day."""
    root = archive.tree(STYLES)
    if root is None:
        return frozenset()
    own = {
        int(attribute(each, "numFmtId") or 0)
        for each in root.iter()
        if local(each.tag) == "numFmt"
        and re.search("[dy]", QUOTED.sub("", attribute(each, "formatCode") or "").lower())
    }
    formats = next((each for each in root if local(each.tag) == "cellXfs"), None)
    kinds = [int(attribute(each, "numFmtId") or 0) for each in formats] if formats is not None else []
    return frozenset(at for at, kind in enumerate(kinds) if kind in BUILT_IN_DATES or kind in own)


def _cells(archive: Archive, part: str, page: int, strings: list[str], dates: frozenset[int]) -> list[Cell]:
    cells: list[Cell] = []
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    rows = letters = number = column = 0
    for event, element in archive.events(part):
        name = local(element.tag)
        if name == "row":
            if event == "start":
                rows += 1
                number = row_number(attribute(element, "r"), number + 1)
                column = 0
                if rows > MOST_ROWS:
                    raise Refused("too_many_rows", most=MOST_ROWS)
            else:
                element.clear()
        elif event == "end" and name == "c":
            row, column = place_of(attribute(element, "r"), number, column + 1)
            text = " ".join(_value(element, strings, dates).split(" "))
            letters += len(text)
            if letters > MOST_LETTERS:
                raise Refused("too_large")
            formula = child(element, "f") is not None
            if (text.strip() or formula) and column <= MOST_COLUMNS:
                cells.append(
                    Cell(
                        text=text.strip(),
                        row=row - 1,
                        column=column - 1,
                        page=page,
                        line=row,
                        formula=formula,
                    )
                )
        elif event == "end" and name == "mergeCell":
            places = PLACE.findall(attribute(element, "ref") or "")
            if len(places) == 2 and len(merged) < MOST_MERGED:
                (first, top), (last, bottom) = places
                merged[int(top) - 1, column_number(first) - 1] = (
                    int(bottom) - int(top) + 1,
                    column_number(last) - column_number(first) + 1,
                )
    return _closed_up([_merged(cell, merged) for cell in cells])


def _closed_up(cells: list[Cell]) -> list[Cell]:
    """Without the empty rows and columns in front and between: a stray far cell would make a sheet huge."""
    rows = {row: at for at, row in enumerate(sorted({cell.row for cell in cells}))}
    columns = {column: at for at, column in enumerate(sorted({cell.column for cell in cells}))}
    return [
        Cell(
            text=cell.text,
            row=rows[cell.row],
            column=columns[cell.column],
            rows=sum(cell.row <= row < cell.row + cell.rows for row in rows) if cell.rows > 1 else 1,
            columns=sum(cell.column <= c < cell.column + cell.columns for c in columns)
            if cell.columns > 1
            else 1,
            page=cell.page,
            line=cell.line,
            formula=cell.formula,
        )
        for cell in cells
    ]


def _merged(cell: Cell, merged: dict[tuple[int, int], tuple[int, int]]) -> Cell:
    rows, columns = merged.get((cell.row, cell.column), (1, 1))
    return Cell(
        text=cell.text,
        row=cell.row,
        column=cell.column,
        page=cell.page,
        line=cell.line,
        formula=cell.formula,
        rows=max(1, min(rows, MOST_ROWS)),
        columns=max(1, min(columns, MOST_COLUMNS - cell.column)),
    )


def row_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 8 else otherwise


def place_of(text: str | None, row: int, column: int) -> tuple[int, int]:
    match = PLACE.fullmatch(text or "")
    return (int(match[2]), column_number(match[1])) if match else (row, column)


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _value(cell: Element, strings: list[str], dates: frozenset[int]) -> str:
    kind, value = attribute(cell, "t"), child(cell, "v")
    text = (value.text or "") if value is not None else ""
    match kind:
        case "s":
            return strings[int(text)] if text.isdigit() and int(text) < len(strings) else ""
        case "inlineStr":
            return words_of(inline) if (inline := child(cell, "is")) is not None else ""
        case "b" | "e":
            return ""
        case "str" | "d":
            return text
    style = attribute(cell, "s") or "0"
    if not NUMBER.fullmatch(text):
        return text
    number = float(text)
    if style.isdigit() and int(style) in dates and 1 <= number < 80_000:
        day = FIRST_DAY + timedelta(days=int(number))
        return f"{day.day}/{day.month}/{day.year}"
    return str(int(number)) if number == int(number) else text
