"""Sheets people fill in: a .csv or .xlsx as rows of text under headings, and a template to fill."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from math import isfinite
from typing import Any
from zipfile import ZipFile

from bot.model.say import Mistake, say

CSV, XLSX = ".csv", ".xlsx"
MOST_ROWS, MOST_COLUMNS = 20_000, 60
MOST_UNPACKED = 50_000_000
"""Bytes: an Excel file is a zip, and a small one may unpack to more than the machine holds."""
Cell = str | date
Line = tuple[int, list[Cell]]
SEPARATORS = ",;\t"  # Excel takes the comma or the semicolon, as the machine's region has it
MOST_TITLES = 30  # rows that a title over the table may take


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was filled in: its number in the sheet (from 1) and its cells by heading."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings, the number of their row, and the rows below them."""

    headings: Sequence[str]
    number: int
    rows: Sequence[Row]


def read_sheet(name: str, content: bytes, is_heading: Callable[[str], bool]) -> Sheet:
    """The table in a file of this name, whatever title stands over it.

    The headings are the first row with two cells that are such, or else the first with more than one. Raises
    a Mistake where the file is neither a CSV in UTF-8 nor an Excel workbook, and where it has more than
    `MOST_ROWS` rows.
    """
    lines, head = _table(name, content, is_heading)
    if head is None:  # none that is known: whoever reads them says what they lack
        filled = (place for place, (_, cells) in enumerate(lines) if sum(map(bool, cells)) > 1)
        head = next(filled, None)
    if head is None:
        raise Mistake(say("papers.record_nothing", file=name))
    number, cells = lines[head]
    headings = [str(cell) for cell in cells]
    rows = [Row(n, dict(zip(headings, filled, strict=False))) for n, filled in lines[head + 1 :]]
    if len(rows) > MOST_ROWS:
        raise Mistake(say("papers.record_too_long", file=name, most=MOST_ROWS))
    return Sheet(headings, number, rows)


def _table(name: str, content: bytes, is_heading: Callable[[str], bool]) -> tuple[list[Line], int | None]:
    """The lines of the file, and where among them the headings stand; of a CSV with the separator that makes
    headings."""
    if not name.lower().endswith(CSV):
        lines = _xlsx(name, content)
        return lines, _head(lines, is_heading)
    for separator in SEPARATORS:
        lines = _csv(name, content, separator)
        if (head := _head(lines, is_heading)) is not None:
            return lines, head
    return _csv(name, content, SEPARATORS[0]), None


def _head(lines: Sequence[Line], is_heading: Callable[[str], bool]) -> int | None:
    known = (sum(is_heading(str(cell)) for cell in cells) > 1 for _, cells in lines[:MOST_TITLES])
    return next((place for place, found in enumerate(known) if found), None)


def _csv(name: str, content: bytes, separator: str) -> list[Line]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Mistake(say("papers.record_unreadable", file=name, reason="UTF-8")) from None
    try:
        # Rows are counted as a spreadsheet counts them: words over several lines are one row.
        lines = enumerate(csv.reader(StringIO(text, newline=None), delimiter=separator), 1)
        return [(number, [cell.strip() for cell in cells]) for number, cells in lines]
    except csv.Error:  # a cell without an end
        raise Mistake(say("papers.record_unreadable", file=name, reason="")) from None


def _xlsx(name: str, content: bytes) -> list[Line]:
    from openpyxl import load_workbook  # only for such a sheet

    try:
        with ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Mistake(say("papers.record_too_long", file=name, most=MOST_ROWS))
        # Read as a stream: one cell in the last corner would make a million rows of sixteen thousand cells.
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # a file may state fewer rows than it has
        lines = enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1)
        filled = ((n, cells) for n, cells in lines if any(cell.value is not None for cell in cells))
        # Within the try: a cell looks its format up in the file, and a damaged one names none.
        return [(number, [_cell(c) for c in cells]) for number, cells in filled]
    except Mistake:
        raise
    except Exception:  # whatever a damaged or hostile file makes zip, XML or openpyxl stumble over
        raise Mistake(say("papers.record_unreadable", file=name, reason="")) from None


def _cell(cell: Any) -> Cell:
    """A cell as a person sees it: a day as a day, 60 % as 60, a whole number without its point."""
    value = cell.value
    match value:
        case None:
            return ""
        case datetime():
            return value.date()
        case date():
            return value
        case bool():
            return str(value)
        case int() | float() if isfinite(value):
            shown = round(value * 100, 6) if str(cell.number_format).endswith("%") else value
            return f"{shown:g}" if shown == int(shown) else str(shown)
    return str(value).strip()


@dataclass(frozen=True, slots=True)
class Template:
    """Headings, rows with their first cells filled, a hint above, and the words to choose from by heading."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    hint: str
    choices: Mapping[str, Sequence[str]]


def write_template(name: str, template: Template) -> bytes:
    """The template in the format the name asks for."""
    return _to_csv(template) if name.lower().endswith(CSV) else _to_xlsx(template)


def _to_csv(template: Template) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(template.headings)
    width = len(template.headings)
    writer.writerows([*row, *[""] * (width - len(row))] for row in template.rows)
    # The mark at the start tells Excel that the letters are UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _to_xlsx(template: Template) -> bytes:
    data = BytesIO()
    from xlsxwriter import Workbook

    book = Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bg_color": "#1F4E4A", "font_color": "white", "border": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    sheet.write_string(0, 0, template.hint)
    for column, heading in enumerate(template.headings):
        sheet.write_string(1, column, heading, head)
        sheet.set_column(column, column, 45 if column == 1 else 20)
        if heading in template.choices:
            rule = {"validate": "list", "source": list(template.choices[heading])}
            sheet.data_validation(2, column, len(template.rows) + 1, column, rule)
    for number, row in enumerate(template.rows, 2):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, wrapped)
    sheet.freeze_panes(2, 1)
    book.close()
    return data.getvalue()
