"""No command needs what only Unix has: each runs with those modules away, as on Windows."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rehearsal.botapi import BotApi

PLANS = Path(__file__).parents[2] / "plans"
AWAY = ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty")
# os.fchmod stays: filelock falls back on it where fcntl is away and the system is no Windows.
SCRIPT = f"""
import asyncio, os, sys
for name in {AWAY!r}:
    sys.modules[name] = None  # importing it raises ImportError
del os.fork, os.getuid, os.sync
def unknown(*_):
    raise NotImplementedError
asyncio.SelectorEventLoop.add_signal_handler = unknown
from bot.cli import main
main()
"""
DAYS = ("--from", "2025-12-01", "--to", "2025-12-01")


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    own = {"DUNGHAN_PLANS": str(PLANS), "DATABASE_URL": f"sqlite:///{tmp_path}/data.sqlite3"}
    return {**os.environ, "PYTHONWARNINGS": "ignore", **own}


@pytest.mark.parametrize(
    "words",
    [("--help",), ("check",), ("preview", *DAYS), ("rehearse", "--headless", *DAYS), ("migrate",)],
    ids=" ".join,
)
def test_a_command_runs_without_them(
    words: tuple[str, ...], environment: Mapping[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-c", SCRIPT, *words]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_bot_starts_and_stops_without_them(
    how: signal.Signals, environment: Mapping[str, str], tmp_path: Path
) -> None:
    async with BotApi(now=lambda: datetime.now(UTC)) as api:
        own = {"DUNGHAN_TOKEN": api.token, "DUNGHAN_BASE_URL": api.base_url}
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", SCRIPT, "run"),
            cwd=tmp_path,
            env={**environment, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert bot.stderr is not None
        log = b""
        while b"action=start bot=" not in log:
            line = await asyncio.wait_for(bot.stderr.readline(), 60)
            assert line, log.decode()
            log += line
        bot.send_signal(how)
        told, rest = await asyncio.wait_for(bot.communicate(), 30)
    assert bot.returncode == 0, (log + rest).decode()
    assert b"action=stop" in rest
    assert told.decode().splitlines()[1:] == [f"Đúng Hạn đang chạy: @{api.bot['username']}."]


async def test_a_bot_that_has_not_reached_telegram_does_not_say_that_it_runs(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").write_text("telegram: {token: '1:a', base_url: 'http://127.0.0.1:9/bot'}\n")
    (tmp_path / "config.yaml").chmod(0o644)
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", SCRIPT, "run"),
        cwd=tmp_path,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert bot.stderr is not None
    said = b""
    while b"action=start retry_in" not in said:
        said += await asyncio.wait_for(bot.stderr.readline(), 60)
    bot.send_signal(signal.SIGTERM)
    told, _ = await asyncio.wait_for(bot.communicate(), 30)
    assert "đang khởi động" in told.decode() and "đang chạy" not in told.decode()
    assert "Người khác trên máy đọc được config.yaml" in said.decode()
