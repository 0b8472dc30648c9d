"""Works the inbox off: each stored update is handled once, one lane a chat, chats side by side."""

import asyncio
import logging
import traceback
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, TypeHandler

from bot.clock import Clock
from bot.conversation.dispatch import Dispatcher, called
from bot.delivery.clock_jumps import Jumps
from bot.messages.view import World
from bot.model.message import EventKind
from bot.model.plan import Catalog
from bot.model.say import Say, say
from bot.store.inbox import InboxRow
from bot.store.store import Store, StoreUnavailable, Transaction
from bot.telegram.aside import LONGEST_PAUSE, put_off
from bot.telegram.events import event_of
from bot.telegram.news import news, update_of
from bot.turn.heard import prepare
from bot.turn.turn import Outcome

log = logging.getLogger(__name__)

BATCH = 200
STORE_PAUSE = 1.0  # seconds before a row is looked at again while the store is out
NAME_PAUSE = 60.0
TURN_PAUSE = 0.1  # seconds before a row is looked at again that another process is handling
DEEPEST = 6  # places of a failure that are logged
TOAST_MOST = 200  # core.telegram.org/bots/api#answercallbackquery

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(slots=True)
class _Handling:
    """A row going through the application, and what became of it there."""

    row: InboxRow
    done: bool = False
    error: Exception | None = None


class _Untouched(Exception):
    """The row stays as it is: its lane must stop here, so that what was said keeps its order."""


class Worker:
    """Takes rows of one bot's inbox through the application's handlers."""

    def __init__(
        self,
        application: AnyApplication,
        store: Store,
        dispatcher: Dispatcher,
        world: Callable[[], World],
        clock: Clock,
        handled: Callable[[Outcome], None],
        renamed: Callable[[], Awaitable[None]],
    ) -> None:
        self._application = application
        self._store = store
        self._desk = dispatcher
        self._world = world
        self._clock = clock
        self._handled = handled
        self._renamed = renamed
        self._strange: dict[str, float] = {}  # names of bots, and when each was asked about
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._toasts: set[asyncio.Task[None]] = set()
        self._prepared: Catalog | None = None  # for the words in these plans
        self._preparing = asyncio.Lock()
        self._jumps = Jumps(clock)
        self._handling: ContextVar[_Handling] = ContextVar("handling")
        application.add_handler(TypeHandler(Update, self._on_update))
        application.add_error_handler(self._on_error)

    async def recover(self) -> None:
        """At start, and after a jump of the clock: nothing waits for a moment that is far away."""
        now = self._clock.now()
        count = await self._store.write(lambda tx: tx.inbox.hasten(now, now + LONGEST_PAUSE))
        if count:
            log.warning("action=clock hastened_updates=%d", count)

    async def work(self) -> None:
        """Handle all that is stored and due."""
        if self._jumps.jumped() is not None:
            await self.recover()
        while True:
            for lane, queue in _by_lane(await self._pending()).items():
                self._lanes[lane] = asyncio.create_task(self._lane(lane, queue))
            if not self._lanes:
                return
            await asyncio.wait(self._lanes.values(), return_when=asyncio.FIRST_COMPLETED)

    async def next_due(self) -> datetime | None:
        """When a row that failed is to be tried again, or None."""
        return await self._store.read(lambda tx: tx.inbox.next_due(self._application.bot.id))

    async def answered(self) -> None:
        """Let the answers to presses arrive, which nothing else waits for."""
        await asyncio.gather(*self._toasts)

    async def close(self) -> None:
        """Let what is begun end; nothing new is begun."""
        await asyncio.gather(*self._lanes.values(), *self._toasts, return_exceptions=True)

    async def _pending(self) -> list[InboxRow]:
        now, bot, busy = self._clock.now(), self._application.bot.id, list(self._lanes)
        return await self._store.read(lambda tx: tx.inbox.pending(bot, now, BATCH, skip_lanes=busy))

    async def _lane(self, lane: int, rows: list[InboxRow]) -> None:
        try:
            for row in rows:
                await self._handle(row)
        except _Untouched:
            return
        except Exception:  # not even put off: the others go on, this lane is tried again
            log.exception("action=lane lane=%d failed=yes", lane)
            await self._clock.sleep(STORE_PAUSE)
        finally:
            del self._lanes[lane]

    async def _handle(self, row: InboxRow) -> None:
        """One row, done or put off in the end; raises _Untouched where it is neither."""
        try:
            update = update_of(row, self._application.bot)
        except Exception as error:  # whatever tomorrow's Telegram sends, it must not stop the others
            await self._fail(row, error, final=True)
            return
        handling = _Handling(row)
        self._handling.set(handling)
        # Never raises: a handler's error comes back through _on_error. The handler's own transaction
        # marks the row done.
        await self._application.process_update(update)
        if not handling.done:
            press = update.callback_query
            await self._fail(row, handling.error or RuntimeError("no handler ran"), final=False)
            if press is not None and row.attempts == 0:  # nobody looks at a spinner until it goes well
                self._answer_press(press.id, say("toast.again"))
        elif handling.error:  # after it was handled: nothing is to be done again
            self._complain(row, handling.error)

    async def _on_update(self, update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        handling = self._handling.get()
        row = handling.row
        event, now = event_of(update, str(row.id)), self._clock.now()
        if event and event.kind is EventKind.TEXT:
            await self._learn(called(event.text).casefold())
            await self.make_ready()

        def work(tx: Transaction) -> Outcome | None:
            if not tx.inbox.take(row.id, now):
                return None
            new = news(event, row, tx, self._application.bot) if event else None
            outcome = self._desk.handle(new, tx, now) if new else Outcome()
            tx.inbox.done(row.id, now)
            return outcome

        outcome = await self._store.write(work)
        if outcome is None:
            raise _Untouched
        handling.done = True
        log.info("action=handled row=%d kind=%s", row.id, event.kind if event else "none")
        if update.callback_query is not None:
            self._answer_press(update.callback_query.id, outcome.toast)
        self._handled(outcome)

    async def _learn(self, name: str) -> None:
        """Ask Telegram whether a name that is not ours has become it; at most once a minute for each."""
        now = self._clock.steady()
        if not name or self._desk.goes_by(name) or now < self._strange.get(name, now):
            return
        self._strange = {n: until for n, until in self._strange.items() if until > now}
        self._strange[name] = now + NAME_PAUSE
        await self._renamed()

    async def make_ready(self) -> None:
        """Make what words wait for, once a world, on another thread: nobody waits for the store meanwhile."""
        catalog = self._world().catalog
        async with self._preparing:
            if self._prepared is not catalog:
                await asyncio.to_thread(prepare, catalog)
                self._prepared = catalog

    async def _on_error(self, _: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        self._handling.get().error = context.error

    async def _fail(self, row: InboxRow, error: Exception, *, final: bool) -> None:
        """Put the row off; an outage of the store or another process at work is not the row's fault."""
        if isinstance(error, _Untouched):
            await self._clock.sleep(TURN_PAUSE)
            raise error
        try:
            if isinstance(error, StoreUnavailable):
                raise error
            self._complain(row, error)
            now, world = self._clock.now(), self._world()
            aside = await self._store.write(lambda tx: put_off(tx, world, row, error, now, final=final))
        except StoreUnavailable as outage:
            log.warning("action=handle row=%d store=%s", row.id, outage.reason)
            await self._clock.sleep(STORE_PAUSE)
            raise _Untouched from outage
        if aside:
            log.warning("action=aside row=%d", row.id)
            self._handled(Outcome())

    def _complain(self, row: InboxRow, error: Exception) -> None:
        """Where it failed, without the error's own words: they may quote what somebody wrote."""
        places = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
        where = " < ".join(f"{Path(p.filename).name}:{p.lineno}" for p in reversed(places))
        name = type(error).__name__
        log.error("action=handle row=%d attempt=%d failed=%s at=%s", row.id, row.attempts + 1, name, where)

    def _answer_press(self, query_id: str, toast: Say | None) -> None:
        """Stop the button's spinner. Beside the lane: Telegram forgets presses, and nothing hangs on it."""
        text = self._world().texts.plain(toast)[:TOAST_MOST] if toast else None

        async def answer() -> None:
            try:
                await self._application.bot.answer_callback_query(query_id, text)
            except TelegramError as error:
                log.info("action=toast failed=%s", type(error).__name__)

        task = asyncio.create_task(answer())
        self._toasts.add(task)
        task.add_done_callback(self._toasts.discard)


def _by_lane(rows: list[InboxRow]) -> Mapping[int, list[InboxRow]]:
    lanes: dict[int, list[InboxRow]] = defaultdict(list)
    for row in rows:
        lanes[row.lane].append(row)
    return lanes
