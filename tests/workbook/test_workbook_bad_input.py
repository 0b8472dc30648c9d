"""Whatever a workbook is made to be: edited freely it is read, hostile it ends in one plain line."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from workbook_office import PLAN, book, edited, out, ran, set_up
from xlsxwriter import Workbook as NewWorkbook

from bot.documents import grid
from bot.documents.grid import Bad, GridCell, read_grid
from bot.documents.refusals import Refused
from bot.planfile.catalog import load
from bot.workbook.places import Place, column_letters, line_of, place_of


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    set_up(tmp_path)
    out("sheet", "plans/cho.yaml")
    return tmp_path


def changed(office: Path, change: Any) -> Path:
    """The plan's workbook after a change of the whole book."""
    pages: Workbook = book(office / "cho.xlsx")
    change(pages)
    pages.save(office / "sua.xlsx")
    return office / "sua.xlsx"


def onto(office: Path) -> str:
    out("import", "sua.xlsx", "--onto", "plans/cho.yaml", "--out", "moi.yaml")
    return (office / "moi.yaml").read_text(encoding="utf-8")


# ---- edited freely ----


def renamed(pages: Workbook) -> None:
    for number, page in enumerate(pages.worksheets):
        page.title = f"Trang {number}"


def moved(pages: Workbook) -> None:
    pages["Nhiệm vụ"].insert_cols(1, 2)
    pages["Nhiệm vụ"].insert_rows(1, 3)
    pages.move_sheet("Kế hoạch", 4)


def hidden(pages: Workbook) -> None:
    pages["Đơn vị"].sheet_state = "hidden"


def with_empty_rows(pages: Workbook) -> None:
    pages["Nhiệm vụ"].insert_rows(6, 3)


@pytest.mark.parametrize("change", [renamed, moved, hidden, with_empty_rows])
def test_sheets_rows_and_columns_may_be_moved_about(change: Any, office: Path) -> None:
    changed(office, change)
    assert onto(office) == PLAN


def test_pages_and_columns_of_one_s_own_are_left_aside_with_a_word(office: Path) -> None:
    def add(pages: Workbook) -> None:
        pages.create_sheet("Nháp")["A1"] = "tạm"
        pages["Kế hoạch"]["A30"], pages["Kế hoạch"]["B30"] = "Người soạn", "văn phòng"
        pages["Nhiệm vụ"]["V3"] = "Người theo dõi"
        pages["Nhiệm vụ"]["V5"] = "phòng họp"

    changed(office, add)
    said = out("import", "sua.xlsx")
    assert "Không đọc trang “Nháp”" in said
    assert "Không đọc cột V ở trang “Nhiệm vụ”" in said
    assert "Không đọc dòng 30 ở trang “Kế hoạch”" in said
    assert onto(office) == PLAN


def test_a_day_typed_as_a_day_is_a_deadline_and_so_is_a_year(office: Path) -> None:
    edited(office / "cho.xlsx", {"Nhiệm vụ!H5": datetime(2026, 6, 30), "Nhiệm vụ!H6": 2027})  # noqa: DTZ001
    (office / "sua.xlsx").rename(office / "khac.xlsx")
    out("import", "khac.xlsx", "--out", "moi.yaml")
    plan = load([office / "moi.yaml", office / "plans/units.yaml"]).catalog.plans["cho"]
    assert [task.deadline.due for task in plan.tasks[1:3]] == [date(2026, 6, 30), date(2027, 12, 31)]


def test_figures_may_be_written_as_people_write_them(office: Path) -> None:
    edited(
        office / "cho.xlsx",
        {"Chỉ tiêu!E4": "1.250", "Chỉ tiêu!I4": "1.400,5", "Chỉ tiêu!F5": "14,25", "Nhiệm vụ!M6": 45},
    )
    text = onto(office)
    assert "    value: 1250\n" in text
    assert "baseline: {value: 1400.5, on: 2025-12-31}" in text
    assert "range: [14.25, 15]" in text
    assert "    within: 45 ngày\n" in text


def test_units_may_be_named_in_any_of_their_ways(office: Path) -> None:
    edited(
        office / "cho.xlsx",
        {"Nhiệm vụ!F4": "phòng kinh tế", "Nhiệm vụ!G4": "Các thôn, tổ dân phố, Ủy ban xã"},
    )
    assert onto(office) == PLAN
    (office / "moi.yaml").unlink()
    edited(office / "cho.xlsx", {"Nhiệm vụ!G4": "Các thôn, UBND xã"})
    assert onto(office) == PLAN


def test_the_day_beside_a_deadline_does_not_count_and_that_is_said(office: Path) -> None:
    edited(office / "cho.xlsx", {"Nhiệm vụ!I5": "1/1/2027"})
    said = out("import", "sua.xlsx")
    assert "Trang “Nhiệm vụ”, ô I5 ghi 1/1/2027, nhưng thời hạn “2026” là 31/12/2026" in said
    edited(office / "cho.xlsx", {"Nhiệm vụ!I5": "1/1/2027", "Nhiệm vụ!H5": None})
    assert "ô I5 ghi 1/1/2027, nhưng cột Thời hạn để trống" in out("import", "sua.xlsx")


def test_a_unit_added_stands_beside_the_plan_that_names_it(office: Path) -> None:
    edited(
        office / "cho.xlsx",
        {"Đơn vị!A7": "tram-y-te", "Đơn vị!B7": "Trạm Y tế", "Đơn vị!C7": "Trạm Y tế", "Đơn vị!E7": "UBND xã"}
        | {"Nhiệm vụ!F4": "Trạm Y tế"},
    )
    out("import", "sua.xlsx", "--out", "plans/moi.yaml")
    units = (office / "plans/moi.units.yaml").read_text(encoding="utf-8").splitlines()[1:]
    assert units == [
        "units:",
        "  - id: tram-y-te",
        "    name: Trạm Y tế",
        "    short: Trạm Y tế",
        "    parent: ubnd",
    ]


# ---- hostile ----


def test_merged_cells_are_told_by_their_area(office: Path) -> None:
    def merge(pages: Workbook) -> None:
        pages["Nhiệm vụ"].merge_cells("F4:F6")
        pages["Nhiệm vụ"].merge_cells("A1:D1")

    changed(office, merge)
    done = ran("import", "sua.xlsx")
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)
    assert "ô F4: các ô F4:F6 bị gộp" in done.output


def test_macros_are_refused(office: Path) -> None:
    data = BytesIO((office / "cho.xlsx").read_bytes())
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    (office / "sua.xlsm").write_bytes(data.getvalue())
    done = ran("import", "sua.xlsm")
    assert (done.exit_code, done.output.startswith("sua.xlsm: tệp có macro")) == (2, True)


def test_a_hundred_thousand_rows_are_refused_at_once(office: Path) -> None:
    with zipfile.ZipFile(office / "cho.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>x</t></is></c></row>' for n in range(300, 100_300)
    )
    name = "xl/worksheets/sheet3.xml"
    parts[name] = parts[name].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    with zipfile.ZipFile(office / "sua.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    done = ran("import", "sua.xlsx")
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)
    assert "bảng có trên 5000 dòng" in done.output


@pytest.mark.parametrize("cut", [50, 400, 5000])
def test_a_damaged_workbook_is_one_line(cut: int, office: Path) -> None:
    (office / "sua.xlsx").write_bytes((office / "cho.xlsx").read_bytes()[:-cut])
    done = ran("import", "sua.xlsx")
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1), done.output


HOSTILE = ["=1+1", "+84 225", "@all", "-1", "<b>&amp;", "_x0041_", "a\u202eb", "x" * 900]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str, office: Path) -> None:
    plan = PLAN.replace("title: Thu phí bến bãi", f'title: "{text}"')
    (office / "plans/cho.yaml").write_text(plan, encoding="utf-8")
    out("sheet", "plans/cho.yaml", "--out", "sua.xlsx")
    cell = book(office / "sua.xlsx")["Nhiệm vụ"]["D6"]
    assert (cell.data_type, onto(office)) == ("s", plan)


def test_a_table_of_somebody_else_is_read_as_a_document(office: Path) -> None:
    made = NewWorkbook(office / "phu-luc.xlsx")
    sheet = made.add_worksheet("Nhiệm vụ")
    for row, cells in enumerate(
        [
            ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Sản phẩm"],
            [1, "Rà soát hồ sơ của các phòng", "Phòng Kinh tế", "Trạm Y tế", "30/9/2026", "Báo cáo"],
        ]
    ):
        sheet.write_row(row, 0, cells)
    made.close()
    assert "1 nhiệm vụ, 1 có ngày đến hạn" in out("import", "phu-luc.xlsx")


# ---- cells ----


def cells(*values: tuple[Any, ...], **formats: dict[str, Any]) -> dict[int, GridCell]:
    """The cells of one row, each written by (method, value, format name)."""
    data = BytesIO()
    made = NewWorkbook(data, {"in_memory": True, "date_1904": "mac" in formats})
    looks = {name: made.add_format(look) for name, look in formats.items()}
    sheet = made.add_worksheet()
    for column, (method, value, look, *more) in enumerate(values):
        getattr(sheet, method)(0, column, value, looks.get(look), *more)
    made.close()
    return dict(read_grid(data.getvalue()).sheets[0].rows[1])


def test_a_formula_s_value_is_taken_as_it_was_saved() -> None:
    read = cells(
        ("write_formula", "=1+1", "", 2),
        ("write_formula", "=A9", "", ""),
        ("write_formula", "=1/0", "", "#DIV/0!"),
    )
    assert (read[1], read[2].bad, read[3]) == (GridCell("2"), Bad.FORMULA, GridCell("#DIV/0!", Bad.ERROR))


def test_a_cell_is_what_a_person_sees() -> None:
    read = cells(
        ("write_number", 0.145, "share"),
        ("write_datetime", date(2026, 6, 30), "day"),
        ("write_number", 0.1 + 0.2, ""),
        ("write_number", 87000, ""),
        ("write_boolean", True, ""),
        share={"num_format": "0.0%"},
        day={"num_format": "d/m/yyyy"},
    )
    assert [cell.text for cell in read.values()] == ["14.5", "30/6/2026", "0.3", "87000", "true"]


def test_the_calendar_of_old_macs_is_known() -> None:
    read = cells(("write_datetime", date(2026, 6, 30), "day"), day={"num_format": "d/m/yyyy"}, mac={})
    assert read[1].text == "30/6/2026"


def test_a_workbook_is_read_within_bounds(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "MOST_LETTERS", 100)
    with pytest.raises(Refused):
        read_grid((office / "cho.xlsx").read_bytes())


def test_a_cell_s_number_is_its_place() -> None:
    place = Place(2, 1_048_576, 64)
    assert (place_of(line_of(place)), place.cell, column_letters(16_384)) == (place, "BL1048576", "XFD")
    assert place_of(5_000_000) is None
