"""The one sender: takes what is due from the outbox, keeps the pace, and notes what became of it."""

import asyncio
import logging
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.pace import Pace
from bot.delivery.render import Rendered, Skip, render
from bot.delivery.view import World
from bot.delivery.wire import CutOff, Migrated, Refused, RetryLater, Unreachable, Wire
from bot.model.message import Delivery, OutboxKind
from bot.store.store import Store, StoreUnavailable, Transaction

log = logging.getLogger(__name__)

AT_ONCE = 12  # sends in flight: 30 a second through a 300 ms round trip
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
MOST_BUGS = 5
STORE_PAUSE = 1.0  # seconds to wait while the store is out
DIGEST_LIVES = timedelta(days=3)  # an older one waits for the next (DESIGN, decision 6)


class Sender:
    """Sends rows by priority, one at a time to a chat, several chats at once."""

    def __init__(
        self,
        store: Store,
        wire: Wire,
        world: Callable[[], World],
        clock: Clock,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._wire = wire
        self._world = world
        self._clock = clock
        self._chance = chance
        self._pace = Pace()
        self._flying: dict[int, asyncio.Task[None]] = {}

    async def recover(self) -> None:
        """At start: rows in flight when the last process died may have arrived; they go again."""
        count = await self._store.write(lambda tx: tx.outbox.recover(self._clock.now()))
        if count:
            log.warning("action=recover uncertain=%d", count)

    async def deliver(self) -> datetime | None:
        """Send all that is due; returns when the next row falls due, or None."""
        try:
            while await self._step():
                pass
        finally:
            await asyncio.gather(*self._flying.values(), return_exceptions=True)
        return await self._store.read(lambda tx: tx.outbox.next_due())

    async def _step(self) -> bool:
        """Start one send or wait for what stands in its way; False when nothing is left to do."""
        if len(self._flying) >= AT_ONCE:
            await self._one_landed()
            return True
        if wait := self._pace.wait(self._clock.steady()):
            await self._clock.sleep(wait)
        resting = self._pace.resting(self._clock.steady())
        skip = {*resting, *self._flying}
        row = await self._next(skip)
        if row is not None:
            self._start(row)
            return True
        if self._flying:
            await self._one_landed()
            return True
        return await self._rest(resting)

    async def _next(self, skip: set[int]) -> Delivery | None:
        now = self._clock.now()
        rows = await self._store.read(lambda tx: tx.outbox.due(now, 1, skip_chats=skip))
        return rows[0] if rows else None

    async def _rest(self, resting: dict[int, float]) -> bool:
        """Wait for the first chat that rests and has something due."""
        now = self._clock.now()
        rows = await self._store.read(lambda tx: tx.outbox.due(now, 100)) if resting else []
        waits = [resting[r.chat_id] for r in rows if r.chat_id in resting]
        if not waits:
            return bool(rows)
        await self._clock.sleep(min(waits))
        return True

    async def _one_landed(self) -> None:
        await asyncio.wait(self._flying.values(), return_when=asyncio.FIRST_COMPLETED)

    def _start(self, row: Delivery) -> None:
        task = asyncio.create_task(self._send(row))
        self._flying[row.chat_id] = task
        task.add_done_callback(lambda _: self._flying.pop(row.chat_id, None))

    async def _send(self, row: Delivery) -> None:
        """One row, from claim to outcome. A failure of ours sets the row aside, never the sender."""
        try:
            rendered = await self._claim(row)
            outcome = await self._outcome(row, rendered) if rendered else None
        except StoreUnavailable as outage:
            log.warning("action=claim row=%d store=%s", row.id, outage.reason)
            await self._clock.sleep(STORE_PAUSE)
            return  # unclaimed: the row is as it was
        except Exception:
            log.exception("action=send row=%d failed", row.id)
            outcome = self._bug(row)
        if outcome:
            await self._note(row, outcome)

    async def _note(self, row: Delivery, outcome: Callable[[Transaction], None]) -> None:
        """Write the outcome; while the store is out the row stays in flight, so nobody sends it again."""
        while True:
            try:
                return await self._store.write(outcome)
            except StoreUnavailable as outage:
                log.warning("action=note row=%d store=%s", row.id, outage.reason)
                await self._clock.sleep(STORE_PAUSE)

    def _bug(self, row: Delivery) -> Callable[[Transaction], None]:
        """A row our own code fails on is tried a few times, then refused: it must not block its chat."""
        if row.attempts + 1 >= MOST_BUGS:
            return lambda tx: tx.outbox.refused(row.id, "bug", self._clock.now())
        return lambda tx: self._again(tx, row, "bug", None)

    async def _claim(self, row: Delivery) -> Rendered | None:
        """Render and mark as being sent in one transaction; None when there is nothing to say."""
        now = self._clock.now()

        def work(tx: Transaction) -> Rendered | None:
            stale = row.kind is OutboxKind.DIGEST and now - row.created_at > DIGEST_LIVES
            rendered = Skip("stale") if stale else render(self._world(), row, tx, now)
            if isinstance(rendered, Skip):
                tx.outbox.skip(row.id, rendered.reason, now)
                return None
            return rendered if tx.outbox.claim(row.id, now, rendered.subject) else None

        return await self._store.write(work)

    async def _outcome(self, row: Delivery, rendered: Rendered) -> Callable[[Transaction], None]:
        """Send, and say what is to be written of it."""
        chat = row.chat_id
        try:
            message_id = await self._put(row, rendered)
        except RetryLater as failure:
            if failure.after is not None and failure.flood:
                self._hold(chat, failure.after)
            reason, after = failure.reason, failure.after
            return lambda tx: self._again(tx, row, reason, after)
        except CutOff as failure:
            reason = failure.reason
            return lambda tx: tx.outbox.uncertain(row.id, self._later(row, None), reason)
        except Unreachable as failure:
            reason = failure.reason
            return lambda tx: self._lost(tx, row, reason)
        except Migrated as failure:
            new = failure.new_chat_id
            return lambda tx: self._moved(tx, row, new)
        except Refused as failure:
            log.error("action=refused row=%d kind=%s reason=%s", row.id, row.kind, failure.reason)
            reason = failure.reason
            return lambda tx: tx.outbox.refused(row.id, reason, self._clock.now())
        log.info("action=sent row=%d kind=%s chat=%d", row.id, row.kind, chat)
        return lambda tx: self._landed(tx, row, message_id)

    async def _put(self, row: Delivery, rendered: Rendered) -> int:
        if row.edits is not None:
            with suppress(Refused):  # deleted or too old to edit: say it in a new message
                return await self._wire.edit(row.chat_id, row.edits, rendered.message)
        self._pace.left(row.chat_id, self._clock.steady())
        return await self._wire.send(row.chat_id, rendered.message, row.thread_id)

    def _hold(self, chat: int, after: float) -> None:
        """A flood answer to a group speaks of that group's limit; to a person, of the limit for all."""
        self._pace.hold(chat if chat < 0 else None, self._clock.steady() + after)

    def _landed(self, tx: Transaction, row: Delivery, message_id: int) -> None:
        tx.outbox.sent(row.id, message_id, self._clock.now())
        tx.links.reachable(row.chat_id)

    def _lost(self, tx: Transaction, row: Delivery, reason: str) -> None:
        log.warning("action=unreachable row=%d chat=%d reason=%s", row.id, row.chat_id, reason)
        tx.outbox.unreachable(row.id, reason, self._clock.now())
        tx.links.unreachable(row.chat_id, self._clock.now())

    def _moved(self, tx: Transaction, row: Delivery, new_chat_id: int) -> None:
        log.info("action=migrated chat=%d to=%d", row.chat_id, new_chat_id)
        tx.outbox.retry(row.id, self._clock.now(), "migrated")
        tx.outbox.move_chat(row.chat_id, new_chat_id)

    def _again(self, tx: Transaction, row: Delivery, reason: str, after: float | None) -> None:
        log.warning("action=retry row=%d attempts=%d reason=%s", row.id, row.attempts + 1, reason)
        tx.outbox.retry(row.id, self._later(row, after), reason)

    def _later(self, row: Delivery, after: float | None) -> datetime:
        """A pause that doubles with every attempt, spread so that rows don't return all at once."""
        pause = after if after is not None else min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(row.attempts, 8))
        return self._clock.now() + timedelta(seconds=pause * (1 + self._chance() / 4))
