"""The composition root: the one place that knows every concrete part and puts a bot together."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from bot.clock import SystemClock
from bot.living.config import Follower
from bot.living.plans import Watcher
from bot.messages.snapshot import world_of
from bot.messages.view import World
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.lines import Line, Lines
from bot.rehearsal.lines import Played as Rehearsed
from bot.rehearsal.page.door import HOSTS, Door
from bot.rehearsal.page.recorder import Recorder
from bot.rehearsal.page.routes import Pages as RehearsalPages
from bot.rehearsal.page.session import Session
from bot.rehearsal.scratch import own_copy, seated
from bot.rehearsal.script import Script
from bot.rehearsal.stage import Stage, opening
from bot.rehearsal.troupe import Troupe
from bot.rehearsal.virtual import VirtualClock
from bot.runtime import Robot, stand
from bot.settings import Settings
from bot.store.databases.lead import lead_of
from bot.store.store import Store
from bot.telegram.application import InvalidToken
from bot.telegram.invitations import make_invite
from bot.web import Hook, Pages, Server

log = logging.getLogger(__name__)

# Windows has no SIGTERM from outside: Ctrl+Break, which a program can send, is SIGBREAK.
STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
LAST_LOOK = 1.0  # seconds that the watch over the files gets to end


@asynccontextmanager
async def _staged(
    settings: Settings, catalog: Catalog, first: date, script: Script, copy: bool, **told: Any
) -> AsyncIterator[tuple[Stage, Store, dict[str, str]]]:
    """The real bot against a Bot API of its own, on a copy of its own; and the invitations yet to follow.

    `copy` begins with the live progress: whoever is linked takes part.
    """
    clock = VirtualClock(opening(first, settings.zone))
    with own_copy(settings, progress=copy) as (own, store):
        async with BotApi(now=clock.now) as api:
            pointed = own.with_telegram(api.token, api.base_url)
            world = world_of(pointed, catalog)
            script, seats = await _with_linked(script, store, world)
            troupe = Troupe(script, api, seats)
            troupe.sit()
            robot = Robot(pointed, world, store, clock)
            files = Rereading(robot, pointed, catalog)
            await robot.start()
            try:
                codes = _codes(script, seats, store, robot, catalog)
                yield Stage(script, troupe, robot, clock, files.look, **told), store, codes
            finally:
                await robot.close()


async def rehearse(
    settings: Settings,
    catalog: Catalog,
    first: date,
    last: date,
    script: Script,
    tell: Callable[[Line], None],
    *,
    copy: bool = False,
) -> Rehearsed:
    """The plan played from one day to another, told line by line."""
    lines = Lines(tell)
    async with _staged(settings, catalog, first, script, copy, pressed=lines.pressed) as (
        stage,
        store,
        codes,
    ):
        lines.follow(stage.troupe)
        await stage.open(codes)
        await stage.play(last, settings.zone)
        return Rehearsed(
            days=(last - first).days + 1,
            said=stage.done,
            sent=lines.sent,
            breaches=len(stage.troupe.api.breaches),
            reports=await store.read(lambda tx: len(tx.reports.of())),
        )


async def show_rehearsal(
    settings: Settings,
    catalog: Catalog,
    first: date,
    script: Script,
    port: int,
    tell: Callable[[str], None],
    *,
    copy: bool = False,
) -> None:
    """The page of a rehearsal until it is told to stop; `tell` gets its address once it can be opened.

    A Mistake where the port is taken.
    """
    recorder = Recorder(first)
    with _told_to_stop() as stop:
        staged = _staged(settings, catalog, first, script, copy, played=recorder.note)
        async with staged as (stage, store, codes):
            session = Session(stage, store, recorder, settings.agenda_time, SystemClock(settings.zone))
            pages = RehearsalPages(session, copied=copy, opens=first)
            door = Door(pages.app, token_urlsafe(), stage.robot.world.texts)
            server = Server(door, HOSTS[0], port)
            try:
                door.port = await server.start()
            except OSError:
                raise Mistake(say("cli.port_taken", port=port)) from None
            tell(door.address)
            try:
                await _until(stop, session.live(codes))
            finally:
                await session.end()
                await server.stop()


async def _with_linked(script: Script, store: Store, world: World) -> tuple[Script, dict[str, int]]:
    """The script, and where its actors sit whom the bot knows; without actors it gets all those it knows."""
    linked, places = seated(await store.read(lambda tx: tx.links.all()), world)
    known = {(one.role, one.unit, one.post, one.plan): places[one.id] for one in linked}
    if not script.file and linked:
        return replace(script, actors=linked), places
    wanted = ((one.id, known.get((one.role, one.unit, one.post, one.plan))) for one in script.actors)
    return script, {id: place for id, place in wanted if place is not None}


def _codes(
    script: Script, seats: Mapping[str, int], store: Store, robot: Robot, catalog: Catalog
) -> dict[str, str]:
    plan = next(iter(catalog.plans))
    return {
        actor.id: make_invite(
            store,
            robot.dispatcher.bot_name,
            actor.role,
            robot.clock.now(),
            unit=actor.unit,
            plan=None if actor.unit else actor.plan or plan,
            post=actor.post,
        ).code
        for actor in script.actors
        if actor.id not in seats
    }


class Rereading:
    """The plan files of a rehearsal, read again when one was written in it."""

    def __init__(self, robot: Robot, settings: Settings, catalog: Catalog) -> None:
        def adopt(changed: Catalog) -> None:
            robot.adopt(world_of(settings, changed))

        self._watcher = Watcher(
            settings.plans, catalog, robot.store, robot.clock, lambda: robot.world, adopt, lambda: None
        )
        self._robot = robot

    async def look(self) -> bool:
        """Whether other plans are in force now."""
        before = self._robot.world
        await self._watcher.look()
        return self._robot.world is not before


class Process(StrEnum):
    """What a process does: all of it, only take updates in, only schedule and send."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


async def run(
    settings: Settings, catalog: Catalog, part: Process = Process.ALL, config: Path | None = None
) -> None:
    """The bot until it is told to stop; `config` is the file the settings were read from, to be followed."""
    with _told_to_stop() as stop, closing(Store.open(settings.database_url)) as store:
        robot = Robot(settings, world_of(settings, catalog), store, SystemClock(settings.zone))
        try:
            await _until(stop, _live(robot, part, catalog, config))
        except InvalidToken:
            raise Mistake(say("cli.bad_token")) from None


@contextmanager
def _told_to_stop() -> Iterator[asyncio.Event]:
    """Set by every signal of `STOPS`, in the way that Windows knows as well."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def told(*_: object) -> None:
        loop.call_soon_threadsafe(stop.set)

    former = {name: signal.signal(name, told) for name in STOPS}
    try:
        yield stop
    finally:
        for name, handler in former.items():
            signal.signal(name, handler)


async def _watch(robot: Robot, catalog: Catalog, config: Path | None, looked: Callable[[], None]) -> None:
    """The files people edit, followed while the bot runs: the plans and the configuration. `looked` is called
    once it is known what changed while nothing ran."""

    def adopt(changed: Catalog) -> None:
        robot.adopt(world_of(robot.settings, changed))

    def follow(changed: Settings) -> None:
        robot.settings = changed
        adopt(robot.world.catalog)

    plans, posted, clock = robot.settings.plans, robot.post.set, robot.clock
    watcher = Watcher(plans, catalog, robot.store, clock, lambda: robot.world, adopt, posted)
    try:
        await robot.guard.run("plans", watcher.look, None)
    finally:
        looked()
    await asyncio.gather(
        watcher.run(robot.guard), Follower(config, robot.settings, clock, follow).run(robot.guard)
    )


async def _live(robot: Robot, part: Process, catalog: Catalog, config: Path | None) -> None:
    server, looked = _server(robot, part), asyncio.Event()
    watching = asyncio.create_task(_watch(robot, catalog, config, looked.set), name="files")
    try:
        if server:
            await _listen(robot, server)
        await looked.wait()  # no agenda before it, which would not tell what changed
        if part is Process.WEB:
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


def _server(robot: Robot, part: Process) -> Server | None:
    """The pages, where this process has any; a process that only works has none in webhook mode."""
    settings = robot.settings
    if part is Process.WORKER and robot.hook:
        return None
    if settings.port is None:
        if robot.hook:
            raise Mistake(say("cli.no_port"))
        return None
    address, secret = robot.hook or ("", "")
    hook = Hook(urlsplit(address).path or "/", secret, robot.take) if robot.hook else None
    pages = Pages(robot.store, robot.pulse, robot.clock, robot.world.texts, robot.guard, hook)
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
