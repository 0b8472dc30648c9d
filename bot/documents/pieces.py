"""What every reader gives: lines and tables, each with its page and line, whatever the format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

# What stands beside something else at the head of a document: state and motto, number, place and day.
HEADED = re.compile(r"CỘNG H[ÒO]|ĐẢNG CỘNG SẢN|[Đđ]ộc lập|Hạnh phúc|^Số\s*:?|ngày .{1,8}tháng")


class Side(StrEnum):
    """Where a line stands across the page: heads and signatures stand beside each other."""

    WHOLE = "whole"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line as printed, or a whole paragraph where the format keeps paragraphs.

    `room` is how many letters more it would take (null where nothing breaks lines), `indent` how far it
    starts from the margin in letters, `small` whether it is printed smaller than most, `gap` whether a blank
    precedes it, `heading` the level of one that its format marks (0: none). On paper it stands from `x0` to
    `x1`, in a column where the page has two.
    """

    text: str
    page: int = 1
    line: int = 1
    whole: bool = False
    bold: bool = False
    heading: int = 0
    small: bool = False
    side: Side = Side.WHOLE
    room: float | None = None
    indent: float = 0.0
    gap: bool = False
    column: int = 0
    x0: float = 0.0
    x1: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell where it begins, with how many rows and columns it takes."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    page: int = 1
    line: int = 1
    formula: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Cells in their order; a merged one stands once."""

    cells: tuple[Cell, ...]
    page: int = 1
    line: int = 1
    sheet: str = ""

    @property
    def height(self) -> int:
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    def grid(self) -> list[list[Cell | None]]:
        """Every place with the cell that covers it."""
        width = self.width
        grid: list[list[Cell | None]] = [[None] * width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    grid[row][column] = cell
        return grid

    def lines(self) -> Iterator[Line]:
        """The cells as lines: what a table that only lays out the page holds."""
        for cell in self.cells:
            middle = cell.column + cell.columns / 2
            side = Side.LEFT if middle <= self.width / 2 else Side.RIGHT
            for text in cell.text.split("\n"):
                if text.strip():
                    yield Line(
                        text=text.strip(),
                        page=cell.page,
                        line=cell.line,
                        whole=True,
                        side=side if self.width > 1 else Side.WHOLE,
                    )


Piece = Line | Table
