"""The commands that look at everything, each its own process, beside the same process that only reads."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from .costs import median
from .stage import Bench, surroundings
from .table import Aim, Cost, Figures, Row, Unmeasured

MONDAY = "2025-12-01"
LOADS = "import sys, pathlib, bot.planfile.catalog as c; c.load([pathlib.Path(sys.argv[1])])"


def spent(command: Sequence[str], home: Path, more: Mapping[str, str]) -> Cost:
    """What one process costs from its start to its end, its children with it."""
    began = time.perf_counter()
    with (home / "output.txt").open("wb") as output:
        environment = {**surroundings(home), **more}
        process = subprocess.Popen(command, env=environment, cwd=home, stdout=output, stderr=output)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    if status:
        raise Unmeasured(f"ended with {process.returncode}: {(home / 'output.txt').read_text()[-300:]}")
    return Cost(used.ru_utime + used.ru_stime, wall)


def command(bench: Bench, *words: str) -> Figures:
    """Each time in a home of its own, where nothing was kept: reading is as cold on both sides."""
    plans = {"DUNGHAN_PLANS": str(bench.city), "DUNGHAN_TOKEN": "1:bench"}
    ours, theirs = [], []
    for _ in range(3):
        theirs.append(spent((sys.executable, "-c", LOADS, str(bench.city)), bench.fresh(), plans))
        ours.append(spent((sys.executable, "-m", "bot", *words), bench.fresh(), plans))
    mine, load = median(ours), median(theirs)
    return Figures(value=mine.cpu / load.cpu, ours=mine, theirs=load)


def _row(name: str, says: str, *words: str) -> Row:
    return Row(
        name=name,
        says=says,
        beside="reading the city",
        aim=Aim(2, "x CPU"),
        measure=lambda bench: command(bench, *(words or ("check", str(bench.city)))),
    )


ROWS = (
    _row("command-check", "`check`, city"),
    _row("command-status", "`status --json`, city", "status", "--json"),
    _row("command-agenda", "`agenda --json` of a Monday, city", "agenda", "--on", MONDAY, "--json"),
    _row(
        "command-preview",
        "`preview` of a Monday, city",
        "preview",
        "--from",
        MONDAY,
        "--to",
        MONDAY,
        "--json",
    ),
)
