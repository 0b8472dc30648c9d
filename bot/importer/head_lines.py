"""The lines a head and a signature stand in: of a document its first, of a sheet those above the columns."""

from collections.abc import Iterable, Iterator, Sequence

from bot.documents.pieces import Line, Piece, Side, Table
from bot.importer.words.markers import Depth, marker
from bot.importer.words.wording import clean

LONGEST = 70  # lines within which a head ends


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
            if piece.height > 4 or piece.width > 3:
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
