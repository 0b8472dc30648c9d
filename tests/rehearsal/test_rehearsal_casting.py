"""`dunghan rehearse --headless` without a script: cast and days come from whatever plans there are."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.messages.snapshot import world_of
from bot.planfile.catalog import load
from bot.rehearsal.casting import company
from bot.settings import read_settings

UNITS = (
    "units: [{id: pkt, name: Phòng Kinh tế, short: P. Kinh tế}, {id: ubnd, name: UBND xã, short: UBND xã}]\n"
)


def plan(id: str, *tasks: tuple[str, str], issued: str = "2025-07-25", keys: str = "") -> str:
    """A plan with a task for each owner and deadline."""
    rows = [
        f"  - {{title: Việc {n}, owner: {owner}, deadline: {deadline}, source: {{section: I, item: {n}}}}}\n"
        for n, (owner, deadline) in enumerate(tasks, 1)
    ]
    head = (
        f"plan: {id}\nnumber: {id}-KH\ntitle: Kế hoạch\nissuer: Đảng ủy xã\nissued: {issued}\nowner: ubnd\n"
    )
    return f"{head}{keys}sections: {{I: Một}}\ntasks:{' []' * (not rows)}\n{''.join(rows)}"


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of plans of a commune that knows none of the city's units."""
    monkeypatch.chdir(tmp_path)
    configured()
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "units.yaml").write_text(UNITS, encoding="utf-8")
    return tmp_path / "plans"


def configured(**keys: str) -> None:
    """The configuration: no pictures, which take longest, and these keys."""
    rows = "".join(f'{key}: "{value}"\n' for key, value in keys.items())
    Path("config.yaml").write_text("digest: {picture: false}\n" + rows, encoding="utf-8")


def played(*texts: str, arguments: tuple[str, ...] = ()) -> Result:
    for number, text in enumerate(texts):
        Path(f"plans/{number}.yaml").write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["rehearse", "--headless", *arguments], catch_exceptions=False)


def shown(*texts: str, arguments: tuple[str, ...] = ()) -> str:
    result = played(*texts, arguments=arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_two_owners_answer_and_a_secretary_grants_more_time() -> None:
    told = shown(plan("a", ("pkt", "31/12/2025"), ("ubnd", "31/12/2025"), ("pkt", "quý IV/2025")))
    assert "── Thứ Tư, 1/10/2025 · ngày 1/36" in told
    assert "Đầu mối P. Kinh tế bấm [Đang làm 50%]" in told
    assert "Việc 2 (I-2) – Hoàn thành" in told
    assert "Việc 3 (I-3) – Đồng ý gia hạn đến 30/1/2026" in told
    assert "Lãnh đạo phụ trách a-KH, trong nhóm Nhóm chỉ đạo a-KH\n   │ /tiendo" in told
    assert "ghi 8 báo cáo, vượt giới hạn của Telegram 0 lần" in told


def test_the_owners_with_the_most_dated_tasks_of_all_files_play_for_the_plan_that_gave_them() -> None:
    first = plan("a", ("ubnd", "2026"), ("ubnd", "none"), ("ubnd", "none"))
    second = plan("b", ("pkt", "31/12/2026"), ("pkt", "quý IV/2026"))
    told = shown(first, second, arguments=("--to", "1/10/2026"))
    assert "── Thứ Năm, 1/10/2026 · ngày 1/1" in told
    assert "Đầu mối P. Kinh tế bấm [1]" in told
    assert "Đầu mối UBND xã\n   │ đã xong" in told
    assert "b-KH: đã hoàn thành 0/2 nhiệm vụ" in told


def test_a_plan_just_begun_is_played_as_it_is() -> None:
    assert CliRunner().invoke(app, ["new-plan", "ke-hoach-1"]).exit_code == 0
    assert "✅ Đã ghi: Việc phải xong, viết gọn trong 100 ký tự (I-1) – Đang làm 75%" in shown()


def test_a_plan_of_long_ago_opens_when_it_reminded_first() -> None:
    told = shown(plan("a", ("ubnd", "tháng 3/2016"), issued="2015-07-25"), arguments=("--to", "5/1/2016"))
    assert "── Thứ Hai, 4/1/2016 · ngày 1/2" in told


def test_undated_tasks_make_a_week_from_the_plans_day_in_which_lists_are_asked_for() -> None:
    told = shown(plan("a", ("ubnd", "none"), ("pkt", "sau khi có hướng dẫn")))
    assert "── Thứ Sáu, 25/7/2025 · ngày 1/8" in told
    assert told.count("│ /viec\n") == 2
    assert "Thứ Hai, 28/7/2025 · ngày 4/8\n07:30  Đúng Hạn → Nhóm chỉ đạo a-KH" in told


def test_a_plan_without_a_task_is_played_by_its_own_owner() -> None:
    assert "Đầu mối UBND xã" in shown(plan("a"))


def test_results_that_need_evidence_and_a_yes_are_played_too() -> None:
    keys = "approval: secretary\nevidence: required\n"
    told = shown(plan("a", ("pkt", "31/12/2025"), ("ubnd", "31/12/2025"), keys=keys))
    assert "ghi 7 báo cáo" in told


def test_the_cast_speaks_the_configured_language_and_is_understood() -> None:
    configured(language="en")
    told = shown(plan("a", *[("pkt", "31/12/2025")] * 3, *[("ubnd", "31/12/2025")] * 2))
    assert "Việc 5 (I-5) – In progress 60%" in told
    assert "Extension granted until 30/1/2026" in told
    assert "Taken back: Việc 1 (I-1)" in told


def test_the_acts_begin_with_the_first_working_day_asked_for() -> None:
    told = shown(plan("a", ("ubnd", "31/12/2025")), arguments=("--from", "6/12/2025", "--to", "8/12/2025"))
    assert "── Thứ Hai, 8/12/2025 · ngày 3/3" in told
    assert "Đầu mối UBND xã bấm [1]" in told


@pytest.mark.parametrize("at", ["05:30", "23:30"])
def test_whatever_the_hour_of_agendas_the_cast_answers_after_them(at: str) -> None:
    configured(agenda_time=at)
    assert "Đầu mối UBND xã bấm [1]" in shown(
        plan("a", ("ubnd", "31/12/2025")), arguments=("--to", "2/10/2025")
    )


def test_without_a_plan_one_line_says_what_to_do() -> None:
    result = played()
    assert (result.exit_code, result.output) == (
        2,
        "rehearse: chưa có kế hoạch nào để diễn thử; thêm tệp kế hoạch, hoặc gõ: dunghan new-plan MÃ\n",
    )


def test_a_script_without_an_act_needs_its_days() -> None:
    Path("s.yaml").write_text("actors: [{id: a, name: A, role: leader}]\nacts: []\n", encoding="utf-8")
    result = played(plan("a"), arguments=("--script", "s.yaml"))
    assert (result.exit_code, result.output) == (
        2,
        "s.yaml:1: acts: cần ít nhất một mục, hoặc cả --from và --to\n",
    )


def test_a_page_has_a_head_too_and_a_secretary_a_leader_and_a_group_of_every_plan(folder: Path) -> None:
    for id in ("a", "b"):
        (folder / f"{id}.yaml").write_text(plan(id, ("pkt", "30/6/2026"), ("ubnd", "")), encoding="utf-8")
    settings = read_settings(None)
    world = world_of(settings, load([settings.plans]).catalog)
    script = company(world, settings.agenda_time, date(2026, 1, 5))
    assert script.acts == ()
    assert [(actor.role.value, actor.unit or actor.plan) for actor in script.actors] == [
        ("official", "pkt"),
        ("official", "ubnd"),
        ("secretary", "a"),
        ("leader", "a"),
        ("group", "a"),
        ("head", "pkt"),
        ("secretary", "b"),
        ("leader", "b"),
        ("group", "b"),
    ]
    assert len({actor.id for actor in script.actors}) == 9
