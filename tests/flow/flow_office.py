"""An office for whole days over HTTP: the real bot, the bundled Bot API, a clock moved by hand."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from migrated import new_store

from bot.messages.snapshot import world_of
from bot.model.people import Role
from bot.model.plan import Catalog
from bot.planfile.catalog import load
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.script import moment
from bot.rehearsal.virtual import VirtualClock
from bot.runtime import Robot
from bot.settings import DigestTime, Settings
from bot.store.store import Store
from bot.telegram.invitations import make_invite

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PLANS = Path(__file__).parents[2] / "plans"
PLAN = "hai-phong-07-kh-tu"
KT, PCCC, LEADER, SECRETARY, STRANGER, GROUP = 1001, 1002, 1003, 1004, 1005, -2001


class Office:
    """People of the committee, by what they do; every deed is answered before it returns."""

    def __init__(self, api: BotApi, robot: Robot, clock: VirtualClock, store: Store) -> None:
        self.api = api
        self.robot = robot
        self.clock = clock
        self.store = store

    def code(
        self, role: Role, *, unit: str | None = None, plan: str | None = None, post: str | None = None
    ) -> str:
        made = make_invite(self.store, "bot", role, self.clock.now(), unit=unit, plan=plan, post=post)
        return made.code

    async def links(self, user: int, role: Role, *, unit: str | None = None, post: str | None = None) -> None:
        self.api.press_start(user, self.code(role, unit=unit, plan=None if unit else PLAN, post=post))
        await self.robot.step()

    async def follows_link(self, user: int, message: str) -> None:
        """Press the deep link that stands in a message of the bot's."""
        found = re.search(r"[?]start=([A-Za-z0-9_-]+)", message)
        assert found, message
        self.api.press_start(user, found[1])
        await self.robot.step()

    async def links_group(self, user: int = LEADER) -> None:
        self.api.add_to_group(user, GROUP, self.code(Role.GROUP, plan=PLAN))
        await self.robot.step()

    async def at(self, when: str) -> None:
        """The clock strikes: whatever is due goes out."""
        self.clock.move_to(moment(when, ZONE))
        await self.robot.make_passes()
        await self.robot.step()

    async def says(self, user: int, text: str, *, to: int | None = None, chat: int | None = None) -> None:
        self.api.say(user, chat or user, text, to)
        await self.robot.step()

    async def presses(self, user: int, label: str, *, on: int | None = None, chat: int | None = None) -> None:
        place = chat or user
        self.api.press(user, place, on or self.last(place)["message_id"], label)
        await self.robot.step()

    def of_bot(self, chat: int) -> list[dict[str, Any]]:
        return [m for m in self.api.messages(chat) if m["from"]["id"] == self.api.bot["id"]]

    def last(self, chat: int) -> dict[str, Any]:
        return self.of_bot(chat)[-1]

    def texts(self, chat: int) -> list[str]:
        return [m["text"] for m in self.of_bot(chat)]

    def with_picture(self) -> None:
        """Digests bring their picture, as they do unless told otherwise."""
        world = self.robot.world
        self.robot.adopt(replace(world, digest=replace(world.digest, picture=True)))

    def told(self, chat: int) -> dict[str, Any]:
        """The last message of words: a digest's picture comes behind it."""
        return next(m for m in reversed(self.of_bot(chat)) if "text" in m)

    def labels(self, chat: int) -> list[str]:
        markup = self.last(chat).get("reply_markup", {})
        return [b["text"] for row in markup.get("inline_keyboard", []) for b in row]

    def reports(self) -> list[tuple[str, str | None, int | None, str]]:
        """What a second connection sees in the log: code, state, percent, words."""
        other = Store.open_existing(self.robot.settings.database_url)
        assert other is not None
        try:
            with other.transaction(read_only=True) as tx:
                return [
                    (r.task.code, r.state.value if r.state else None, r.percent, r.note)
                    for r in tx.reports.of()
                ]
        finally:
            other.close()


Opened = Callable[[str], AbstractAsyncContextManager[Office]]


@pytest.fixture
def open_office(tmp_path: Path) -> Opened:
    """Open an office at a moment: `async with open_office("2025-12-01 07:00") as office`."""

    @asynccontextmanager
    async def opened(when: str) -> AsyncIterator[Office]:
        clock = VirtualClock(moment(when, ZONE))
        async with BotApi(now=clock.now) as api:
            for user, name in (
                (KT, "Trưởng phòng Kinh tế"),
                (PCCC, "Đội trưởng PCCC"),
                (LEADER, "Phó Bí thư"),
                (SECRETARY, "Chánh Văn phòng"),
                (STRANGER, "Người lạ"),
            ):
                api.add_person(user, name)
            api.add_group(GROUP, "Ban Chỉ đạo 68", [KT, LEADER, SECRETARY, STRANGER])
            settings = _settings(tmp_path, api)
            world = world_of(settings, catalog_read())
            with closing(new_store(tmp_path / "office.sqlite3")) as store:
                robot = Robot(settings, world, store, clock)
                try:
                    await robot.start()
                    yield Office(api, robot, clock, store)
                finally:
                    await robot.close()

    return opened


@cache
def catalog_read() -> Catalog:
    """The plans as they stand: frozen, so one reading serves every test."""
    return load([PLANS]).catalog


def _settings(folder: Path, api: BotApi) -> Settings:
    """No picture behind a digest but where a test wants it: drawing one takes half a second."""
    database = f"sqlite:///{folder}/office.sqlite3"
    plans = copytree(PLANS, folder / "shipped", dirs_exist_ok=True)  # the bot may write beside them
    settings = Settings(plans=plans, database_url=database, digest=DigestTime(picture=False))
    return settings.with_telegram(api.token, api.base_url)
