"""PDF: the letters of each page where they stand, and the lines drawn between them."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.documents.layout import Glyph, Rule, Stripes, page_pieces, with_room, without_furniture
from bot.documents.pieces import Piece
from bot.documents.refusals import LEAST_LETTERS, MOST_LETTERS, MOST_PAGES, Refused
from bot.documents.ruled import joined_tables

MOST_DRAWN = 40_000  # objects of one page: a map has more, and no table is in it
THIN = 3.0  # points: a rectangle no thicker is a line
PASSWORD = 4  # pdfium's own number for it
SCANNED = 25  # letters a page; what is printed on a scan by a machine is fewer


def read_pdf(data: bytes) -> Iterator[Piece]:
    """Every page's lines and tables in the order in which they are read."""
    import pypdfium2.raw as pdfium  # five megabytes, for PDF alone

    with _document(pdfium, data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count > MOST_PAGES:
            raise Refused("too_many_pages", most=MOST_PAGES, count=count)
        pages: list[list[Piece]] = []
        carried: Stripes = ()
        letters = 0
        for number in range(count):
            with _page(pdfium, document, number) as page:
                glyphs = _glyphs(pdfium, page)
                letters += len(glyphs)
                if letters > MOST_LETTERS:
                    raise Refused("too_large")
                pieces, carried = page_pieces(glyphs, _rules(pdfium, page), number + 1, carried)
                pages.append(pieces)
    if letters < max(LEAST_LETTERS, SCANNED * count):
        raise Refused("scan")
    return iter(joined_tables(without_furniture(list(with_room(pages)))))


@contextmanager
def _document(pdfium: Any, data: bytes) -> Iterator[Any]:
    pdfium.FPDF_InitLibrary()
    buffer = ctypes.create_string_buffer(data, len(data))
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not document:
        raise Refused("encrypted" if pdfium.FPDF_GetLastError() == PASSWORD else "damaged")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


@contextmanager
def _page(pdfium: Any, document: Any, number: int) -> Iterator[Any]:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        raise Refused("damaged")
    try:
        yield page
    finally:
        pdfium.FPDF_ClosePage(page)


def _glyphs(pdfium: Any, page: Any) -> list[Glyph]:
    """The letters of a page, upright, in the order in which they were drawn."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return []
    try:
        return list(_letters(pdfium, text, _upright(pdfium, page)))
    finally:
        pdfium.FPDFText_ClosePage(text)


def _letters(pdfium: Any, text: Any, upright: Any) -> Iterator[Glyph]:
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    count = pdfium.FPDFText_CountChars(text)
    if count > MOST_LETTERS:
        raise Refused("too_large")
    bold, known = False, -1.0
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code in (0, 0xFFFE, 0xFFFF, 13, 10) or pdfium.FPDFText_IsGenerated(text, at) == 1:
            continue
        if not pdfium.FPDFText_GetCharOrigin(text, at, x, y) or not pdfium.FPDFText_GetLooseCharBox(
            text, at, box
        ):
            continue
        left, base = upright(x.value, y.value)
        corners = upright(box.left, box.bottom), upright(box.right, box.top)
        if base != known:  # a line is in one weight, or near enough
            pdfium.FPDFText_GetFontInfo(text, at, name, 80, flags)
            known, bold = base, b"bold" in name.value.lower()
        size = pdfium.FPDFText_GetFontSize(text, at)
        right = max(corner[0] for corner in corners)
        tall = abs(corners[1][1] - corners[0][1])
        yield Glyph(chr(code), left, max(right, left), base, tall / 1.2 if tall else size, bold)


def _upright(pdfium: Any, page: Any) -> Any:
    """From where a page keeps a point to where a reader sees it, measured from the top."""
    turned = pdfium.FPDFPage_GetRotation(page)
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    match turned:
        case 1:
            return lambda x, y: (y, x)
        case 2:
            return lambda x, y: (wide - x, y)
        case 3:
            return lambda x, y: (wide - y, high - x)
    return lambda x, y: (x, high - y)


def _rules(pdfium: Any, page: Any) -> list[Rule]:
    """The straight lines of a page: drawn as lines, or as rectangles no thicker than one."""
    count = pdfium.FPDFPage_CountObjects(page)
    if not 0 < count <= MOST_DRAWN:
        return []
    upright, found = _upright(pdfium, page), list[Rule]()
    sides = [ctypes.c_float() for _ in range(4)]
    for at in range(count):
        drawn = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(drawn, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        if right - left <= THIN or top - bottom <= THIN:
            found.append(_rule(upright(left, bottom), upright(right, top)))
        elif pdfium.FPDFPath_CountSegments(drawn) < 2_000:
            found += _segments(pdfium, drawn, upright)
    return [rule for rule in found if max(rule.x1 - rule.x0, rule.y1 - rule.y0) > THIN]


def _segments(pdfium: Any, drawn: Any, upright: Any) -> Iterator[Rule]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for at in range(pdfium.FPDFPath_CountSegments(drawn)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, at)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = upright(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last:
            yield from _straight(last, point)
        if pdfium.FPDFPathSegment_GetClose(segment) and start:
            yield from _straight(point, start)
        last = point


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    if min(abs(one[0] - other[0]), abs(one[1] - other[1])) <= THIN:
        yield _rule(one, other)


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Rule:
    return Rule(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
