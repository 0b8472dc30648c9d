"""Tables that no line is drawn for: rows whose words keep the same white stripes free, from a head on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from bot.documents.pieces import Cell, Table

LEAST_COLUMNS, LEAST_ROWS = 3, 3  # a head and two rows
APART = 2.6  # and so much is no gap between words
SETTLED = 4  # rows after which a gap is no chance
MOST_ROWS = 400  # printed on one page
CLOSE = 1.45  # of a letter's size: from line to line of a head
ALIGNED, MOSTLY = 3.0, 0.6  # points; the share of a column's rows
STRIPE = 0.45  # of a letter's size: what stays free between two columns
LOOSE = 1.22  # of the closest lines: rows so far apart are rows of the table
POINT = re.compile(r"[-+•*]\s*(?=[^\W\d_])(?![a-zđ])")
CUT = re.compile(r"/(\d{1,3})$")
YEAR = 4  # figures
NUMBERED = re.compile(r"\(?(?:\d{1,4}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H])[.)]?")


Stripes = tuple[tuple[float, float], ...]  # from where to where across the page


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a gap, where they stand; the base measured from the top."""

    text: str
    x0: float
    x1: float
    base: float
    size: float


@dataclass(slots=True)
class _Found:
    """A table while it grows: the stripes between its columns, its rows, and which of them run across."""

    first: int
    stripes: list[tuple[float, float]]
    rows: list[Sequence[Word]] = field(default_factory=list)
    across: set[int] = field(default_factory=set)

    @property
    def end(self) -> int:
        return self.first + len(self.rows)

    def column(self, word: Word) -> int:
        return sum((left + right) / 2 <= (word.x0 + word.x1) / 2 for left, right in self.stripes)

    def columns(self, row: Sequence[Word]) -> set[int]:
        return {self.column(word) for word in row}


def tables_in(
    rows: Sequence[Sequence[Word]], page: int, carried: Stripes = ()
) -> tuple[list[tuple[int, int, Table]], Stripes]:
    """Tables by the first row that is theirs and the first that is not, and the stripes of one that goes on
    over the page; `carried` are those of the page before."""
    found, at, last = list[tuple[int, int, Table]](), 0, Stripes()
    top = int(bool(rows) and len(rows[0]) == 1 and rows[0][0].text.isdigit())  # below the page's number
    while at < len(rows) <= MOST_ROWS:
        grown = _best(rows, at, carried if at == top else (), found[-1][1] if found else 0)
        if grown and (table := _table(grown, page)):
            found.append((grown.first, grown.end, table))
            at, last = grown.end, tuple(grown.stripes) if grown.end == len(rows) else ()
        else:
            at += 1
    return found, last


def _best(rows: Sequence[Sequence[Word]], at: int, carried: Stripes, seen: int) -> _Found | None:
    """The table that begins at a row: one that goes on from the page before, else by the row's wide gaps or
    by all of them, whichever tells more rows and columns."""
    if carried and (on := _grown(rows, at, list(carried), settled=0, least=1)):
        return on
    tries = [_grown(rows, at, _gaps(rows[at], APART), settled=0)]
    if NUMBERED.fullmatch(rows[at][0].text):
        tries.append(_grown(rows, at, _gaps(rows[at], STRIPE)))
    grown = [found for found in tries if found]
    for found in grown:
        _refined(found)
        _over_the_head(rows, found, seen)
    return max(grown, key=lambda found: (len(found.rows), len(found.stripes)), default=None)


def _gaps(row: Sequence[Word], least: float) -> list[tuple[float, float]]:
    return [(one.x1, other.x0) for one, other in pairwise(row) if other.x0 - one.x1 >= least * one.size]


def _grown(
    rows: Sequence[Sequence[Word]],
    at: int,
    stripes: list[tuple[float, float]],
    settled: int = SETTLED,
    least: int = LEAST_ROWS,
) -> _Found | None:
    """The rows from one on that leave stripes free. Gaps between words close within a few rows; what is still
    open by then parts two columns, and a row that runs across it ends the table, or heads a group."""
    found = _Found(at, stripes)
    for n in range(at, len(rows)):
        left = [_free(stripe, rows[n]) for stripe in found.stripes]
        open_ = [(x0, x1) for x0, x1 in left if x1 - x0 >= STRIPE * rows[n][0].size]
        if len(open_) == len(left) or len(found.rows) < settled:
            found.stripes = open_
        elif _leads(rows, n, found):
            found.across.add(len(found.rows))
        else:
            break
        if len(found.stripes) < LEAST_COLUMNS - 1:
            return None
        found.rows.append(rows[n])
    filled = sum(len(found.columns(row)) >= LEAST_COLUMNS for row in found.rows)
    return found if filled >= least else None


def _leads(rows: Sequence[Sequence[Word]], at: int, found: _Found) -> bool:
    """Whether a row that runs across the columns heads a group of them: a numbered one stands below."""
    if at + 1 >= len(rows) or len(found.rows) - 1 in found.across:
        return False
    below = rows[at + 1]
    return all(x1 - x0 >= STRIPE * below[0].size for x0, x1 in (_free(s, below) for s in found.stripes)) and (
        _numbered(found, below) or (_numbered(found, rows[at]) and len(found.columns(below)) > 1)
    )


def _refined(found: _Found) -> None:
    """Parts columns that the first row had no gap for, "TT Nội dung": where all rows leave one, and what
    stands behind it begins, or has its middle, at the same place."""
    rows = [row for at, row in enumerate(found.rows) if at not in found.across]
    words = sorted((word for row in rows for word in row), key=lambda word: word.x0)
    end = words[0].x1
    for word in words:
        stripe = (end, word.x0)
        if word.x0 - end >= STRIPE * word.size and not any(
            x0 < stripe[1] and stripe[0] < x1 for x0, x1 in found.stripes
        ):
            column = found.column(word)
            behind = [[w for w in row if found.column(w) == column and w.x0 >= word.x0] for row in rows]
            before = sum(any(found.column(w) == column and w.x1 <= end for w in row) for row in rows)
            if min(before, sum(map(bool, behind))) >= LEAST_ROWS and _aligned([w for w in behind if w]):
                found.stripes = sorted([*found.stripes, stripe])
        end = max(end, word.x1)


def _aligned(rows: Sequence[Sequence[Word]]) -> bool:
    starts = [row[0].x0 for row in rows]
    middles = [(row[0].x0 + row[-1].x1) / 2 for row in rows]
    return any(
        sum(abs(place - median(places)) <= ALIGNED for place in places) >= MOSTLY * len(places)
        for places in (starts, middles)
    )


def _over_the_head(rows: Sequence[Sequence[Word]], found: _Found, seen: int) -> None:
    """Takes in the lines above that belong to a head of several, but none that is a table's already."""
    while found.first > seen:
        row, below = rows[found.first - 1], rows[found.first]
        left = [_free(stripe, row) for stripe in found.stripes]
        crossed = sum(x1 - x0 < STRIPE * row[0].size for x0, x1 in left)
        whole = len(_gaps(row, APART)) < LEAST_COLUMNS - 1
        if below[0].base - row[0].base > CLOSE * row[0].size or (crossed and whole):
            return
        found.stripes = [
            one if one[1] - one[0] >= STRIPE * row[0].size else kept
            for one, kept in zip(left, found.stripes, strict=True)
        ]
        found.first, found.across = found.first - 1, {n + 1 for n in found.across}
        found.rows.insert(0, row)


def _free(stripe: tuple[float, float], row: Sequence[Word]) -> tuple[float, float]:
    """The widest part of a stripe that no word of the row stands in."""
    parts, at = list[tuple[float, float]](), stripe[0]
    for word in row:
        if word.x1 > at and word.x0 < stripe[1]:
            parts.append((at, word.x0))
            at = max(at, word.x1)
    parts.append((at, stripe[1]))
    return max(parts, key=lambda part: part[1] - part[0])


def _table(found: _Found, page: int) -> Table | None:
    groups = _groups(found)
    if len(groups) < LEAST_ROWS:
        return None
    cells, width = list[Cell](), len(found.stripes) + 1
    for number, group in enumerate(groups):
        held: dict[int, list[str]] = {} if number else {column: [] for column in range(width)}
        for at in group:
            for column, text in _texts(found, at):
                held.setdefault(column, []).append(text)
        whole = group[0] in found.across
        for column, lines in sorted(held.items()):
            span = width - column if whole and column == max(held) else 1
            cells.append(
                Cell(text=joined(lines), row=number, column=column, columns=span, page=page, line=number + 1)
            )
    return Table(cells=tuple(cells), page=page)


def _texts(found: _Found, at: int) -> list[tuple[int, str]]:
    """The words of a row by column; one that runs across has its number, and the rest as one."""
    row = found.rows[at]
    if at in found.across:
        numbered = len(row) > 1 and NUMBERED.fullmatch(row[0].text) and found.column(row[0]) == 0
        rest = " ".join(word.text for word in row[1 if numbered else 0 :])
        return [(0, row[0].text), (1, rest)] if numbered else [(0, rest)]
    texts: dict[int, str] = {}
    for word in row:
        column = found.column(word)
        texts[column] = f"{texts[column]} {word.text}" if column in texts else word.text
    return list(texts.items())


def _groups(found: _Found) -> list[list[int]]:
    """The printed rows that are one row of the table: from number to number, or from gap to gap; a row apart
    that has every column but its number lost that."""
    gaps = [other[0].base - one[0].base for one, other in pairwise(found.rows)]
    loose = [n for n, gap in enumerate(gaps, 1) if gap > LOOSE * min(gaps)]
    starts = [at for at, row in enumerate(found.rows) if at and _numbered(found, row)]
    if len(starts) < LEAST_ROWS - 1:
        starts = loose
    starts += [
        n for n in loose if len(found.columns(found.rows[n])) >= max(LEAST_COLUMNS, len(found.stripes))
    ]
    starts = sorted({0, *starts, *found.across, *(at + 1 for at in found.across)} - {len(found.rows)})
    return [list(range(one, other)) for one, other in pairwise([*starts, len(found.rows)])]


def _numbered(found: _Found, row: Sequence[Word]) -> bool:
    return found.column(row[0]) == 0 and bool(NUMBERED.fullmatch(row[0].text))


def joined(lines: Sequence[str]) -> str:
    """The words of a cell; a line that begins like a point of a list, or after a stop, stays a line."""
    text, listed = "", bool(lines) and bool(POINT.match(lines[0]))
    for line in lines:
        stopped = text.endswith((";", ".", ":"))
        fresh = POINT.match(line) and (listed or stopped)
        text += ("\n" if fresh or stopped else "" if _cut(text, line) else " ") + line
    return text.strip()


def _cut(text: str, line: str) -> bool:
    """Whether a narrow column cut a day in two: "30/11/20", "26"."""
    before, behind = CUT.search(text), re.match(r"\d{1,3}(?!\d)", line)
    return bool(before and behind and len(before[1]) + len(behind[0]) == YEAR) or bool(
        text.endswith("/") and line[:1].isdigit()
    )
