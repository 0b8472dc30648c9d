"""The composition root: the one place that knows every concrete part and puts a bot together."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.clock import SystemClock
from bot.living.config import Follower
from bot.living.plans import Watcher
from bot.messages.snapshot import world_of
from bot.model.plan import Catalog
from bot.model.say import Mistake, Problem, say
from bot.runtime import Robot, opened, stand
from bot.settings import Settings
from bot.store.databases.lead import lead_of
from bot.store.store import Store
from bot.telegram.application import InvalidToken

if TYPE_CHECKING:
    from bot.web.server import Server

log = logging.getLogger(__name__)

# Windows has no SIGTERM from outside: Ctrl+Break, which a program can send, is SIGBREAK.
STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
LAST_LOOK = 1.0  # seconds that the watch over the files gets to end


class Process(StrEnum):
    """What a process does: all of it, only take updates in, only schedule and send."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


async def run(
    settings: Settings,
    begin: Callable[[Store], Catalog],
    part: Process = Process.ALL,
    config: Path | None = None,
    began: Callable[[str], None] = lambda _: None,
) -> None:
    """The bot until it is told to stop, be it while its database is being opened. `begin` gives the plans to
    start with, `config` is the file the settings were read from, to be followed, and `began` is told the
    bot's name once it is at work."""
    with told_to_stop() as stop:
        store = await opened(settings.database_url, stop)
        if store is None:
            return
        with closing(store):
            catalog = begin(store)
            robot = Robot(settings, world_of(settings, catalog), store, SystemClock(settings.zone))
            try:
                await until(stop, _live(robot, part, catalog, config, began))
            except InvalidToken:
                raise Mistake(say("cli.bad_token")) from None


async def upgrade(url: str) -> int:
    """Bring a database up to this version: 0, or the signal that ended it before and undid it as a whole."""
    with told_to_stop() as stop:
        store = await opened(url, stop)
        if store is None:
            return stop.by
        store.close()
        return 0


class Stop(asyncio.Event):
    """Whether we are told to stop, and by which signal first."""

    by = 0


@contextmanager
def told_to_stop() -> Iterator[Stop]:
    """Set by every signal of `STOPS`, in the way that Windows knows as well."""
    loop, stop = asyncio.get_running_loop(), Stop()

    def told(number: int, _: object) -> None:
        stop.by = stop.by or number
        loop.call_soon_threadsafe(stop.set)

    former = {name: signal.signal(name, told) for name in STOPS}
    try:
        yield stop
    finally:
        for name, handler in former.items():
            # Who was told ends: one signal more would be raised amid whatever ends along.
            signal.signal(name, _heard if stop.by else handler)


def _heard(*_: object) -> None:
    """It ends already."""


async def _watch(robot: Robot, catalog: Catalog, config: Path | None, looked: Callable[[], None]) -> None:
    """The files people edit, followed while the bot runs: the plans and the configuration. `looked` is called
    once it is known what changed while nothing ran."""

    def adopt(changed: Catalog) -> None:
        robot.adopt(world_of(robot.settings, changed))

    def follow(changed: Settings) -> None:
        robot.settings = changed
        adopt(robot.world.catalog)

    def judge(problem: Problem | None) -> None:
        robot.pulse.broken_plans = problem

    plans, posted, clock = robot.settings.plans, robot.post.set, robot.clock
    watcher = Watcher(
        plans,
        catalog,
        robot.store,
        clock,
        lambda: robot.world,
        adopt,
        posted,
        judged=judge,
        leads=lambda: robot.pulse.leads,
    )
    robot.look = partial(robot.guard.run, "plans", watcher.look, None)
    try:
        await robot.look()
    finally:
        looked()
    await asyncio.gather(
        watcher.run(robot.guard), Follower(config, robot.settings, clock, follow).run(robot.guard)
    )


async def _live(
    robot: Robot, part: Process, catalog: Catalog, config: Path | None, began: Callable[[str], None]
) -> None:
    server, looked = _server(robot, part), asyncio.Event()
    watching = asyncio.create_task(_watch(robot, catalog, config, looked.set), name="files")
    try:
        if server:
            await _listen(robot, server)
        await looked.wait()  # no agenda before it, which would not tell what changed
        if part is Process.WEB:
            await asyncio.Event().wait()
        else:
            await stand(robot, lead_of(robot.store, robot.pulse.bot_id), began)
    finally:
        watching.cancel()
        await asyncio.wait([watching], timeout=LAST_LOOK)
        if server:
            await server.stop()
        await robot.close()


async def _listen(robot: Robot, server: "Server") -> None:
    """A webhook needs its port; with polling the pages are a comfort, and the bot runs without."""
    try:
        await server.start()
    except OSError as error:
        if robot.hook:
            raise Mistake(say("cli.port_taken", port=robot.settings.port)) from None
        log.warning("action=listen port=%s failed=%s", robot.settings.port, error.strerror)


def _server(robot: Robot, part: Process) -> "Server | None":
    """The pages, where this process has any; a process that only works has none in webhook mode."""
    settings = robot.settings
    if part is Process.WORKER and robot.hook:
        return None
    if settings.port is None:
        if robot.hook:
            raise Mistake(say("cli.no_port"))
        return None
    # Here: who has no page needs none of what serves it.
    from bot.web.hook import Hook
    from bot.web.pages import Pages
    from bot.web.server import Server

    address, secret = robot.hook or ("", "")
    hook = Hook(urlsplit(address).path or "/", secret, robot.take) if robot.hook else None
    pages = Pages(robot.store, robot.pulse, robot.clock, robot.world.texts, robot.guard, hook)
    return Server(pages.app, settings.host, settings.port)


async def until(stop: asyncio.Event, life: Awaitable[None]) -> None:
    living = asyncio.ensure_future(life)
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait([living, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if living.done():
        living.result()
        return
    living.cancel()
    with suppress(asyncio.CancelledError):
        await living
    log.info("action=stop")
