"""`dunghan run` as a process of its own, under another date, against a Bot API on loopback."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

import needed
from patience import at_most

PLANS = Path(__file__).parents[2] / "plans"
DUNGHAN = Path(sys.executable).with_name("dunghan")


def faketime_library() -> str:
    """What faketime preloads.

    The library rather than the command: a signal must reach the bot, not a wrapper around it. Nor is the
    command asked for it: a semaphore left by a process of the same number makes it fail.
    """
    found = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if found is None:
        needed.left_out("no other clock: install Debian's faketime")
    return str(found)


class Telegram(Protocol):
    """Where a bot is: the bundled Bot API, or another."""

    token: str

    @property
    def base_url(self) -> str: ...


class Process:
    """One bot, started and killed as often as the test likes."""

    def __init__(self, api: Telegram, folder: Path, at: str) -> None:
        self.log_file = folder / "log.txt"
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
            "HOME": str(folder),
            "TZ": "Asia/Ho_Chi_Minh",
            "LD_PRELOAD": faketime_library(),
            "FAKETIME": f"@{at}",
            "DUNGHAN_TOKEN": api.token,
            "DUNGHAN_BASE_URL": api.base_url,
            "DUNGHAN_PLANS": str(PLANS),
            "DATABASE_URL": f"sqlite:///{folder}/run.sqlite3",
        }
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with self.log_file.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                str(DUNGHAN),
                "run",
                env=self.environment,
                cwd=self._folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    async def kill(self) -> None:
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM; the exit code, within five seconds."""
        return await asyncio.wait_for(self._end(signal.SIGTERM), at_most(5, overrun=15))

    async def _end(self, how: signal.Signals) -> int:
        process = self._process
        if process is None:
            return 0
        if process.returncode is None:
            os.killpg(process.pid, how)
        return await process.wait()

    async def command(self, *words: str) -> str:
        """What a command prints on the same database and date."""
        process = await asyncio.create_subprocess_exec(
            str(DUNGHAN),
            *words,
            env=self.environment,
            cwd=self._folder,
            stdout=asyncio.subprocess.PIPE,
        )
        out, _ = await process.communicate()
        assert process.returncode == 0
        return out.decode()


@asynccontextmanager
async def started(process: Process) -> AsyncIterator[Process]:
    """A bot that runs, and is gone at the end, however often it was killed and started meanwhile."""
    try:
        await process.start()
        yield process
    finally:
        await process.kill()
