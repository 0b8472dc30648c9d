"""A bot that runs, with bad luck and a wrong token: its token is in no output and no process title."""

import asyncio
from pathlib import Path

from harness import staged

TOKEN = "1000000000:AAEhBP0av28FrNbTnEwmPzAgEXAMPLEtoken"


async def test_the_token_is_in_no_log_and_no_process_title(tmp_path: Path) -> None:
    async with staged(tmp_path, 3, told=False) as stage:
        stage.api.token = TOKEN
        bot = stage.bot()
        stage.faults.bad_gateway, stage.faults.drop_after, stage.faults.methods = 0.3, 0.3, ("sendMessage",)
        await bot.start()
        assert bot.process is not None
        assert await stage.until(lambda: set(stage.chats) <= set(stage.agendas()), 60)
        # By bad luck what was served were the groups that refuse: with better luck the rest is sent.
        stage.faults.bad_gateway = stage.faults.drop_after = 0
        assert await stage.until(lambda: "action=sent" in bot.log_file.read_text(), 60)
        title = Path(f"/proc/{bot.process.pid}/cmdline").read_bytes()
        assert await bot.stop() == 0
    log = bot.log_file.read_text()
    assert TOKEN.partition(":")[2] not in log
    assert TOKEN.encode() not in title


async def test_a_wrong_token_is_complained_of_without_being_shown(tmp_path: Path) -> None:
    async with staged(tmp_path, 1, told=True) as stage:
        bot = stage.bot()
        stage.api.token = "1000000000:another"
        await bot.start()
        assert bot.process is not None
        assert await asyncio.wait_for(bot.process.wait(), 60) == 2
    log = bot.log_file.read_text()
    assert "@BotFather" in log
    assert "Traceback" not in log
    assert "1000000000:rehearsal" not in log
