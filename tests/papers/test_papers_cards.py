"""Invitations to print: a card a unit with its code, two side by side on A4."""

from datetime import date
from io import BytesIO

import pytest
import segno
from docx import Document
from docx.document import Document as Doc
from docx.shared import Length, Mm

from bot.papers.cards import CODE, SCALE, invitations
from bot.papers.paper import cards_name
from bot.texts import LANGUAGES, texts_in

UNTIL = date(2025, 12, 8)
CARDS = [(f"Đơn vị số {n}", f"https://t.me/dung_han_bot?start={n:032}") for n in range(5)]


def made(language: str = "vi") -> Doc:
    texts = texts_in(language)
    return Document(BytesIO(invitations("07-KH/TU", "Kế hoạch hành động", CARDS, UNTIL, texts)))


def test_each_unit_has_a_card_two_side_by_side_and_the_last_may_stand_alone() -> None:
    (table,) = made().tables
    cells = [cell.text.splitlines()[0] if cell.text else "" for row in table.rows for cell in row.cells]
    assert len(table.columns) == 2
    assert cells == [*(unit for unit, _ in CARDS), ""]


def test_a_card_names_unit_and_plan_says_how_and_until_when_and_has_the_link_to_type() -> None:
    assert made().tables[0].cell(0, 1).text.splitlines() == [
        "Đơn vị số 1",
        "07-KH/TU: Kế hoạch hành động",
        "",  # the code
        "Mở máy ảnh của điện thoại, đưa vào mã này,",
        "rồi bấm Bắt đầu (Start) để nhận nhắc hạn và báo cáo.",
        "Mã dùng một lần, đến hết ngày 8/12/2025.",
        CARDS[1][1],
    ]


def test_its_code_is_that_of_the_link_large_enough_to_be_read_across_a_table() -> None:
    document = made()
    pictures = [document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
                for shape in document.inline_shapes]  # fmt: skip
    assert {shape.width for shape in document.inline_shapes} == {Mm(CODE)}
    for (_, link), picture in zip(CARDS, pictures, strict=True):
        expected = BytesIO()
        segno.make_qr(link, error="q").save(expected, kind="png", scale=SCALE, border=2)
        assert picture.blob == expected.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_a4_and_knows_its_language(language: str) -> None:
    document = made(language)
    (section,) = document.sections
    size = section.page_width, section.page_height
    assert [round(Length(each or 0).mm) for each in size] == [210, 297]
    assert document.core_properties.language == {"vi": "vi-VN", "en": "en-GB"}[language]


def test_the_file_is_named_in_plain_letters() -> None:
    assert cards_name("12-KH/ĐU", texts_in("vi")) == "Phieu-moi-12-KH-DU.docx"
