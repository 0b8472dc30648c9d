"""The process that lives the year, told what to do line by line, killed and started again."""

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROCESS = Path(__file__).with_name("soak_process.py")


@dataclass(kw_only=True, slots=True)
class Process:
    """The bot's process, told what to do line by line."""

    folder: Path
    environment: dict[str, str]
    lives: int = 0
    _running: asyncio.subprocess.Process | None = None

    @property
    def id(self) -> int:
        assert self._running is not None
        return self._running.pid

    async def start(self) -> None:
        with (self.folder / "log.txt").open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                sys.executable,
                str(PROCESS),
                env=self.environment,
                cwd=self.folder,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        self.lives += 1
        assert await self._answer(), "the bot does not start"

    async def told(self, deed: str) -> dict[str, Any]:
        """What came of it; nothing where the process was killed meanwhile."""
        assert self._running is not None and self._running.stdin is not None
        self._running.stdin.write(f"{deed}\n".encode())
        await self._running.stdin.drain()
        return await self._answer()

    async def _answer(self) -> dict[str, Any]:
        assert self._running is not None and self._running.stdout is not None
        line = await self._running.stdout.readline()
        found: dict[str, Any] = json.loads(line) if line else {}
        return found

    def kill(self) -> None:
        if self._running is not None and self._running.returncode is None:
            self._running.kill()

    async def gone(self) -> int:
        assert self._running is not None
        return await self._running.wait()

    async def stop(self) -> int:
        """Its input ends, and so does it."""
        assert self._running is not None and self._running.stdin is not None
        self._running.stdin.close()
        return await self.gone()
