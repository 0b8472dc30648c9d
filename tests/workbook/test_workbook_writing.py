"""`dunghan sheet`: a plan as an Excel workbook to edit, and an empty one to fill in."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from workbook_office import HEADS, book, out, ran, row_of, set_up

from bot.planfile.fields import PLAN, SHAPES, Shape
from bot.workbook.columns import HEAD, PAGES, TARGET_PAGE, TASK_PAGE, UNIT_PAGE


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return set_up(tmp_path)


@pytest.fixture
def pages(office: Path) -> Any:
    out("sheet", "plans/cho.yaml")
    return book(office / "cho.xlsx")


def paths(shape: Shape) -> set[str]:
    """Every key of a shape that a cell may hold."""
    found = set()
    for field in shape.fields:
        inner = paths(field.shape) if field.shape else {str(n) for n in range(field.count or 0)}
        found |= {f"{field.key}.{each}" for each in inner} if inner else {field.key}
    return found


def test_every_key_of_a_plan_has_its_cell() -> None:
    tables = {"targets": TARGET_PAGE, "tasks": TASK_PAGE}
    listed = {field.key: field.shape for field in PLAN.fields if field.many and field.shape}
    assert paths(PLAN) == {column.path for column in HEAD} | {"sections"} | {
        f"{key}.{path}" for key, shape in listed.items() for path in paths(shape)
    }
    for key, shape in listed.items():
        assert {column.path for column in tables[key].columns if column.field} == paths(shape)
    assert [column.path for column in UNIT_PAGE.columns] == [
        field.key
        for field in SHAPES["units"].fields[0].shape.fields  # type: ignore[union-attr]
    ]


def test_it_has_a_page_for_plan_sections_tasks_targets_units_and_one_of_guidance(pages: Any) -> None:
    assert pages.sheetnames == ["Kế hoạch", "Mục", "Nhiệm vụ", "Chỉ tiêu", "Đơn vị", "Hướng dẫn"]


def test_a_task_is_a_row_with_the_day_beside_the_words(pages: Any) -> None:
    cells = row_of(pages["Nhiệm vụ"], "A-1")
    assert cells["Thời hạn"].value == "trước 31/3/2026"
    assert cells["Hạn hiểu là"].value == datetime(2026, 3, 30)  # noqa: DTZ001  # Excel has no zones
    assert (cells["Đơn vị chủ trì"].value, cells["Đơn vị phối hợp"].value) == (
        "Phòng KT",
        "Các thôn; UBND xã",
    )
    assert (cells["Hạn lấy từ dòng chung"].value, cells["Độ mật"].value) == ("có", "mật")
    assert cells["Mã cũ"].value == "A-0; A-00"


def test_what_begins_like_a_formula_is_text_and_typing_makes_no_days(pages: Any) -> None:
    cells = row_of(pages["Nhiệm vụ"], "A-1")
    assert [(cells[head].data_type, cells[head].number_format) for head in ("Nguyên văn", "Sản phẩm")] == [
        ("s", "@"),
        ("s", "@"),
    ]


def test_a_task_without_a_code_of_its_own_shows_the_one_it_has(pages: Any) -> None:
    assert row_of(pages["Nhiệm vụ"], "II-2")["Tên nhiệm vụ"].value == "Nâng cấp chợ Đình"


def test_units_sections_and_kinds_are_chosen_from_lists(pages: Any) -> None:
    rules = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in pages["Nhiệm vụ"].data_validations.dataValidation
    }
    assert rules["B4"] == "'Mục'!$A$4:$A$15"
    assert rules["F4"] == "'Đơn vị'!$C$4:$C$16"
    assert rules["R4"] == '"mật,tối mật,tuyệt mật"'
    head = {str(rule.sqref): rule.formula1 for rule in pages["Kế hoạch"].data_validations.dataValidation}
    assert '"cần xác nhận"' not in head.values()
    assert '"không cần,cần xác nhận"' in head.values()


def test_headings_stay_in_sight_are_explained_and_print_on_wide_a4(pages: Any) -> None:
    for page in pages.worksheets[:-1]:
        assert page.freeze_panes == "B4", page.title
        assert page.print_title_rows == "$3:$3"
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert all(cell.comment for cell in pages["Nhiệm vụ"][HEADS])


def test_the_empty_one_has_the_units_there_are_and_nothing_else(office: Path) -> None:
    assert "Đã ghi mẫu trống mau-ke-hoach.xlsx" in out("sheet", "--empty")
    pages = book(office / "mau-ke-hoach.xlsx")
    assert pages["Đơn vị"]["C5"].value == "Phòng KT"
    filled = [row[0].value for row in pages["Nhiệm vụ"].iter_rows(min_row=HEADS + 1)]
    assert (len(filled) > 10, {*filled}) == (True, {None})


def test_a_folder_with_one_plan_means_that_plan(office: Path) -> None:
    out("sheet", "plans", "--out", "a.xlsx")
    out("import", "a.xlsx", "--onto", "plans", "--out", "b.yaml")
    assert (office / "b.yaml").read_bytes() == (office / "plans/cho.yaml").read_bytes()


def test_secret_tasks_are_named_since_the_file_has_their_words() -> None:
    assert "mật" in out("sheet", "plans/cho.yaml").splitlines()[-1]


def test_what_is_there_is_never_overwritten(office: Path) -> None:
    (office / "cho.xlsx").write_bytes(b"mine")
    done = ran("sheet", "plans/cho.yaml")
    assert (done.exit_code, "không bị ghi đè" in done.output) == (2, True)
    assert (office / "cho.xlsx").read_bytes() == b"mine"


@pytest.mark.parametrize(
    "words",
    [
        ("sheet",),
        ("sheet", "plans/cho.yaml", "--empty"),
        ("sheet", "plans/cho.yaml", "--out", "cho.yaml"),
        ("sheet", "plans/units.yaml"),
        ("sheet", "none.yaml"),
    ],
    ids=" ".join,
)
def test_what_can_t_be_done_is_said_in_one_line(words: tuple[str, ...]) -> None:
    done = ran(*words)
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1), done.output


def test_the_pages_are_headed_in_the_language_of_the_office(office: Path) -> None:
    (office / "config.yaml").write_text("language: en\n")
    out("sheet", "plans/cho.yaml")
    assert book(office / "cho.xlsx").sheetnames[2] == "Tasks"
    assert len(PAGES) == 5
    (office / "config.yaml").write_text("language: vi\n")
    said = out("import", "cho.xlsx", "--onto", "plans/cho.yaml")  # and read in any
    assert (len(said.splitlines()), "5 việc giữ nguyên" in said) == (2, True)
