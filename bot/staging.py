"""A rehearsal put together: the real bot, its Bot API, a copy of its own, in a terminal or on a page."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from secrets import token_urlsafe
from typing import Any

from bot.app import told_to_stop, until
from bot.clock import SystemClock
from bot.living.plans import Watcher
from bot.messages.snapshot import world_of
from bot.messages.view import World
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.lines import Line, Lines, Played
from bot.rehearsal.page.door import HOSTS, Door
from bot.rehearsal.page.recorder import Recorder
from bot.rehearsal.page.routes import Pages
from bot.rehearsal.page.session import Session
from bot.rehearsal.scratch import own_copy, seated
from bot.rehearsal.script import Script
from bot.rehearsal.stage import Stage, opening
from bot.rehearsal.troupe import Troupe
from bot.rehearsal.virtual import VirtualClock
from bot.runtime import Robot
from bot.settings import Settings
from bot.store.store import Store
from bot.telegram.invitations import make_invite
from bot.web.server import Server

PORT = 8037  # a browser keeps language and theme by address and port: the next rehearsal has them again


@asynccontextmanager
async def staged(
    settings: Settings, catalog: Catalog, first: date, script: Script, copy: bool, **told: Any
) -> AsyncIterator[tuple[Stage, Store, dict[str, str]]]:
    """The real bot against a Bot API of its own, on a copy of its own; and the invitations yet to follow.

    `copy` begins with the live progress: whoever is linked takes part.
    """
    now, opens = SystemClock(settings.zone).now(), opening(first, settings.zone)
    # What was reported this morning must not lie ahead.
    clock = VirtualClock(max(now, opens) if copy and first == now.date() else opens)
    with own_copy(settings, progress=copy) as (own, store):
        async with BotApi(now=clock.now) as api:
            pointed = own.with_telegram(api.token, api.base_url)
            world = _marked(pointed, catalog)
            api.bot["first_name"] = world.texts.plain("rehearsal.bot")
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
) -> Played:
    """The plan played from one day to another, told line by line."""
    lines = Lines(tell)
    async with staged(settings, catalog, first, script, copy, pressed=lines.pressed) as (
        stage,
        store,
        codes,
    ):
        lines.follow(stage.troupe)
        await stage.open(codes)
        await stage.play(last, settings.zone)
        return Played(
            days=(last - first).days + 1,
            said=stage.done,
            sent=lines.sent,
            breaches=len(stage.troupe.api.breaches),
            reports=await store.read(lambda tx: len(tx.reports.of())),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A page that is served: where, what it shows, and the invitations that its people follow first."""

    address: str
    session: Session
    codes: Mapping[str, str]

    async def live(self) -> None:
        """Until it is cancelled."""
        await self.session.live(self.codes)


async def show(
    settings: Settings,
    catalog: Catalog,
    first: date,
    script: Script,
    port: int | None,
    tell: Callable[[str], None],
    *,
    copy: bool = False,
) -> None:
    """The page until the program is told to stop; `tell` gets its address once it can be opened."""
    with told_to_stop() as stop:
        async with page(settings, catalog, first, script, port, copy=copy) as shown:
            tell(shown.address)
            await until(stop, shown.live())


@asynccontextmanager
async def page(
    settings: Settings,
    catalog: Catalog,
    first: date,
    script: Script,
    port: int | None = 0,
    *,
    copy: bool = False,
) -> AsyncIterator[Shown]:
    """The page, on this port (0: any; null: `PORT` where it is free); a Mistake where it is taken."""
    recorder = Recorder(first)
    async with staged(settings, catalog, first, script, copy, played=recorder.note) as (stage, store, codes):
        session = Session(stage, store, recorder, settings.agenda_time, SystemClock(settings.zone))
        pages = Pages(session, copied=copy, opens=first)
        door = Door(pages.app, token_urlsafe(), stage.robot.world.texts)
        server, door.port = await _serving(door, (PORT, 0) if port is None else (port,))
        try:
            yield Shown(address=door.address, session=session, codes=codes)
        finally:
            await session.end()
            await server.stop()


async def _serving(door: Door, ports: Sequence[int]) -> tuple[Server, int]:
    """The server on the first of these ports that is free."""
    for port in ports:
        server = Server(door, HOSTS[0], port)
        with suppress(OSError):
            return server, await server.start()
    raise Mistake(say("rehearsal.port_taken", port=ports[-1]))


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


def _marked(settings: Settings, catalog: Catalog) -> World:
    """The world of a rehearsal: every file it makes says so."""
    world = world_of(settings, catalog)
    return replace(world, mark=world.texts.plain("rehearsal.mark"))


class Rereading:
    """The plan files of a rehearsal, read again when one was written in it."""

    def __init__(self, robot: Robot, settings: Settings, catalog: Catalog) -> None:
        def adopt(changed: Catalog) -> None:
            robot.adopt(_marked(settings, changed))

        self._watcher = Watcher(
            settings.plans, catalog, robot.store, robot.clock, lambda: robot.world, adopt, lambda: None
        )
        self._robot = robot

    async def look(self) -> bool:
        """Whether other plans are in force now."""
        before = self._robot.world
        await self._watcher.look()
        return self._robot.world is not before
