"""Documents of our own with their truth: small texts with marks, made into Word, PDF, Excel, text, Markdown.

A line is a paragraph; `*…*` is bold (all or its beginning), `{1}` and `{-}` are Word's automatic numbers
and bullets, `a || b` stand beside each other, `| a | b |` is a row of a table in which `<` belongs to the
cell on its left and `^` to the one above. `@@` is the truth of the point before it, or of its `text` where a
point holds several; `@name value` says how the document is made.

What the truth is, where people may differ: an owner is the body, so whoever heads it stands for it ("Chủ tịch
UBND các xã" is "UBND các xã"), and a post without a body for itself; whom an owner only directs help nobody.
"Thường xuyên" that opens or ends a clause is ongoing. What recurs oftener than a month is recurring where it
is a time of its own, in a cell or behind a label, and no deadline within a sentence. Rounds of a task, each
with its days, are a task each.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType

import importer_pdf
from docx import Document
from docx.shared import Pt
from xlsxwriter import Workbook

from bot.documents.opening import read_pieces
from bot.importer.build import draft_of
from bot.importer.draft import Draft

DOCUMENTS = Path(__file__).parent / "documents"
UNSEEN = Path(__file__).parent / "unseen"  # nothing is learnt from these
DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4}) \(date\)")


@dataclass(frozen=True, slots=True)
class Truth:
    """What a reader must find of one point."""

    text: str
    kind: str
    due: str | None
    owner: tuple[str, ...]
    support: tuple[str, ...] = ()
    product: str | None = None
    inherited: bool = False
    weak: bool = False  # may be read or left: people disagree


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A document as it is kept: its lines, how it is made, and its truth."""

    name: str
    options: Mapping[str, str]
    lines: Sequence[str]
    truth: Sequence[Truth]

    @property
    def layout(self) -> str:
        return self.options["layout"]

    @property
    def file(self) -> str:
        return f"{self.name}.{self.options['format']}"


@cache
def sources(folder: Path = DOCUMENTS) -> Sequence[Source]:
    return tuple(source_of(path) for path in sorted(folder.glob("*.txt")))


def source_of(path: Path) -> Source:
    options, lines, truth = dict[str, str](), list[str](), list[Truth]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@@"):
            truth.append(_truth(line[2:], _told(lines, int(options.get("task", "0")))))
        elif match := re.match(r"@([\w-]+) ?(.*)", line):
            options[match[1]] = match[2]
            if match[1] == "body":
                lines.append("@body")
        else:
            lines.append(line)
    return Source(path.stem, MappingProxyType(options), tuple(lines), tuple(truth))


@cache
def drafted(source: Source) -> Draft:
    """What the reader makes of a document: frozen, so one reading serves every test."""
    return draft_of(read_pieces(made(source), source.file), source.file, ())


def _told(lines: Sequence[str], column: int) -> str:
    """The words of the point before the truth: a row's cell of the task, else the last marked paragraph."""
    if lines[-1].startswith("|"):
        return lines[-1].strip("|").split("|")[column].strip()
    at = len(lines) - 1
    while lines[at].startswith(("Trong đó", "Chủ trì:", "Thời gian")):
        at -= 1
    return re.sub(r"^\*?(?:[-+]|\{.\}|\d+(?:\.\d+)*\.|[a-zđ]\))\s+|\*", "", lines[at])


def _truth(words: str, text: str) -> Truth:
    tail = words.split()
    words = re.sub(r"\b(?:inherited|weak)\b", "", words)
    given = dict(
        part.strip().partition("=")[::2]
        for part in re.split(r"(?:(?<=\d)|(?<=-)|(?<=[a-z])) (?=\w+=)|;", words.strip())
    )
    owner, support = (
        tuple(name for name in given.get(key, "").split("|") if name) for key in ("owner", "support")
    )
    due = given.get("due", "-")
    return Truth(
        given.get("text", text),
        given["kind"],
        None if due == "-" else due,
        owner,
        support,
        given.get("product"),
        "inherited" in tail,
        "weak" in tail,
    )


def made(source: Source) -> bytes:
    """The document as a file."""
    match source.options["format"]:
        case "docx":
            return _docx(source.lines)
        case "pdf":
            return importer_pdf.made(source.lines, source.options)
        case "xlsx":
            return _xlsx(source.lines)
    text = "\n".join(_typed(source))
    return (unicodedata.normalize("NFD", text) if "nfd" in source.options else text).encode()


def _typed(source: Source) -> list[str]:
    width = int(source.options.get("wrap", "0"))
    typed = [part for line in source.lines for part in (wrap(line, width) if width and line else [line])]
    return [part for line in typed for part in (line, "")] if "double" in source.options else typed


def _docx(lines: Sequence[str]) -> bytes:
    document = Document()
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if beside(line) is not None:
            rows.append(beside(line) or [])
            continue
        _table(document, rows)
        rows = []
        if not line:
            continue
        style = {"{1}": "List Number", "{-}": "List Bullet"}.get(line[:3])
        paragraph = document.add_paragraph(style=style)
        for n, words in enumerate(re.split(r"^\*(.+?)\*", line[4:] if style else line)):
            if words:
                run = paragraph.add_run(words)
                run.bold, run.font.size = n == 1, Pt(14)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def _table(document: object, rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    width = max(map(len, rows))
    table = document.add_table(len(rows), width)  # type: ignore[attr-defined]
    for r, row in enumerate(rows):
        for c, text in enumerate([*row, *[""] * (width - len(row))]):
            if text == "<":
                table.cell(r, c - 1).merge(table.cell(r, c))
            elif text == "^":
                table.cell(r - 1, c).merge(table.cell(r, c))
            else:
                table.cell(r, c).text = text.replace("\\n", "\n")


def beside(line: str) -> list[str] | None:
    """The cells of a line that has several; null where it is a paragraph."""
    if line.startswith("|"):
        return [cell.strip() for cell in line.strip()[1:-1].split("|")]
    return [cell.strip() for cell in line.split("||")] if "||" in line else None


def _xlsx(lines: Sequence[str]) -> bytes:
    data = BytesIO()
    book = Workbook(data, {"in_memory": True})
    sheet, days = book.add_worksheet("Phân công"), book.add_format({"num_format": "dd/mm/yyyy"})
    rows = [cells for line in lines if (cells := beside(line))]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            wide = next((n for n in range(c + 1, len(row) + 1) if n == len(row) or row[n] != "<"), c + 1) - c
            tall = (
                next(
                    (n for n in range(r + 1, len(rows) + 1) if n == len(rows) or rows[n][c : c + 1] != ["^"]),
                    r + 1,
                )
                - r
            )
            if text in ("<", "^"):
                continue
            if match := DAY.fullmatch(text):
                sheet.write_datetime(r, c, date(int(match[3]), int(match[2]), int(match[1])), days)
            elif wide > 1 or tall > 1:
                sheet.merge_range(r, c, r + tall - 1, c + wide - 1, text)
            else:
                sheet.write_string(r, c, text)
    book.close()
    return data.getvalue()
