"""Works the inbox off: each stored update is handled once, one lane a chat, chats side by side."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, TypeHandler

from bot.clock import Clock
from bot.conversation.desk import Desk
from bot.conversation.talk import Outcome
from bot.model.say import Say
from bot.store.inbox import InboxRow
from bot.store.store import Store, StoreUnavailable, Transaction
from bot.telegram.events import event_of
from bot.texts import Texts

log = logging.getLogger(__name__)

BATCH = 200
MOST_ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=2)
STORE_PAUSE = 1.0  # seconds before a row is looked at again while the store is out
TOAST_MOST = 200  # core.telegram.org/bots/api#answercallbackquery

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class Worker:
    """Takes rows of one bot's inbox through the application's handlers."""

    def __init__(
        self,
        application: AnyApplication,
        store: Store,
        desk: Desk,
        texts: Texts,
        clock: Clock,
        handled: Callable[[Outcome], None],
    ) -> None:
        self._application = application
        self._store = store
        self._desk = desk
        self._texts = texts
        self._clock = clock
        self._handled = handled
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._toasts: set[asyncio.Task[None]] = set()
        self._row: ContextVar[InboxRow] = ContextVar("row")
        application.add_handler(TypeHandler(Update, self._on_update))
        application.add_error_handler(self._on_error)

    async def work(self) -> None:
        """Handle all that is stored and due."""
        while True:
            for lane, queue in _by_lane(await self._pending()).items():
                self._lanes[lane] = asyncio.create_task(self._lane(lane, queue))
            if not self._lanes:
                return
            await asyncio.wait(self._lanes.values(), return_when=asyncio.FIRST_COMPLETED)

    async def next_due(self) -> datetime | None:
        """When a row that failed is to be tried again, or None."""
        return await self._store.read(lambda tx: tx.inbox.next_due(self._application.bot.id))

    async def close(self) -> None:
        """Let what is begun end; nothing new is begun."""
        await asyncio.gather(*self._lanes.values(), *self._toasts, return_exceptions=True)

    async def _pending(self) -> list[InboxRow]:
        now, bot = self._clock.now(), self._application.bot.id
        rows = await self._store.read(lambda tx: tx.inbox.pending(bot, now, BATCH))
        return [row for row in rows if row.lane not in self._lanes]

    async def _lane(self, lane: int, rows: list[InboxRow]) -> None:
        try:
            for row in rows:
                await self._handle(row)
        finally:
            del self._lanes[lane]

    async def _handle(self, row: InboxRow) -> None:
        try:
            update = Update.de_json(_raw(row), self._application.bot)
        except Exception as error:  # whatever tomorrow's Telegram sends, it must not stop the others
            await self._fail(row, error, final=True)
            return
        self._row.set(row)
        # Never raises: a handler's error comes back through _on_error. The handler's own transaction
        # marks the row done; an update that no handler takes is done as well.
        await self._application.process_update(update)

    async def _on_update(self, update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        row = self._row.get()
        event = event_of(update, str(row.id))
        now = self._clock.now()

        def work(tx: Transaction) -> Outcome:
            outcome = self._desk.handle(event, tx, now) if event else Outcome()
            tx.inbox.done(row.id, now)
            return outcome

        outcome = await self._store.write(work)
        log.info("action=handled row=%d kind=%s", row.id, event.kind if event else "none")
        if update.callback_query is not None:
            self._answer_press(update.callback_query.id, outcome.toast)
        self._handled(outcome)

    async def _on_error(self, _: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        error = context.error or RuntimeError("no error given")
        await self._fail(self._row.get(), error, final=False)

    async def _fail(self, row: InboxRow, error: Exception, *, final: bool) -> None:
        """Try again with growing pauses, then set aside; an outage of the store is not the row's fault."""
        try:
            if isinstance(error, StoreUnavailable):
                raise error
            log.error("action=handle row=%d attempt=%d failed", row.id, row.attempts + 1, exc_info=error)
            await self._store.write(lambda tx: self._put_off(tx, row, type(error).__name__, final))
        except StoreUnavailable as outage:
            log.warning("action=handle row=%d store=%s", row.id, outage.reason)
            await self._clock.sleep(STORE_PAUSE)

    def _put_off(self, tx: Transaction, row: InboxRow, reason: str, final: bool) -> None:
        now = self._clock.now()
        if final or row.attempts + 1 >= MOST_ATTEMPTS:
            tx.inbox.set_aside(row.id, reason, now)
        else:
            tx.inbox.retry(row.id, now + FIRST_PAUSE * 2**row.attempts, reason)

    def _answer_press(self, query_id: str, toast: Say | None) -> None:
        """Stop the button's spinner. Beside the lane: Telegram forgets presses, and nothing hangs on it."""
        text = self._texts.plain(toast)[:TOAST_MOST] if toast else None

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


def _raw(row: InboxRow) -> dict[str, Any]:
    raw: Any = json.loads(row.raw) if isinstance(row.raw, str) else dict(row.raw)
    if not isinstance(raw, dict):
        raise TypeError("an update is an object")
    return raw
