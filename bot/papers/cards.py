"""Invitations to print for a meeting: a card a unit, with a code that a phone's camera opens."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO

import segno
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row

from bot.papers import docs
from bot.papers.docs import CENTRE, write
from bot.texts import Texts

ACROSS = 2
"""Cards side by side."""
CARD = 90.0, 88.0
"""Millimetres a card is wide and high: six fill a page of A4 with 15 mm of margin."""
MARGIN = 15.0
CODE = 45.0
"""Millimetres of a code's side: read at an arm's length."""
SCALE = 10
"""Pixels of a code's smallest square."""
Card = tuple[str, str]


def invitations(number: str, title: str, cards: Sequence[Card], until: date, texts: Texts) -> bytes:
    """The cards of a plan as a .docx, each a unit's name and its link, two side by side, to be cut apart."""
    document = docs.new_document(texts.language)
    section = document.sections[0]
    section.left_margin = section.right_margin = section.top_margin = Mm(MARGIN)
    section.bottom_margin = Mm(MARGIN / 2)  # room for the paragraph that Word wants behind a table
    document.core_properties.title = texts.plain("papers.cards", number=number)
    document.core_properties.created = document.core_properties.modified = datetime.combine(until, time())
    table = document.add_table(rows=0, cols=ACROSS, style="Table Grid")
    table.autofit = False
    for start in range(0, len(cards), ACROSS):
        row: _Row = table.add_row()
        row.height, row.height_rule = Mm(CARD[1]), WD_ROW_HEIGHT_RULE.EXACTLY
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, card in zip(row.cells, cards[start : start + ACROSS], strict=False):
            _write(cell, card, number, title, until, texts)
    for column in table.columns:
        column.width = Mm(CARD[0])
        for cell in column.cells:
            cell.width = Mm(CARD[0])
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def _write(cell: _Cell, card: Card, number: str, title: str, until: date, texts: Texts) -> None:
    unit, address = card
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    write(cell.paragraphs[0], unit, size=13, bold=True, align=CENTRE)
    write(
        cell.add_paragraph(),
        texts.plain("papers.card_plan", number=number, title=title),
        size=9,
        align=CENTRE,
    )
    picture = cell.add_paragraph()
    picture.alignment = CENTRE
    picture.paragraph_format.space_before = picture.paragraph_format.space_after = Pt(4)
    picture.add_run().add_picture(BytesIO(_code(address)), width=Mm(CODE))
    for line in texts.plain("papers.card_how", until=until).splitlines():
        write(cell.add_paragraph(), line, size=10, align=CENTRE)
    write(cell.add_paragraph(), address, size=7, align=CENTRE)


def _code(link: str) -> bytes:
    """The QR code of a link; a quarter of it may be covered by a fold or a thumb."""
    data = BytesIO()
    segno.make_qr(link, error="q").save(data, kind="png", scale=SCALE, border=2)
    return data.getvalue()
