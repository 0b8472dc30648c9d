"""A bot told to stop again and again ends as one that is told once."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

from harness import staged
from patience import at_most


async def test_signals_without_end_change_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path, 1, told=True) as stage:
        bot = stage.bot()
        await bot.start()
        await stage.polled()
        assert bot.process is not None
        async with asyncio.timeout(at_most(5, overrun=15)):
            while bot.process.returncode is None:
                with suppress(ProcessLookupError):  # it has just ended
                    for how in (signal.SIGTERM, signal.SIGINT):
                        os.kill(bot.process.pid, how)
                await asyncio.sleep(0.01)
        assert bot.process.returncode == 0
    assert "Traceback" not in bot.log_file.read_text()
