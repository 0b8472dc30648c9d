"""Letters on a page, put in the order in which they are read: lines, columns, tables; no page numbers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from bot.documents.pieces import HEADED, Cell, Line, Piece, Side, Table
from bot.documents.ruled import Frame, Rule, frames
from bot.documents.unruled import Stripes, Word, joined, tables_in

__all__ = ["Glyph", "Rule", "Stripes", "page_pieces", "with_room", "without_furniture"]
SPACE = 0.22  # of a letter's size: a gap that wide parts two words
APART = 2.6  # and that wide two columns
GUTTER = (0.3, 0.7)  # of the width: where a page of two columns is parted
LEAST_COLUMN = 8  # lines on either side of a gutter
CROSSING = 0.12  # of the lines may run across it
SMALL = 0.86  # of the usual size: a footnote
NUMBER = re.compile(r"(?:trang\s*)?[-–—.]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–—.]?", re.IGNORECASE)
MOSTLY = 0.8
HEAD_ROWS = 10  # of a page, in which issuer and state stand beside each other
REPEATED = 3  # pages on which the same first or last line stands: a running head


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter where it stands: its left and right, and its base measured from the top."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Stretch(Word):
    """Letters side by side without a wide gap."""

    bold: bool


def page_pieces(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], page: int, carried: Stripes = ()
) -> tuple[list[Piece], Stripes]:
    """The lines and tables of a page, as somebody reads them, and the columns of a table without lines that
    may go on over the page; `carried` are those of the page before."""
    tables = frames(rules)
    inside: dict[int, list[Glyph]] = {at: [] for at in range(len(tables))}
    outside = list[Glyph]()
    for glyph in glyphs:
        point = ((glyph.x0 + glyph.x1) / 2, glyph.base - glyph.size / 3)
        at = next((n for n, frame in enumerate(tables) if point in frame), None)
        (outside if at is None else inside[at]).append(glyph)
    made: list[tuple[float, Piece]] = [
        (frame.ys[0], table) for at, frame in enumerate(tables) if (table := _table(frame, inside[at], page))
    ]
    rows, words = _rows(outside), _rows(outside, SPACE)
    start = 0
    bare, carried = tables_in(words, page, carried)
    for first, last, table in bare:
        made += [*_lines(rows[start:first], page, start), (rows[first][0].base, table)]
        start = last
    made += _lines(rows[start:], page, start)
    if not made or not any(isinstance(piece, Table) for _, piece in made):
        return [piece for _, piece in made], carried
    return _in_turn(made), carried


def _in_turn(made: list[tuple[float, Piece]]) -> list[Piece]:
    """Tables put among the lines where they begin; the lines keep their own order."""
    tables = sorted((each for each in made if isinstance(each[1], Table)), key=lambda each: each[0])
    found: list[Piece] = []
    for base, piece in made:
        if isinstance(piece, Table):
            continue
        while tables and tables[0][0] < base:
            found.append(tables.pop(0)[1])
        found.append(piece)
    return found + [piece for _, piece in tables]


def _table(frame: Frame, glyphs: Iterable[Glyph], page: int) -> Table | None:
    held: dict[tuple[int, int, int, int], list[Glyph]] = {place: [] for place in frame.places}
    for glyph in glyphs:
        place = frame.place(((glyph.x0 + glyph.x1) / 2, glyph.base - glyph.size / 3))
        if place:
            held[place].append(glyph)
    cells = tuple(
        Cell(text=_cell(letters), row=row, column=column, rows=rows, columns=columns, page=page, line=row + 1)
        for (row, column, rows, columns), letters in held.items()
    )
    return Table(cells=cells, page=page) if any(cell.text for cell in cells) else None


def _cell(glyphs: Sequence[Glyph]) -> str:
    rows = [" ".join(stretch.text for stretch in row) for row in _rows(glyphs)]
    return joined(rows)


def _rows(glyphs: Sequence[Glyph], apart: float = APART) -> list[list[Stretch]]:
    """Letters on one base, from left to right, parted at gaps so wide; marks stay with their letters."""
    letters: list[Glyph] = []
    for glyph in glyphs:
        if letters and unicodedata.category(glyph.text) == "Mn":
            last = letters[-1]
            letters[-1] = Glyph(last.text + glyph.text, last.x0, last.x1, last.base, last.size, last.bold)
        else:
            letters.append(glyph)
    rows: list[list[Glyph]] = []
    for glyph in sorted(letters, key=lambda each: each.base):
        if rows and glyph.base - rows[-1][0].base <= 0.45 * max(rows[-1][0].size, 4.0):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    found = [list(_stretches(sorted(row, key=lambda each: each.x0), apart)) for row in rows]
    return [row for row in found if row]


def _stretches(row: Sequence[Glyph], apart: float) -> Iterator[Stretch]:
    words, at = "", 0
    for n, glyph in enumerate(row):
        gap = glyph.x0 - row[n - 1].x1 if n else 0.0
        size = max(glyph.size, 4.0)
        drawn = [one for one in row[at:n] if one.text.strip()]
        gap = glyph.x0 - drawn[-1].x1 if drawn else gap
        if n and glyph.text.strip() and drawn and gap > apart * size:
            yield _stretch(words, row[at:n])
            words, at = "", n
        elif n and gap > SPACE * size and not words.endswith(" "):
            words += " "
        words += glyph.text
    if words.strip():
        yield _stretch(words, row[at:])


def _stretch(words: str, glyphs: Sequence[Glyph]) -> Stretch:
    drawn = [one for one in glyphs if one.text.strip()] or list(glyphs)
    size = median(one.size for one in drawn)
    bold = sum(one.bold for one in drawn) > len(drawn) / 2
    return Stretch(" ".join(words.split()), drawn[0].x0, drawn[-1].x1, drawn[0].base, size, bold)


def _lines(rows: Sequence[Sequence[Stretch]], page: int, above: int) -> list[tuple[float, Piece]]:
    """The rows as lines, so many of the page above them: column by column where the page has two."""
    if not rows:
        return []
    left, right = min(s.x0 for row in rows for s in row), max(s.x1 for row in rows for s in row)
    size = median(stretch.size for row in rows for stretch in row)
    gutter = _gutter(rows, left, right)
    made: list[tuple[float, Piece]] = []
    columns: tuple[list[Stretch], list[Stretch]] = ([], [])

    def flush() -> None:
        for number, column in enumerate(columns, 1):
            edge = min((s.x0 for s in column), default=0.0)
            made.extend(_line(s, page, above + len(made) + 1, edge, size, column=number) for s in column)
            column.clear()

    head = max((n for n, row in enumerate(rows[:HEAD_ROWS], 1) if _of_the_head(row)), default=0)
    for number, row in enumerate(rows, 1):
        if gutter is not None and number > head and not any(s.x0 < gutter < s.x1 for s in row):
            for stretch in row:
                columns[stretch.x0 >= gutter].append(stretch)
            continue
        flush()
        for stretch in row:
            side = Side.WHOLE
            if len(row) == 2:
                side = Side.LEFT if stretch is row[0] else Side.RIGHT
            made.append(_line(stretch, page, above + len(made) + 1, left, size, side))
    flush()
    return made


def _of_the_head(row: Sequence[Stretch]) -> bool:
    return len(row) == 2 and any(HEADED.search(stretch.text) for stretch in row)


def _line(
    stretch: Stretch,
    page: int,
    number: int,
    left: float,
    size: float,
    side: Side = Side.WHOLE,
    column: int = 0,
) -> tuple[float, Piece]:
    return stretch.base, Line(
        text=stretch.text,
        page=page,
        line=number,
        bold=stretch.bold,
        small=stretch.size < SMALL * size,
        side=side,
        indent=(stretch.x0 - left) / max(size, 4.0),
        column=column,
        x0=stretch.x0,
        x1=stretch.x1,
    )


def with_room(pages: Sequence[Sequence[Piece]]) -> Iterator[list[Piece]]:
    """The lines with the room that is left on each, up to where those of its column end on any page."""
    ends: dict[int, list[float]] = {}
    for piece in (each for page in pages for each in page):
        if isinstance(piece, Line):
            ends.setdefault(piece.column, []).append(piece.x1)
    margins = {column: sorted(found)[int((len(found) - 1) * 0.97)] for column, found in ends.items()}
    for page in pages:
        lines = [piece for piece in page if isinstance(piece, Line)]
        # A last page may have no more than its first column.
        within = sum(line.column == 0 and line.x1 < margins.get(1, 0.0) + 1 for line in lines)
        narrow = within > MOSTLY * len(lines)
        own = {**margins, 0: margins[1]} if narrow else margins
        yield [_fitted(piece, own) for piece in page]


def _fitted(piece: Piece, margins: Mapping[int, float]) -> Piece:
    if not isinstance(piece, Line):
        return piece
    letter = max((piece.x1 - piece.x0) / max(len(piece.text), 1), 1.0)
    return replace(piece, room=(margins[piece.column] - piece.x1) / letter)


def _gutter(rows: Sequence[Sequence[Stretch]], left: float, right: float) -> float | None:
    """Where the page is parted in two; null where it is not."""
    wide, best, fewest = right - left, None, len(rows) * CROSSING
    for step in range(41):
        at = left + wide * (GUTTER[0] + (GUTTER[1] - GUTTER[0]) * step / 40)
        crossing = sum(any(s.x0 < at < s.x1 for s in row) for row in rows)
        before = sum(any(s.x1 <= at for s in row) for row in rows)
        behind = sum(any(s.x0 >= at for s in row) for row in rows)
        if min(before, behind) >= LEAST_COLUMN and crossing < fewest:
            best, fewest = at, crossing
    return best


def without_furniture(pages: Sequence[Sequence[Piece]]) -> Iterator[Piece]:
    """The pages in turn without their numbers, the heads and feet that every page has, and footnotes."""
    ends = Counter(key for page in pages for key in {_key(line) for line in _ends(page)})
    for page in pages:
        edge = _ends(page)
        last = len(page)
        while (
            last and isinstance(line := page[last - 1], Line) and (line.small or NUMBER.fullmatch(line.text))
        ):
            last -= 1
        notes = any(isinstance(p, Line) and p.small and re.match(r"[\d*]", p.text) for p in page[last:])
        for at, piece in enumerate(page):
            if isinstance(piece, Line):
                outer = any(piece is line for line in edge)
                repeated = ends[_key(piece)] >= max(REPEATED, len(pages) / 2) and ":" not in piece.text
                if outer and (NUMBER.fullmatch(piece.text) or repeated):
                    continue
                if notes and at >= last:
                    continue
            yield piece


def _ends(page: Sequence[Piece]) -> list[Line]:
    """The first two and the last two lines of a page."""
    lines = [piece for piece in page if isinstance(piece, Line)]
    return lines[:2] + lines[2:][-2:]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.casefold())
