"""Webhook mode, the real program: Telegram calls, the update is stored, the answer goes out."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from flow_process import Process, started
from patience import at_most

from bot.rehearsal.botapi import BotApi

STRANGER = 101

pytestmark = pytest.mark.long


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(now=lambda: datetime.now(UTC), limits="count") as api:
        api.add_person(STRANGER, "Người lạ")
        yield api


@pytest.fixture
async def process(api: BotApi, tmp_path: Path) -> AsyncIterator[Process]:
    (tmp_path / "config.yaml").write_text("telegram: {mode: webhook}\n", encoding="utf-8")
    process = Process(api, tmp_path, "2025-12-01 09:00:00")
    process.environment["PORT"] = str(_free_port())
    async with started(process):
        yield process


async def _health(process: Process) -> httpx.Response:
    address = f"http://127.0.0.1:{process.environment['PORT']}/healthz"
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.get(address)


async def test_an_update_comes_by_webhook_and_is_answered(api: BotApi, process: Process) -> None:
    await api.until(lambda: any(c.method == "setWebhook" and c.ok for c in api.calls), 60)
    api.press_start(STRANGER)
    await api.until(lambda: len(api.messages(STRANGER)) == 2, 60)
    assert "đường dẫn mời" in api.messages(STRANGER)[1]["text"]
    assert not any(c.method == "getUpdates" for c in api.calls)

    health = await _health(process)
    assert health.json()["ok"] is True
    assert health.json()["leads"] is True
    assert await process.stop() == 0


async def test_a_second_process_takes_the_lead_when_the_first_dies(
    api: BotApi, process: Process, tmp_path: Path
) -> None:
    await api.until(lambda: any(c.method == "setWebhook" for c in api.calls), 60)
    second = Process(api, tmp_path, "2025-12-01 09:00:00")
    second.environment["PORT"] = str(_free_port())
    async with started(second):
        async with asyncio.timeout(60):
            while not await _stands_by(second):
                await asyncio.sleep(0.1)
        await process.kill()
        async with asyncio.timeout(at_most(15, overrun=60)):
            while not (await _health(second)).json()["leads"]:
                await asyncio.sleep(0.1)


async def _stands_by(process: Process) -> bool:
    try:
        return (await _health(process)).json()["leads"] is False
    except httpx.TransportError:
        return False
