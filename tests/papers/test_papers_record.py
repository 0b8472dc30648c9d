"""Results from before the bot: a template to fill, rows that become reports, all of them or none."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from papers_samples import TEXTS, ZONE, catalog, plan_of, report, task

from bot.model.deadline import DeadlineKind, Every
from bot.model.plan import Catalog
from bot.model.progress import NewReport, Report, State
from bot.model.say import Mistake, Problem, Say
from bot.papers.record import read_reports, template_of
from bot.papers.sheets import MOST_ROWS, MOST_UNPACKED, write_template
from bot.texts import Texts

NOW = datetime(2026, 1, 19, 8, tzinfo=ZONE)
ONE, TWO = task("III.1-1"), task("III.1-2")
HERE = catalog(plan_of(ONE, TWO))
HEAD = "Mã,Nhiệm vụ,Đơn vị chủ trì,Trạng thái,Tiến độ (%),Ngày,Ghi chú\n"
STATES = "Chưa bắt đầu, Đang làm, Vướng mắc, Chờ xác nhận, Hoàn thành, Đã dừng"
GOOD = "III.1-1,Đề án,Sở,Hoàn thành,100,3/11/2025,đã ban hành\n"


def read(
    text: str, *, log: Sequence[Report] = (), known: Catalog = HERE, name: str = "kq.csv"
) -> list[NewReport]:
    return read_reports(name, text.encode(), known, log, NOW, TEXTS)


def problems(text: str, log: Sequence[Report] = ()) -> list[str]:
    """What is said of a sheet that can't be taken: line and words."""
    with pytest.raises(Mistake) as caught:
        read(text, log=log)
    return [said(what) for what in caught.value.what]


def test_a_code_is_taken_in_small_letters_too() -> None:
    assert [kept.task for kept in read(HEAD + GOOD.replace("III.1-1", "iii.1-1"))] == [ONE.ref]


def said(what: Problem | Say) -> str:
    return TEXTS.problem(what) if isinstance(what, Problem) else TEXTS.plain(what)


def test_a_row_is_a_report_of_its_day_from_the_committees_office() -> None:
    (made,) = read(HEAD + GOOD)
    assert (made.task, made.state, made.percent, made.note) == (ONE.ref, State.DONE, 100, "đã ban hành")
    assert made.at == datetime(2025, 11, 3, 12, tzinfo=ZONE)
    assert (made.user_id, made.user_name, made.unit) == (0, "Nhập từ tệp", None)


def test_the_same_row_has_the_same_key_and_another_row_another() -> None:
    first, second = read(HEAD + GOOD), read(HEAD + GOOD + GOOD.replace("3/11", "4/11"))
    assert first[0].key == second[0].key
    assert len({made.key for made in second}) == 2


def test_a_row_of_today_is_not_ahead_of_now() -> None:
    (made,) = read(HEAD + "III.1-1,,,đang làm,,19/1/2026,\n")
    assert made.at == NOW


def test_a_state_is_read_as_the_bot_reads_it_in_a_chat() -> None:
    assert read(HEAD + "III.1-1,,,xong rồi,,3/11/2025,\n")[0].state is State.DONE


def test_rows_without_a_result_are_left_alone() -> None:
    assert len(read(HEAD + "III.1-2,Đề án,Sở,,,,\n" + GOOD + ",,,,,,\n")) == 1


def test_reports_come_in_the_order_of_their_days() -> None:
    earlier = "III.1-1,,,Đang làm,40,1/9/2025,\n"
    assert [made.percent for made in read(HEAD + GOOD + earlier)] == [40, 100]


@pytest.mark.parametrize(
    "state", ["Hoàn thành", "hoàn  thành", "HOÀN THÀNH", "done", "Done", "Hoa\u0300n tha\u0300nh"]
)
def test_a_state_is_read_in_either_language_however_it_is_typed(state: str) -> None:
    assert read(HEAD + GOOD.replace("Hoàn thành", state))[0].state is State.DONE


@pytest.mark.parametrize("day", ["3/11/2025", "03/11/2025", "2025-11-03", "3.11.2025", "3-11-2025"])
def test_a_day_is_read_as_people_write_it(day: str) -> None:
    assert read(HEAD + GOOD.replace("3/11/2025", day))[0].at.date() == date(2025, 11, 3)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_may_be_separated_the_way_the_machine_does(separator: str) -> None:
    assert len(read((HEAD + GOOD).replace(",", separator))) == 1


def test_every_bad_cell_is_named_by_row_and_column_and_nothing_is_taken() -> None:
    bad = "III.9-9,,,lung tung,140,31/2/2025,\n"
    assert problems(HEAD + GOOD + bad) == [
        "kq.csv:3: cột “Mã”: không có nhiệm vụ “III.9-9”; có phải “III.1-1”?",
        f"kq.csv:3: cột “Trạng thái”: không hiểu “lung tung”; chọn một trong: {STATES}",
        "kq.csv:3: cột “Tiến độ (%)”: cần một số nguyên từ 0 đến 100, đang là “140”",
        "kq.csv:3: cột “Ngày”: cần một ngày dạng 30/11/2025, đang là “31/2/2025”",
    ]


def test_what_a_row_lacks_is_named() -> None:
    assert problems(HEAD + ",,,,50,,\n") == [
        "kq.csv:2: cột “Mã”: thiếu mã nhiệm vụ",
        f"kq.csv:2: cột “Trạng thái”: thiếu trạng thái; chọn một trong: {STATES}",
        "kq.csv:2: cột “Ngày”: thiếu ngày; ghi dạng 30/11/2025",
    ]


def test_a_day_still_to_come_is_refused() -> None:
    ahead = GOOD.replace("3/11/2025", "20/1/2026")
    assert problems(HEAD + ahead) == ["kq.csv:2: cột “Ngày”: 20/1/2026 chưa đến; chỉ ghi kết quả đã có"]


def test_a_row_older_than_a_tasks_newest_report_is_refused() -> None:
    log = [report(1, ONE, date(2025, 12, 1), State.BLOCKED)]
    (what,) = problems(HEAD + GOOD, log=log)
    assert what.startswith(
        "kq.csv:2: cột “Ngày”: nhiệm vụ III.1-1 đã có báo cáo ngày 1/12/2025, sau ngày 3/11/2025"
    )


def test_a_row_recorded_before_is_not_refused_for_what_came_since() -> None:
    (made,) = read(HEAD + GOOD)
    before = report(1, ONE, date(2025, 11, 3), State.DONE)
    kept = Report(id=1, **{name: getattr(made, name) for name in NewReport.__dataclass_fields__})
    later = report(2, ONE, date(2025, 12, 1), State.BLOCKED)
    assert before.key != kept.key
    assert read(HEAD + GOOD, log=[kept, later]) == [made]


def test_a_code_of_two_plans_must_say_which() -> None:
    other = plan_of(task("III.1-1", plan="hp-08"), id="hp-08")
    both = catalog(plan_of(ONE, TWO), other)
    assert read(HEAD + GOOD.replace("III.1-1", "hp-08/III.1-1"), known=both)[0].task.plan == "hp-08"
    with pytest.raises(Mistake) as caught:
        read(HEAD + GOOD, known=both)
    assert "hp-07/III.1-1, hp-08/III.1-1" in said(caught.value.what[0])


def test_a_missing_column_is_named() -> None:
    assert problems("Mã,Trạng thái\nIII.1-1,Hoàn thành\n") == [
        "thiếu cột “Ngày”; thêm cột này vào dòng tiêu đề (mẫu: dunghan record --template)"
    ]


@pytest.mark.parametrize(
    "code", ["iii.1-1", "III.1 - 1", "hp-07/III.1-1", "07-KH/TU III.1-1", "KH 07/iii.1-1", "OLD-1"]
)
def test_a_code_is_taken_as_the_chat_takes_it(code: str) -> None:
    named = replace(ONE, was=("old-1",))
    known = catalog(plan_of(named, TWO))
    assert [made.task for made in read(HEAD + GOOD.replace("III.1-1", code, 1), known=known)] == [ONE.ref]


@pytest.mark.parametrize(
    ("state", "percent", "refused"),
    [
        ("Hoàn thành", "60", True),
        ("xong rồi", "99", True),
        ("Chờ xác nhận", "60", True),
        ("Chưa bắt đầu", "10", True),
        ("Hoàn thành", "100%", False),
        ("Hoàn thành", "", False),
        ("Chưa bắt đầu", "0", False),
        ("Đang làm", "60", False),
        ("Vướng mắc", "60", False),
    ],
)
def test_a_state_and_a_percent_that_contradict_are_refused(state: str, percent: str, refused: bool) -> None:
    row = HEAD + f"III.1-1,,,{state},{percent},3/11/2025,\n"
    if not refused:
        assert len(read(row)) == 1
        return
    (found,) = problems(row)
    assert found.startswith("kq.csv:2: cột “Tiến độ (%)”: ")
    assert "không khớp" in found


def test_two_rows_of_a_day_that_contradict_are_refused_where_the_second_stands() -> None:
    twice = "III.1-1,,,Đang làm,40,3/11/2025,\n"
    assert problems(HEAD + GOOD + "III.1-2,,,Đang làm,,3/11/2025,\n" + twice) == [
        "kq.csv:4: cột “Trạng thái”: khác với dòng 2 về cùng nhiệm vụ III.1-1, cùng ngày 3/11/2025; "
        "giữ một dòng, hoặc sửa ngày"
    ]
    assert "khác với dòng 2" in problems(HEAD + twice + twice.replace("40", "50"))[0]


def test_rows_of_a_day_that_agree_and_rows_of_two_days_are_taken() -> None:
    assert len(read(HEAD + GOOD + GOOD)) == 2
    assert len(read(HEAD + GOOD + GOOD.replace("đã ban hành", "kèm phụ lục"))) == 2
    assert len(read(HEAD + "III.1-1,,,Đang làm,40,1/11/2025,\n" + GOOD)) == 2


def test_a_day_before_the_plan_was_issued_is_refused() -> None:
    assert problems(HEAD + GOOD.replace("3/11/2025", "1/5/2025")) == [
        "kq.csv:2: cột “Ngày”: 1/5/2025 trước ngày ban hành kế hoạch (25/7/2025)"
    ]
    assert len(read(HEAD + GOOD.replace("3/11/2025", "25/7/2025"))) == 1


@pytest.mark.parametrize("second", ["Ngày", "ngày ", "Date", "date"])
def test_a_column_that_stands_twice_is_refused_at_the_heading(second: str) -> None:
    head = HEAD.replace("Ghi chú", second)
    assert problems(head + GOOD) == ["kq.csv:1: hai cột cùng là “Ngày”; giữ một cột"]


@pytest.mark.parametrize(
    "title",
    [
        "KẾT QUẢ THỰC HIỆN\n",
        "KẾT QUẢ THỰC HIỆN, ĐẾN NGÀY 3/11/2025\n",
        "UBND XÃ,,CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n,,Độc lập - Tự do\n",
        "Kết quả; số liệu; đến nay\n",
    ],
)
def test_title_lines_over_the_table_are_skipped_and_rows_keep_their_numbers(title: str) -> None:
    assert len(read(title + HEAD + GOOD)) == 1
    bad = problems(title + HEAD + GOOD.replace("3/11/2025", "hôm kia"))
    assert bad[0].startswith(f"kq.csv:{title.count(chr(10)) + 2}: cột “Ngày”")


def test_a_title_with_commas_stands_over_a_table_with_semicolons() -> None:
    assert len(read("Kết quả, đến nay, quý III\n" + (HEAD + GOOD).replace(",", ";"))) == 1


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_lines_may_end_as_any_machine_ends_them(end: str) -> None:
    assert len(read((HEAD + GOOD).replace("\n", end))) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"no workbook"), ("a.csv", "Mã,Ngày".encode("utf-16")), ("a.csv", b'"' + b"x" * 200_000)],
)
def test_what_cannot_be_read_is_told_in_the_language_of_the_committee(name: str, content: bytes) -> None:
    with pytest.raises(Mistake) as caught:
        read_reports(name, content, HERE, (), NOW, TEXTS)
    told = said(caught.value.what[0])
    assert told.startswith(f"{name}: không đọc được") and not re.search("field|Zip|File|Error", told)


def test_a_sheet_without_results_is_a_mistake() -> None:
    assert problems(HEAD) == ["kq.csv: không có dòng nào có kết quả"]
    assert problems("") == ["kq.csv: không có dòng nào có kết quả"]


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", b"no workbook"), ("a.csv", "Mã,Ngày".encode("utf-16"))]
)
def test_a_file_of_another_kind_is_a_mistake(name: str, content: bytes) -> None:
    with pytest.raises(Mistake) as caught:
        read_reports(name, content, HERE, (), NOW, TEXTS)
    assert said(caught.value.what[0]).startswith(f"{name}: không đọc được")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["kq.csv", "kq.xlsx"])
def test_a_template_untouched_holds_no_results(name: str, language: str) -> None:
    blank = write_template(name, template_of(HERE, None, Texts(language)))
    with pytest.raises(Mistake) as caught:
        read_reports(name, blank, HERE, (), NOW, TEXTS)
    assert said(caught.value.what[0]) == f"{name}: không có dòng nào có kết quả"


def filled(**cells: Any) -> bytes:
    """The Excel template with cells of its first task filled in."""
    book: Any = openpyxl.load_workbook(BytesIO(write_template("kq.xlsx", template_of(HERE, "hp-07", TEXTS))))
    for place, value in cells.items():
        book.active[place] = value
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def test_an_excel_template_lists_codes_and_titles_and_offers_the_states() -> None:
    sheet = openpyxl.load_workbook(BytesIO(filled())).worksheets[0]
    assert [cell.value for cell in sheet[3]][:3] == ["III.1-1", "Đề án III.1-1", "Sở Xây dựng"]
    (rule,) = sheet.data_validations.dataValidation
    assert "Hoàn thành" in rule.formula1


def test_an_excel_row_is_read_with_its_own_dates_and_numbers() -> None:
    data = filled(D3="Đang làm", E3=40, F3=datetime(2025, 11, 3), G3="chờ thẩm định")  # noqa: DTZ001  # Excel
    (made,) = read_reports("kq.xlsx", data, HERE, (), NOW, TEXTS)
    assert (made.state, made.percent, made.at.date()) == (State.IN_PROGRESS, 40, date(2025, 11, 3))


def test_the_same_result_in_excel_and_csv_is_one_report() -> None:
    day = datetime(2025, 11, 3)  # noqa: DTZ001  # Excel has no zones
    data = filled(D3="Hoàn thành", E3=100, F3=day, G3="đã ban hành")
    assert read_reports("kq.xlsx", data, HERE, (), NOW, TEXTS)[0].key == read(HEAD + GOOD)[0].key


# ---- hostile files ----


def packed(**parts: bytes) -> bytes:
    """An Excel file with some of its parts replaced."""
    made = BytesIO()
    with ZipFile(BytesIO(filled())) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(Path(name).stem, old.read(name)))
    return made.getvalue()


def refused(content: bytes, name: str = "kq.xlsx") -> str:
    with pytest.raises(Mistake) as caught:
        read_reports(name, content, HERE, (), NOW, TEXTS)
    return said(caught.value.what[0])


def test_a_small_file_that_unpacks_to_more_than_the_machine_holds_is_refused_unread() -> None:
    bomb = packed(sheet1=b" " * (MOST_UNPACKED + 1))
    assert len(bomb) < 1_000_000
    assert refused(bomb).startswith("kq.xlsx: quá dài")


def test_a_cell_in_the_last_corner_does_not_make_millions_of_cells() -> None:
    data = filled(D3="Hoàn thành", F3="3/11/2025", XFD1048576="x")
    (made,) = read_reports("kq.xlsx", data, HERE, (), NOW, TEXTS)
    assert made.state is State.DONE


@pytest.mark.parametrize("part", ["sheet1", "workbook", "styles", "[Content_Types]"])
@pytest.mark.parametrize("content", [b"", b"<worksheet", b"\x00\xff", b"<a/>"])
def test_a_damaged_part_is_one_clear_line(part: str, content: bytes) -> None:
    damaged = packed(**{part: content})
    with pytest.raises(Mistake) as caught:
        read_reports("kq.xlsx", damaged, HERE, (), NOW, TEXTS)
    assert said(caught.value.what[0]).startswith("kq.xlsx: ")


def test_a_sheet_too_long_says_so() -> None:
    assert refused((HEAD + GOOD * (MOST_ROWS + 1)).encode(), "kq.csv").startswith("kq.csv: quá dài")


def test_words_longer_than_any_message_are_refused() -> None:
    (found,) = problems(HEAD + f"III.1-1,,,Hoàn thành,,3/11/2025,{'x' * 4097}\n")
    assert found == "kq.csv:2: cột “Ghi chú”: nhiều nhất 4096 ký tự, đang là 4097"


# ---- periods ----

MONTHLY = task("III.2-1", due=None, kind=DeadlineKind.RECURRING)
MONTHLY = replace(MONTHLY, deadline=replace(MONTHLY.deadline, every=Every.MONTH))
QUARTERLY = task("III.2-2", due=None, kind=DeadlineKind.ONGOING)
TURNING = catalog(plan_of(ONE, MONTHLY, QUARTERLY))
HEAD_OF_PERIODS = "Mã,Kỳ,Trạng thái,Ngày\n"


def of_period(code: str, period: str, day: str = "10/1/2026", log: Sequence[Report] = ()) -> NewReport:
    (made,) = read(f"{HEAD_OF_PERIODS}{code},{period},xong,{day}\n", known=TURNING, log=log)
    return made


@pytest.mark.parametrize(
    ("code", "period", "end"),
    [
        ("III.2-1", "tháng 1/2026", date(2026, 1, 31)),
        ("III.2-1", "Tháng 12/2025", date(2025, 12, 31)),
        ("III.2-1", "kỳ tháng 12/2025", date(2025, 12, 31)),
        ("III.2-1", "12/2025", date(2025, 12, 31)),
        ("III.2-2", "quý IV/2025", date(2025, 12, 31)),
        ("III.2-2", "Q4/2025", date(2025, 12, 31)),
        ("III.2-2", "quý 1/2026", date(2026, 3, 31)),
    ],
)
def test_a_result_is_of_the_period_that_its_row_names(code: str, period: str, end: date) -> None:
    assert of_period(code, period).period == end


def test_without_a_name_it_is_of_the_period_of_its_day() -> None:
    assert of_period("III.2-1", "").period is None


def test_rows_of_two_periods_are_two_and_the_older_period_may_come_later() -> None:
    january = of_period("III.2-1", "1/2026")
    kept = report(1, MONTHLY, date(2026, 1, 15), State.DONE)
    assert of_period("III.2-1", "12/2025", log=[kept]).key != january.key


def test_a_row_older_than_the_newest_report_of_its_own_period_is_refused() -> None:
    kept = report(1, MONTHLY, date(2026, 1, 15), State.DONE)
    with pytest.raises(Mistake):
        of_period("III.2-1", "1/2026", log=[kept])


@pytest.mark.parametrize(
    ("code", "period", "told"),
    [
        ("III.1-1", "1/2026", "nhiệm vụ III.1-1 không báo cáo theo kỳ; bỏ trống ô này"),
        ("III.2-1", "quý IV/2025", "không có kỳ “quý IV/2025”; ghi một kỳ, dạng tháng 1/2026"),
        ("III.2-2", "tháng 1/2026", "không có kỳ “tháng 1/2026”; ghi một kỳ, dạng Quý I/2026"),
        ("III.2-1", "lung tung", "không có kỳ “lung tung”"),
        ("III.2-1", "tháng 2/2026", "1/2/2026 chưa đến; chỉ ghi kết quả đã có"),
    ],
)
def test_a_period_that_the_task_does_not_have_is_told_by_row(code: str, period: str, told: str) -> None:
    with pytest.raises(Mistake) as caught:
        of_period(code, period)
    (what,) = map(said, caught.value.what)
    assert what.startswith("kq.csv:2: cột “Kỳ”: ") and told in what


def test_the_template_has_the_column_and_says_how_it_is_filled() -> None:
    made = template_of(TURNING, None, TEXTS)
    assert made.headings[-1] == "Kỳ"
    assert "tháng 1/2026, quý IV/2025" in made.hint
