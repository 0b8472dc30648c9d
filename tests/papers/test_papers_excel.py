"""The Excel tracker: a real table, coloured states, dates as dates, words that never turn into formulas."""

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from papers_samples import TEXTS, figures, report, task

from bot.model.deadline import Period
from bot.model.progress import ReportKind, State
from bot.papers.excel import excel
from bot.papers.figures import PlanFigures

DONE = task("1", support=("cong-an", "so-tai-chinh"))
REPORTS = (report(1, DONE, date(2025, 11, 3), State.DONE, percent=100, note="đã ban hành"),)


def book(of: PlanFigures | None = None) -> Any:
    made = excel(of or figures(DONE, task("2"), reports=REPORTS), TEXTS)
    return openpyxl.load_workbook(BytesIO(made), data_only=True)


def columns(sheet: Any) -> dict[str, Any]:
    """The cells of the first row of a table, by heading."""
    return {heading.value: cell for heading, cell in zip(sheet[3], sheet[4], strict=True)}


def test_it_has_the_tracker_the_history_the_counts_and_the_targets() -> None:
    assert book().sheetnames == ["Theo dõi", "Lịch sử", "Bốn ô theo đơn vị", "Chỉ tiêu"]


def test_the_tracker_is_a_table_with_a_filter_one_row_a_task() -> None:
    table = book()["Theo dõi"].tables["TheoDoi"]
    assert (table.ref, table.autoFilter.ref) == ("A3:U5", "A3:U5")


def test_headings_stay_in_sight_and_on_every_page_of_wide_a4() -> None:
    sheet = book()["Theo dõi"]
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_dates_are_dates_and_percent_is_a_number() -> None:
    cells = columns(book()["Theo dõi"])
    assert cells["Ngày đến hạn"].value == datetime(2025, 12, 31)  # noqa: DTZ001  # Excel has no zones
    assert cells["Ngày hoàn thành"].is_date
    assert (cells["Tiến độ"].value, cells["Tiến độ"].number_format) == (1, "0%")


def test_a_row_tells_the_state_the_result_and_the_last_words() -> None:
    cells = columns(book()["Theo dõi"])
    assert cells["Trạng thái"].value == "Hoàn thành"
    assert cells["Kết quả"].value == "Hoàn thành đúng hạn"
    assert cells["Báo cáo gần nhất"].value == "Hoàn thành 100% – “Đã ban hành”"
    assert cells["Phối hợp"].value == "Công an thành phố; Sở Tài chính"


def test_a_returned_result_says_so_with_its_reason() -> None:
    said = report(1, DONE, date(2025, 11, 3), State.AWAITING_APPROVAL, note="làm xong")
    sent_back = report(
        2, DONE, date(2025, 11, 4), kind=ReportKind.RETURN, decides=1, note="thiếu phụ lục", unit=None
    )
    cells = columns(book(figures(DONE, reports=(said, sent_back)))["Theo dõi"])
    assert cells["Trạng thái"].value == "Đang làm"
    assert cells["Báo cáo gần nhất"].value == ("Chờ xác nhận – “Làm xong”; Trả lại kết quả – “Thiếu phụ lục”")


def test_a_report_that_repeats_its_state_is_told_once_and_a_long_one_shortly() -> None:
    twice = report(1, DONE, date(2025, 11, 3), State.IN_PROGRESS, percent=20, note="đang làm 20%")
    assert (
        columns(book(figures(DONE, reports=[twice]))["Theo dõi"])["Báo cáo gần nhất"].value == "Đang làm 20%"
    )
    long = report(1, DONE, date(2025, 11, 3), State.IN_PROGRESS, note="chờ  thẩm định " * 300)
    made = book(figures(DONE, reports=[long]))
    assert len(columns(made["Theo dõi"])["Báo cáo gần nhất"].value) < 230
    assert made["Theo dõi"].row_dimensions[4].height < 100
    assert len(columns(made["Lịch sử"])["Lời báo cáo"].value) > 4000


def test_the_day_of_the_figures_stands_once_on_the_tracker() -> None:
    sheet = book()["Theo dõi"]
    found = [cell.value for cell in sheet[2] if cell.value]
    assert found == ["Số liệu đến ngày:", datetime(2026, 1, 19)]  # noqa: DTZ001  # Excel has no zones


def test_a_question_is_in_the_history_and_not_the_last_report() -> None:
    asked = report(2, DONE, date(2025, 11, 4), kind=ReportKind.QUESTION, note="việc này là sao?")
    made = book(figures(DONE, reports=(*REPORTS, asked)))
    assert columns(made["Theo dõi"])["Báo cáo gần nhất"].value == "Hoàn thành 100% – “Đã ban hành”"
    told = [cell.value for row in made["Lịch sử"].iter_rows() for cell in row]
    assert {"Câu hỏi", "việc này là sao?"} <= set(told)


def test_what_the_secretary_reported_for_the_unit_says_so() -> None:
    theirs = report(1, DONE, date(2025, 11, 3), State.DONE, unit=None, user_name="Chánh Văn phòng")
    cells = columns(book(figures(DONE, reports=(theirs,)))["Theo dõi"])
    assert "Chánh Văn phòng (thư ký báo thay)" in [cell.value for cell in cells.values()]


def test_states_and_results_are_coloured_by_rule_so_that_a_change_recolours() -> None:
    rules = book()["Theo dõi"].conditional_formatting
    words = {rule.formula[0] for span in rules for rule in span.rules}
    assert {'"Hoàn thành"', '"Vướng mắc"', '"Đang thực hiện quá hạn"'} <= words


@pytest.mark.parametrize(
    "words", ["=1+1", "+84", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "{=1}", "http://a.vn"]
)
def test_nothing_a_person_writes_becomes_a_formula_or_a_link(words: str) -> None:
    odd = task("1", title=words)
    note = report(1, odd, date(2025, 11, 3), note=words, user_name=words)
    made = openpyxl.load_workbook(BytesIO(excel(figures(odd, reports=[note]), TEXTS)))
    cells = [columns(made["Theo dõi"])["Nhiệm vụ"], *(columns(made["Lịch sử"])[n] for n in ("Lời báo cáo",))]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(words, "s", None)] * 2


def test_words_longer_than_a_cell_are_cut_and_the_file_still_opens() -> None:
    long = report(1, DONE, date(2025, 11, 3), note="dài " * 20_000)
    kept = columns(book(figures(DONE, reports=[long]))["Lịch sử"])["Lời báo cáo"].value
    assert 30_000 < len(kept) < 32_767


def test_the_history_says_when_who_and_what() -> None:
    cells = columns(book()["Lịch sử"])
    assert cells["Lúc báo cáo"].value == datetime(2025, 11, 3, 9)  # noqa: DTZ001  # Excel has no zones
    assert cells["Người báo cáo"].value == "Trưởng phòng Kinh tế"
    assert cells["Nội dung cập nhật"].value == "Hoàn thành 100%"


def test_a_target_without_a_value_says_so() -> None:
    cells = columns(book()["Chỉ tiêu"])
    assert (cells["Từ"].value, cells["Đến"].value) == (14.5, 15)
    assert cells["Kết quả đến nay"].value == "chưa có số liệu"


def test_a_quarter_without_tasks_still_makes_a_workbook() -> None:
    nothing = figures(DONE, quarter=Period(date(2027, 1, 1), date(2027, 3, 31)))
    assert book(nothing)["Theo dõi"].tables["TheoDoi"].ref == "A3:U4"


def test_the_same_figures_make_the_same_file() -> None:
    assert excel(figures(DONE), TEXTS) == excel(figures(DONE), TEXTS)


def criterion(formula: str, name: str) -> str:
    """What a COUNTIFS compares with, for the unit of that name, as Excel works its SUBSTITUTEs out."""
    for old, new in re.findall(r',"(.{1,2})","(.{1,2})"\)', formula):
        name = name.replace(old, new)
    return ("=" if '"="&' in formula else "") + name


def meets(cell: str, wanted: str) -> bool:
    """Whether a cell meets a criterion: after "~" a sign is itself, else "*" and "?" stand for any."""
    assert wanted[0] == "=", "a name may begin with a sign of comparison"
    parts = re.findall(r"~[~*?]|.", wanted[1:])
    spelled = (re.escape(p[-1]) if len(p) > 1 else {"*": ".*", "?": "."}.get(p, re.escape(p)) for p in parts)
    return re.fullmatch("".join(spelled), cell) is not None


def test_a_unit_is_counted_by_its_very_name_whatever_signs_are_in_it() -> None:
    sheet = openpyxl.load_workbook(BytesIO(excel(figures(DONE, task("2")), TEXTS)))["Bốn ô theo đơn vị"]
    formula = str(sheet.cell(4, 2).value)
    names = ["Sở A*", "Sở AB", "Sở A?", "Sở A~", "Sở A~*", ">5", "=x", "Sở A"]
    found = {name: [cell for cell in names if meets(cell, criterion(formula, name))] for name in names}
    assert found == {name: [name] for name in names}
