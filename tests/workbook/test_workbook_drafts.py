"""A document's draft as a workbook: doubtful cells in colour with their reason, ready to be read back."""

from pathlib import Path
from typing import Any

import pytest
from workbook_office import book, out, ran, row_of, set_up

from bot.planfile.catalog import load

DOCUMENT = """\
ỦY BAN NHÂN DÂN
XÃ HÒA AN
Số: 21/KH-UBND

KẾ HOẠCH
Phát triển chợ nông thôn năm 2026

I. MỤC TIÊU
- Phấn đấu đến năm 2030 có ít nhất 05 chợ đạt chuẩn.

II. NHIỆM VỤ
1. Phòng Kinh tế chủ trì, phối hợp với Trạm Y tế kiểm tra an toàn thực phẩm, xong trước ngày 31/3/2026.
2. Vận động tiểu thương dùng mã QR.
3. Nâng cấp chợ Đình, hoàn thành trong quý IV/2026.
"""
YELLOW = "FFFBDFA6"


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "van-ban.txt").write_text(DOCUMENT, encoding="utf-8")
    return set_up(tmp_path)


@pytest.fixture
def pages(office: Path) -> Any:
    said = out("import", "van-ban.txt", "--out", "nhap.xlsx")
    assert said.splitlines()[-1] == "Đã xuất nhap.xlsx"
    return book(office / "nhap.xlsx")


def test_doubtful_cells_are_coloured_and_say_why(pages: Any) -> None:
    cells = row_of(pages["Nhiệm vụ"], "II-2")
    assert cells["Thời hạn"].fill.start_color.rgb == YELLOW
    assert cells["Thời hạn"].comment.text == "tr. 1, dòng 13: không nêu thời hạn"
    assert cells["Đơn vị chủ trì"].comment.text == "tr. 1, dòng 13: không nêu đơn vị chủ trì"
    assert cells["Tên nhiệm vụ"].comment is None


def test_what_is_sure_has_no_colour(pages: Any) -> None:
    cells = row_of(pages["Nhiệm vụ"], "II-1")
    assert (cells["Thời hạn"].comment, cells["Thời hạn"].fill.start_color.rgb) == (None, "00000000")
    assert (cells["Đơn vị chủ trì"].value, cells["Đơn vị phối hợp"].value) == ("Phòng KT", "Trạm Y tế")


def test_what_the_head_does_not_say_is_doubtful_too(pages: Any) -> None:
    cell = pages["Kế hoạch"]["B8"]
    assert (cell.fill.start_color.rgb, cell.comment.text) == (YELLOW, "văn bản không ghi ngày ban hành")


def test_units_that_are_new_stand_below_those_there_are(pages: Any) -> None:
    ids = [row[0].value for row in pages["Đơn vị"].iter_rows(min_row=4) if row[0].value]
    assert ids[:3] == ["ubnd", "pkt", "thon"]
    assert "tram-y-te" in ids
    assert row_of(pages["Đơn vị"], "tram-y-te")["Tên ngắn"].comment


def test_it_says_the_same_as_the_draft_written_as_a_plan(office: Path, pages: Any) -> None:
    plans = []
    for file, folder in (("van-ban.txt", office / "thang"), ("nhap.xlsx", office / "qua-bang")):
        folder.mkdir()
        out("import", file, "--out", str(folder / "ke-hoach.yaml"))
        loaded = load([folder])
        assert loaded.problems == ()
        (plan,) = loaded.catalog.plans.values()
        plans.append([(t.code, t.title, t.text, t.owner, t.support, t.deadline) for t in plan.tasks])
    assert plans[0] == plans[1]


def test_a_draft_as_a_workbook_overwrites_nothing(office: Path) -> None:
    (office / "nhap.xlsx").write_bytes(b"mine")
    assert ran("import", "van-ban.txt", "--out", "nhap.xlsx").exit_code == 2
    assert (office / "nhap.xlsx").read_bytes() == b"mine"


def test_a_filled_workbook_becomes_a_plan_and_no_other_workbook(pages: Any) -> None:
    done = ran("import", "nhap.xlsx", "--out", "khac.xlsx")
    assert (done.exit_code, done.output.startswith("--out: bảng đã điền"), len(done.output.splitlines())) == (
        2,
        True,
        1,
    )
