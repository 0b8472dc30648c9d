"""The feed: what happened, numbered, for every page that listens."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

KEPT = 5000  # things that a page may have missed; behind them it starts anew
GATHERED_S = 0.05
BEAT_S = 15.0  # a comment now and then shows that the connection stands

Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """Things up to number `seq`; null where the page has missed too many, none for a beat."""

    seq: int
    things: tuple[Thing, ...] | None


class Feed:
    """Numbers things from 1 on and hands them to whoever listens."""

    def __init__(self) -> None:
        self.seq = 0
        self._kept: deque[Thing] = deque(maxlen=KEPT)
        self._news = asyncio.Event()
        self._ended = False

    def add(self, what: str, **told: Any) -> None:
        self.seq += 1
        self._kept.append({"what": what, **told})
        self._stir()

    def end(self) -> None:
        """Everybody who listens is done."""
        self._ended = True
        self._stir()

    async def follow(self, after: int | None) -> AsyncIterator[Batch]:
        """What comes behind number `after` (null: from now on), gathered for a moment, until the end."""
        seen = self.seq if after is None else after
        while True:
            news = self._news
            if seen != self.seq:
                await asyncio.sleep(GATHERED_S)
                batch = self._since(seen)
                yield batch
                seen = batch.seq
            elif self._ended:
                return
            else:
                try:
                    async with asyncio.timeout(BEAT_S):
                        await news.wait()
                except TimeoutError:
                    yield Batch(seen, ())

    def _since(self, seen: int) -> Batch:
        missed = self.seq - seen
        if not 0 <= missed <= len(self._kept):
            return Batch(self.seq, None)
        return Batch(self.seq, tuple(self._kept)[len(self._kept) - missed :])

    def _stir(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()
