"""A small PDF: letters of one width in one font, lines where a table has them, one or two columns."""

import re
import zlib
from collections.abc import Mapping, Sequence
from textwrap import wrap

SIZE, LEADING, MARGIN = 11.0, 16.0, 60.0
WIDTH = 0.5  # of the size: every letter's


class _Pages:
    """Pages while they are drawn, from the top down."""

    def __init__(self, wide: float, high: float, header: str) -> None:
        self.wide, self.high, self.columns, self.header = wide, high, 1, header
        self.codes: dict[str, int] = {}
        self.pages: list[list[str]] = []
        self.ruled = True
        self.column = 0
        self.y = 0.0
        self.top = MARGIN
        self.new_page()

    def new_page(self) -> None:
        self.pages.append([])
        self.column, self.top, self.y = 0, MARGIN, MARGIN
        if len(self.pages) > 1:
            self.text(self.wide / 2, MARGIN / 2, str(len(self.pages)))
            self.text(MARGIN, MARGIN - 8, self.header)

    @property
    def left(self) -> float:
        return MARGIN + self.column * (self.usable + 30)

    @property
    def usable(self) -> float:
        whole = self.wide - 2 * MARGIN
        return (whole - 30) / 2 if self.columns == 2 else whole

    def text(self, x: float, y: float, words: str, size: float = SIZE) -> None:
        codes = "".join(f"{self.codes.setdefault(letter, len(self.codes) + 1):02x}" for letter in words)
        self.pages[-1].append(f"BT /F1 {size} Tf 1 0 0 1 {x:.1f} {self.high - y:.1f} Tm <{codes}> Tj ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if not self.ruled:
            return
        self.pages[-1].append(f"{x0:.1f} {self.high - y0:.1f} m {x1:.1f} {self.high - y1:.1f} l S")

    def room(self, needed: float) -> bool:
        """Whether so much fits below; goes on in the next column or on a new page where not."""
        if self.y + needed <= self.high - MARGIN - 20:
            return True
        if self.column + 1 < self.columns:
            self.column, self.y = self.column + 1, self.top
        else:
            self.new_page()
        return False


def made(lines: Sequence[str], options: Mapping[str, str]) -> bytes:
    """The lines as a PDF file."""
    wide, high = (842.0, 595.0) if "landscape" in options else (595.0, float(options.get("high", "842")))
    pages, rows = _Pages(wide, high, options.get("header", "")), list[list[str]]()
    pages.ruled = "unruled" not in options
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip()[1:-1].split("|")])
            continue
        _table(pages, rows, "repeat-head" in options)
        rows = []
        if line == "@body":
            pages.columns, pages.top = int(options.get("columns", "1")), pages.y
        elif "||" in line:
            for at, part in enumerate(line.split("||")):
                pages.text(MARGIN + at * (wide / 2 - 30), pages.y + LEADING, part.strip())
            pages.y += LEADING
        elif line:
            _paragraph(pages, line.strip("*"))
    if "footnote" in options:
        pages.text(MARGIN, high - 40, options["footnote"], 8)
    return _file(pages)


def _paragraph(pages: _Pages, words: str) -> None:
    for n, line in enumerate(wrap(words, int(pages.usable / (SIZE * WIDTH)) - 3)):
        pages.room(LEADING)
        pages.y += LEADING
        pages.text(pages.left + (16 if n == 0 else 0), pages.y, line)
    pages.y += 4


def _table(pages: _Pages, rows: Sequence[Sequence[str]], repeated: bool) -> None:
    if not rows:
        return
    shares = [max(5, min(40, max(len(row[c]) for row in rows if c < len(row)))) for c in range(len(rows[0]))]
    edges = [
        MARGIN + (pages.wide - 2 * MARGIN) * sum(shares[:c]) / sum(shares) for c in range(len(shares) + 1)
    ]
    pages.y += 6
    for row, below in zip(rows, [*rows[1:], []], strict=True):
        if not pages.room(_height(row, edges)) and repeated and row is not rows[0]:
            _row(pages, rows[0], edges, [])
        _row(pages, row, edges, below)


def _wrapped(row: Sequence[str], edges: Sequence[float]) -> list[tuple[int, int, list[str]]]:
    """Each cell with its columns and its lines."""
    cells = []
    for c, text in enumerate(row):
        if text == "<":
            continue
        end = next((n for n in range(c + 1, len(row) + 1) if n == len(row) or row[n] != "<"), c + 1)
        letters = max(3, int((edges[end] - edges[c] - 6) / (SIZE * WIDTH)))
        cells.append((c, end, [] if text == "^" else wrap(text, letters)))
    return cells


def _height(row: Sequence[str], edges: Sequence[float]) -> float:
    return max(1, *(len(lines) for _, _, lines in _wrapped(row, edges))) * LEADING + 6


def _row(pages: _Pages, row: Sequence[str], edges: Sequence[float], below: Sequence[str]) -> None:
    high = _height(row, edges)
    for c, end, lines in _wrapped(row, edges):
        for x in (edges[c], edges[end]):
            pages.rule(x, pages.y, x, pages.y + high)
        for n, line in enumerate(lines, 1):
            pages.text(edges[c] + 3, pages.y + n * LEADING - 2, line)
        if row[c] != "^":
            pages.rule(edges[c], pages.y, edges[end], pages.y)
        if below[c : c + 1] != ["^"]:
            pages.rule(edges[c], pages.y + high, edges[end], pages.y + high)
    pages.y += high


def _file(pages: _Pages) -> bytes:
    mapping = "".join(f"<{code:02x}> <{ord(letter):04x}>\n" for letter, code in pages.codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(pages.codes)}"
        f" beginbfchar\n{mapping}endbfchar\nendcmap end end"
    )
    widths = " ".join([str(int(WIDTH * 1000))] * 256)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages.pages)} /Kids"
        f" [{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages.pages)))}] >>",
        f"<< /Type /Font /Subtype /TrueType /BaseFont /Own /FirstChar 0 /LastChar 255 /Widths [{widths}]"
        f" /ToUnicode 4 0 R >>",
        _stream(cmap),
    ]
    for n, drawn in enumerate(pages.pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {pages.wide} {pages.high}] /Contents"
            f" {6 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(_stream("\n".join(drawn)))
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        data
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
        ).encode()
    )


def _stream(text: str) -> str:
    packed = zlib.compress(text.encode("latin-1"))
    return f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed.decode('latin-1')}\nendstream"


LETTERS = re.compile(r"\S")
