"""`dunghan import`: a document read, its draft told, printed for programs, written, laid onto a plan."""

import json
from pathlib import Path

import pytest
from reading import _read_in_a_fork  # noqa: F401
from typer.testing import CliRunner, Result

from bot.cli import app

UNITS = """\
units:
  - {id: ubnd, name: Ủy ban nhân dân xã Hòa An, short: UBND xã}
  - {id: pkt, name: Phòng Kinh tế, short: Phòng KT}
"""
DOCUMENT = """\
ỦY BAN NHÂN DÂN
XÃ HÒA AN
Số: 15/KH-UBND
Hòa An, ngày 02 tháng 02 năm 2026

KẾ HOẠCH
Phát triển chợ nông thôn năm 2026

I. MỤC TIÊU
- Phấn đấu đến năm 2030 có ít nhất 05 chợ đạt chuẩn.

II. NHIỆM VỤ
1. Phòng Kinh tế chủ trì, phối hợp với Trạm Y tế kiểm tra an toàn thực phẩm, xong trước ngày 31/3/2026.
2. Vận động tiểu thương dùng mã QR.
3. Nâng cấp chợ Đình, hoàn thành trong quý IV/2026.

Nơi nhận:
- Lưu: VT.
"""
PLAN = """\
plan: cho
number: 15/KH-UBND
title: Chợ nông thôn
issuer: UBND xã
issued: 2026-02-02
owner: ubnd
sections: {II: Nhiệm vụ}
tasks:
  - code: A-1
    title: An toàn thực phẩm tại chợ
    owner: pkt
    deadline: 31/3/2026
    source: {section: II, item: 1}
  - {code: A-9, title: Nâng cấp chợ Đình, deadline: Quý III/2026, source: {section: II, item: 2}}
  - {code: A-3, title: Thu phí bến bãi, deadline: 2026, source: {section: II, item: 5}}
"""


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with units and a document in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    for name, text in (("plans/units.yaml", UNITS), ("van-ban.txt", DOCUMENT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def ran(*words: str) -> Result:
    return CliRunner().invoke(app, ["import", *words], catch_exceptions=False)


def out(*words: str) -> str:
    done = ran(*words)
    assert done.exit_code == 0, done.output
    return done.output


def test_json_has_the_names_that_others_build_on() -> None:
    draft = json.loads(out("van-ban.txt", "--json"))
    assert list(draft) == ["plan", "tasks", "targets", "units_proposed"]
    assert draft["plan"] == {
        "number": "15/KH-UBND",
        "issuer": "Ủy ban nhân dân xã Hòa An",
        "issued": "2026-02-02",
        "title": "Kế hoạch phát triển chợ nông thôn năm 2026",
    }
    first, second, _ = draft["tasks"]
    assert first == {
        "section": "II",
        "item": 1,
        "text": "Phòng Kinh tế chủ trì, phối hợp với Trạm Y tế kiểm tra an toàn thực phẩm, xong trước ngày "
        "31/3/2026.",
        "title": "Kiểm tra an toàn thực phẩm, xong trước ngày 31/3/2026",
        "deadline": "xong trước ngày 31/3/2026",
        "kind": "day",
        "due": "2026-03-31",
        "inherited": False,
        "owner": ["Phòng Kinh tế"],
        "support": ["Trạm Y tế"],
        "unit": "pkt",
        "deliverable": None,
        "page": 1,
        "line": 13,
        "confidence": 0.97,
        "doubts": [],
    }
    assert (second["deadline"], second["due"], second["owner"], second["unit"]) == (None, None, [], None)
    assert second["doubts"] == ["không nêu thời hạn", "không nêu đơn vị chủ trì"]
    target = draft["targets"][0]
    assert (target["value"], target["unit"], target["horizon"]) == (5, "chợ", 2030)
    assert [unit["id"] for unit in draft["units_proposed"]] == ["tram-y-te"]


def test_the_draft_is_told_with_what_is_most_doubtful_first() -> None:
    told = out("van-ban.txt").splitlines()
    assert told[:3] == [
        "Kế hoạch phát triển chợ nông thôn năm 2026",
        "Số 15/KH-UBND, Ủy ban nhân dân xã Hòa An, ngày 2/2/2026",
        "3 nhiệm vụ, 2 có ngày đến hạn, 1 nêu đơn vị chủ trì; 1 chỉ tiêu",
    ]
    assert told[3].startswith("II-2 (tr. 1, dòng 14; chắc 74%): Vận động tiểu thương")
    assert "Đơn vị chưa có trong danh mục: Trạm Y tế" in told


def test_the_plan_written_is_one_that_check_takes(office: Path) -> None:
    out("van-ban.txt", "--out", "plans/cho.yaml")
    checked = CliRunner().invoke(app, ["check", "plans/cho.yaml"])
    assert (checked.exit_code, "cho: 3 nhiệm vụ" in checked.output) == (0, True), checked.output
    assert "tram-y-te" in (office / "plans/cho.units.yaml").read_text(encoding="utf-8")


def test_a_plan_written_where_there_are_no_units_brings_its_own(office: Path) -> None:
    (office / "elsewhere").mkdir()
    out("van-ban.txt", "--out", "elsewhere/cho.yaml")
    units = (office / "elsewhere/cho.units.yaml").read_text(encoding="utf-8")
    assert all(f"id: {id}\n" in units for id in ("ubnd", "pkt", "tram-y-te"))
    assert CliRunner().invoke(app, ["check", "elsewhere"]).exit_code == 0


@pytest.mark.parametrize("taken", ["cho.yaml", "cho.units.yaml"])
def test_what_somebody_wrote_is_never_overwritten(taken: str, office: Path) -> None:
    (office / "plans" / taken).write_text("units: []\n", encoding="utf-8")
    done = ran("van-ban.txt", "--out", "plans/cho.yaml")
    assert (done.exit_code, "không bị ghi đè" in done.output) == (2, True)
    assert sorted(file.name for file in (office / "plans").iterdir()) == sorted({taken, "units.yaml"})
    assert (office / "plans" / taken).read_text(encoding="utf-8") == "units: []\n"


def test_nothing_is_left_half_written(office: Path) -> None:
    done = ran("van-ban.txt", "--out", "none/cho.yaml")
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1), done.output
    assert not (office / "none").exists()


@pytest.mark.parametrize("name", ["cho.xls", "cho.txt", "units.yaml"])
def test_what_can_t_be_written_is_said_in_a_plain_sentence(name: str) -> None:
    done = ran("van-ban.txt", "--out", name)
    assert (done.exit_code, done.output.startswith("--out: "), len(done.output.splitlines())) == (2, True, 1)


def test_laid_onto_a_plan_tasks_keep_their_codes(office: Path) -> None:
    (office / "plans/cho.yaml").write_text(PLAN, encoding="utf-8")
    told = out("van-ban.txt", "--onto", "plans/cho.yaml", "--out", "moi.yaml")
    assert "So với kế hoạch đang có: 2 việc giữ mã, 1 việc mới, 1 việc không còn" in told
    assert "  không còn: A-3 Thu phí bến bãi" in told
    assert "  đổi hạn: A-9 Nâng cấp chợ Đình: 30/9/2026 → 31/12/2026" in told
    written = (office / "moi.yaml").read_text(encoding="utf-8")
    assert [line.split()[-1] for line in written.splitlines() if "code:" in line] == ["A-1", "II-2", "A-9"]


def test_a_document_that_can_t_be_read_is_one_line_and_a_mistake(office: Path) -> None:
    (office / "cu.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    done = ran("cu.docx", "--json")
    assert (done.exit_code, done.output) == (
        2,
        "cu.docx: tệp của Word, Excel đời cũ (.doc, .xls); hãy mở và lưu lại thành .docx hoặc .xlsx\n",
    )
