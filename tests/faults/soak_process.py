"""The real bot in a process of its own that does what it is told, under a clock that others hold.

It lives a year in minutes: each line of its input is one deed, answered by one line when all that followed
is done. It can be killed at any of them, as `dunghan run` can.
"""

import asyncio
import json
import logging
import mmap
import os
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Self

import httpx
from telegram.error import TelegramError

from bot.living.plans import Watcher, starting_catalog
from bot.messages.snapshot import world_of
from bot.planfile.catalog import load
from bot.rehearsal.stage import SOON
from bot.rehearsal.virtual import VirtualClock
from bot.runtime import Robot
from bot.settings import read_settings
from bot.store.store import Store
from bot.web.pages import Pages

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LONGEST = 400  # rounds until all is answered: more of them is a loop without an end


class SharedClock(VirtualClock):
    """A clock in a file that two processes read: what one of them moves, the other sees."""

    def __init__(self, file: Path, start: datetime) -> None:
        with file.open("r+b" if file.exists() else "w+b") as opened:
            opened.truncate(8)
            self._shared = mmap.mmap(opened.fileno(), 8)
        self._start = start
        self.move_to(start)

    @classmethod
    def of(cls, file: Path, start: str) -> Self:
        return cls(file, datetime.fromisoformat(start))

    def now(self) -> datetime:
        count = int.from_bytes(self._shared[:8], "little")
        return (EPOCH + count * MICROSECOND).astimezone(self._start.tzinfo)

    def steady(self) -> float:
        return (self.now() - self._start).total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.move_to(self.now() + timedelta(seconds=max(0.0, seconds)))

    def move_to(self, moment: datetime) -> None:
        if moment > self.now():
            self._shared[:8] = ((moment - EPOCH) // MICROSECOND).to_bytes(8, "little")


class Deeds:
    """What the process can be told to do; what fails outside is waited out as by the bot's own loops."""

    def __init__(self, robot: Robot, pages: Pages, clock: SharedClock) -> None:
        self._robot = robot
        self._pages = pages
        self._clock = clock
        self.known: dict[str, Callable[[], Awaitable[dict[str, Any]]]] = {
            "settle": self.settle,
            "pass": partial(self._then_settled, robot.make_passes),
            "upkeep": partial(self._then_settled, robot.upkeep),
            "look": partial(self._then_settled, self._look),
            "pages": self._visited,
        }

    async def settle(self) -> dict[str, Any]:
        """Until all is answered that can be; when more falls due."""
        robot, clock = self._robot, self._clock
        for _ in range(LONGEST):
            try:
                due = await robot.guard.run("inbox", robot.step, None, (TelegramError,))
            except TelegramError:
                return {"cut": True, "due": None}
            now = clock.now()
            if due is None or not now < due <= now + SOON:
                return {"cut": False, "due": due.isoformat() if due and due > now else None}
            clock.move_to(due)
        return {"cut": False, "due": None, "endless": True}

    async def _then_settled(self, work: Callable[[], Awaitable[None]]) -> dict[str, Any]:
        await work()
        return await self.settle()

    async def _look(self) -> None:
        await self._robot.look()
        await self._robot.guard.run("menus", self._robot.show_menus, None, (TelegramError,))

    async def _visited(self) -> dict[str, Any]:
        """As a watchman and Prometheus do, right after a pass and a look for updates."""
        await self._robot.make_passes()
        await self.settle()
        transport = httpx.ASGITransport(self._pages.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as visitor:
            found = {page: (await visitor.get(page)).status_code for page in ("/healthz", "/metrics")}
        return {"pages": found}


async def live(clock: SharedClock) -> None:
    settings = read_settings(None)
    with closing(Store.open(settings.database_url)) as store:
        catalog = starting_catalog(store, load([settings.plans]))
        robot = Robot(settings, world_of(settings, catalog), store, clock)
        robot.pulse.leads, robot.pulse.since = True, clock.now()
        watcher = Watcher(
            settings.plans,
            catalog,
            store,
            clock,
            lambda: robot.world,
            lambda changed: robot.adopt(world_of(settings, changed)),
            robot.post.set,
        )
        robot.look = partial(robot.guard.run, "plans", watcher.look, None)
        await robot.start()
        try:
            await robot.look()
            await robot.worker.recover()
            await robot.sender.recover()
            deeds = Deeds(robot, Pages(store, robot.pulse, clock, robot.world.texts, robot.guard), clock)
            _tell({"began": True})
            await _told(deeds)
        finally:
            await robot.close()


async def _told(deeds: Deeds) -> None:
    while line := await asyncio.to_thread(sys.stdin.readline):
        before = time.process_time()
        done = await deeds.known[line.strip()]()
        _tell({**done, "cpu": time.process_time() - before})


def _tell(what: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s %(message)s")
    for name in ("httpx", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
    asyncio.run(live(SharedClock.of(Path(os.environ["SOAK_CLOCK"]), os.environ["SOAK_START"])))
