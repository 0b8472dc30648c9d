"""What Word documents need beyond python-docx: official type, ruled lines, grids, page numbers."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY = 14
"""Points, of the 13 to 14 that decree 30/2020/NĐ-CP allows a text."""
LEFT, CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
TABLE = 11
"""Points of what stands in a grid."""
WIDE, WIDE_ASIDE = 165.0, 252.0
"""Millimetres between the margins of A4: 210 − 30 − 15, and of A4 on its side."""
TONGUES = {"vi": "vi-VN", "en": "en-GB"}
"""What Word calls the languages: by these it spells, and underlines what is in another."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid: heading, width in millimetres, whether its cells are centred."""

    heading: str
    width: float
    centred: bool = False


def new_document(language: str) -> Doc:
    """An empty A4 page, margins 20, 20, 30 and 15 mm, Times New Roman 14 (decree 30/2020/NĐ-CP, annex I)."""
    document = Document()
    _speak(document, TONGUES[language])
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    # Without this Word falls back on another font for letters it takes for East Asian ones.
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    return document


def _speak(document: Doc, tongue: str) -> None:
    """The language of all that is written: in the styles' defaults, the theme's fonts and the properties."""
    for part, tag in ((document.styles.element, "lang"), (document.settings.element, "themeFontLang")):
        for element in part.iter(qn(f"w:{tag}")):
            element.set(qn("w:val"), tongue)
    document.core_properties.language = tongue


def turn_aside(document: Doc) -> None:
    """A new page, and from there on A4 on its side."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.different_first_page_header_footer = False


def number_pages(document: Doc) -> None:
    """Page numbers at the top, in the middle, not on the first page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run._r.append(part)


def write(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = BODY,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> Paragraph:
    """Add a run of text."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    # Only what is so: nothing here is bold of itself, and to deny it in every cell is a fifth of the work.
    for name, so in (("bold", bold), ("italic", italic), ("underline", underline)):
        if so:
            setattr(run, name, True)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def paragraph(document: Doc, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """A paragraph of the body: justified, first line 1 cm in, 6 points apart."""
    made = write(document.add_paragraph(), text, bold=bold, italic=italic)
    made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    made.paragraph_format.first_line_indent = Mm(10)
    made.paragraph_format.space_before = Pt(6)
    made.paragraph_format.keep_with_next = bold or None
    return made


def rule(cell: _Cell, share: float, width: float) -> None:
    """A line below the text of a cell, `share` of its `width` (millimetres) long, in the middle."""
    line = cell.add_paragraph()
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(width * (1 - share) / 2)
    line.paragraph_format.line_spacing = Pt(6)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    # Word takes a paragraph's properties in one order only.
    line._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def halves(document: Doc, left: float, right: float) -> tuple[_Cell, _Cell]:
    """Two cells side by side without borders, of these widths in millimetres."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    _set_widths(table, (left, right))
    return table.cell(0, 0), table.cell(0, 1)


def grid(document: Doc, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, total: bool) -> None:
    """A ruled table; its heading stands on every page, no row is cut in two, a last `total` row is bold."""
    # A little room above it, on the same page.
    gap = document.add_paragraph().paragraph_format
    gap.line_spacing, gap.keep_with_next = Pt(6), True
    table = document.add_table(rows=0, cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for made, column in zip(table.columns, columns, strict=True):
        made.width = Mm(column.width)  # which the cells of every row take over
    _row(table, columns, [column.heading for column in columns], heading=True, bold=True)
    body, last = (rows[:-1], rows[-1:]) if total else (rows, ())
    _rows(table, columns, body)
    for texts in last:
        _row(table, columns, texts, heading=False, bold=True)


def _rows(table: Table, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Rows like one that python-docx made: to make each cell of its parts takes eight times as long."""
    like = _row(table, columns, [""] * len(columns), heading=False, bold=False)._tr
    table._tbl.remove(like)
    for texts in rows:
        row = deepcopy(like)
        for run, text in zip(row.iter(qn("w:r")), texts, strict=True):
            run.text = text
        table._tbl.append(row)


def _row(table: Table, columns: Sequence[Column], texts: Sequence[str], *, heading: bool, bold: bool) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx forgot this one
    for cell, column, text in zip(row.cells, columns, texts, strict=True):
        align = CENTRE if heading or column.centred else LEFT
        written = write(cell.paragraphs[0], text, size=TABLE, bold=bold, align=align)
        if heading:
            written.paragraph_format.keep_with_next = True
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))
    return row


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        # Word reads the cells' own widths, LibreOffice the columns'.
        for cell in column.cells:
            cell.width = Mm(width)
