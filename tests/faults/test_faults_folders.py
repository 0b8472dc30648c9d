"""Two processes on one PostgreSQL, each with a folder of plans of its own, killed while a plan is applied."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import ZONE, Bot
from patience import at_most
from postgres_server import Server

from bot.clock import SystemClock
from bot.model.people import Role
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.params import Upload
from bot.store.store import Store

pytestmark = pytest.mark.long

SECRETARY, PLAN = 10_001, "kh-1"
UNITS = "units: [{id: vp, name: Văn phòng, short: Văn phòng}]\n"
CLOCK = SystemClock(ZONE)
KILLED = (0.0, 0.05, 0.3)  # seconds after the press


def plan(title: str) -> str:
    issued = CLOCK.now().date() - timedelta(days=30)
    return (
        f"plan: {PLAN}\nnumber: 1/KH-UBND\ntitle: Kế hoạch thử\nissuer: UBND xã\nissued: {issued}\n"
        "owner: vp\n"
        f"sections: {{I: Nhiệm vụ}}\ntasks:\n  - title: {title}\n"
        f"    deadline: {issued + timedelta(days=90)}\n    source: {{section: I, item: 1}}\n"
    )


class Two:
    """Both processes, the one that leads first."""

    def __init__(self, api: BotApi, database: str, folder: Path) -> None:
        self.api, self.database = api, database
        self.bots = [self._bot(folder / name, api) for name in ("one", "other")]

    def _bot(self, folder: Path, api: BotApi) -> Bot:
        (folder / "plans").mkdir(parents=True)
        (folder / "plans" / "units.yaml").write_text(UNITS, encoding="utf-8")
        (folder / "plans" / f"{PLAN}.yaml").write_text(plan("Việc lúc đầu"), encoding="utf-8")
        environment = {
            **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
            "HOME": str(folder),
            "DUNGHAN_TOKEN": api.token,
            "DUNGHAN_BASE_URL": api.base_url,
            "DUNGHAN_PLANS": "plans",
            "DATABASE_URL": self.database,
        }
        return Bot(folder, environment, "bot")

    def folder(self, bot: Bot) -> Path:
        return bot.log_file.parent / "plans"

    def files(self, bot: Bot) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.folder(bot).glob("*.yaml")}

    def said(self, bot: Bot) -> str:
        """What the process now running has logged."""
        return bot.log_file.read_bytes()[bot.log_from :].decode(errors="replace")

    def texts(self) -> list[str]:
        return [str(m.get("text") or m.get("caption")) for m in self.api.messages(SECRETARY)]

    async def until(self, done: Callable[[], bool]) -> None:
        async with asyncio.timeout(at_most(60, overrun=240)):
            while not done():
                await asyncio.sleep(0.05)

    async def applies(self, title: str, killed: float) -> None:
        """The secretary sends a plan and applies it; the leading process is killed right then."""
        leading, other = self.bots
        await self.until(lambda: "action=lead\n" in self.said(leading))
        before = len(self.texts())
        self.api.send_file(
            SECRETARY, SECRETARY, Upload("kh.yaml", plan(title).encode(), ""), caption="/kehoach"
        )
        await self.until(lambda: any("Áp dụng" in str(m.get("reply_markup")) for m in self.since(before)))
        asked = next(m for m in self.since(before) if "Áp dụng" in str(m.get("reply_markup")))
        self.api.press(SECRETARY, SECRETARY, asked["message_id"], "Áp dụng")
        await asyncio.sleep(killed)
        await leading.kill()
        await self.until(lambda: any(text.startswith("Đã áp dụng") for text in self.texts()[before:]))
        await self.until(lambda: "action=lead\n" in self.said(other))
        await self.until(lambda: plan(title).encode() == self.files(other)[f"{PLAN}.yaml"])
        await leading.start()
        self.bots = [other, leading]

    def since(self, before: int) -> list[dict[str, Any]]:
        return self.api.messages(SECRETARY)[before:]


@asynccontextmanager
async def two(folder: Path, database: str) -> AsyncIterator[Two]:
    with closing(Store.open(database)) as store, store.transaction() as tx:
        tx.links.add(Role.SECRETARY, SECRETARY, SECRETARY, "Thư ký", None, PLAN, None, CLOCK.now())
    async with BotApi(now=CLOCK.now) as api:
        api.add_person(SECRETARY, "Thư ký")
        api.chats.person(SECRETARY).started = True
        both = Two(api, database, folder)
        try:
            await both.bots[0].start()
            await both.until(lambda: "action=lead\n" in both.said(both.bots[0]))
            await both.bots[1].start()
            yield both
        finally:
            for bot in both.bots:
                await bot.kill()


async def test_an_applied_plan_outlives_the_process_that_applied_it(tmp_path: Path, postgres: Server) -> None:
    postgres.sql("CREATE DATABASE folders")
    async with two(tmp_path, postgres.url("folders")) as both:
        for number, killed in enumerate(KILLED, 1):
            await both.until(lambda: "action=stand_by" in both.said(both.bots[1]))
            await both.applies(f"Việc lần {number}", killed)
        leading, other = both.bots
        both.api.send_file(
            SECRETARY, SECRETARY, Upload("kh.yaml", plan("Việc cuối").encode(), ""), caption="/kehoach"
        )
        await both.until(lambda: "Áp dụng" in str(both.api.messages(SECRETARY)[-1].get("reply_markup")))
        followed = both.said(other).count("action=plans followed")
        both.api.press(SECRETARY, SECRETARY, both.api.messages(SECRETARY)[-1]["message_id"], "Áp dụng")
        await both.until(lambda: both.said(other).count("action=plans followed") > followed)
        assert both.files(leading) != both.files(other)  # in force in both, written out in one
        assert await leading.stop() == 0
        await both.until(lambda: "action=plans written=1" in both.said(other))
        assert both.files(leading) == both.files(other)
        both.api.say(SECRETARY, SECRETARY, "/tim việc cuối")
        await both.until(lambda: "Việc cuối" in both.texts()[-1] and "(I-1)" in both.texts()[-1])
