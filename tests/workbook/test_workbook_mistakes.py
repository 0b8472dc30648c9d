"""A mistake in a filled workbook is told by its cell: what was expected, what is there, what to do."""

from pathlib import Path
from typing import Any

import pytest
from workbook_office import book, edited, out, ran, set_up

from bot.documents.grid import read_grid
from bot.model.say import Mistake, Say
from bot.planfile.catalog import load
from bot.planfile.problems import MOST
from bot.texts import LANGUAGES, texts_in, wording
from bot.workbook.taking import taken

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a deadline nobody can read": (
        {"Nhiệm vụ!H4": "khi nào xong"},
        "trang “Nhiệm vụ”, ô H4: cần thời hạn; không đọc được thời hạn “khi nào xong”; hãy viết như "
        "“Trong quý II/2026”",
    ),
    "a task without a title": (
        {"Nhiệm vụ!D4": None},
        "trang “Nhiệm vụ”, ô D4: Tên nhiệm vụ: cần một giá trị, nhưng để trống; hãy điền",
    ),
    "a section that is not there": (
        {"Nhiệm vụ!B5": "II.2"},
        "trang “Nhiệm vụ”, ô B5: cần một mục có ở trang Mục, nhưng gặp “II.2”; có phải là “II.1”?",
    ),
    "a word for a number": (
        {"Nhiệm vụ!C5": "một"},
        "trang “Nhiệm vụ”, ô C5: Thứ tự trong mục: cần một số nguyên, nhưng gặp “một”; chỉ ghi chữ số",
    ),
    "a unit misspelt": (
        {"Nhiệm vụ!F4": "Phòng Kinh té xã"},
        "trang “Nhiệm vụ”, ô F4: cần một đơn vị có ở trang Đơn vị, nhưng gặp “Phòng Kinh té xã”; có "
        "phải là “Phòng KT”?",
    ),
    "a unit nobody knows": (
        {"Nhiệm vụ!G4": "Các thôn; Bộ Quốc phòng"},
        "trang “Nhiệm vụ”, ô G4: cần một đơn vị có ở trang Đơn vị, nhưng gặp “Bộ Quốc phòng”; hãy "
        "chọn trong danh sách, hoặc thêm đơn vị vào trang ấy",
    ),
    "a code that stands twice": (
        {"Nhiệm vụ!A5": "A-1"},
        "trang “Nhiệm vụ”, ô A5: “A-1” đã là mã của nhiệm vụ ở ô A4; mỗi nhiệm vụ cần một mã riêng",
    ),
    "neither yes nor no": (
        {"Nhiệm vụ!K5": "đúng"},
        "trang “Nhiệm vụ”, ô K5: Hạn lấy từ dòng chung: cần “có” hoặc “không”, nhưng gặp “đúng”; hãy "
        "chọn trong danh sách",
    ),
    "a common deadline that is not there": (
        {"Nhiệm vụ!H4": None},
        "trang “Nhiệm vụ”, ô K4: cần có thời hạn khi ô này ghi “có”, nhưng cột Thời hạn để trống; hãy "
        "chép thời hạn chung vào cột ấy",
    ),
    "days to wait for nothing": (
        {"Nhiệm vụ!M5": 60},
        "trang “Nhiệm vụ”, ô M5: số ngày cần đi cùng việc phải chờ, nhưng cột Việc phải chờ để trống; "
        "hãy điền cột ấy hoặc xóa ô này",
    ),
    "a task followed that is not there": (
        {"Nhiệm vụ!N7": "cho/A-99"},
        "trang “Nhiệm vụ”, ô N7: cần một nhiệm vụ có trong các kế hoạch, nhưng gặp “cho/A-99”; có "
        "phải là “cho/A-1”?",
    ),
    "a day no calendar has": (
        {"Nhiệm vụ!O8": "30/2/2026"},
        "trang “Nhiệm vụ”, ô O8: Nợ báo cáo từ ngày: cần một ngày có trong lịch, nhưng “30/2/2026” "
        "không có; xem lại ngày và tháng",
    ),
    "a kind of secrecy there is none of": (
        {"Nhiệm vụ!R4": "bí mật"},
        "trang “Nhiệm vụ”, ô R4: Độ mật: cần một trong: mật, tối mật, tuyệt mật, nhưng gặp “bí mật”; "
        "có phải là “mật”?",
    ),
    "a former code that is a task's": (
        {"Nhiệm vụ!S4": "A-3"},
        "trang “Nhiệm vụ”, ô S4: cần một mã cũ, nhưng “A-3” đang là mã của nhiệm vụ ở ô A6; mã cũ "
        "không dùng lại cho nhiệm vụ khác",
    ),
    "a plan without an id": (
        {"Kế hoạch!B4": None},
        "trang “Kế hoạch”, ô B4: Mã kế hoạch: cần một giá trị, nhưng để trống; hãy điền",
    ),
    "a choice there is none of": (
        {"Kế hoạch!B11": "tính"},
        "trang “Kế hoạch”, ô B11: Cách hiểu “trước ngày”: cần một trong: tính cả ngày ấy, không tính "
        "ngày ấy, nhưng gặp “tính”; hãy ghi một trong số đó",
    ),
    "a list named twice": (
        {"Kế hoạch!B25": "quá hạn; im lặng; quá hạn"},
        "trang “Kế hoạch”, ô B25: “quá hạn” ghi hai lần; mỗi danh sách chỉ ghi một lần",
    ),
    "a row of the first page renamed": (
        {"Kế hoạch!A4": "Tên"},
        "trang “Kế hoạch”: không thấy dòng “Mã kế hoạch”; hãy ghi lại tên dòng như trong mẫu",
    ),
    "a target without a figure": (
        {"Chỉ tiêu!E4": None},
        "trang “Chỉ tiêu”, ô E4: chỉ tiêu cần mức phải đạt hoặc khoảng từ – đến, nhưng không có; hãy "
        "ghi một trong hai",
    ),
    "half a range": (
        {"Chỉ tiêu!G5": None},
        "trang “Chỉ tiêu”, ô F5: Từ: cần cả số đầu và số cuối của khoảng, nhưng chỉ có một; hãy điền "
        "đủ hai ô",
    ),
    "a range upside down": (
        {"Chỉ tiêu!G5": 10},
        "trang “Chỉ tiêu”, ô F5: khoảng cần ghi số nhỏ trước, nhưng gặp 14.5 và 10; hãy đổi chỗ",
    ),
    "a start without its day": (
        {"Chỉ tiêu!J4": None},
        "trang “Chỉ tiêu”, ô J4: Ngày mốc: cần một giá trị, nhưng để trống; hãy điền",
    ),
    "a start beyond the goal": (
        {"Chỉ tiêu!I4": 3},
        "trang “Chỉ tiêu”, ô I4: số tại mốc 3 đã vượt mức phải đạt 5 (càng thấp càng tốt); hãy sửa số "
        "tại mốc, hoặc ghi chiều tốt là “càng cao càng tốt”",
    ),
    "a unit that units.yaml has otherwise": (
        {"Đơn vị!C5": "KT"},
        "trang “Đơn vị”, ô A5: “pkt” đã có ở plans/units.yaml:3 và ghi khác; hãy sửa ở đó, hoặc trả "
        "dòng này về như cũ",
    ),
    "a section without a title": (
        {"Mục!B4": None},
        "trang “Mục”, ô B4: Tên mục: cần một giá trị, nhưng để trống; hãy điền",
    ),
    "the column of values renamed": (
        {"Kế hoạch!B3": "Nội dung"},
        "trang “Kế hoạch”: không thấy cột “Giá trị”; hãy ghi lại tiêu đề cột như trong mẫu",
    ),
    "a heading renamed": (
        {"Nhiệm vụ!H3": "Hạn"},
        "trang “Nhiệm vụ”: không thấy cột “Thời hạn”; hãy ghi lại tiêu đề cột như trong mẫu",
    ),
    "a heading that stands twice": (
        {"Nhiệm vụ!T3": "Thời hạn"},
        "trang “Nhiệm vụ”, ô T3: tiêu đề này đã có ở ô H3; hãy xóa một trong hai cột",
    ),
    "a formula nobody calculated": (
        {"Nhiệm vụ!D4": "=A5"},
        "trang “Nhiệm vụ”, ô D4: ô công thức chưa có giá trị; hãy mở bằng Excel và lưu lại, hoặc dán "
        "giá trị thay công thức",
    ),
}


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    set_up(tmp_path)
    out("sheet", "plans/cho.yaml")
    return tmp_path


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_by_its_cell(case: str, office: Path) -> None:
    cells, sentence = WRONG[case]
    mark = ": " if ", ô " not in sentence else ", "
    assert told(edited(office / "cho.xlsx", cells)) == [f"sua.xlsx{mark}{sentence}"]


def test_a_date_pasted_into_a_cell_of_text_is_the_day_it_counts_to(office: Path) -> None:
    units = tuple(load([Path("plans/units.yaml")]).catalog.units.values())
    file = edited(office / "cho.xlsx", {"Nhiệm vụ!H4": "46297"})
    read = taken(file.name, read_grid(file.read_bytes()), units, [Path("plans")], texts_in("vi"))
    assert read.plan.tasks[0].deadline.written == "2/10/2026"


def told(file: Path) -> list[str]:
    """What is wrong with a workbook."""
    units = tuple(load([Path("plans/units.yaml")]).catalog.units.values())
    with pytest.raises(Mistake) as mistake:
        taken(file.name, read_grid(file.read_bytes()), units, [Path("plans")], texts_in("vi"))
    return [texts_in("vi").plain(one) for one in mistake.value.what if isinstance(one, Say)]


def test_all_mistakes_are_told_at_once_page_by_page(office: Path) -> None:
    edited(
        office / "cho.xlsx",
        {"Nhiệm vụ!H8": "bao giờ", "Đơn vị!A7": "moi", "Kế hoạch!B8": "nay", "Nhiệm vụ!D4": None},
    )
    done = ran("import", "sua.xlsx", "--out", "moi.yaml")
    cells = [line.partition(", ô ")[2].partition(":")[0] for line in done.output.splitlines()]
    assert (done.exit_code, cells) == (2, ["B8", "D4", "H8", "B7", "C7"])
    assert not (office / "moi.yaml").exists()


def test_a_workbook_of_rubbish_costs_no_more_than_its_first_mistakes(office: Path) -> None:
    pages = book(office / "cho.xlsx")
    for row in range(4, 700):
        pages["Nhiệm vụ"].cell(row, 4, "Việc")
    pages.save(office / "sua.xlsx")
    assert len(told(office / "sua.xlsx")) == MOST


def test_an_untouched_one_can_t_pass(office: Path) -> None:
    out("sheet", "--empty")
    for command in ("import", "check"):
        done = ran(command, "mau-ke-hoach.xlsx")
        assert (done.exit_code, len(done.output.splitlines())) == (2, 1), done.output
    assert "còn là mẫu trống" in ran("import", "mau-ke-hoach.xlsx").output
    assert "dunghan import mau-ke-hoach.xlsx" in ran("check", "mau-ke-hoach.xlsx").output


def test_what_is_said_of_a_plan_file_in_its_keys_is_said_of_a_workbook_in_its_headings() -> None:
    own = [key.removeprefix("sheet.of_") for key in wording("vi") if key.startswith("sheet.of_")]
    assert [key for key in own if f"problems.{key}" not in wording("vi")] == []
    keys = ("deadline", "follows_unknown", "no_unit", "two_codes", "was_lives", "missing", "not_count")
    assert set(keys) < {*own}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_its_own_is_one_line(language: str) -> None:
    values: dict[str, Any] = dict.fromkeys(
        ("name", "found", "first", "at", "nearest", "low", "high", "value", "goal", "most", "better_"), "x"
    )
    values |= {"better": "higher", "reason": Say("sheet.choice_true"), "on": None, "end": None}
    for key in wording(language):
        if key.startswith("sheet.of_") and "baseline_late" not in key:
            assert "\n" not in texts_in(language).plain(Say(key, values))
