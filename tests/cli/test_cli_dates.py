"""A day that there is not, or beyond the years known: one line that names the option, from every command."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

PLANS = Path(__file__).parents[2] / "plans"
PLAN = "hai-phong-07-kh-tu"
FILE = str(PLANS / f"{PLAN}.yaml")
GOOD, BAD = "2025-12-01", "@"
COMMANDS = [
    ("agenda", "--on", BAD),
    ("status", "--on", BAD),
    ("preview", "--from", BAD, "--to", GOOD),
    ("preview", "--from", GOOD, "--to", BAD),
    ("rehearse", "--headless", "--from", BAD, "--to", GOOD),
    ("rehearse", "--headless", "--from", GOOD, "--to", BAD),
    ("diff", FILE, FILE, "--on", BAD),
    ("export", "--plan", PLAN, "--format", "json", "--on", BAD),
    ("export", "--plan", PLAN, "--format", "json", "--quarter", BAD),
    ("deadline", "30 ngày", "--issued", BAD),
    ("understand", "mai xong", "--on", BAD),
    ("handover", "--unit", "ubnd-tp", "--deputy", "--from", BAD, "--to", GOOD),
    ("handover", "--unit", "ubnd-tp", "--deputy", "--from", GOOD, "--to", BAD),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUNGHAN_PLANS", str(PLANS))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/x.sqlite3")


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words).replace(f"{PLANS}/", ""))
@pytest.mark.parametrize(
    "day",
    ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "9" * 5000, "x"],
)
def test_it_is_one_line(words: tuple[str, ...], day: str) -> None:
    done = CliRunner().invoke(app, [day if word == BAD else word for word in words])
    assert (done.exit_code, done.output.count("\n")) == (2, 1)
    assert done.output.startswith(words[words.index(BAD) - 1])
