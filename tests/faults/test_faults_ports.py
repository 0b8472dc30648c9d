"""A port that another program has: said once, the bot goes on where it can, and ends as it always ends."""

import asyncio
import socket
from pathlib import Path

import yaml
from harness import staged
from patience import at_most


async def test_with_polling_the_bot_runs_without_its_pages_and_ends_in_0(tmp_path: Path) -> None:
    async with staged(tmp_path, 3, told=False) as stage:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            bot = stage.bot(environment={"PORT": str(taken.getsockname()[1])})
            await bot.start()
            assert await stage.until(
                lambda: set(stage.chats) <= set(stage.agendas()), at_most(30, overrun=90)
            )
            assert await bot.stop() == 0
    log = bot.log_file.read_text()
    assert log.count("Address already in use") == 1
    assert "Traceback" not in log


async def test_with_a_webhook_it_is_a_mistake_said_in_one_line(tmp_path: Path) -> None:
    async with staged(tmp_path, 1, told=True) as stage:
        config = tmp_path / "config.yaml"
        config.write_text(config.read_text() + yaml.safe_dump({"telegram": {"mode": "webhook"}}))
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            bot = stage.bot(environment={"PORT": str(port)})
            await bot.start()
            assert bot.process is not None
            assert await asyncio.wait_for(bot.process.wait(), 60) == 2
    log = bot.log_file.read_text()
    assert log.count(str(port)) == 1
    assert "Traceback" not in log
