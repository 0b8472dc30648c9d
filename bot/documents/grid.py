"""An Excel workbook as its cells by their addresses: for a form, where a mistake is told by its cell."""

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from xml.etree.ElementTree import Element

from bot.documents.refusals import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, Refused
from bot.documents.serials import FIRST_DAY
from bot.documents.unzipped import Archive, attribute, child, local
from bot.documents.xlsx import (
    BUILT_IN_DATES,
    MOST_MERGED,
    PLACE,
    QUOTED,
    STYLES,
    WORKBOOK,
    column_number,
    place_of,
    row_number,
    sheets,
    strings_of,
    words_of,
)

# Day 0 of a workbook by its calendar; the second is that of old Macs.
FIRST_DAYS = (FIRST_DAY, date(1904, 1, 1))
PERCENTS = (9, 10)  # built in
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # but for halves of a letter
MOST_SHEETS = 50
TOP, LEAST = 40, 6  # where the headings of a form stand, and how many of them make it one


class Bad(StrEnum):
    """Why a cell has no value to read."""

    FORMULA = "formula"  # that nobody calculated
    ERROR = "error"  # #REF! and its like


@dataclass(frozen=True, slots=True)
class GridCell:
    """What a person sees in a cell: a day as 30/6/2026, 60 % as 60."""

    text: str
    bad: Bad | None = None


@dataclass(frozen=True, slots=True)
class GridSheet:
    """The filled cells of a sheet by row and column, and its merged areas; all counted from 1."""

    name: str
    rows: Mapping[int, Mapping[int, GridCell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()  # top, left, bottom, right


@dataclass(frozen=True, slots=True)
class Grid:
    """Every sheet, hidden ones too."""

    sheets: tuple[GridSheet, ...]


@dataclass(frozen=True, slots=True)
class _Formats:
    days: frozenset[int]
    percents: frozenset[int]
    first: date


def read_grid(data: bytes) -> Grid:
    """The workbook's cells, as many as a document may have; raises Refused."""
    archive = Archive(data)
    if WORKBOOK not in archive.names:
        raise Refused("damaged")
    strings, formats = strings_of(archive), _formats(archive)
    parts = [each for each in sheets(archive, hidden=True) if each[1] in archive.names][:MOST_SHEETS]
    return Grid(tuple(_Reader(archive, part, strings, formats).sheet(name) for name, part in parts))


def _formats(archive: Archive) -> _Formats:
    """The styles that show a number as a day or as a share."""
    root, book = archive.tree(STYLES), archive.tree(WORKBOOK)
    listed = [*root.iter()] if root is not None else []
    codes = {
        attribute(each, "numFmtId"): QUOTED.sub("", attribute(each, "formatCode") or "").lower()
        for each in listed
        if local(each.tag) == "numFmt"
    }
    cells = next((each for each in listed if local(each.tag) == "cellXfs"), ())
    kinds = [attribute(each, "numFmtId") or "0" for each in cells]
    macs = any(
        local(each.tag) == "workbookPr" and attribute(each, "date1904") in ("1", "true")
        for each in (book.iter() if book is not None else ())
    )
    return _Formats(
        frozenset(at for at, kind in enumerate(kinds) if _of(kind, codes, BUILT_IN_DATES, "[dy]")),
        frozenset(at for at, kind in enumerate(kinds) if _of(kind, codes, PERCENTS, "%")),
        FIRST_DAYS[macs],
    )


def _of(kind: str, codes: Mapping[str | None, str], built_in: Container[int], sign: str) -> bool:
    own = codes.get(kind)
    if own is not None:
        return bool(re.search(sign, own))
    return kind.isdigit() and len(kind) < 6 and int(kind) in built_in


class _Reader:
    """One sheet, read as a stream."""

    def __init__(self, archive: Archive, part: str, strings: list[str], formats: _Formats) -> None:
        self._archive, self._part, self._strings, self._formats = archive, part, strings, formats
        self._letters = 0

    def sheet(self, name: str) -> GridSheet:
        rows: dict[int, dict[int, GridCell]] = {}
        merged: list[tuple[int, int, int, int]] = []
        for each in self._elements():
            match each:
                case (int(row), int(column), GridCell() as cell):
                    rows.setdefault(row, {})[column] = cell
                case (int(), int(), int(), int()) if len(merged) < MOST_MERGED:
                    merged.append(each)
        return GridSheet(name, rows, tuple(merged))

    def _elements(self) -> Iterator[tuple[int, int, GridCell] | tuple[int, int, int, int]]:
        count = number = column = 0
        for event, element in self._archive.events(self._part):
            tag = local(element.tag)
            if tag == "row" and event == "start":
                count, column = count + 1, 0
                number = row_number(attribute(element, "r"), number + 1)
                if count > MOST_ROWS:
                    raise Refused("too_many_rows", most=MOST_ROWS)
            elif tag == "row":
                element.clear()
            elif event == "end" and tag == "c":
                row, column = place_of(attribute(element, "r"), number, column + 1)
                cell = self._cell(element)
                if (cell.text or cell.bad) and column <= MOST_COLUMNS:
                    yield row, column, cell
            elif event == "end" and tag == "mergeCell":
                places = PLACE.findall(attribute(element, "ref") or "")
                if len(places) == 2:
                    (first, top), (last, bottom) = places
                    yield int(top), column_number(first), int(bottom), column_number(last)

    def _cell(self, element: Element) -> GridCell:
        kind, value = attribute(element, "t"), child(element, "v")
        raw = (value.text or "") if value is not None else ""
        formula = child(element, "f") is not None
        if kind == "e":
            return GridCell(raw, Bad.ERROR)
        text = self._text(element, kind, raw).strip()
        self._letters += len(text)
        if self._letters > MOST_LETTERS:
            raise Refused("too_large")
        return GridCell(text, Bad.FORMULA if formula and not text else None)

    def _text(self, element: Element, kind: str | None, raw: str) -> str:
        match kind:
            case "s":
                known = raw.isdigit() and len(raw) < 9 and int(raw) < len(self._strings)
                return _letters(self._strings[int(raw)]) if known else ""
            case "inlineStr":
                inline = child(element, "is")
                return _letters(words_of(inline)) if inline is not None else ""
            case "b":
                return "true" if raw == "1" else "false"
            case "str" | "d":
                return _letters(raw)
        return self._number(raw, attribute(element, "s") or "0")

    def _number(self, raw: str, style: str) -> str:
        try:
            number = float(raw)
        except ValueError:
            return raw
        shown = int(style) if style.isdigit() and len(style) < 9 else 0
        if shown in self._formats.days and 1 <= number < 80_000:
            day = self._formats.first + timedelta(days=int(number))
            return f"{day.day}/{day.month}/{day.year}"
        if shown in self._formats.percents:
            number = round(number * 100, 9)
        text = f"{number:.15g}"
        return str(int(number)) if "e" in text and number == number // 1 and abs(number) < 1e15 else text


def _letters(text: str) -> str:
    """The text with the letters that Excel writes as their numbers."""
    return ESCAPED.sub(lambda found: found[0] if found[1][0] in "dD" else chr(int(found[1], 16)), text)


def holds_sheets(data: bytes) -> bool:
    """Whether the bytes are an Excel workbook."""
    return data.startswith(b"PK") and WORKBOOK in Archive(data).names


def is_form(grid: Grid, headings: frozenset[str]) -> bool:
    """Whether a row or a column of a sheet begins with the headings of the form, as `key` has them."""
    return any(len(headings & line) >= LEAST for sheet in grid.sheets for line in _lines(sheet))


def _lines(sheet: GridSheet) -> Iterator[set[str]]:
    top = [sheet.rows[row] for row in sorted(sheet.rows)[:TOP]]
    yield from ({key(cell.text) for cell in row.values()} for row in top)
    for column in range(1, TOP):
        yield {key(row[column].text) for row in top if column in row}


def key(text: str) -> str:
    """A heading as it is looked for."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
