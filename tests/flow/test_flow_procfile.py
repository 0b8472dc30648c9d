"""The project's Procfile under honcho, against the bundled Bot API: it lives, answers and stops cleanly."""

import asyncio
import os
import re
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from postgres_server import Server

from bot.rehearsal.botapi import BotApi

PROJECT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
STRANGERS = (101, 102, 103)  # each is answered once an hour


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(now=lambda: datetime.now(UTC), limits="count") as api:
        for stranger in STRANGERS:
            api.add_person(stranger, "Người lạ")
        yield api


@pytest.fixture
def bare(postgres: Server) -> str:
    """The address of a database without so much as a table."""
    if not postgres.sql("SELECT 1 FROM pg_database WHERE datname = 'procfile'"):
        postgres.sql("CREATE DATABASE procfile")
    return postgres.strip("procfile")


class Honcho:
    """`honcho start`, as it was started, and what it printed by the end."""

    def __init__(self, process: asyncio.subprocess.Process, ports: Sequence[int], printed: Path) -> None:
        self.process = process
        self.ports = ports
        self._printed = printed

    async def stop(self) -> list[str]:
        """SIGTERM; the signal and what became of each process, in the order printed.

        The exit code that honcho prints is that of the shell between it and the bot.
        """
        self.process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(self.process.wait(), 20)
        return re.findall(r"SIGTERM received|action=stop\b|stopped|Traceback", self._printed.read_text())


@asynccontextmanager
async def _started(api: BotApi, folder: Path, database: str, processes: int = 1) -> AsyncIterator[Honcho]:
    """The Procfile in a folder of its own, where no `.env` of the developer's is read."""
    shutil.copy(PROJECT / "Procfile", folder)
    ports = _free_ports(processes)
    environment = {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "HOME": str(folder),
        "DUNGHAN_TOKEN": api.token,
        "DUNGHAN_BASE_URL": api.base_url,
        "DUNGHAN_PLANS": str(PROJECT / "plans"),
        "DATABASE_URL": database,
    }
    printed = folder / "printed.txt"
    with printed.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            BIN / "honcho",
            "start",
            f"--port={ports[0]}",
            f"--concurrency=web={processes}",
            env=environment,
            cwd=folder,
            stdout=file,
            stderr=file,
        )
    try:
        yield Honcho(process, ports, printed)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


def _free_ports(count: int) -> Sequence[int]:
    """Ports in a row: honcho gives each process the next one."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            ports = range(probe.getsockname()[1], probe.getsockname()[1] + count)
        if all(_is_free(port) for port in ports):
            return ports


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
        return True


async def _is_answered(api: BotApi, stranger: int) -> None:
    api.press_start(stranger)
    await api.until(lambda: len(api.messages(stranger)) == 2, 20)
    assert "đường dẫn mời" in api.messages(stranger)[-1]["text"]


async def _leads(port: int) -> bool | None:
    """Whether the process at a port leads; null while it doesn't listen yet."""
    try:
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.get(f"http://127.0.0.1:{port}/healthz")
    except httpx.TransportError:
        return None
    assert answer.json()["database"] == "ok"
    return bool(answer.json()["leads"])


def test_no_process_of_the_procfile_ends_by_itself() -> None:
    """Where one ends, honcho stops the others too; the database is migrated by `run`."""
    lines = (PROJECT / "Procfile").read_text().splitlines()
    assert [re.sub(r"^\w+: ", "", line).split()[:2] for line in lines] == [["dunghan", "run"]] * len(lines)
    assert lines


async def test_honcho_makes_the_database_and_goes_on_answering_until_sigterm(
    api: BotApi, tmp_path: Path
) -> None:
    async with _started(api, tmp_path, f"sqlite:///{tmp_path}/data/run.sqlite3") as honcho:
        await api.until(lambda: any(call.method == "getMe" for call in api.calls), 30)
        for stranger in STRANGERS:
            await _is_answered(api, stranger)
        assert await _leads(honcho.ports[0]) is True
        assert await honcho.stop() == ["SIGTERM received", "action=stop", "stopped"]


async def test_two_processes_start_at_once_on_an_empty_postgresql_and_one_leads(
    api: BotApi, tmp_path: Path, bare: str
) -> None:
    (tmp_path / "config.yaml").write_text("telegram: {mode: webhook}\n", encoding="utf-8")
    async with _started(api, tmp_path, bare, processes=2) as honcho:
        async with asyncio.timeout(30):
            while {await _leads(port) for port in honcho.ports} != {True, False}:
                await asyncio.sleep(0.1)
        await _is_answered(api, STRANGERS[0])
        first, *ends = await honcho.stop()
    assert first == "SIGTERM received"
    assert sorted(ends) == ["action=stop", "action=stop", "stopped", "stopped"]
