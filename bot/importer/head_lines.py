"""The lines a head and a signature stand in: of a document its first, of a sheet those above the columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.documents.pieces import Line, Piece, Side, Table
from bot.importer.words.markers import Depth, marker
from bot.importer.words.wording import clean

BROKEN = re.compile(r"(?:^Số ?:?|, ngày(?: \d{1,2})?(?: tháng)?(?: \d{1,2})?(?: năm)?)$")  # a line cut short
LONGEST = 70  # lines within which a head ends


def lays_out(table: Table) -> bool:
    """Whether a table only sets a head's lines beside each other."""
    return (table.height <= 4 and table.width <= 3) or (table.height <= 12 and table.width == 2)


def last_lines(pieces: Sequence[Piece]) -> Iterator[str]:
    """The lines from the end on, those of a table that only lays out a signature among them."""
    for piece in reversed(pieces):
        if isinstance(piece, Line):
            yield clean(piece.text)
        elif piece.width < 3:
            yield from (clean(line.text) for line in piece.lines())


def first_lines(pieces: Sequence[Piece]) -> list[tuple[int, Line]]:
    """The lines at the beginning, those of a table that only lays out the head among them."""
    found: list[tuple[int, Line]] = []
    for at, piece in enumerate(pieces):
        if len(found) >= LONGEST:
            break
        if isinstance(piece, Table):
            if not lays_out(piece):
                found += [(at, line) for line in _above(piece)]
                break
            found += [(at, line) for line in piece.lines()]
            continue
        mark = marker(clean(piece.text))
        if (
            mark
            and mark.depth in (Depth.ROMAN, Depth.PART, Depth.NUMBER)
            and found
            and not piece.text.startswith("Số")
        ):
            break
        if found and BROKEN.search(found[-1][1].text) and not found[-1][1].whole:
            before = found[-1][1]
            found[-1] = (found[-1][0], replace(before, text=f"{before.text} {piece.text}"))
        else:
            found.append((at, piece))
    return found


def _above(table: Table) -> Iterable[Line]:
    """What stands above the columns of a sheet: rows of one or two cells."""
    for row in range(min(table.height, 8)):
        cells = [cell for cell in table.cells if cell.row == row and cell.text]
        if len(cells) > 2:
            return
        for cell in cells:
            for text in cell.text.split("\n"):
                side = Side.WHOLE if len(cells) == 1 else Side.LEFT if cell is cells[0] else Side.RIGHT
                yield Line(text=text, page=cell.page, line=cell.line, whole=True, side=side)
