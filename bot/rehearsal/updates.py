"""Updates waiting for the bot: kept until acknowledged or too old, handed out by long polling."""

import asyncio
from collections.abc import Callable, Collection
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.rehearsal.refusal import RefusalError, conflict

# https://core.telegram.org/bots/api#getting-updates; a press is worth nothing once it can't be answered.
KEPT = timedelta(hours=24)
PRESS_KEPT = timedelta(seconds=150)
_MOST_AT_ONCE = 100
_LONGEST_POLL_S = 50.0
_OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True, slots=True)
class _Kept:
    number: int
    update: dict[str, Any]
    until: datetime


class Updates:
    """The queue of one bot; numbers grow by one from the first."""

    def __init__(self, now: Callable[[], datetime], first: int) -> None:
        self._now = now
        self._next = first
        self._kept: list[_Kept] = []
        self._poll: asyncio.Future[None] | None = None
        self.allowed: Collection[str] = ()
        self.stirred = asyncio.Event()

    def add(self, kind: str, body: dict[str, Any]) -> None:
        """Queues an update of this kind ("message", …), unless the bot asked not to get it."""
        if self.allowed and kind not in self.allowed:
            return
        until = self._now() + (PRESS_KEPT if kind == "callback_query" else KEPT)
        self._kept.append(_Kept(self._next, {"update_id": self._next, kind: deepcopy(body)}, until))
        self._next += 1
        self.stirred.set()
        self.end_poll()

    def pending(self) -> list[dict[str, Any]]:
        """All that was neither acknowledged nor has grown too old, oldest first."""
        self._kept = [kept for kept in self._kept if kept.until > self._now()]
        return [kept.update for kept in self._kept]

    def acknowledge(self, offset: int) -> None:
        """Forgets every update below `offset`; a negative one keeps only that many of the last."""
        if offset < 0:
            self._kept = self._kept[offset:]
        else:
            self._kept = [kept for kept in self._kept if kept.number >= offset]

    @property
    def polled(self) -> bool:
        """Whether a poll waits at this moment."""
        return self._poll is not None and not self._poll.done()

    def forget_all(self) -> None:
        self._kept.clear()

    async def poll(self, *, limit: int, timeout_s: float) -> list[dict[str, Any]]:
        """What is pending, after up to `timeout_s` real seconds for the first; an older poll gets a 409."""
        self.end_poll(conflict(_OTHER_POLL))
        if not self.pending() and timeout_s > 0:
            await self._wait(min(timeout_s, _LONGEST_POLL_S))
        return self.pending()[: limit if 0 < limit <= _MOST_AT_ONCE else _MOST_AT_ONCE]

    def end_poll(self, refusal: RefusalError | None = None) -> None:
        """Makes a waiting poll answer now: with what there is, or with a refusal."""
        poll, self._poll = self._poll, None
        if poll is None or poll.done():
            return
        if refusal:
            poll.set_exception(refusal)
        else:
            poll.set_result(None)

    async def _wait(self, timeout_s: float) -> None:
        self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout_s):
                await self._poll
        except TimeoutError:
            return
