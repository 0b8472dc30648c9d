"""The workbook as a file: drop-downs, doubtful cells in colour with their reason, A4 on its side."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bot.papers.tables import HEAD_ROW, LINE, Column, Sheets
from bot.planfile.fields import Field, Kind
from bot.texts import Texts
from bot.workbook.cells import choices
from bot.workbook.columns import (
    DUE,
    HEAD,
    PAGES,
    PLAN_PAGE,
    SECTION_PAGE,
    TASK_PAGE,
    UNIT_PAGE,
    Page,
)
from bot.workbook.columns import Column as Cell
from bot.workbook.filling import Book, Row

FIRST = HEAD_ROW + 1  # the first row to fill in
SPARE = {"section": 10, "task": 20, "target": 10, "unit": 10}  # empty rows below what is there
TABLES = {"plan": "KeHoach", "section": "Muc", "task": "NhiemVu", "target": "ChiTieu", "unit": "DonVi"}
LIST_LETTERS = 255  # of a list that stands in the rule itself
LOOKS = {Kind.DATE: "date", Kind.WHOLE: "whole", Kind.NUMBER: "number"}
LISTED = {"unit": (UNIT_PAGE, "short"), "section": (SECTION_PAGE, "code")}


def written(book: Book, texts: Texts, on: date) -> bytes:
    """The workbook's bytes; nothing a person wrote is ever a formula, whatever sign it begins with."""
    data = BytesIO()
    workbook = Workbook(data, {"in_memory": True})
    workbook.set_properties({"title": book.title, "created": datetime.combine(on, time())})
    writer = _Writer(Sheets(workbook), book, texts)
    made = {page.name: writer.page(page) for page in PAGES}
    writer.guide()
    if book.rows[TASK_PAGE.name]:
        made[TASK_PAGE.name].activate()
    workbook.close()
    return data.getvalue()


class _Writer:
    def __init__(self, sheets: Sheets, book: Book, texts: Texts) -> None:
        self._sheets, self._book, self._texts = sheets, book, texts

    def _say(self, name: str) -> str:
        return self._texts.plain(f"sheet.{name}")

    def page(self, page: Page) -> Worksheet:
        sheet = self._sheets.sheet(self._say(f"page_{page.name}"), self._book.title, self._say("page_of"))
        sheet.write_string(1, 0, self._say(f"hint_{page.name}"), self._sheets.look("faint"))
        columns = [self._column(page, each) for each in page.columns]
        rows: list[Row] = [*self._book.rows[page.name]]
        rows += [[None] * len(columns)] * SPARE.get(page.name, 0)
        last = self._sheets.table(sheet, TABLES[page.name], columns, rows, filtered=page is TASK_PAGE)
        sheet.print_area(0, 0, last, page.printed - 1)
        if page is PLAN_PAGE:
            self._values(sheet)
        else:
            self._rules(sheet, page, last)
        self._notes(sheet, page)
        return sheet

    def _column(self, page: Page, column: Cell) -> Column:
        return Column(self._say(f"{page.name}_{column.name}"), column.width, _look(column))

    def _values(self, sheet: Worksheet) -> None:
        """The first page has one field a row."""
        for number, column in enumerate(HEAD):
            assert column.field
            value = self._book.rows[PLAN_PAGE.name][number][1]
            look = "one_day" if column.field.kind is Kind.DATE else "words"
            self._sheets.put(sheet, FIRST + number, 1, value, look)
            if column.field.required:
                sheet.write_string(
                    FIRST + number, 0, self._say(f"plan_{column.name}"), self._sheets.look("needed")
                )
            self._rule(sheet, (FIRST + number, 1, FIRST + number, 1), column, column.field)

    def _rules(self, sheet: Worksheet, page: Page, last: int) -> None:
        for at, column in enumerate(page.columns):
            if column.field and column.field.required:
                heading = self._say(f"{page.name}_{column.name}")
                sheet.write_string(HEAD_ROW, at, heading, self._sheets.look("must"))
            about = self._say(f"about_{page.name}_{column.name}")
            sheet.write_comment(HEAD_ROW, at, about, _size(about))
            if column.field:
                self._rule(sheet, (FIRST, at, last, at), column, column.field)
            elif column.path == DUE:
                rule = {"validate": "custom", "value": "=FALSE", "error_message": self._say("told_only")}
                sheet.data_validation(FIRST, at, last, at, rule)

    def _rule(self, sheet: Worksheet, where: Sequence[int], column: Cell, field: Field) -> None:
        """What to choose from; a cell that may hold several, or a name in other words, takes others too."""
        if column.choices:
            page, path = LISTED[column.choices]
            at, count = page.column(path), len(self._book.rows[page.name]) + SPARE[page.name]
            first, end = (xl_rowcol_to_cell(row, at, True, True) for row in (FIRST, FIRST + count - 1))
            source: Any = f"='{self._say(f'page_{page.name}')}'!{first}:{end}"
        else:
            source = choices(field, self._texts)
            if not source or len(",".join(source)) > LIST_LETTERS:
                return
        rule = {"validate": "list", "source": source, "show_error": not field.many}
        rule |= {"error_type": "warning" if column.choices else "stop"}
        sheet.data_validation(*where, rule | {"error_message": self._say("choose")})

    def _notes(self, sheet: Worksheet, page: Page) -> None:
        """Doubtful cells, coloured, each with its reason."""
        paths = [column.path for column in HEAD]
        for (name, number, path), note in self._book.notes.items():
            if name != page.name:
                continue
            row, at = (paths.index(path), 1) if page is PLAN_PAGE else (number, page.column(path))
            value = self._book.rows[page.name][row][at]
            look = "doubt_date" if isinstance(value, date) else "doubt"
            self._sheets.put(sheet, FIRST + row, at, value, look)
            sheet.write_comment(FIRST + row, at, note, _size(note))

    def guide(self) -> None:
        sheet = self._sheets.sheet(self._say("page_guide"), self._say("guide_title"), self._say("page_of"))
        sheet.set_column(0, 0, 120)
        look = self._sheets.look("guide")
        for number, line in enumerate(self._say("guide").split("\n"), HEAD_ROW):
            sheet.set_row(number, LINE * (1 + len(line) // 135) + 4)
            sheet.write_string(number, 0, line, look)


def _look(column: Cell) -> str:
    if column.field is None:
        return "told" if column.path == DUE else "text"
    return "words" if column.field.many else LOOKS.get(column.field.kind, "words")


def _size(text: str) -> dict[str, float]:
    return {"x_scale": 2, "y_scale": max(0.5, len(text) / 150)}
