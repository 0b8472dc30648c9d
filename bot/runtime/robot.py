"""One running bot: its parts and its loops."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.conversation.dispatch import Dispatcher
from bot.delivery.aside import Aside, Guard
from bot.delivery.escalation import escalate
from bot.delivery.mornings import brief
from bot.delivery.sender import Sender
from bot.delivery.weeding import A_PASS, weed_some
from bot.messages.view import View, World
from bot.model.plan_file import Rewritten
from bot.model.plan_text import PlanText
from bot.planfile.overlay import Transfer, hand_over
from bot.planfile.writing.replacing import replaced
from bot.runtime import slices
from bot.runtime.taking_up import after, nothing
from bot.scheduler import Tick, renew, schedule, ticks
from bot.settings import Settings
from bot.store.copies.backup import nightly
from bot.store.copies.written import Written
from bot.store.files import folder_of
from bot.store.known_tasks import note_tasks
from bot.store.store import Store
from bot.telegram import application as telegram_application
from bot.telegram.fetcher import Fetcher
from bot.telegram.intake import Raw, keep
from bot.telegram.menus import Menus
from bot.telegram.plan_reader import PlanReader
from bot.telegram.poller import BATCH, Poller, quietly
from bot.telegram.wire import TelegramWire
from bot.telegram.worker import Worker
from bot.turn.turn import Outcome
from bot.web.pulse import Pulse

log = logging.getLogger(__name__)

LONGEST_NAP = 5.0  # seconds a loop sleeps at most
SHARED_NAP = 0.5  # where other processes take updates in: what they commit wakes nobody here
PAUSE = 1.0  # after a failure
FAILED: datetime | None = datetime.max.replace(tzinfo=UTC)  # instead of when a loop's work falls due next
LONGEST_WITHOUT_PASS = 90.0
LAST_SENDS = 3.0  # seconds that sends in flight get at SIGTERM


class Robot:
    """One bot with all its parts: `run` loops over them, a rehearsal steps through them."""

    def __init__(self, settings: Settings, world: World, store: Store, clock: Clock) -> None:
        self.settings = settings
        self.store = store
        self.clock = clock
        self.world = world
        self.mail = asyncio.Event()  # something for the inbox worker
        self.post = asyncio.Event()  # something for the sender
        self.files = asyncio.Event()  # something for the fetcher
        self.drafts = asyncio.Event()  # something for the reader of plan files
        self.application = telegram_application.build(
            settings.telegram.secret(), base_url=settings.telegram.base_url, proxy=settings.telegram.proxy
        )
        self.dispatcher = Dispatcher(
            lambda: self.world.catalog, settings.zone, self._hand_over, self._rewrite
        )
        self.pulse = Pulse(settings.telegram.bot_id, polls=settings.telegram.mode == "polling")
        self.guard = Guard(store, lambda: self.world, clock)
        self.poller = Poller(self.application.bot, clock, self._keep, self._polled, self._refused)
        self.worker = Worker(
            self.application, store, self.dispatcher, lambda: self.world, clock, self._handled, self._greet
        )
        self.fetcher = Fetcher(self.application.bot, store, folder_of(store), clock)
        wire = TelegramWire(self.application.bot)
        self.sender = Sender(store, wire, lambda: self.world, clock)
        bot, language = self.application.bot, world.texts.language
        self.reader = PlanReader(
            bot, store, lambda: self.settings, lambda: self.world, clock, self.post.set, wire.busy
        )
        self.menus = Menus(bot, store, clock, language, settings.zone)
        self._passes_due = asyncio.Event()
        self._scheduler: AsyncIOScheduler | None = None  # while this process leads
        self.look: Callable[[], Awaitable[None]] = nothing  # at the plan files: the first work of the lead
        self.hook = None if self.pulse.polls else settings.hook  # address and secret of the webhook

    @property
    def ticks(self) -> tuple[Tick, ...]:
        times, zone = self.settings.times, self.settings.zone
        digests = [self.world.digest_rules(plan).at for plan in self.world.catalog.plans.values()]
        return ticks(times, digests, zone, passes=self.make_passes, upkeep=self.upkeep)

    def _hand_over(self, transfer: Transfer) -> PlanText:
        return hand_over(self.settings.plans, transfer, self.world.texts)

    def _rewrite(self, files: Sequence[Rewritten], at: datetime) -> None:
        replaced(self.settings.plans, files, at)

    def adopt(self, world: World) -> None:
        """Go on with another world: changed plans, whose digests may have other hours."""
        self.world = world
        if self._scheduler:
            renew(self._scheduler, self.ticks)

    async def start(self) -> None:
        """Greet Telegram and take up what a former process left."""
        await self.application.initialize()
        await self._note_name()
        if self.hook is not None:
            await telegram_application.set_webhook(self.application.bot, *self.hook)

    async def _note_name(self) -> None:
        name = self.application.bot.username
        if name != self.dispatcher.bot_name:
            former = await self.store.write(lambda tx: tx.facts.rename(name))
            self.dispatcher.bot_name, self.dispatcher.former = name, former

    async def _greet(self) -> None:
        """A bot is renamed at @BotFather, who tells it nothing."""
        await quietly(self.application.bot.get_me)
        await self._note_name()

    async def close(self) -> None:
        await self.worker.close()
        await self.application.shutdown()

    async def make_passes(self) -> None:
        """All that is due now goes into the outbox."""
        now, world, times = self.clock.now(), self.world, self.settings.times
        run, store, write = self.guard.run, self.store, self.store.write
        await run("known", lambda: write(lambda tx: note_tasks(tx, world.turning, now)), None)
        agendas = await run("agendas", lambda: slices.agendas(store, world, times, now, self.post.set), None)
        digests = await run("digests", lambda: slices.digests(store, world, times, now), None)
        escalated = await run("escalations", lambda: write(lambda tx: escalate(world, times, tx, now)), None)
        mornings = await run("mornings", lambda: write(lambda tx: brief(world, times, tx, now)), None)
        again = await run("retries", lambda: write(lambda tx: Aside(View(world, tx, now)).retry()), 0)
        await run("weeding", lambda: self._weed(world, now), None)
        added = (agendas, digests[0] if digests else None, escalated, mornings)
        if digests:
            self.pulse.digests = digests[1]
        if None not in added:
            self.pulse.last_pass, self.pulse.passes = now, self.pulse.passes + 1
        if any(added) or again:
            log.info("action=pass agendas=%s digests=%s escalated=%s mornings=%s", *added)
            self.post.set()

    async def _weed(self, world: World, now: datetime) -> None:
        """In many transactions, as the agendas: of an earlier version's log all is to be weeded."""
        for _ in range(A_PASS):
            if not await self.store.write(lambda tx: weed_some(world, tx, now)):
                return

    async def upkeep(self) -> None:
        """At night: forget what is long done, keep a copy of the database."""
        now = self.clock.now()
        await self.guard.run("greet", self._greet, None)
        await self.guard.run("prune", lambda: slices.pruned(self.store, now), None)
        await self.guard.run("backup", lambda: self._backup(now), None)

    async def _backup(self, now: datetime) -> None:
        along = Written(plans=self.settings.plans, config=self.settings.file)
        copy = await asyncio.to_thread(nightly, self.store, now, keep=self.settings.backup_days, along=along)
        kept = f"yes evidence={copy.evidence} missing={copy.missing}" if copy else "none"
        log.info("action=upkeep backup=%s", kept)

    async def step(self) -> datetime | None:
        """Take in, answer and send all there is now, for a rehearsal; returns when more is due, or None."""
        taken = BATCH
        while taken == BATCH:  # fewer are all there are; the next step's question acknowledges them
            if taken := await self.poller.poll(0):
                await self.worker.work()
                if self._passes_due.is_set():
                    self._passes_due.clear()
                    await self.make_passes()
        due = [await self.fetcher.work(), await self.reader.work(), await self.sender.deliver()]
        await self.worker.answered()
        return min((at for at in (*due, await self.worker.next_due()) if at), default=None)

    async def show_menus(self) -> bool:
        """Every chat its commands where links have changed, for a rehearsal; whether any have."""
        changed = self.menus.due.is_set()
        while self.menus.due.is_set() and await self.menus.look():
            self.menus.due.set()
        return changed

    def _polled(self, count: int) -> None:
        self.pulse.last_poll, self.pulse.refused = self.clock.now(), None
        if count:
            self.mail.set()

    def _refused(self) -> None:
        self.pulse.refused = self.pulse.refused or self.clock.now()

    async def _keep(self, updates: Sequence[Raw]) -> None:
        await keep(self.store, self.world, self.pulse.bot_id, updates, self.clock.now())

    async def take(self, update: dict[str, Any]) -> None:
        """One update of the webhook's: stored when this returns."""
        await self._keep([update])
        self.mail.set()

    def _handled(self, outcome: Outcome) -> None:
        self.post.set()
        self.files.set()
        self.drafts.set()
        if outcome.linked:
            self._passes_due.set()
            self.menus.due.set()

    async def lead(self) -> None:
        """Schedule, handle and send until cancelled: what one process at a time does.

        What is to be taken up from a former process is the first work of its loop: where it fails, the
        others go on.
        """
        self.pulse.leads, self.pulse.since = True, self.clock.now()
        self.guard.look_again()
        inbox = after(self.worker.recover, self._work)
        outbox = after(self.sender.recover, self.sender.deliver)
        loops: dict[str, Callable[[], Awaitable[None]]] = {
            "inbox": lambda: self._loop("inbox", self.mail, inbox),
            "outbox": lambda: self._loop("outbox", self.post, outbox),
            "evidence": lambda: self._loop("evidence", self.files, self.fetcher.work),
            "drafts": lambda: self._loop("drafts", self.drafts, self.reader.work),
            "links": self._linked_passes,
            "menus": lambda: self.menus.run(self.guard),
        }
        if self.pulse.polls:
            loops["poll"] = lambda: self.poller.run(self.guard)
        running: list[asyncio.Task[None]] = []
        try:
            await self.look()
            running.append(
                asyncio.create_task(self.guard.run("reader", self.worker.make_ready, None), name="reader")
            )
            running += [
                asyncio.create_task(self._again(name, loop), name=name) for name, loop in loops.items()
            ]
            await self.guard.run("ticks", self._start_ticks, None)
            await asyncio.wait(running)
        finally:
            self.pulse.leads = False
            if self._scheduler:
                self._scheduler.shutdown(wait=False)
            self._scheduler = None
            for task in running:
                task.cancel()
            if running:
                await asyncio.wait(running, timeout=LAST_SENDS)

    async def _start_ticks(self) -> None:
        """Without them the passes run all the same, once in a while."""
        scheduler = schedule(self.ticks, self.settings.zone)
        scheduler.start()
        self._scheduler = scheduler

    async def _again(self, name: str, loop: Callable[[], Awaitable[None]]) -> None:
        """A loop for ever: one that a fault has ended begins anew."""
        while True:
            await self.guard.run(name, loop, None)
            await self.clock.sleep(PAUSE)

    async def _work(self) -> datetime | None:
        await self.worker.work()
        return await self.worker.next_due()

    async def _loop(
        self, name: str, wake: asyncio.Event, work: Callable[[], Awaitable[datetime | None]]
    ) -> None:
        """Work whenever woken or something falls due; an outage of the store, or a fault, is waited out."""
        while True:
            wake.clear()
            due = await self.guard.run(name, work, FAILED)
            if due is FAILED:
                await self.clock.sleep(PAUSE)
                continue
            longest = LONGEST_NAP if self.pulse.polls else SHARED_NAP
            nap = longest if due is None else (due - self.clock.now()).total_seconds()
            with suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), min(max(nap, 0.0), longest))

    async def _linked_passes(self) -> None:
        """Who has just been linked need not wait for the next tick, nor anybody for a scheduler whose
        next moment a clock set back has moved far away."""
        while True:  # first of all whatever fell due while nobody ran
            self._passes_due.clear()
            await self.make_passes()
            await self.guard.well("links")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._passes_due.wait(), LONGEST_WITHOUT_PASS)
