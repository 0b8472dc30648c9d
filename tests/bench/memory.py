"""What the bot holds while nothing happens, beside a bare Application of the library that only polls."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from . import telegram
from .apart import apart
from .costs import cpu_seconds, resident
from .stage import Bench, surroundings
from .table import Aim, Figures, Row, Unmeasured

BARE = """
import sys
from telegram import Update
from telegram.ext import Application, TypeHandler
async def nothing(update, context): pass
application = Application.builder().token(sys.argv[1]).base_url(sys.argv[2]).build()
application.add_handler(TypeHandler(Update, nothing))
application.run_polling()
"""
QUIET, PATIENCE = 6.0, 240.0  # seconds without work before it is looked at; seconds in all


def idle(bench: Bench, plans: Callable[[Bench], Path]) -> Figures:
    home = bench.fresh()
    with apart(home) as api:
        address = api.do(telegram.open_telegram, timedelta())
        settings = {
            "DUNGHAN_PLANS": str(plans(bench)),
            "DUNGHAN_TOKEN": telegram.TOKEN,
            "DUNGHAN_BASE_URL": address,
            "DATABASE_URL": f"sqlite:///{home}/idle.sqlite3",
        }
        sides = []
        for command in (
            (sys.executable, "-c", BARE, telegram.TOKEN, address),
            (sys.executable, "-m", "bot", "run"),
        ):
            api.do(telegram.forget_calls)
            with running(command, home, settings) as process:
                _rests(process, lambda: api.do(telegram.calls).get("getUpdates", 0))
                sides.append(resident(process.pid))
    theirs, ours = sides
    return Figures(value=ours / theirs, note=f"{ours:.0f} MB beside {theirs:.0f} MB")


@contextmanager
def running(
    command: Sequence[str], home: Path, settings: dict[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    with (home / "running.log").open("wb") as log:
        environment = {**surroundings(home), **settings}
        process = subprocess.Popen(command, env=environment, cwd=home, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _rests(process: "subprocess.Popen[bytes]", polls: Callable[[], int]) -> None:
    """Until it polls, and has used next to nothing for a while."""
    until, since, used = time.monotonic() + PATIENCE, time.monotonic(), 0.0
    while not polls() or time.monotonic() - since < QUIET:
        if process.poll() is not None or time.monotonic() > until:
            raise Unmeasured(f"does not come to rest: {process.args!r}"[:200])
        if (now := cpu_seconds(process.pid)) - used > 0.1:
            since, used = time.monotonic(), now
        time.sleep(0.2)


BESIDE = "a bare Application that polls"
ROWS = (
    Row(
        name="memory-two",
        says="memory of `run` at rest, two plans",
        beside=BESIDE,
        aim=Aim(1.3, "x"),
        measure=lambda bench: idle(bench, lambda bench: bench.shipped),
    ),
    Row(
        name="memory-city",
        says="memory of `run` at rest, city",
        beside=BESIDE,
        aim=Aim(2, "x"),
        measure=lambda bench: idle(bench, lambda bench: bench.city),
    ),
)
