"""Tables on paper: the cells that drawn lines shut in, and tables that go on over the page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.documents.pieces import Cell, Line, Piece, Table

NEAR = 4.0  # points between two lines that are one
LEAST = 2  # rows and columns of a table


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, or a rectangle no thicker, measured from the top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def flat(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Frame:
    """A ruled table: where its columns and rows begin and end, and which places are one cell."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: tuple[tuple[int, int, int, int], ...]  # row, column, rows, columns

    def __contains__(self, point: tuple[float, float]) -> bool:
        return self.xs[0] <= point[0] <= self.xs[-1] and self.ys[0] <= point[1] <= self.ys[-1]

    def place(self, point: tuple[float, float]) -> tuple[int, int, int, int] | None:
        row, column = _between(self.ys, point[1]), _between(self.xs, point[0])
        holds = (p for p in self.places if p[0] <= row < p[0] + p[2] and p[1] <= column < p[1] + p[3])
        return next(holds, None)


def frames(rules: Sequence[Rule]) -> list[Frame]:
    """The tables that rules make; rules that touch belong together."""
    return [frame for group in _touching(rules) if (frame := _frame(group))]


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules in groups that hang together."""
    groups: list[tuple[list[float], list[Rule]]] = []
    for rule in sorted(rules, key=lambda each: each.y0):
        box = [rule.x0 - NEAR, rule.y0 - NEAR, rule.x1 + NEAR, rule.y1 + NEAR]
        mine = [group for group in groups if _meet(group[0], box)]
        merged = [rule, *(one for _, members in mine for one in members)]
        for other, _ in mine:
            box = [min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])]
        groups = [group for group in groups if not any(group is one for one in mine)] + [(box, merged)]
    return [members for _, members in groups]


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _frame(rules: Sequence[Rule]) -> Frame | None:
    flat, upright = [r for r in rules if r.flat], [r for r in rules if not r.flat]
    xs, ys = _clusters(r.x0 for r in upright), _clusters(r.y0 for r in flat)
    if len(xs) <= LEAST or len(ys) < LEAST or len(xs) * len(ys) > 20_000:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1

    def open_right(row: int, column: int) -> bool:
        middle = (ys[row] + ys[row + 1]) / 2
        return not any(
            abs(r.x0 - xs[column + 1]) <= NEAR and r.y0 - NEAR <= middle <= r.y1 + NEAR for r in upright
        )

    def open_below(row: int, column: int) -> bool:
        middle = (xs[column] + xs[column + 1]) / 2
        return not any(abs(r.y0 - ys[row + 1]) <= NEAR and r.x0 - NEAR <= middle <= r.x1 + NEAR for r in flat)

    taken: set[tuple[int, int]] = set()
    places = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = _reach(open_right(row, c) for c in range(column, columns - 1))
            tall = _reach(open_below(r, column) for r in range(row, rows - 1))
            covered = {(r, c) for r in range(row, row + tall) for c in range(column, column + wide)} - taken
            taken |= covered
            places.append((row, column, tall, wide))
    return Frame(tuple(xs), tuple(ys), tuple(places))


def _reach(is_open: Iterable[bool]) -> int:
    """Over how many places a cell goes whose sides, one after the other, are open or shut."""
    return 1 + sum(1 for _ in takewhile(bool, is_open))


def _clusters(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _between(edges: Sequence[float], value: float) -> int:
    return max(0, sum(edge <= value for edge in edges) - 1)


def joined_tables(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same, a table that goes on over the page as one."""
    waiting: Table | None = None
    for piece in pieces:
        if isinstance(piece, Line):
            if waiting:
                yield waiting
                waiting = None
            yield piece
        elif waiting and piece.width == waiting.width and piece.page == _last_page(waiting) + 1:
            waiting = _joined(waiting, piece)
        else:
            if waiting:
                yield waiting
            waiting = piece
    if waiting:
        yield waiting


def _last_page(table: Table) -> int:
    return max(cell.page for cell in table.cells)


def _joined(above: Table, below: Table) -> Table:
    """Two halves: a head printed again is left out, and a row that a page cut in two is one."""
    first = _row(above, 0)
    heads = (
        next((n for n in range(1, 4) if _row(below, n - 1) == _row(above, n - 1) == first), 0) if first else 0
    )
    while heads and heads < 3 and _row(below, heads) == _row(above, heads) != ():
        heads += 1
    rest, height = [cell for cell in below.cells if cell.row >= heads], above.height
    cells, shift = list(above.cells), height - heads
    if rest and _goes_on(above, rest, heads):
        last = {cell.column: at for at, cell in enumerate(cells) if cell.row + cell.rows == height}
        for cell in (each for each in rest if each.row == heads):
            if cell.column in last and cell.text:
                at = last[cell.column]
                cells[at] = replace(cells[at], text=f"{cells[at].text}\n{cell.text}".strip())
        rest, shift = [cell for cell in rest if cell.row > heads], shift - 1
    cells += [replace(cell, row=cell.row + shift) for cell in rest]
    return replace(above, cells=tuple(cells))


def _row(table: Table, row: int) -> tuple[str, ...]:
    return tuple(" ".join(cell.text.split()) for cell in table.cells if cell.row == row)


def _goes_on(above: Table, rest: Sequence[Cell], row: int) -> bool:
    """Whether the first row below has no number of its own where the last above has one."""
    first = [cell for cell in rest if cell.row == row]
    height = above.height
    numbers = [cell.text for cell in above.cells if cell.column == 0 and cell.row + cell.rows == height]
    lead = next((cell for cell in first if cell.column == 0), None)
    if lead is None or lead.text or not any(re.search(r"\w", text) for text in numbers):
        return False
    words = [cell.text for cell in first if cell.text]
    cut = len(words) < 3 or any(word[:1].islower() for word in words)
    return bool(words) and len(words) < len(first) and cut
