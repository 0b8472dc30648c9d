"""The Word report: the form of the Party's or the State's documents, the figures, a signature by post."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt
from papers_samples import TEXTS, figures, plan_of, report, task

from bot.model.deadline import Period
from bot.model.progress import ReportKind, State
from bot.papers.figures import PlanFigures
from bot.papers.form import Form, House, form_of
from bot.papers.word import word

LATE = task("1")
CITY = {"issuer": "Ủy ban nhân dân thành phố Hải Phòng", "number": "123/KH-UBND"}


def document(of: PlanFigures | None = None) -> Any:
    return Document(BytesIO(word(of or figures(LATE), TEXTS)))


def city() -> Any:
    return document(figures(plan=plan_of(LATE, **CITY)))


def cells(table: Any) -> list[str]:
    return [cell.text for row in table.rows for cell in row.cells]


def text(of: Any) -> str:
    return "\n".join(paragraph.text for paragraph in of.paragraphs)


def test_a_party_body_reports_under_the_partys_heading() -> None:
    left, right = cells(document().tables[0])
    assert left.split("\n") == ["THÀNH ỦY HẢI PHÒNG", "*", "Số        -BC/TU"]
    assert right.split("\n") == ["ĐẢNG CỘNG SẢN VIỆT NAM", "", "Hải Phòng, ngày      tháng 01 năm 2026"]


def test_a_state_body_reports_under_the_national_heading_and_motto() -> None:
    left, right = cells(city().tables[0])
    assert left.split("\n") == ["ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG", "", "Số:        /BC-UBND"]
    assert right.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    section = document().sections[0]
    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    assert [round(length.mm) for length in margins] == [20, 20, 30, 15]


def test_the_letters_are_times_new_roman_14() -> None:
    font = document().styles["Normal"].font
    assert (font.name, font.size) == ("Times New Roman", Pt(14))


def test_it_says_what_was_reached_in_the_four_cells() -> None:
    said = text(document())
    assert "Trong 1 nhiệm vụ có thời hạn, đã hoàn thành 0 nhiệm vụ (đạt 0,0%)" in said
    assert "- Đang thực hiện quá hạn: 1 nhiệm vụ." in said


def test_a_result_that_waits_stands_with_the_days_the_unit_took_and_says_so() -> None:
    waits = report(1, LATE, date(2026, 1, 6), State.AWAITING_APPROVAL)
    found = cells(document(figures(LATE, reports=[waits])).tables[2])
    assert found[-1] == "6 (đã báo hoàn thành 6/1/2026, chờ xác nhận)"


def test_overdue_tasks_stand_in_a_table_with_their_days() -> None:
    assert cells(document().tables[2])[5:] == ["1", "Đề án 1", "Sở Xây dựng", "31/12/2025", "19"]


def test_difficulties_and_requests_are_told_in_the_owners_words() -> None:
    blocked = report(1, LATE, date(2025, 11, 3), State.BLOCKED, note="chờ mặt bằng")
    asked = report(2, LATE, date(2025, 12, 3), kind=ReportKind.EXTENSION, asked_until=date(2026, 3, 31))
    tables = document(figures(LATE, reports=[blocked, asked])).tables
    assert cells(tables[3])[-1] == "chờ mặt bằng"
    assert cells(tables[4])[-1] == "Xin đến 31/3/2026"


def test_a_list_with_nothing_in_it_says_so() -> None:
    done = report(1, LATE, date(2025, 11, 3), State.DONE)
    assert text(document(figures(LATE, reports=[done]))).count("Không có.") == 3


def test_proposals_are_left_for_people_to_write() -> None:
    assert "VII. Kiến nghị, đề xuất\n……" in text(document())


def test_it_is_signed_by_post_without_a_name() -> None:
    left, right = cells(document().tables[-1])
    assert left.startswith("Nơi nhận:\n")
    assert right == "T/M BAN THƯỜNG VỤ\nBÍ THƯ"
    assert cells(city().tables[-1])[1] == "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"


def test_a_report_on_a_quarter_says_which() -> None:
    made = document(figures(LATE, quarter=Period(date(2025, 10, 1), date(2025, 12, 31))))
    assert "các nhiệm vụ đến hạn trong quý IV/2025 của Kế hoạch số 07-KH/TU" in text(made)


def test_pages_after_the_first_are_numbered() -> None:
    section = document().sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml


FORMS = {
    "Thành uỷ Hải Phòng": ("07-KH/TU", House.PARTY, "Thành ủy Hải Phòng", "TU", "Hải Phòng", "party"),
    "Đảng ủy xã Kẻ Sặt": ("12-KH/ĐU", House.PARTY, "Đảng ủy xã Kẻ Sặt", "ĐU", "……", "party"),
    "UBND tỉnh Bắc Ninh": ("5/KH-UBND", House.STATE, "UBND tỉnh Bắc Ninh", "UBND", "Bắc Ninh", "committee"),
    "Ban Chỉ đạo 68": ("3/KH-BCĐ", House.STATE, "Ban Chỉ đạo 68", "BCĐ", "……", "steering"),
    "Sở Tài chính": ("không số", House.STATE, "Sở Tài chính", "……", "……", "head"),
}


@pytest.mark.parametrize("issuer", FORMS)
def test_the_form_follows_from_the_issuer(issuer: str) -> None:
    number, house, body, symbol, place, signs = FORMS[issuer]
    expected = Form(house=house, body=body, symbol=symbol, place=place, signs=signs)
    assert form_of(issuer, number) == expected
