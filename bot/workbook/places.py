"""Cells as the line numbers that the reader of plan files hands on with every mistake."""

from dataclasses import dataclass

ROWS, COLUMNS = 10_000_000, 1_000  # more than any sheet has


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: its sheet (from 0), its row and its column (from 1; 0 is the row as a whole)."""

    sheet: int
    row: int
    column: int

    @property
    def cell(self) -> str:
        return f"{column_letters(self.column or 1)}{self.row}"


def line_of(place: Place) -> int:
    """The number of a cell, in the order of sheets, rows, columns."""
    return ((place.sheet + 1) * ROWS + place.row) * COLUMNS + place.column


def place_of(line: int) -> Place | None:
    """The cell of that number; null where it is a file's line."""
    rest, column = divmod(line, COLUMNS)
    sheet, row = divmod(rest, ROWS)
    return Place(sheet - 1, row, column) if sheet else None


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
