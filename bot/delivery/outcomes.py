"""What is written of a send: each ending of a row, as a piece of work for one transaction."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from bot.clock import Clock
from bot.delivery import unreached
from bot.delivery.aside import ROW, Aside, of_chat
from bot.delivery.wire import CutOff, Migrated, Refused, RetryLater, Unreachable, WireFailure
from bot.messages.view import View, World
from bot.model.message import BUG, Delivery
from bot.model.refusal import Refusal, sort_of
from bot.store.store import Transaction

log = logging.getLogger(__name__)

Outcome = Callable[[Transaction], None]
Remedied = tuple[Refusal, str] | None  # what was refused before another way was found, in these words

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=1)
MOST_BUGS = 5


class Outcomes:
    """Makes the work; when it is done, the row says what became of it."""

    def __init__(self, world: Callable[[], World], clock: Clock, chance: Callable[[], float]) -> None:
        self._world = world
        self._clock = clock
        self._chance = chance

    def sent(self, row: Delivery, message_id: int, remedied: Remedied = None) -> Outcome:
        """Sent as it is, or `remedied`: around that refusal."""

        def work(tx: Transaction) -> None:
            tx.outbox.sent(row.id, message_id, self._clock.now(), remedied and remedied[1])
            unreached.reached(self._world(), tx, row, remedied and remedied[0], self._clock.now())

        return work

    def failed(self, row: Delivery, failure: WireFailure, *, away: bool = False) -> Outcome:
        """The end that one kind of failure makes. `away`: Telegram is out of reach as a whole; then the
        row goes as soon as it is back, and its own pauses don't grow. Of a row that no longer is as it was
        claimed nothing is written: it goes again by itself."""
        end = self._end(row, failure, away=away)

        def work(tx: Transaction) -> None:
            if isinstance(failure, Migrated) or tx.outbox.under_way(row.id, row.chat_id):
                end(tx)
            else:
                log.info("action=void row=%d chat=%d why=let_in_or_moved", row.id, row.chat_id)

        return work

    def _end(self, row: Delivery, failure: WireFailure, *, away: bool) -> Outcome:
        hurry = FIRST_PAUSE.total_seconds() if away else None
        match failure:
            case RetryLater():
                return self._again(row, failure.reason, hurry if failure.after is None else failure.after)
            case CutOff():
                return self._uncertain(row, failure.reason, hurry)
            case Unreachable():
                return self._undelivered(row, failure.reason, "unreachable")
            case Migrated():
                return self._moved(row, failure.new_chat_id)
            case Refused():
                return self._undelivered(row, failure.reason, "refused")
            case _:
                raise TypeError(failure)

    def bug(self, row: Delivery, error: Exception) -> Outcome:
        """A row our own code fails on is tried a few times, then put aside: it must not block its chat."""
        attempts = row.attempts + 1
        log.warning("action=bug row=%d attempts=%d", row.id, attempts)
        if attempts < MOST_BUGS:
            at = self._later(row, None)
            return lambda tx: tx.outbox.retry(row.id, at, BUG, attempts)

        def work(tx: Transaction) -> None:
            world, now = self._world(), self._clock.now()
            tx.outbox.refused(row.id, BUG, now)
            Aside(View(world, tx, now)).note(of_chat(world, tx, ROW, row.id, row.chat_id, row.key), error)

        return work

    def _again(self, row: Delivery, reason: str, after: float | None) -> Outcome:
        log.warning("action=retry row=%d attempts=%d reason=%s", row.id, row.attempts + 1, reason)
        at = self._later(row, after)

        def work(tx: Transaction) -> None:
            tx.outbox.retry(row.id, at, reason)
            if (after or 0.0) > LONGEST_PAUSE.total_seconds():  # nobody looks for what waits in a slow group
                tx.outbox.hold(row.chat_id, at)

        return work

    def _uncertain(self, row: Delivery, reason: str, after: float | None) -> Outcome:
        log.warning("action=uncertain row=%d attempts=%d reason=%s", row.id, row.attempts + 1, reason)
        at = self._later(row, after)
        return lambda tx: tx.outbox.uncertain(row.id, at, reason)

    def _undelivered(self, row: Delivery, reason: str, end: Literal["unreachable", "refused"]) -> Outcome:
        # Telegram's reason may quote the message: it stands in the ledger, not in the log.
        log.warning("action=%s row=%d kind=%s why=%s", end, row.id, row.kind, sort_of(reason))

        def work(tx: Transaction) -> None:
            now = self._clock.now()
            (tx.outbox.unreachable if end == "unreachable" else tx.outbox.refused)(row.id, reason, now)
            if not unreached.lost(self._world(), tx, row, reason, now):
                log.warning("action=%s row=%d told=nobody", end, row.id)

        return work

    def _moved(self, row: Delivery, new_chat_id: int) -> Outcome:
        log.info("action=migrated chat=%d to=%d", row.chat_id, new_chat_id)

        def work(tx: Transaction) -> None:
            if tx.outbox.under_way(row.id, row.chat_id):
                tx.outbox.retry(row.id, self._clock.now(), "migrated")
            tx.outbox.move_chat(row.chat_id, new_chat_id)

        return work

    def _later(self, row: Delivery, after: float | None) -> datetime:
        """A pause that doubles with every attempt, spread so that rows don't return all at once."""
        own = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(row.attempts, 8))
        pause = own if after is None else timedelta(seconds=after)
        return self._clock.now() + pause * (1 + self._chance() / 4)
