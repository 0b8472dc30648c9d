"""What it costs to start: `python tests/startup.py` prints CPU seconds beside importing Telegram's library.

A line is a command: the median of its runs, how many times the library's that is, and how many it may be.
The runs take turns, so that a busy machine is busy for all of them.
"""

import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.rehearsal.botapi import BotApi

RUNS = 11
PLANS = Path(__file__).parents[1] / "plans"
LIBRARY = (sys.executable, "-c", "import telegram.ext")
MOST: Mapping[tuple[str, ...], float] = {
    ("--version",): 0.7,
    ("--help",): 0.7,
    ("check", str(PLANS)): 1.5,
    ("agenda", "--on", "2025-12-01"): 2.5,
    ("status",): 2.5,
    ("invite", "leader", "--plan", "hai-phong-07-kh-tu"): 2.5,
}


async def seconds(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    """User and system CPU seconds of one run."""

    def run() -> float:
        with (folder / "output.txt").open("wb") as output:
            told = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
            process = os.posix_spawn(command[0], list(command), environment, file_actions=told)
            _, status, used = os.wait4(process, 0)
        if status:
            sys.exit(f"{' '.join(command)}: {(folder / 'output.txt').read_text()}")
        return used.ru_utime + used.ru_stime

    return await asyncio.to_thread(run)


async def measured(folder: Path) -> Mapping[tuple[str, ...], list[float]]:
    os.chdir(folder)
    async with BotApi(now=lambda: datetime.now(UTC)) as api:
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/start.sqlite3",
            "DUNGHAN_BASE_URL": api.base_url,
            "DUNGHAN_PLANS": str(PLANS),
            "DUNGHAN_TOKEN": api.token,
        }
        await seconds((sys.executable, "-m", "bot", "migrate"), folder, environment)
        found: dict[tuple[str, ...], list[float]] = {words: [] for words in ((), *MOST)}
        for _ in range(RUNS):
            for words, runs in found.items():
                command = (sys.executable, "-m", "bot", *words) if words else LIBRARY
                runs.append(await seconds(command, folder, environment))
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measured(Path(folder)))
        os.chdir("/")
    library = statistics.median(found[()])
    sys.stdout.write(f"{library:6.2f} s          {' '.join(LIBRARY[1:])}\n")
    for words, most in MOST.items():
        median = statistics.median(found[words])
        sys.stdout.write(f"{median:6.2f} s {median / library:4.2f} <= {most}  dunghan {' '.join(words)}\n")


if __name__ == "__main__":
    main()
