"""`dunghan run` as a process of its own, under another date, against the bundled Bot API."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from patience import at_most

from bot.rehearsal.botapi import BotApi

PLANS = Path(__file__).parents[2] / "plans"
DUNGHAN = Path(sys.executable).with_name("dunghan")


def faketime_library() -> str:
    """What faketime preloads; without it the test is skipped, in CI it fails.

    The library rather than the command: a signal must reach the bot, not a wrapper around it. Nor is the
    command asked for it: a semaphore left by a process of the same number makes it fail.
    """
    found = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("faketime is missing: CI must install it")
    if found is None:
        pytest.skip("faketime is not installed (Debian package faketime)")
    return str(found)


class Process:
    """One bot, started and killed as often as the test likes."""

    def __init__(self, api: BotApi, folder: Path, at: str) -> None:
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
