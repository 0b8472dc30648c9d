"""A bot told to stop ends in 0 with nothing said, at whatever point of its start."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PLANS = Path(__file__).parents[2] / "plans"
# SIGTERM comes while this module is looked for, and the rest of the start after it.
SCRIPT = """
import importlib.abc, os, signal, sys
class Killer(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == sys.argv[2]:
            os.kill(os.getpid(), signal.SIGTERM)
sys.meta_path.insert(0, Killer())
from bot.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "module", ["bot.cli", "typer", "bot.cli.running", "sqlalchemy", "telegram", "bot.app"]
)
def test_while_it_is_being_loaded(module: str, tmp_path: Path) -> None:
    own = {
        "DUNGHAN_PLANS": str(PLANS),
        "DUNGHAN_TOKEN": "1:a",
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "run", module],
        cwd=tmp_path,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_any_other_command_that_is_ended_says_so(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT, "check", "typer"], cwd=tmp_path, timeout=60)
    assert done.returncode == -signal.SIGTERM
