"""Word documents: paragraphs with the numbers Word puts before them, and tables with merged cells."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bot.documents.numbering import Numbering, numbering_of
from bot.documents.pieces import HEADED, Cell, Line, Piece, Side, Table
from bot.documents.refusals import MOST_COLUMNS, MOST_ROWS, Refused
from bot.documents.unzipped import Archive, attribute, child, local

DOCUMENT = "word/document.xml"
BODY = ("body", "document")
# What was deleted in a tracked change, and what stands beside the text.
UNREAD = frozenset({"del", "moveFrom", "instrText", "footnoteReference", "fldChar", "pPr", "rPr", "Fallback"})
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
BESIDE = re.compile(r"\s*\t\s*| {4,}")  # two halves of a head, set apart by hand
OFF = ("0", "false", "none")


def read_docx(data: bytes) -> Iterator[Piece]:
    """The body of a document in its order."""
    archive = Archive(data)
    if DOCUMENT not in archive.names:
        raise Refused("damaged")
    return _pieces(archive)


def _pieces(archive: Archive) -> Iterator[Piece]:
    """Each paragraph and table of the body, let go of once it is read."""
    numbering, reader = numbering_of(archive), _Reader()
    depth, rows, opened = 0, 0, list[Element]()
    for event, element in archive.events(DOCUMENT):
        name = local(element.tag)
        if event == "start":
            opened.append(element)
            depth += name == "tbl"
            rows += name == "tr"
            if rows > MOST_ROWS:
                raise Refused("too_many_rows", most=MOST_ROWS)
            continue
        opened.pop()
        if name == "tbl":
            depth -= 1
        if depth or name not in ("p", "tbl") or not _of_the_body(opened):
            continue
        if name == "p":
            yield from reader.paragraph(element, numbering)
        else:
            yield from reader.table(element, numbering)
        element.clear()


def _of_the_body(opened: list[Element]) -> bool:
    """Whether what has just ended stood in the body itself, or in a wrapping such as a content control."""
    return not any(local(element.tag) in ("p", "tbl", "txbxContent") for element in opened)


class _Reader:
    """Counts pages where Word last broke them, and lines as paragraphs."""

    def __init__(self) -> None:
        self.page, self.line = 1, 0

    def paragraph(self, element: Element, numbering: Numbering) -> Iterator[Line]:
        text, before = _text(element), numbering.before(child(element, "pPr"))
        broken = sum(_breaks(run) for run in element.iter())
        parts = [part for part in text.split("\n") if part.strip()] or ([""] if before else [])
        for at, part in enumerate(parts):
            self.line += 1
            words = f"{before} {part}".strip() if at == 0 else part.strip()
            halves = BESIDE.split(words)
            beside = len(halves) == 2 and any(HEADED.search(half) for half in halves)
            sides = (Side.LEFT, Side.RIGHT) if beside else (Side.WHOLE,)
            for side, half in zip(sides, halves if beside else [words], strict=True):
                yield Line(
                    text=half, page=self.page, line=self.line, whole=True, bold=_bold(element), side=side
                )
        self.page += broken

    def table(self, element: Element, numbering: Numbering) -> Iterator[Table]:
        self.line += 1
        first, cells = self.line, list[Cell]()
        above: dict[int, int] = {}  # a merged cell's place in `cells`, by its column
        for row, one in enumerate(each for each in element if local(each.tag) == "tr"):
            column = _skipped(one)
            for cell in (each for each in one if local(each.tag) == "tc"):
                span = _span(cell)
                merge = child(cell, "tcPr", "vMerge")
                goes_on = merge is not None and attribute(merge, "val") in (None, "continue")
                if goes_on and column in above:
                    known = cells[above[column]]
                    cells[above[column]] = _taller(known, row)
                else:
                    words = self._cell(cell, numbering)
                    cells.append(
                        Cell(
                            text=words,
                            row=row,
                            column=column,
                            columns=span,
                            page=self.page,
                            line=self.line,
                        )
                    )
                    above.pop(column, None)
                    if merge is not None:
                        above[column] = len(cells) - 1
                column += span
                if column > MOST_COLUMNS:
                    raise Refused("too_many_columns", most=MOST_COLUMNS)
            self.line += 1
        if cells:
            yield Table(cells=tuple(cells), page=self.page, line=first)

    def _cell(self, cell: Element, numbering: Numbering) -> str:
        """The words of a cell, a paragraph a line; a table within it is read as its words."""
        lines = []
        for paragraph in (each for each in cell.iter() if local(each.tag) == "p"):
            self.page += sum(_breaks(run) for run in paragraph.iter())
            words = f"{numbering.before(child(paragraph, 'pPr'))} {_text(paragraph)}".strip()
            if words:
                lines.append(words)
        return "\n".join(lines)


def _text(element: Element) -> str:
    """The words of a paragraph; text boxes within it are read once."""
    words = []
    for each in element:
        name = local(each.tag)
        if name in UNREAD:
            continue
        if name == "t":
            words.append(each.text or "")
        elif name in BREAKS:
            words.append(" " if name == "br" and attribute(each, "type") else BREAKS[name])
        else:
            words.append(_text(each))
    return "".join(words)


def _breaks(element: Element) -> int:
    name = local(element.tag)
    return name == "lastRenderedPageBreak" or (name == "br" and attribute(element, "type") == "page")


def _bold(element: Element) -> bool:
    """Whether every word of a paragraph is bold."""
    runs = [run for run in element.iter() if local(run.tag) == "r" and _text(run).strip()]
    marks = [child(run, "rPr", "b") for run in runs]
    return bool(runs) and all(mark is not None and attribute(mark, "val") not in OFF for mark in marks)


def _span(cell: Element) -> int:
    mark = child(cell, "tcPr", "gridSpan")
    return _count(mark)


def _skipped(row: Element) -> int:
    """Columns that a row leaves out at its beginning."""
    mark = child(row, "trPr", "gridBefore")
    return 0 if mark is None else _count(mark)


def _count(mark: Element | None) -> int:
    text = attribute(mark, "val") if mark is not None else None
    return min(int(text), MOST_COLUMNS) if text and text.isdigit() and len(text) < 4 and int(text) else 1


def _taller(cell: Cell, row: int) -> Cell:
    return Cell(
        text=cell.text,
        row=cell.row,
        column=cell.column,
        rows=row - cell.row + 1,
        columns=cell.columns,
        page=cell.page,
        line=cell.line,
    )
