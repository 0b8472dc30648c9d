"""The composition root: the one place that knows every concrete part and puts a bot together."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from tempfile import TemporaryDirectory

from telegram.error import InvalidToken, TelegramError

from bot.clock import Clock, SystemClock
from bot.conversation import linking
from bot.conversation.desk import Desk
from bot.conversation.talk import Outcome
from bot.delivery import passes
from bot.delivery.sender import Sender
from bot.delivery.view import View, World
from bot.model.people import Invite, Role
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.script import Script
from bot.rehearsal.stage import Line, Stage, opening
from bot.rehearsal.stage import Outcome as Rehearsed
from bot.rehearsal.virtual import VirtualClock
from bot.schedule.calendar import WorkingDays
from bot.scheduler import Tick, schedule, ticks
from bot.settings import Settings
from bot.store.store import Store, StoreUnavailable
from bot.telegram import application as telegram_application
from bot.telegram.poller import Poller
from bot.telegram.wire import TelegramWire
from bot.telegram.worker import Worker
from bot.texts import Texts

log = logging.getLogger(__name__)

BOT_NAME = "bot_name"  # the fact under which the store keeps the bot's username
LONGEST_NAP = 5.0  # seconds a loop sleeps at most: a commit of another process wakes nobody
STORE_PAUSE = 1.0
START_PAUSE, LONGEST_START_PAUSE = 1.0, 30.0
LAST_SENDS = 3.0  # seconds that sends in flight get at SIGTERM


def world_of(settings: Settings, catalog: Catalog) -> World:
    """What messages are made from, out of configuration and plans."""
    return World(
        catalog=catalog,
        days=WorkingDays(off=settings.calendar.off, work=settings.calendar.work),
        texts=Texts(settings.language),
        zone=settings.zone,
    )


class Robot:
    """One bot with all its parts: `run` loops over them, a rehearsal steps through them."""

    def __init__(self, settings: Settings, catalog: Catalog, store: Store, clock: Clock) -> None:
        self.settings = settings
        self.store = store
        self.clock = clock
        self.world = world_of(settings, catalog)
        self.mail = asyncio.Event()  # something for the inbox worker
        self.post = asyncio.Event()  # something for the sender
        self.application = telegram_application.build(
            settings.telegram.secret(), base_url=settings.telegram.base_url, proxy=settings.telegram.proxy
        )
        self.desk = Desk(lambda: self.world.catalog, settings.zone)
        self.poller = Poller(self.application.bot, store, clock, self.mail.set)
        self.worker = Worker(self.application, store, self.desk, self.world.texts, clock, self._handled)
        self.sender = Sender(store, TelegramWire(self.application.bot), lambda: self.world, clock)
        self._passes_due = asyncio.Event()

    @property
    def ticks(self) -> tuple[Tick, ...]:
        return ticks(self.settings.times, self.settings.zone, passes=self.make_passes, upkeep=self.upkeep)

    async def start(self) -> None:
        """Greet Telegram and take up what a former process left."""
        await self.application.initialize()
        name = self.application.bot.username
        self.desk.bot_name = name
        await self.store.write(lambda tx: tx.facts.set(BOT_NAME, name))
        await self.sender.recover()

    async def close(self) -> None:
        await self.worker.close()
        await self.application.shutdown()

    async def make_passes(self) -> None:
        """All that is due now goes into the outbox."""
        now, world, times = self.clock.now(), self.world, self.settings.times
        agendas = await self.store.write(lambda tx: passes.plan_day(world, times, tx, now))
        digests = await self.store.write(lambda tx: passes.digest_week(world, times, tx, now))
        if agendas or digests:
            log.info("action=pass agendas=%d digests=%d", agendas, digests)
            self.post.set()

    async def upkeep(self) -> None:
        now = self.clock.now()
        await self.store.write(lambda tx: passes.prune(tx, now))

    async def step(self) -> None:
        """Take in, answer and send all there is at this moment; for a rehearsal."""
        while await self.poller.poll(0):
            await self.worker.work()
            if self._passes_due.is_set():
                self._passes_due.clear()
                await self.make_passes()
        await self.sender.deliver()

    def _handled(self, outcome: Outcome) -> None:
        self.post.set()
        if outcome.linked:
            self._passes_due.set()

    async def run(self) -> None:
        """Work until cancelled."""
        scheduler = schedule(self.ticks, self.settings.zone)
        loops = [
            asyncio.create_task(self.poller.run(), name="poll"),
            asyncio.create_task(self._loop(self.mail, self._work), name="inbox"),
            asyncio.create_task(self._loop(self.post, self.sender.deliver), name="outbox"),
            asyncio.create_task(self._linked_passes(), name="links"),
        ]
        self._passes_due.set()  # at start: whatever fell due while nobody ran
        scheduler.start()
        try:
            done, _ = await asyncio.wait(loops, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            scheduler.shutdown(wait=False)
            for task in loops:
                task.cancel()
            await asyncio.wait(loops, timeout=LAST_SENDS)

    async def _work(self) -> datetime | None:
        await self.worker.work()
        return await self.worker.next_due()

    async def _loop(self, wake: asyncio.Event, work: Callable[[], Awaitable[datetime | None]]) -> None:
        """Work whenever woken or something falls due; an outage of the store is waited out."""
        while True:
            wake.clear()
            try:
                due = await work()
            except StoreUnavailable as outage:
                log.warning("action=loop store=%s", outage.reason)
                await self.clock.sleep(STORE_PAUSE)
                continue
            nap = LONGEST_NAP if due is None else (due - self.clock.now()).total_seconds()
            with suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), min(max(nap, 0.0), LONGEST_NAP))

    async def _linked_passes(self) -> None:
        """Who has just been linked need not wait for the next tick."""
        while True:
            await self._passes_due.wait()
            self._passes_due.clear()
            try:
                await self.make_passes()
            except StoreUnavailable as outage:
                log.warning("action=pass store=%s", outage.reason)


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


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeInvite:
    """An invitation as a link to send."""

    link: str
    code: str
    expires_at: datetime


async def invite(
    settings: Settings,
    role: Role,
    *,
    unit: str | None = None,
    plan: str | None = None,
    post: str | None = None,
) -> MadeInvite:
    """A new invitation, kept in the database and good for one use."""
    now = SystemClock(settings.zone).now()
    store = Store.open(settings.database_url)
    try:
        name = await _bot_name(settings, store)
        return make_invite(store, name, role, now, unit=unit, plan=plan, post=post)
    finally:
        store.close()


def make_invite(
    store: Store,
    bot_name: str,
    role: Role,
    now: datetime,
    *,
    unit: str | None = None,
    plan: str | None = None,
    post: str | None = None,
) -> MadeInvite:
    code = linking.new_code()
    made = Invite(role=role, unit=unit, plan=plan, post=post, expires_at=linking.expiry(now))
    with store.transaction() as tx:
        tx.invites.add(code, made, now)
    link = linking.deep_link(bot_name, role, code)
    return MadeInvite(link=link, code=code, expires_at=made.expires_at)


async def _bot_name(settings: Settings, store: Store) -> str:
    """The bot's username, from Telegram, or as it was at the last run."""
    with store.transaction(read_only=True) as tx:
        known = tx.facts.get(BOT_NAME)
    try:
        name = await telegram_application.bot_name(
            settings.telegram.secret(), base_url=settings.telegram.base_url, proxy=settings.telegram.proxy
        )
    except InvalidToken:
        raise Mistake(say("cli.bad_token")) from None
    except TelegramError as error:
        if known is None:
            raise Mistake(say("cli.no_telegram", reason=type(error).__name__)) from None
        return known
    return name


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
                robot = Robot(pointed, catalog, store, clock)
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


async def run(settings: Settings, catalog: Catalog) -> None:
    """The bot until SIGTERM or SIGINT."""
    clock = SystemClock(settings.zone)
    store = Store.open(settings.database_url)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        robot = Robot(settings, catalog, store, clock)
        await _until(stop, _live(robot))
    finally:
        store.close()


async def _live(robot: Robot) -> None:
    try:
        await _start_patiently(robot)
        await robot.run()
    finally:
        await robot.close()


async def _start_patiently(robot: Robot) -> None:
    """Telegram may be out of reach when the machine starts; only a wrong token is final."""
    pause = START_PAUSE
    while True:
        try:
            await robot.start()
            break
        except InvalidToken:
            raise
        except (TelegramError, StoreUnavailable) as error:
            log.warning("action=start failed=%s retry_in=%.0f", type(error).__name__, pause)
            await robot.clock.sleep(pause)
            pause = min(LONGEST_START_PAUSE, pause * 2)
    log.info("action=start bot=%s", robot.desk.bot_name)
    with suppress(TelegramError):  # the menu is a comfort: without it the commands work all the same
        await telegram_application.publish_commands(robot.application.bot, robot.world.texts)


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
