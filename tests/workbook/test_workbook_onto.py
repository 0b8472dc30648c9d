"""A workbook laid onto the plan it came from: what nobody changed keeps its bytes, remarks included."""

from pathlib import Path

import pytest
from workbook_office import PLAN, book, edited, out, ran, set_up

from bot.planfile.catalog import load


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    set_up(tmp_path)
    out("sheet", "plans/cho.yaml")
    return tmp_path


def laid(file: str = "sua.xlsx") -> tuple[str, str]:
    """What is told, and the new file."""
    said = out("import", file, "--onto", "plans/cho.yaml", "--out", "moi.yaml")
    return said, Path("moi.yaml").read_text(encoding="utf-8")


def test_a_workbook_nobody_changed_gives_the_same_file() -> None:
    said, text = laid("cho.xlsx")
    assert text == PLAN
    assert "So với kế hoạch đang có: 5 việc giữ nguyên, 0 việc sửa, 0 việc mới, 0 việc không còn" in said


def test_a_task_changed_is_rewritten_in_place(office: Path) -> None:
    edited(office / "cho.xlsx", {"Nhiệm vụ!D5": "Nâng cấp chợ Đình và chợ Hôm", "Nhiệm vụ!F5": "Các thôn"})
    said, text = laid()
    assert text == PLAN.replace(
        "  - title: Nâng cấp chợ Đình\n", "  - title: Nâng cấp chợ Đình và chợ Hôm\n    owner: thon\n"
    )
    assert "  sửa: II-2" in said


def test_tasks_are_inserted_in_order_and_left_out(office: Path) -> None:
    pages = book(office / "cho.xlsx")
    pages["Nhiệm vụ"].delete_rows(6)
    pages["Nhiệm vụ"].insert_rows(5)
    for column, value in {2: "II", 3: 7, 4: "Đo lại mặt bằng", 8: "Quý III/2026"}.items():
        pages["Nhiệm vụ"].cell(5, column, value)
    pages.save(office / "sua.xlsx")
    said, text = laid()
    new = "  - title: Đo lại mặt bằng\n    deadline: Quý III/2026\n    source: {section: II, item: 7}\n"
    old = PLAN[PLAN.index("  - code: A-3") : PLAN.index("  - {code: A-4")]
    at = PLAN.index("\n  - title: Nâng cấp")
    assert text == (PLAN[:at] + new + PLAN[at:]).replace(old, "")
    assert ("  mới: II-7" in said, "  không còn: A-3" in said) == (True, True)


def test_a_value_at_the_top_changes_its_line_alone(office: Path) -> None:
    edited(office / "cho.xlsx", {"Kế hoạch!B5": "16/KH-UBND", "Kế hoạch!B16": "7; 3; 1"})
    assert laid()[1] == PLAN.replace("15/KH-UBND", "16/KH-UBND").replace("[7, 3, 0]", "[7, 3, 1]")


def test_the_new_file_is_a_plan_without_a_mistake(office: Path) -> None:
    edited(office / "cho.xlsx", {"Nhiệm vụ!H6": "Quý II/2026", "Nhiệm vụ!L6": None, "Nhiệm vụ!M6": None})
    laid()
    (office / "plans/cho.yaml").unlink()
    (office / "moi.yaml").rename(office / "plans/cho.yaml")
    assert load([office / "plans"]).problems == ()


def test_what_is_there_is_never_overwritten(office: Path) -> None:
    done = ran("import", "cho.xlsx", "--onto", "plans/cho.yaml", "--out", "plans/cho.yaml")
    assert (done.exit_code, "không bị ghi đè" in done.output) == (2, True)
    assert (office / "plans/cho.yaml").read_text(encoding="utf-8") == PLAN


def test_where_nothing_of_the_layout_could_be_kept_it_is_said(office: Path) -> None:
    tasks = "[{title: Nâng cấp chợ, source: {section: II, item: 1}}]"
    head = "plan: cho, number: 1, title: T, issuer: I, issued: 2026-02-02, owner: ubnd"
    flow = f"{{{head}, sections: {{II: M}}, tasks: {tasks}}}\n"
    (office / "plans/cho.yaml").write_text(flow, encoding="utf-8")
    (office / "cho.xlsx").unlink()
    out("sheet", "plans/cho.yaml")
    said, text = laid("cho.xlsx")
    assert "bản mới ghi lại toàn bộ" in said
    assert text.startswith("# Nhập từ bảng cho.xlsx: 1 việc.")
