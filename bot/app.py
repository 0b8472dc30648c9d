"""The composition root: the one place that knows every concrete part and puts a bot together."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from telegram.error import InvalidToken

from bot.clock import SystemClock
from bot.delivery.guard import guarded
from bot.delivery.preview import Preview, keep_reports, keep_values, preview
from bot.delivery.view import View, World
from bot.following import Follower
from bot.inviting import make_invite
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.script import Script
from bot.rehearsal.stage import Line, Stage, opening
from bot.rehearsal.stage import Outcome as Rehearsed
from bot.rehearsal.virtual import VirtualClock
from bot.robot import Robot, stand
from bot.schedule.calendar import WorkingDays
from bot.settings import Settings
from bot.store.lead import lead_of
from bot.store.store import Store
from bot.texts import texts_in
from bot.watching import Watcher
from bot.web import Hook, Pages, Server

log = logging.getLogger(__name__)

LAST_LOOK = 1.0  # seconds that the watch over the files gets to end


def world_of(settings: Settings, catalog: Catalog) -> World:
    """What messages are made from, out of configuration and plans."""
    return World(
        catalog=guarded(catalog),
        days=WorkingDays(off=settings.calendar.off, work=settings.calendar.work),
        texts=texts_in(settings.language),
        zone=settings.zone,
        digest=settings.digest_rules,
    )


@contextmanager
def snapshot(settings: Settings, catalog: Catalog) -> Iterator[View]:
    """What is known now, for commands that only look; without a database yet, nothing is reported."""
    now = SystemClock(settings.zone).now()
    with TemporaryDirectory(prefix="dunghan-") as folder:
        store = Store.open_existing(settings.database_url) or Store.open(f"sqlite:///{folder}/empty.sqlite3")
        try:
            with store.transaction(read_only=True) as tx:
                yield View(world_of(settings, catalog), tx, now)
        finally:
            store.close()


def previewed(
    settings: Settings, catalog: Catalog, first: date, last: date, unit: str | None
) -> Iterator[Preview]:
    """What the bot would send on these days, given what is reported by now; nothing is sent or kept."""
    with snapshot(settings, catalog) as view:
        reports, values = view.tx.reports.of(), view.tx.target_values.of()
    with TemporaryDirectory(prefix="dunghan-") as folder:
        store = Store.open(f"sqlite:///{folder}/preview.sqlite3")
        try:
            with store.transaction() as tx:
                keep_reports(tx, reports)
                keep_values(tx, values)
                yield from preview(view.world, settings.times, tx, first, last, unit)
        finally:
            store.close()


async def rehearse(
    settings: Settings,
    catalog: Catalog,
    first: date,
    last: date,
    script: Script,
    tell: Callable[[Line], None],
) -> Rehearsed:
    """The plan played from one day to another by the real bot against a Bot API of its own."""
    clock = VirtualClock(opening(first, settings.zone))
    with TemporaryDirectory(prefix="dunghan-") as folder:
        store = Store.open(f"sqlite:///{folder}/rehearsal.sqlite3")
        try:
            async with BotApi(now=clock.now) as api:
                stage = Stage(script, api, clock, tell)
                stage.set()
                pointed = settings.with_telegram(api.token, api.base_url)
                robot = Robot(pointed, world_of(pointed, catalog), store, clock)
                await robot.start()
                try:
                    await stage.open(robot, _codes(script, store, robot, catalog))
                    outcome = await stage.play(robot, last, settings.zone)
                    kept = await store.read(lambda tx: len(tx.reports.of()))
                    return replace(outcome, reports=kept)
                finally:
                    await robot.close()
        finally:
            store.close()


def _codes(script: Script, store: Store, robot: Robot, catalog: Catalog) -> dict[str, str]:
    plan = next(iter(catalog.plans))
    return {
        actor.id: make_invite(
            store,
            robot.desk.bot_name,
            actor.role,
            robot.clock.now(),
            unit=actor.unit,
            plan=None if actor.unit else actor.plan or plan,
            post=actor.post,
        ).code
        for actor in script.actors
    }


class Part(StrEnum):
    """What a process does: all of it, only take updates in, only schedule and send."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


async def run(
    settings: Settings, catalog: Catalog, part: Part = Part.ALL, config: Path | None = None
) -> None:
    """The bot until SIGTERM or SIGINT; `config` is the file the settings were read from, to be followed."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    store = Store.open(settings.database_url)
    try:
        robot = Robot(settings, world_of(settings, catalog), store, SystemClock(settings.zone))
        await _until(stop, _live(robot, part, catalog, config))
    except InvalidToken:
        raise Mistake(say("cli.bad_token")) from None
    finally:
        store.close()


async def _watch(robot: Robot, catalog: Catalog, config: Path | None) -> None:
    """The files people edit, followed while the bot runs: the plans and the configuration."""

    def adopt(changed: Catalog) -> None:
        robot.adopt(world_of(robot.settings, changed))

    def follow(changed: Settings) -> None:
        robot.settings = changed
        adopt(robot.world.catalog)

    plans, posted, clock = robot.settings.plans, robot.post.set, robot.clock
    watcher = Watcher(plans, catalog, robot.store, clock, lambda: robot.world, adopt, posted)
    await asyncio.gather(watcher.run(), Follower(config, robot.settings, clock, follow).run())


async def _live(robot: Robot, part: Part, catalog: Catalog, config: Path | None) -> None:
    server = _server(robot, part)
    watching = asyncio.create_task(_watch(robot, catalog, config), name="files")
    try:
        if server:
            await _listen(robot, server)
        if part is Part.WEB:
            await asyncio.Event().wait()
        else:
            await stand(robot, lead_of(robot.store, robot.pulse.bot_id))
    finally:
        watching.cancel()
        await asyncio.wait([watching], timeout=LAST_LOOK)
        if server:
            await server.stop()
        await robot.close()


async def _listen(robot: Robot, server: Server) -> None:
    """A webhook needs its port; with polling the pages are a comfort, and the bot runs without."""
    try:
        await server.start()
    except OSError as error:
        if robot.hook:
            raise Mistake(say("cli.port_taken", port=robot.settings.port)) from None
        log.warning("action=listen port=%s failed=%s", robot.settings.port, error.strerror)


def _server(robot: Robot, part: Part) -> Server | None:
    """The pages, where this process has any; a process that only works has none in webhook mode."""
    settings = robot.settings
    if part is Part.WORKER and robot.hook:
        return None
    if settings.port is None:
        if robot.hook:
            raise Mistake(say("cli.no_port"))
        return None
    hook = None
    if robot.hook:
        address, secret = robot.hook
        hook = Hook(urlsplit(address).path or "/", secret, robot.take)
    pages = Pages(robot.store, robot.pulse, robot.clock, robot.world.texts, hook)
    return Server(pages.app, settings.host, settings.port)


async def _until(stop: asyncio.Event, life: Awaitable[None]) -> None:
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
