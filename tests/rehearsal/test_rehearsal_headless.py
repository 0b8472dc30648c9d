"""`dunghan rehearse --headless`: the real bot plays the real plan, and the terminal shows the chats."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.rehearsal import script

SCRIPT = Path(script.__file__).with_name("script.yaml")
PLANS = Path(__file__).parents[2] / "plans"


@pytest.fixture(params=[(), ("--script", str(SCRIPT))], ids=["cast", "script"])
def told(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """What two days print, played by a cast from the plans and by the script that comes along."""
    monkeypatch.setenv("DUNGHAN_PLANS", str(PLANS))
    monkeypatch.chdir(tmp_path)
    words = ["rehearse", "--headless", "--from", "2025-12-01", "--to", "2025-12-02", *request.param]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return result.output


def test_two_days_show_reminders_answers_and_what_leaders_read(told: str) -> None:
    assert "Thứ Hai, 1/12/2025 · ngày 1/2" in told
    assert "Việc cần báo cáo – 1/12/2025" in told
    assert "✅ Đã ghi" in told
    assert "07-KH/TU: đã hoàn thành" in told
    assert "🖼 1080 ×" in told
    assert "vượt giới hạn của Telegram 0 lần" in told


def test_an_answer_that_is_not_as_expected_ends_in_2_with_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DUNGHAN_PLANS", str(PLANS))
    file = tmp_path / "script.yaml"
    actors = "actors:\n  - {id: ubnd, name: Trưởng phòng, role: official, unit: ubnd-tp}\n"
    acts = "acts:\n  - {at: 2025-12-01 08:00, who: ubnd, say: /viec, expect: Không có câu này}\n"
    file.write_text(actors + acts, encoding="utf-8")
    result = CliRunner().invoke(app, ["rehearse", "--headless", "--script", str(file)])
    assert result.exit_code == 2
    assert f"{file}:4: expect: bot trả lời “" in result.stderr
