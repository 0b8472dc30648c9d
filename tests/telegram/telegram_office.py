"""A bot with a real inbox against the bundled Bot API, for the tests of the telegram room."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from migrated import new_store

from bot.messages.snapshot import world_of
from bot.model.plan import Catalog
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.virtual import VirtualClock
from bot.runtime import Robot
from bot.settings import Settings
from bot.store.store import Store

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SOMEBODY, SOMEBODY_ELSE = 7, 8


class Office:
    """One bot, its database, its Telegram and its clock."""

    def __init__(self, robot: Robot, api: BotApi, store: Store, clock: VirtualClock) -> None:
        self.robot = robot
        self.api = api
        self.store = store
        self.clock = clock

    def texts(self, chat: int) -> list[str]:
        """What the bot said in a chat."""
        mine = [m for m in self.api.messages(chat) if m["from"]["id"] == self.api.bot["id"]]
        return [m["text"] for m in mine]


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Office]:
    clock = VirtualClock(datetime(2025, 12, 1, 8, 0, tzinfo=ZONE))
    file = folder / "telegram.sqlite3"
    async with BotApi(now=clock.now) as api:
        for user in (SOMEBODY, SOMEBODY_ELSE):
            api.add_person(user, f"Người {user}")
        settings = Settings(database_url=f"sqlite:///{file}").with_telegram(api.token, api.base_url)
        with closing(new_store(file)) as store:
            robot = Robot(settings, world_of(settings, Catalog()), store, clock)
            try:
                await robot.start()
                yield Office(robot, api, store, clock)
            finally:
                await robot.close()
