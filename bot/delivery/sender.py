"""The one sender: takes what is due from the outbox, keeps the pace, and notes what became of it."""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery import making
from bot.delivery.circuit import Circuit
from bot.delivery.clock_jumps import Jumps
from bot.delivery.outcomes import LONGEST_PAUSE, Outcome, Outcomes, Remedied
from bot.delivery.pace import Pace, Ticket
from bot.delivery.wire import CutOff, Refused, RetryLater, Unreachable, Wire, WireFailure
from bot.messages.render import render
from bot.messages.rendered import Rendered, Skip
from bot.messages.view import World
from bot.model import subjects
from bot.model.message import Delivery, FileKind
from bot.model.refusal import SHUT, Refusal, sort_of
from bot.store.store import Store, StoreUnavailable, Transaction

log = logging.getLogger(__name__)

AT_ONCE = 24  # sends in flight: 30 a second through a journey of 800 ms
STORE_PAUSE = 1.0  # seconds to wait while the store is out
LOOK = 0.1  # seconds at most before an answer that has just come in is seen
ELSEWHERE = 0.5  # the same for a row that has come due, or that another process put there
TICK = 0.001  # the shortest wait: less than a microsecond would be none to a clock that counts in those
AHEAD = 8  # rows read at once: more would be stale before their turn comes
DIGEST_LIVES = timedelta(days=3)  # an older one waits for the next (decision 6)
REMEMBERED = timedelta(minutes=1)  # the longest window of the pace
Held = tuple[list[Delivery], datetime | None]  # rows due to chats that rest, and when the next falls due


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
        self._pace = Pace()
        self._circuit = Circuit(chance)
        self._jumps = Jumps(clock)
        self._outcomes = Outcomes(world, clock, chance)
        self._unasked = asyncio.Lock()  # held while a picture is drawn that nobody asked for
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._ahead: list[Delivery] = []
        self._fresh_until = 0.0
        self._emptied: tuple[int, set[int]] | None = None  # a look saw all: after which writes, skipping whom
        self._held: Held | None = None  # of the last look, where nothing was free to go
        self._claims = 0
        self._due: datetime | None = None

    async def recover(self) -> None:
        """At start: rows in flight when the last process died may have arrived; they go again."""
        now = self._clock.now()

        def work(tx: Transaction) -> tuple[int, list[tuple[int, datetime]]]:
            sends = tx.outbox.left_between(now - REMEMBERED, now)
            _hasten(tx, now)
            return tx.outbox.recover(now), sends

        count, sends = await self._store.write(work)
        steady = self._clock.steady()
        for chat, at in sends:
            self._pace.remember(chat, steady - (now - at).total_seconds())
        if count:
            # When they left is known, when they arrived is not: the last process may just have died.
            self._pace.pause(steady)
            log.warning("action=recover uncertain=%d", count)

    async def deliver(self) -> datetime | None:
        """Send all that is due; returns when the next row falls due, or None."""
        self._fresh_until = 0.0
        try:
            await self._look_at_clocks()
            while await self._step():
                await self._look_at_clocks()
        finally:
            await asyncio.gather(*self._flying.values(), return_exceptions=True)
        return self._due

    async def _look_at_clocks(self) -> None:
        """A clock set back would leave rows waiting for a moment that is now far away."""
        by = self._jumps.jumped()
        if by is not None:
            now = self._clock.now()
            count = await self._store.write(lambda tx: _hasten(tx, now))
            log.warning("action=clock jumped=%.0f hastened=%d", by.total_seconds(), count)

    async def _step(self) -> bool:
        """Start one send or wait for what stands in its way; False when nothing is left to do."""
        if len(self._flying) >= (1 if self._circuit.open else AT_ONCE):
            await self._one_landed()
            return True
        at = self._clock.steady()
        if wait := max(self._pace.wait(at), self._circuit.wait(at)):
            await self._clock.sleep(max(wait, TICK))
            return True
        seen, resting = self._writes, self._pace.resting(at)
        row = await self._next({*resting, *self._flying}, seen)
        if row is not None:
            self._start(row)
            return True
        if self._flying:
            await self._one_landed()
            return True
        return await self._rest(resting, seen)

    async def _next(self, skip: set[int], seen: int) -> Delivery | None:
        """The most urgent row to a chat that is free, as of a moment ago."""
        fresh = self._clock.steady() < self._fresh_until
        rows = [row for row in self._ahead if row.chat_id not in skip] if fresh else []
        self._held = None
        if not rows and not (fresh and self._has_seen_all(skip, seen)):
            rows = await self._look(skip, seen)
        self._ahead = rows[1:]
        return rows[0] if rows else None

    async def _look(self, skip: set[int], seen: int) -> list[Delivery]:
        """The most urgent rows to chats that are free; where there are none, also what is held."""
        now, until = self._clock.now(), self._clock.steady() + LOOK

        def work(tx: Transaction) -> tuple[list[Delivery], Held | None]:
            free = tx.outbox.due(now, AHEAD, skip_chats=skip)
            return free, None if free else _held(tx, now)

        rows, self._held = await self._store.read(work)
        self._fresh_until = until
        self._emptied = (seen, skip) if len(rows) < AHEAD else None
        if self._circuit.open:  # the next probe is a row that has not had to be one
            rows.sort(key=lambda row: row.attempts)
        return rows

    @property
    def _writes(self) -> int:
        """How much was written that may have put something into the outbox: no claim does."""
        return self._store.writes - self._claims

    def _has_seen_all(self, skip: set[int], seen: int) -> bool:
        """Whether the last look left nothing unseen: nothing was written since, and no chat has come free."""
        return self._emptied is not None and self._emptied[0] == seen and self._emptied[1] <= skip

    async def _rest(self, resting: dict[int, float], seen: int) -> bool:
        """Wait a little for a chat that rests and has something due, until more is written than was seen."""
        now = self._clock.now()
        if self._held is None:
            self._held = await self._store.read(lambda tx: _held(tx, now))
        rows, self._due = self._held
        waits = [resting[r.chat_id] for r in rows if r.chat_id in resting]
        until = self._clock.steady() + min([ELSEWHERE, *waits]) if waits else 0.0
        while self._writes == seen and (left := until - self._clock.steady()) > 0:
            await self._clock.sleep(min(LOOK, max(TICK, left)))
        self._fresh_until = 0.0
        return bool(rows)

    async def _one_landed(self) -> None:
        await asyncio.wait(self._flying.values(), timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)

    def _start(self, row: Delivery) -> None:
        # The place is taken now: several rows may be on their way from here to the wire.
        ticket = self._pace.take(row.chat_id, self._clock.steady())
        task = self._flying[row.chat_id] = asyncio.create_task(self._send(row, ticket))
        task.add_done_callback(lambda _: self._flying.pop(row.chat_id, None))

    async def _send(self, row: Delivery, ticket: Ticket) -> None:
        """One row, from claim to outcome. A failure of ours sets the row aside, never the sender."""
        rendered: Rendered | None = None
        outcome: Outcome | None
        try:
            rendered = await self._claim(row)
            outcome = await self._outcome(row, rendered, ticket) if rendered else None
        except StoreUnavailable as outage:
            log.warning("action=claim row=%d store=%s", row.id, outage.reason)
            await self._clock.sleep(STORE_PAUSE)
            return  # unclaimed: the row is as it was
        except Exception as error:
            outcome = self._outcomes.bug(row, error)
        finally:
            if ticket.landed is None:
                self._pace.give_back(ticket)
        if outcome:
            await self._note(row, outcome)

    async def _note(self, row: Delivery, outcome: Outcome) -> None:
        """Write the outcome; while it can't be written the row stays in flight, so nobody sends it again."""
        while True:
            try:
                return await self._store.write(outcome)
            except StoreUnavailable as outage:
                log.warning("action=note row=%d store=%s", row.id, outage.reason)
                await self._clock.sleep(STORE_PAUSE)
            except Exception:
                return log.exception("action=note row=%d failed=yes", row.id)

    async def _claim(self, row: Delivery) -> Rendered | None:
        """Render and mark as being sent in one transaction; None when there is nothing to say."""
        now = self._clock.now()

        def work(tx: Transaction) -> Rendered | None:
            found = tx.outbox.get(row.id)
            if found is None or found.chat_id != row.chat_id:
                return None  # its group has moved since it was read: it waits at the new place
            weekly = isinstance(row.subject, (subjects.Digest, subjects.Paper)) and row.subject.week
            stale = weekly and now - row.created_at > DIGEST_LIVES
            rendered = Skip("stale") if stale else render(self._world(), row, tx, now)
            if isinstance(rendered, Skip):
                tx.outbox.skip(row.id, rendered.reason, now)
                return None
            return rendered if tx.outbox.claim(row.id, now, rendered.subject) else None

        rendered = await self._store.write(work)
        self._claims += 1
        return await making.with_file(rendered, self._wire.busy, row, self._unasked)

    async def _outcome(self, row: Delivery, rendered: Rendered, ticket: Ticket) -> Outcome:
        """Send, and say what is to be written of it."""
        try:
            message_id, remedied = await self._put(row, rendered, ticket)
        except WireFailure as failure:
            self._learn(row, failure)
            return self._outcomes.failed(row, failure, away=self._circuit.open)
        if self._circuit.answered():
            log.warning("action=back")
        log.info("action=sent row=%d kind=%s chat=%d", row.id, row.kind, row.chat_id)
        return self._outcomes.sent(row, message_id, remedied)

    async def _put(self, row: Delivery, rendered: Rendered, ticket: Ticket) -> tuple[int, Remedied]:
        """The message's id. Whatever happened on the way counts against the pace: it may have arrived."""
        message, served, edited = rendered.message, False, False
        while wait := self._pace.leave(ticket, self._clock.steady()):
            await self._clock.sleep(max(wait, TICK))
        try:
            if row.edits is not None:
                try:
                    id = await self._wire.edit(row.chat_id, row.edits, message)
                    served = edited = True
                    return id, None
                except (Refused, Unreachable):  # deleted or too old to edit: say it in a new message there
                    if row.subject.quiet:  # a copy drawn anew: where it is gone, nobody misses it
                        raise
                    ticket.left = self._clock.steady()
            sent = await self._send_somehow(row, rendered, ticket)
            served = True
            return sent
        finally:
            self._pace.landed(ticket, self._clock.steady(), served=served, rests=not edited)

    async def _send_somehow(self, row: Delivery, rendered: Rendered, ticket: Ticket) -> tuple[int, Remedied]:
        """What is refused as a picture goes as a file, what is refused by its id as a copy of our own, what
        a topic refuses into its group."""
        message, thread = rendered.message, row.thread_id
        remedied: Remedied = None
        while True:
            try:
                return await self._wire.send(row.chat_id, message, thread), remedied
            except (Refused, Unreachable) as failure:
                sort, file = sort_of(failure.reason), message.file
                if file and file.id and sort not in (*SHUT, Refusal.FILES):
                    message = await making.without_id(rendered)
                    remedied = remedied or (sort, failure.reason)
                elif file and file.kind is FileKind.PHOTO and sort not in SHUT:
                    message = replace(message, file=replace(file, kind=FileKind.DOCUMENT))
                    remedied = remedied or (sort, failure.reason)
                elif thread and sort not in (Refusal.AWAY, Refusal.FILES):
                    thread, remedied = None, (Refusal.TOPIC, failure.reason)
                else:
                    raise
                ticket.left = self._clock.steady()

    def _learn(self, row: Delivery, failure: WireFailure) -> None:
        """What one failure says of all that is still to be sent."""
        at = self._clock.steady()
        if isinstance(failure, RetryLater) and failure.flood:
            self._pace.flooded(row.chat_id, at, failure.after or 0.0)
        if isinstance(failure, CutOff) or (isinstance(failure, RetryLater) and not failure.flood):
            if self._circuit.failed(at):
                log.warning("action=away reason=%s", failure.reason)
        else:
            self._circuit.answered()


def _held(tx: Transaction, now: datetime) -> Held:
    return tx.outbox.due(now, 100), tx.outbox.next_due()


def _hasten(tx: Transaction, now: datetime) -> int:
    return tx.outbox.hasten(now, now + LONGEST_PAUSE)
