"""Time in a rehearsal: jumps to the next event or to a day, and play, a day a second."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from bot.clock import Clock
from bot.model.say import Mistake, Problem, Say, say
from bot.rehearsal.page.feed import Feed
from bot.rehearsal.stage import Stage

log = logging.getLogger(__name__)

MORNING = time(8)  # of the day that is jumped to: its agendas are out
LONGEST_WAIT = timedelta(days=92)  # for an event
SLICE_S = 0.25  # of play, in real seconds
A_SECOND = timedelta(days=1)  # of play


class To(StrEnum):
    """Where time may go."""

    EVENT = "event"
    DAY = "day"
    MONDAY = "monday"
    PLAY = "play"
    PAUSE = "pause"
    DATE = "date"


class Travel:
    """Moves the stage on, one tick at a time, each `alone`, and tells the feed of it.

    `real` is the machine's clock, by which play keeps its pace.
    """

    def __init__(
        self,
        stage: Stage,
        alone: Callable[[], AbstractAsyncContextManager[None]],
        feed: Feed,
        morning: time,
        real: Clock,
    ) -> None:
        self._stage = stage
        self._alone = alone
        self._feed = feed
        self._morning = max(MORNING, morning)
        self._real = real
        self._task: asyncio.Task[None] | None = None
        self._playing = False
        self._stopped = False
        self._sent = 0
        self.ready = False  # nobody moves before everybody is there
        self.resting = asyncio.Event()  # everybody is there, and no jump is under way
        stage.troupe.api.watch(self._count)

    def clock(self) -> Mapping[str, Any]:
        """As the page shows it."""
        return {
            "now": self._now.isoformat(),
            "playing": self._playing,
            "busy": not self.resting.is_set(),
        }

    def begin(self) -> None:
        """Everybody is there."""
        self.ready = True
        self.resting.set()
        self.tell()

    def go(self, to: To, day: date | None = None) -> None:
        """Begin to move, or end it; a Mistake for what lies behind, and while a jump is under way."""
        if to is To.PAUSE:
            self._stopped = True
            return
        if self._task or not self.ready:
            raise Mistake(say("rehearsal.under_way"))
        if to is To.PLAY:
            self._begin(self._play(), playing=True)
        elif to is To.EVENT:
            self._begin(self._event())
        else:
            self._begin(self._until(self._arrival(to, day)))

    async def end(self) -> None:
        """At the end of the page: what is under way comes to rest."""
        self._stopped = True
        if self._task:
            await asyncio.wait([self._task])
        self.resting.set()

    def _arrival(self, to: To, day: date | None) -> datetime:
        """The morning of the day meant."""
        today = self._now.date()
        if to is To.MONDAY:
            day = today + timedelta(days=7 - today.weekday())
        elif to is To.DAY or day is None:
            day = today + timedelta(days=1)
        found = datetime.combine(day, self._morning, tzinfo=self._now.tzinfo)
        if found <= self._now:
            raise Mistake(say("rehearsal.only_forward", now=today, day=day))
        return found

    def _begin(self, moving: Awaitable[None], *, playing: bool = False) -> None:
        self._stopped, self._playing = False, playing
        if not playing:
            self.resting.clear()
        self._task = asyncio.create_task(self._moved(moving), name="travel")
        self.tell()

    async def _moved(self, moving: Awaitable[None]) -> None:
        try:
            await moving
        except Mistake as mistake:
            for one in mistake.what:
                self.trouble(one)
        except Exception:  # a fault of ours is told on the page and ends this jump alone
            log.exception("action=rehearsal result=fault")
            self.trouble(say("rehearsal.failed"))
        finally:
            self._task, self._playing = None, False
            self.resting.set()
            self.tell()

    async def _until(self, end: datetime) -> None:
        while not self._stopped:
            async with self._alone():
                if not await self._stage.go_on(end):
                    self._stage.clock.move_to(end)
                    return
            self.tell()

    async def _event(self) -> None:
        """Up to the next tick or act that makes the bot say something."""
        end, before = self._now + LONGEST_WAIT, self._sent
        while not self._stopped and self._sent == before:
            async with self._alone():
                more = await self._stage.go_on(end)
            if not more:
                self.trouble(say("rehearsal.no_event", day=end.date()))
                return
            self.tell()

    async def _play(self) -> None:
        while not self._stopped:
            began = self._real.steady()
            await self._until(self._now + A_SECOND * SLICE_S)
            self.tell()
            await self._real.sleep(max(0.0, SLICE_S - (self._real.steady() - began)))

    def trouble(self, what: Say | Problem) -> None:
        texts = self._stage.robot.world.texts
        said = texts.problem(what) if isinstance(what, Problem) else texts.plain(what)
        self._feed.add("trouble", text=said)

    @property
    def _now(self) -> datetime:
        return self._stage.clock.now()

    def _count(self, what: str, message: dict[str, Any]) -> None:
        self._sent += what == "new" and self._stage.troupe.api.chats.by_bot(message)

    def tell(self) -> None:
        self._feed.add("clock", clock=self.clock())
