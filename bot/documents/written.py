"""Plain text and Markdown: lines as typed, broken by hand or not, and tables of bars."""

import re
from collections.abc import Iterator, Sequence
from statistics import quantiles

from bot.documents.pieces import Cell, Line, Piece, Side, Table
from bot.documents.refusals import MOST_LINES, MOST_ROWS, Refused

PAGE = "\f"
BROKEN_BY_HAND = 135  # letters: a document whose longest lines are longer breaks at paragraphs only
BAR = re.compile(r"^\s*\|.*\|\s*$")
RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?$")
HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+")
MARKDOWN = (
    (HEADING, ""),
    (re.compile(r"^\s*>\s?"), ""),
    (re.compile(r"\\([-+.*#|_])"), r"\1"),
)
BESIDE = re.compile(r"(?<=[^\s.]) {4,}(?=\S)|\s+\|\s+")  # heads and signatures, set apart by hand
STRONG = re.compile(r"(\*\*|__)(.+?)\1")
STRESSED = re.compile(r"(?<![\w*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\w*])")
ENCODINGS = ("utf-8-sig", "utf-16", "cp1258")


def read_text(data: bytes) -> Iterator[Piece]:
    return _pieces(_letters(data), markdown=False)


def read_markdown(data: bytes) -> Iterator[Piece]:
    return _pieces(_letters(data), markdown=True)


def _letters(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: Sequence[str] = ("utf-16",)
    elif b"\0" in data[:4000]:
        raise Refused("not_text")
    else:
        encodings = ("utf-8-sig", "cp1258")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    raise Refused("not_text")


def _pieces(text: str, *, markdown: bool) -> Iterator[Piece]:
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(rows) > MOST_LINES:
        raise Refused("too_many_lines", most=MOST_LINES)
    width = _width(rows)
    page, gap, barred, at = 1, False, list[tuple[int, str]](), 0
    for at, row in enumerate(rows, 1):
        page += row.count(PAGE)
        row = row.replace(PAGE, "")
        if BAR.match(row):
            barred.append((at, row))
            continue
        yield from _table(barred, page)
        barred = []
        bold = bool(STRONG.fullmatch(HEADING.sub("", row).strip(" |\t")))
        words = STRESSED.sub(r"\1", STRONG.sub(r"\2", row)).replace("**", "").strip(" |\t")
        heading = HEADING.match(row) if markdown else None
        level = len(heading[1]) if heading else 0
        if markdown:
            for pattern, instead in MARKDOWN:
                words = pattern.sub(instead, words)
        if words:
            room = width - len(row.rstrip()) if width else None
            indent = float(len(row) - len(row.lstrip()))
            parts = BESIDE.split(words)
            if len(parts) == 2 and len(words) < BROKEN_BY_HAND:
                for part, side in zip(parts, (Side.LEFT, Side.RIGHT), strict=True):
                    yield Line(text=part, page=page, line=at, side=side, bold=bold, gap=gap)
            else:
                yield Line(
                    text=words,
                    page=page,
                    line=at,
                    room=room,
                    indent=indent,
                    bold=bold,
                    heading=level,
                    gap=gap,
                )
        gap = not words
    yield from _table(barred, page)


def _width(rows: Sequence[str]) -> float | None:
    """How long a full line is, null where lines are whole paragraphs."""
    lengths = [len(row.rstrip()) for row in rows if len(row.strip()) > 20]
    if len(lengths) < 8:
        return None
    longest = quantiles(lengths, n=20)[-1]
    return longest if longest <= BROKEN_BY_HAND else None


def _table(barred: Sequence[tuple[int, str]], page: int) -> Iterator[Table]:
    if len(barred) > MOST_ROWS:
        raise Refused("too_many_rows", most=MOST_ROWS)
    rows = [(at, row) for at, row in barred if not RULE.match(row)]
    cells = []
    for number, (at, row) in enumerate(rows):
        for column, text in enumerate(re.split(r"(?<!\\)\|", row.strip().strip("|"))):
            words = (
                STRONG.sub(r"\2", text)
                .replace("<br>", "\n")
                .replace("<br/>", "\n")
                .replace("\\|", "|")
                .strip()
            )
            cells.append(Cell(text=words, row=number, column=column, page=page, line=at))
    if cells:
        yield Table(cells=tuple(cells), page=page, line=rows[0][0])
