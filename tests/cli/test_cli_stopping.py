"""A bot told to stop ends in 0 with nothing said, at whatever point of its start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

PLANS = Path(__file__).parents[2] / "plans"
# The signals come while this module is looked for, and the rest of the start after it.
SCRIPT = """
import importlib.abc, os, signal, sys
class Killer(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == sys.argv[2]:
            for how in sys.argv[3].split():
                os.kill(os.getpid(), getattr(signal, how))
sys.meta_path.insert(0, Killer())
from bot.__main__ import main
main()
"""

ENDED_AMID_A_COPY = """
import os, signal
from bot.store.copies import backup
copied = backup.copy_file
def ended(*files):
    copied(*files)
    os.kill(os.getpid(), signal.SIGTERM)
backup.copy_file = ended
from bot.__main__ import main
main()
"""


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "SIGTERM SIGTERM SIGINT"])
@pytest.mark.parametrize(
    "module", ["bot.cli", "typer", "bot.cli.running", "sqlalchemy", "telegram", "bot.app"]
)
def test_while_it_is_being_loaded(module: str, how: str, tmp_path: Path) -> None:
    own = {
        "DUNGHAN_PLANS": str(PLANS),
        "DUNGHAN_TOKEN": "1:a",
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "run", module, how],
        cwd=tmp_path,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("how", "code"), [("SIGTERM", 143), ("SIGINT", 130)])
def test_any_other_command_that_is_ended_says_so_by_its_code(how: str, code: int, tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, "check", "typer", how]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_copy_that_is_ended_leaves_nothing_half_made(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUNGHAN_PLANS", str(PLANS))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/x.sqlite3")
    for words in (["migrate"], ["backup", "y.sqlite3"]):
        assert CliRunner().invoke(app, words).exit_code == 0
    before = set(tmp_path.iterdir())
    line = [sys.executable, "-c", ENDED_AMID_A_COPY, command, "y.sqlite3"]
    assert subprocess.run(line, timeout=60).returncode == 143
    # Who leads is known by a lock, and its file is never taken away.
    assert set(tmp_path.iterdir()) - {tmp_path / "x.sqlite3.lead"} == before
