"""What a secretary types before a plan goes out: check, review, schema, new-plan, preview, diff."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

UNITS = "units: [{id: ubnd, name: Ủy ban nhân dân xã, short: UBND xã}, {id: pkt, name: Phòng, short: P}]\n"
PLAN = """\
plan: a
number: 1-KH
title: Kế hoạch
issuer: Đảng ủy
issued: 2025-07-25
owner: ubnd
sections: {I: Một}
tasks:
  - {title: Việc một, owner: pkt, deadline: 31/3/2026, source: {section: I, item: 1}}
  - {title: Chuyện kín, classification: mật, follows: b/I-1, source: {section: I, item: 2}}
"""
OTHER = PLAN.split("tasks:")[0].replace("plan: a", "plan: b") + (
    "tasks: [{title: Việc của b, deadline: 2026, source: {section: I, item: 1}}]\n"
)


@pytest.fixture(autouse=True)
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two plans in it and a database of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.sqlite3")
    folder = tmp_path / "plans"
    folder.mkdir()
    for name, text in (("units", UNITS), ("a", PLAN), ("b", OTHER)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def out(*arguments: str) -> str:
    result = ran(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_check_says_each_plan_once_in_the_configured_language(plans: Path) -> None:
    assert [line for line in out("check").splitlines() if "b.yaml" in line] == [
        "plans/b.yaml: b: 1 nhiệm vụ: 1 có hạn theo năm"
    ]
    Path("config.yaml").write_text("language: en\n", encoding="utf-8")
    assert [line for line in out("check").splitlines() if "b.yaml" in line] == [
        "plans/b.yaml: b: 1 task: 1 with a year"
    ]


def test_nothing_would_be_sent_on_a_day_swapped_for_the_whole_country(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DUNGHAN_PLANS", str(Path(__file__).parents[2] / "plans"))
    asked = ("preview", "--from", "1/1/2026", "--to", "3/1/2026", "--json")
    assert out(*asked) == ""
    Path("config.yaml").write_text("calendar: {work: [2026-01-02]}\n", encoding="utf-8")
    assert out(*asked).count("2026-01-02") > 1


def test_check_names_the_tasks_whose_words_are_never_sent(plans: Path) -> None:
    assert "a: 1 nhiệm vụ có độ mật, chỉ gửi mã, không gửi nội dung: I-2\n" in out("check")


def test_check_warns_of_a_title_too_long_for_the_chat_and_names_the_key_of_the_full_wording(
    plans: Path,
) -> None:
    full = "Rà soát và công bố đầy đủ thủ tục hành chính thuộc thẩm quyền của xã " * 2
    text = (plans / "b.yaml").read_text(encoding="utf-8")
    (plans / "b.yaml").write_text(text.replace("Việc của b", full), encoding="utf-8")
    (warning,) = [line for line in out("check").splitlines() if "title" in line]
    assert warning.startswith("plans/b.yaml:8: lưu ý: “title” của I-1 dài hơn 100 ký tự")
    assert "chép nguyên văn vào “text”" in warning
    short = text.replace("title: Việc của b", f'title: Công bố thủ tục, text: "{full}"')
    (plans / "b.yaml").write_text(short, encoding="utf-8")
    assert "title" not in out("check")


def test_check_says_what_a_plan_wishes_of_its_digest(plans: Path) -> None:
    with (plans / "a.yaml").open("a", encoding="utf-8") as file:
        file.write('digest: {day: friday, time: "16:00", language: en, sections: [overdue, blocked]}\n')
    told = "a: bản tin tuần gửi 16:00 thứ Sáu, bằng tiếng Anh; các danh sách: overdue, blocked\n"
    assert told in out("check")


def test_check_doubts_a_day_without_a_year_and_ends_well(plans: Path) -> None:
    late = PLAN.replace("31/3/2026", "Quý III").replace("2025-07-25", "2025-09-10")
    (plans / "a.yaml").write_text(late.replace("title: Kế hoạch\n", "title: Kế hoạch năm 2026\n"), "utf-8")
    told = (
        "plans/a.yaml:9: lưu ý: I-1: “Quý III” không ghi năm nên được hiểu là 30/9/2025, "
        "không thuộc năm ghi ở tên kế hoạch (2026); hãy ghi rõ năm\n"
    )
    assert told in out("check")
    (plans / "a.yaml").write_text(late, "utf-8")
    assert "là 30/9/2025, ngay sau ngày ban hành 10/9/2025; hãy ghi rõ năm\n" in out("check")


def test_check_says_what_was_assigned_by_which_document(plans: Path) -> None:
    given = "assigns: a\nnumber: 9/QĐ\nissued: 2025-10-01\ntasks: [{code: I-1, owner: ubnd}]\n"
    (plans / "x.assign.yaml").write_text(given, encoding="utf-8")
    assert "a: 1 nhiệm vụ giao lại theo 9/QĐ\n" in out("check")


def test_a_plan_checked_alone_may_follow_one_beside_it(plans: Path) -> None:
    (plans / "c.yaml").write_text("plan: [", encoding="utf-8")
    printed = out("check", "plans/a.yaml")
    assert printed.startswith("plans/a.yaml: a: 2 nhiệm vụ")
    assert "b.yaml" not in printed


def test_a_review_is_advice_and_ends_well(plans: Path) -> None:
    printed = out("check", "--review", "plans/b.yaml")
    assert "plans/b.yaml: b: 6 rõ đạt 42/100\n" in printed
    assert "○ ● ● – – –  5/12  I-1  Việc của b\n" in printed


def test_schema_prints_one_or_writes_all(tmp_path: Path) -> None:
    assert json.loads(out("schema", "units"))["required"] == ["units"]
    out("schema", "--out", "s")
    assert sorted(file.name for file in (tmp_path / "s").iterdir()) == [
        "assign.schema.json",
        "plan.schema.json",
        "units.schema.json",
    ]
    assert ran("schema", "nothing").exit_code == 2


def test_a_new_plan_is_written_once(plans: Path) -> None:
    assert "plans/c.yaml" in out("new-plan", "c")
    assert "plans/c.yaml:5: “Tên kế hoạch” là chữ của mẫu, chưa điền" in ran("check").output
    again = ran("new-plan", "c")
    assert (again.exit_code, again.output) == (
        2,
        "đã có kế hoạch hoặc tệp này: plans/c.yaml; hãy chọn mã khác\n",
    )


def test_a_preview_shows_each_message_with_its_reason(plans: Path) -> None:
    printed = out("preview", "--from", "2026-03-31", "--to", "31/3/2026", "--unit", "pkt")
    assert "— thứ Ba 31/3/2026 —\n07:30 → cán bộ của P\n" in printed
    assert "   │ 1. Việc một (I-1)\n" in printed
    assert "   Vì: I-1 – 31/3/2026 là ngày đến hạn\n" in printed


def test_a_day_off_announced_later_moves_the_reminders_to_come(plans: Path, tmp_path: Path) -> None:
    window = ("preview", "--from", "2026-03-27", "--to", "2026-03-31", "--unit", "pkt", "--json")
    before = [json.loads(line)["at"][:10] for line in out(*window).splitlines()]
    assert before == ["2026-03-27", "2026-03-30", "2026-03-31"]
    (tmp_path / "config.yaml").write_text(
        "calendar: {off: [2026-03-31], work: [2026-03-29]}\n", encoding="utf-8"
    )
    after = [json.loads(line) for line in out(*window).splitlines()]
    assert [row["at"][:10] for row in after] == ["2026-03-27", "2026-03-29", "2026-03-30"]
    assert after[-1]["why"] == ["I-1 – 30/3/2026 là ngày làm việc cuối trước hạn 31/3/2026"]


def test_a_preview_as_json_is_one_message_a_line(plans: Path) -> None:
    (row,) = map(
        json.loads, out("preview", "--from", "2026-03-31", "--to", "2026-03-31", "--json").splitlines()
    )
    assert (row["role"], row["unit"], row["kind"]) == ("official", "pkt", "agenda")
    assert row["why"] == ["I-1 – 31/3/2026 là ngày đến hạn"]


@pytest.mark.parametrize("window", [("2026-03-02", "2026-03-01"), ("2026-01-01", "2027-06-01"), ("x", "y")])
def test_a_window_that_cannot_be_is_a_mistake(plans: Path, window: tuple[str, str]) -> None:
    result = ran("preview", "--from", window[0], "--to", window[1])
    assert (result.exit_code, len(result.output.splitlines())) == (2, 1)


def test_no_preview_tells_a_classified_task_s_words(plans: Path) -> None:
    printed = out("preview", "--from", "2026-12-01", "--to", "2026-12-31", "--unit", "ubnd")
    assert "I-2" in printed
    assert "kín" not in printed


def test_a_diff_names_what_changed_and_the_reminders_to_come(plans: Path, tmp_path: Path) -> None:
    newer = PLAN.replace("31/3/2026", "30/6/2026").replace("owner: pkt", "owner: ubnd")
    (tmp_path / "new.yaml").write_text(newer, encoding="utf-8")
    assert out("diff", "plans/a.yaml", "new.yaml", "--on", "2026-03-25") == (
        "a (1-KH): 1 việc đổi hạn, 1 việc đổi đơn vị\n"
        "  ~ I-1 Việc một: hạn 31/3/2026 → 30/6/2026; chủ trì P → UBND xã\n"
        "      nhắc việc: bỏ 3 (27/3/2026, 30/3/2026, 31/3/2026), "
        "thêm 7 (1/4/2026, 29/5/2026, 16/6/2026, 23/6/2026, 26/6/2026, 29/6/2026, …)\n"
        "Lịch nhắc thay đổi: bớt 3 tin, thêm 7 tin.\n"
    )


def test_a_diff_of_folders_compares_plan_by_plan(plans: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    newer.mkdir()
    for file in plans.iterdir():
        (newer / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    assert out("diff", "plans", "newer") == "Không có thay đổi.\n"
    (newer / "a.yaml").unlink()
    assert out("diff", "plans", "newer", "--on", "2026-12-31").startswith("a (1-KH): kế hoạch không còn")


def test_a_diff_with_a_broken_version_names_its_line(plans: Path, tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(PLAN.replace("31/3/2026", "quý V/2026"), encoding="utf-8")
    result = ran("diff", "plans/a.yaml", "new.yaml")
    assert result.exit_code == 2
    assert result.output.startswith("new.yaml:9: deadline: ")
