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
