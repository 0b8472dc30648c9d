"""The commands that make papers and take in results, as an operator types them."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from bot.cli import app

PLANS = Path(__file__).parents[2] / "plans"
PLAN = "hai-phong-07-kh-tu"
DONE = {"Trạng thái": "Hoàn thành", "Ngày": "3/11/2025", "Ghi chú": "đã ban hành"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the city's plans and no database yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUNGHAN_PLANS", str(PLANS))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/dunghan.sqlite3")
    return tmp_path


def dunghan(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def fill(**rows: dict[str, str]) -> None:
    """The template of the plan in kq.csv, with cells of some tasks filled in by their place in it."""
    assert dunghan("record", "--template", "kq.csv", "--plan", PLAN).exit_code == 0
    with Path("kq.csv").open(encoding="utf-8-sig", newline="") as file:
        filled = list(csv.DictReader(file))
    for place, cells in rows.items():
        filled[int(place[1:])].update(cells)
    with Path("kq.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(filled[0]))
        writer.writeheader()
        writer.writerows(filled)


def exported(*words: str) -> dict[str, list[dict[str, str]]]:
    made = dunghan("export", "--plan", PLAN, "--format", "json", "--out", "x.json", *words)
    assert made.exit_code == 0, made.output
    found: dict[str, list[dict[str, str]]] = json.loads(Path("x.json").read_bytes())
    return found


@pytest.mark.parametrize(
    ("format", "kind"),
    [
        ("xlsx", "Bang-theo-doi"),
        ("docx", "Bao-cao-tien-do"),
        ("html", "Bao-cao-tien-do"),
        ("json", "So-lieu-tien-do"),
    ],
)
def test_a_paper_is_written_under_the_name_of_its_plan_and_day(format: str, kind: str) -> None:
    made = dunghan("export", "--plan", PLAN, "--format", format, "--on", "2025-12-01")
    assert made.output == f"Đã xuất {kind}-07-KH-TU-den-2025-12-01.{format}\n"
    assert Path(f"{kind}-07-KH-TU-den-2025-12-01.{format}").stat().st_size > 10_000


def test_a_quarter_holds_only_tasks_due_in_it() -> None:
    dues = {task["due"] for task in exported("--quarter", "Q4/2025", "--on", "2025-12-01")["tasks"]}
    assert dues == {"2025-12-31"}


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--quarter", "tháng 6"), "--quarter: cần một quý dạng Q2/2026, đang là “tháng 6”"),
        (("--on", "2099-01-01"), "--on: 1/1/2099 chưa đến"),
        (("--on", "24/7/2025"), "ban hành ngày 25/7/2025; trước ngày đó chưa có số liệu"),
        (("--out", "no/such/x.json"), "không ghi được"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_line(words: tuple[str, ...], complaint: str) -> None:
    made = dunghan("export", "--plan", PLAN, "--format", "json", *words)
    assert made.exit_code == 2
    assert complaint in made.output
    assert made.output.count("\n") == 1


def test_results_are_recorded_once_however_often_the_file_is_given() -> None:
    fill(_2=DONE)
    assert dunghan("record", "kq.csv").output == "Đã ghi 1 kết quả.\n"
    again = dunghan("record", "kq.csv")
    assert again.output == "Đã ghi 0 kết quả; 1 dòng đã ghi từ trước nên bỏ qua.\n"
    (entry,) = exported()["history"]
    assert (entry["code"], entry["by"], entry["words"]) == ("III.2.1-1", "Nhập từ tệp", "đã ban hành")


def test_a_result_is_recorded_of_the_period_that_its_row_names() -> None:
    ongoing = next(n for n, task in enumerate(exported()["tasks"]) if task["kind"] == "ongoing")
    told = DONE | {"Trạng thái": "Đang làm", "Ngày": "5/1/2026", "Kỳ": "quý IV/2025"}
    fill(**{f"_{ongoing}": told})
    assert dunghan("record", "kq.csv").output == "Đã ghi 1 kết quả.\n"
    entries: list[Any] = exported()["history"]
    assert [entry["period"] for entry in entries] == [{"start": "2025-10-01", "end": "2025-12-31"}]


def test_one_bad_row_keeps_all_the_others_out() -> None:
    fill(_2=DONE, _3=DONE | {"Ngày": "hôm qua"})
    refused = dunghan("record", "kq.csv")
    assert refused.exit_code == 2
    assert refused.output.startswith("kq.csv:5: cột “Ngày”: cần một ngày")
    assert exported()["history"] == []


def test_a_units_calendar_holds_its_open_tasks() -> None:
    assert dunghan("calendar", "--unit", "cong-an-tp").output == "Đã xuất cong-an-tp.ics\n"
    events: list[Any] = Calendar.from_ical(Path("cong-an-tp.ics").read_bytes()).walk("VEVENT")
    assert [event["DTSTART"].dt for event in events] == [date(2025, 12, 31)] * 2
