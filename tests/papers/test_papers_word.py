"""The Word report: the form of the Party's or the State's documents, the figures, a signature by post."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from papers_samples import TEXTS, figures, plan_of, report, task

from bot.model.deadline import DeadlineKind, Period
from bot.model.progress import Report, ReportKind, State
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


def foot(of: Any) -> list[str]:
    """The last table before the annex."""
    return cells(of.tables[-2])


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
    assert found[-2:] == ["6", "Đã báo hoàn thành 6/1/2026, chờ xác nhận"]


def test_overdue_tasks_stand_in_a_table_with_their_days() -> None:
    row = ["1", "Đề án 1", "Sở Xây dựng", "31/12/2025", "19", "Chưa có báo cáo"]
    assert cells(document().tables[2])[6:] == row


IN_PROGRESS = report(1, LATE, date(2025, 12, 30), State.IN_PROGRESS, percent=20, note="đang làm 20%")
SINCE = report(2, LATE, date(2026, 1, 9), State.IN_PROGRESS, percent=60, note="chờ  thẩm định")
BLOCKED = report(3, LATE, date(2026, 1, 10), State.BLOCKED, note="chờ mặt bằng")
ASKS = report(4, LATE, date(2026, 1, 11), kind=ReportKind.EXTENSION, asked_until=date(2026, 3, 31), note="a")
CLAIMED = report(5, LATE, date(2026, 1, 12), State.AWAITING_APPROVAL)
RETURNED = report(6, LATE, date(2026, 1, 13), kind=ReportKind.RETURN, decides=5, note="thiếu phụ lục")


@pytest.mark.parametrize(
    ("reports", "said"),
    [
        ([IN_PROGRESS], "Chưa báo cáo lại sau ngày đến hạn; báo cáo gần nhất 30/12/2025: Đang làm 20%"),
        ([SINCE], "Đang làm 60% – “Chờ thẩm định” (9/1/2026)"),
        ([BLOCKED], "Vướng mắc: “Chờ mặt bằng”"),
        (
            [BLOCKED, ASKS],
            "Vướng mắc: “Chờ mặt bằng”; Đề nghị gia hạn, chờ quyết định. Xin đến 31/3/2026: “A”",
        ),
        ([CLAIMED, RETURNED], "Kết quả chưa được xác nhận: “Thiếu phụ lục”"),
    ],
)
def test_an_overdue_task_has_the_cause_that_was_told(reports: list[Report], said: str) -> None:
    assert cells(document(figures(LATE, reports=reports)).tables[2])[-1] == said


def test_what_is_finished_and_what_is_due_next_are_listed() -> None:
    done, soon = task("2"), task("3", date(2026, 2, 18))
    later = task("4", date(2026, 2, 19))
    reports = [report(1, done, date(2025, 11, 3), State.DONE)]
    tables = [cells(table) for table in document(figures(done, soon, later, reports=reports)).tables]
    assert ["2", "Đề án 2", "Sở Xây dựng", "31/12/2025", "3/11/2025"] in [found[5:] for found in tables]
    assert ["3", "Đề án 3", "Sở Xây dựng", "18/2/2026", "Chưa bắt đầu"] in [found[5:] for found in tables]


def test_after_a_digest_only_what_was_finished_since_is_listed() -> None:
    old, new = task("1"), task("2")
    reports = [report(n, each, date(2026, 1, n), State.DONE) for n, each in enumerate((old, new), 1)]
    made = replace(figures(old, new, reports=reports), since=date(2026, 1, 1), fresh=("2",))
    assert [row.code for row in made.finished] == ["2"]
    assert "VI. Nhiệm vụ đã hoàn thành từ bản tin ngày 1/1/2026" in text(document(made))


def test_an_annex_on_its_side_has_every_task() -> None:
    made = document(figures(LATE, task("2", None, kind=DeadlineKind.WAITS), reports=[IN_PROGRESS]))
    rows = [[cell.text for cell in row.cells] for row in made.tables[-1].rows]
    unit = "Sở Xây dựng"
    assert rows == [
        ["Mục", "Mã", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Trạng thái", "Báo cáo gần nhất"],
        ["III.1", "1", "Đề án 1", unit, "31/12/2025", "Đang làm 20%, quá hạn 19 ngày", "Đang làm 20%"],
        ["III.1", "2", "Đề án 2", unit, "Thường xuyên", "Chưa bắt đầu", ""],
    ]
    section = made.sections[-1]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [297, 210]


def test_word_is_told_that_it_is_vietnamese() -> None:
    made = document()
    (language,) = made.styles.element.findall(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "vi-VN"
    assert 'w:themeFontLang w:val="vi-VN"' in made.settings.element.xml
    assert made.core_properties.language == "vi-VN"


def test_the_plan_is_cited_with_its_date_written_out() -> None:
    assert "Kế hoạch số 07-KH/TU ngày 25 tháng 7 năm 2025 của Ban Thường vụ" in text(document())


def test_the_subtitle_begins_with_a_capital_on_the_states_form() -> None:
    assert "BÁO CÁO\nKết quả thực hiện Kế hoạch số 123/KH-UBND" in text(city())
    assert "BÁO CÁO\nkết quả thực hiện Kế hoạch số 07-KH/TU" in text(document())


def test_difficulties_and_requests_are_told_in_the_owners_words() -> None:
    blocked = report(1, LATE, date(2025, 11, 3), State.BLOCKED, note="chờ mặt bằng")
    asked = report(2, LATE, date(2025, 12, 3), kind=ReportKind.EXTENSION, asked_until=date(2026, 3, 31))
    tables = document(figures(LATE, reports=[blocked, asked])).tables
    assert cells(tables[3])[-1] == "“Chờ mặt bằng”"
    assert cells(tables[4])[-1] == "Xin đến 31/3/2026"


def test_a_list_with_nothing_in_it_says_so() -> None:
    done = report(1, LATE, date(2025, 11, 3), State.DONE)
    assert text(document(figures(LATE, reports=[done]))).count("Không có.") == 4


def test_proposals_are_left_for_people_to_write() -> None:
    assert "IX. Kiến nghị, đề xuất\n……" in text(document())


def test_it_is_signed_by_post_without_a_name() -> None:
    left, right = foot(document())
    assert left.startswith("Nơi nhận:\n")
    assert right == "T/M BAN THƯỜNG VỤ\nBÍ THƯ"
    assert foot(city())[1] == "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"


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
