"""Tables of an Excel sheet: headings, cells by their look, frozen header, filter, A4 on its side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import wrap
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

HEAD_ROW = 2
"""The row (from 0) of a table's headings, below a title and a line on the date."""
LONGEST = 32_000
"""Characters of a cell; Excel refuses a file with more than 32,767."""
LINE, HIGHEST = 14.5, 409.0
"""Points of a line of text, and the most Excel gives a row."""
LETTERS = 1.25
"""Letters of Times New Roman in the width of one figure, which is what Excel counts a column's width in."""
WRAPPED = ("text", "middle", "words", "doubt")
A4 = 9  # Excel's own number for the paper

LOOKS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True},
    "date": {"num_format": "d/m/yyyy", "align": "center"},
    "moment": {"num_format": "hh:mm d/m/yyyy", "align": "center"},
    "whole": {"num_format": "0", "align": "center"},
    "percent": {"num_format": "0%", "align": "center"},
    "middle": {"text_wrap": True, "align": "center"},
    "number": {"num_format": "#,##0", "align": "right"},
    "decimal": {"num_format": "#,##0.0#####", "align": "right"},
    "head": {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#1F4E4A"}
    | {"font_color": "white"},
    "title": {"bold": True, "font_size": 14, "border": 0},
    "faint": {"font_color": "#595959", "border": 0},
    "day": {"num_format": "d/m/yyyy", "align": "left", "bold": True, "border": 0},
    "label": {"font_color": "#595959", "border": 0, "align": "right"},
    # To be filled in: what is typed stays as it is typed, where Excel would make a day of "1/2026".
    "words": {"text_wrap": True, "num_format": "@"},
    "one_day": {"num_format": "d/m/yyyy", "align": "left"},
    "doubt": {"text_wrap": True, "num_format": "@", "bg_color": "#FBDFA6"},
    "doubt_date": {"num_format": "d/m/yyyy", "align": "center", "bg_color": "#FBDFA6"},
    "told": {"num_format": "d/m/yyyy", "align": "center", "bg_color": "#EEEEEE", "font_color": "#595959"},
    "must": {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#8A3B12"}
    | {"font_color": "white"},
    "needed": {"bold": True, "text_wrap": True},
    "guide": {"text_wrap": True, "border": 0},
    "total": {"bold": True, "num_format": "0", "align": "center", "bg_color": "#EEEEEE"},
}


@dataclass(frozen=True, slots=True)
class Live:
    """A formula and what it comes to, for viewers that don't calculate."""

    formula: str
    value: str | int | float


Value = str | int | float | date | datetime | Live | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in letters, and the look of its cells."""

    heading: str
    width: float
    look: str = "text"


def _height(columns: Sequence[Column], row: Sequence[Value]) -> float:
    """Points a row needs for its longest text: only Excel itself would work it out on opening."""
    texts = [(value, column) for column, value in zip(columns, row, strict=True) if column.look in WRAPPED]
    lines = max((_lines(_shown(value), column.width) for value, column in texts), default=1)
    return min(LINE * lines + 2, HIGHEST)


def _lines(text: str, width: float) -> int:
    return sum(max(len(wrap(line, int(width * LETTERS))), 1) for line in text.split("\n"))


def _shown(value: Value) -> str:
    value = value.value if isinstance(value, Live) else value
    return value if isinstance(value, str) else ""


class Sheets:
    """A workbook and its formats."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "border": 1}
        base["border_color"] = "#BFBFBF"
        self._looks = {name: workbook.add_format(base | look) for name, look in LOOKS.items()}

    def look(self, name: str) -> Format:
        return self._looks[name]

    def fill(self, colour: str) -> Format:
        """How a conditional format paints a cell."""
        return self.workbook.add_format({"bg_color": colour, "font_color": "#1A1A1A"})

    def sheet(self, name: str, title: str, pages: str) -> Worksheet:
        """A new sheet with its title; it prints on A4, one page wide, its headings on every page."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_row(0, 22)
        sheet.write_string(0, 0, title[:LONGEST], self.look("title"))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_footer(f"&C{pages}")
        sheet.hide_gridlines(2)
        return sheet

    def table(
        self,
        sheet: Worksheet,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Value]],
        *,
        filtered: bool = True,
    ) -> int:
        """A real Excel table; without a row it keeps an empty one, as Excel demands.

        Gives the number of its last row.
        """
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        last = HEAD_ROW + max(len(rows), 1)
        heads = [{"header": column.heading, "header_format": self.look("head")} for column in columns]
        options = {"name": name, "style": None, "columns": heads, "autofilter": filtered}
        sheet.add_table(HEAD_ROW, 0, last, len(columns) - 1, options)
        sheet.set_row(HEAD_ROW, 45)
        sheet.freeze_panes(HEAD_ROW + 1, 1)
        for number, row in enumerate(rows, HEAD_ROW + 1):
            sheet.set_row(number, _height(columns, row))
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                self.put(sheet, number, place, value, column.look)
        return last

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, look: str) -> None:
        """One cell. Words go in as words, so that no sign they begin with makes them a formula."""
        style = self.look(look)
        match value:
            case Live():
                sheet.write_formula(row, column, value.formula, style, value.value)
            case str() if value:
                sheet.write_string(row, column, value[:LONGEST], style)
            case datetime():
                # Excel knows no time zones: it shows the hour of the committee's clock.
                sheet.write_datetime(row, column, value.replace(tzinfo=None), style)
            case date():
                sheet.write_datetime(row, column, value, style)
            case int() | float():
                broken = look == "number" and value != int(value)  # one format for both would write 87,000.
                sheet.write_number(row, column, value, self.look("decimal") if broken else style)
            case _:
                sheet.write_blank(row, column, None, style)
