"""Killed between any two lines and started again: no reply lost, nothing recorded twice."""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flow_process import Process, started

from bot.model.people import Role
from bot.rehearsal.botapi import BotApi
from bot.store.store import Store
from bot.telegram.invitations import make_invite

OFFICIALS = range(101, 105)
REPLIES = 24
KILLS = 4

pytestmark = pytest.mark.long


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(now=lambda: datetime.now(UTC), limits="count") as api:
        for user in OFFICIALS:
            api.add_person(user, f"Cán bộ {user}")
        yield api


async def _until(true: object, seconds: float = 60.0) -> None:
    assert callable(true)
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.05)


def _code(database: str) -> str:
    with closing(Store.open(database)) as store:
        made = make_invite(store, "bot", Role.OFFICIAL, datetime(2025, 12, 1, 2, tzinfo=UTC), unit="ubnd-tp")
        return made.code


def _notes(database: str) -> list[str]:
    store = Store.open_existing(database)
    if store is None:
        return []
    with closing(store), store.transaction(read_only=True) as tx:
        return [r.note for r in tx.reports.of()]


@pytest.fixture
async def process(api: BotApi, tmp_path: Path) -> AsyncIterator[Process]:
    async with started(Process(api, tmp_path, "2025-12-01 09:00:00")) as process:
        yield process


async def test_no_reply_is_lost_and_none_kept_twice(api: BotApi, process: Process) -> None:
    chance = random.Random(68)
    await _until(lambda: any(c.method == "getMe" for c in api.calls))
    for user in OFFICIALS:
        api.press_start(user, _code(process.environment["DATABASE_URL"]))
    await _until(lambda: all(len(api.messages(u)) >= 3 for u in OFFICIALS))

    sent = [f"/capnhat III.3.1-1 đang làm {n}%" for n in range(1, REPLIES + 1)]
    for n, text in enumerate(sent):
        api.say(OFFICIALS[n % len(OFFICIALS)], OFFICIALS[n % len(OFFICIALS)], text)
        if n % (REPLIES // KILLS) == 0:
            await asyncio.sleep(chance.uniform(0.0, 0.4))
            await process.kill()
            await process.start()
    database = process.environment["DATABASE_URL"]
    await _until(lambda: len(_notes(database)) >= REPLIES)

    assert await process.stop() == 0
    assert sorted(_notes(database)) == sorted(text.split(" ", 2)[2] for text in sent)
    agendas = [m for u in OFFICIALS for m in api.messages(u) if m["text"].startswith("Việc cần báo cáo")]
    assert len(OFFICIALS) <= len(agendas) <= len(OFFICIALS) + KILLS
    rows = json.loads(await process.command("status", "--json"))
    assert next(r for r in rows if r["code"] == "III.3.1-1")["last_report"]["note"].startswith("đang làm")
