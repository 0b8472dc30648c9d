"""What will be sent until some day if nobody answers: the passes played on a copy of the rehearsal."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from threading import Event
from typing import Any, TypeVar

from bot.delivery.preview import Sending, moments, sendings
from bot.messages.view import World
from bot.model.agenda import Times
from bot.model.message import OutboxKind
from bot.model.say import Mistake, say
from bot.rehearsal.chats import Json
from bot.rehearsal.stage import Stage
from bot.rehearsal.tags import parse_html
from bot.store.copies.scratch import twin
from bot.store.store import Store, Transaction
from bot.texts import Texts, has_text

LONGEST = timedelta(days=366)
LONGEST_PAUSE_S = 0.3  # of a look, for each moment: a jump must not hold it up for good
T = TypeVar("T")


class _Overtaken(Exception):
    """Time moves on, or the page ends: what a look would find is over before it is read."""


class Ahead:
    """Looks ahead on a thread of its own, further the further it is asked for, until something changes.

    While people wait for the bot (`quiet`) it pauses after each moment, so that nobody waits for it.
    Where time is not `resting` it ends.
    """

    def __init__(self, stage: Stage, store: Store, resting: asyncio.Event) -> None:
        self._stage = stage
        self._store = store
        self._resting = resting
        self._lock = asyncio.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")
        self._quiet = Event()
        self._quiet.set()
        self._ended = False
        self._look: _Look | None = None
        self._of: object = None  # what the last look was made of

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Somebody waits for the bot."""
        self._quiet.clear()
        try:
            yield
        finally:
            self._quiet.set()

    async def items(self, until: date) -> list[Json]:
        """Each message from now until the end of that day, as the page shows it, once time rests."""
        found = None
        while found is None and not self._ended:
            await self._resting.wait()
            found = await self.sendings(until)
        texts = self._stage.robot.world.texts
        return [self._item(each, texts) for each in found or ()]

    async def sendings(self, until: date) -> list[Sending] | None:
        """Null where time does not rest; a Mistake for a day more than a year away."""
        if until > self._now.date() + LONGEST:
            raise Mistake(say("rehearsal.too_far", day=until))
        async with self._lock:
            if self._ended or not self._resting.is_set():
                return None
            robot = self._stage.robot
            of = (self._store.writes, self._now, robot.world)
            if self._look is None or of != self._of:
                await self._close()
                self._look = _Look(self._store, robot.world, robot.settings.times, self._now, self._pace)
                self._of = of
            try:
                found = await self._on_thread(partial(self._look.until, until))
            except _Overtaken:
                await self._close()
                return None
        return [each for each in found if each.at.date() <= until]

    async def end(self) -> None:
        """What is under way ends at its next moment."""
        self._ended = True
        async with self._lock:
            await self._close()
        self._thread.shutdown()

    async def _close(self) -> None:
        look, self._look = self._look, None
        if look:
            await self._on_thread(look.close)

    async def _on_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _pace(self, moments: Iterable[datetime]) -> Iterator[datetime]:
        for moment in moments:
            self._quiet.wait(LONGEST_PAUSE_S)
            if self._ended or not self._resting.is_set():
                raise _Overtaken
            yield moment

    @property
    def _now(self) -> datetime:
        return self._stage.clock.now()

    def _item(self, each: Sending, texts: Texts) -> Json:
        chat = self._stage.troupe.api.chats.find(each.row.chat_id)
        text, entities = parse_html(each.message.html)
        told: dict[str, Any] = {
            "at": each.at.isoformat(),
            "chat": chat.id if chat else None,
            "to": chat.title if chat else str(each.row.chat_id),
            "kind": each.row.kind.value,
            "label": label(each.row.kind, texts),
            "why": [texts.plain(why) for why in each.why],
            "text": text,
            "entities": entities,
        }
        return told


def label(kind: OutboxKind, texts: Texts) -> str:
    """What people call messages of this kind."""
    key = f"rehearsal.kind_{kind.value}"
    return texts.plain(key if has_text(texts.language, key) else "rehearsal.kind_other")


class _Look:
    """The passes played on one copy, as far as was asked; to be used on one thread."""

    def __init__(
        self, store: Store, world: World, times: Times, now: datetime, pace: Callable[..., Iterator[datetime]]
    ) -> None:
        self._store = store
        self._world = world
        self._times = times
        self._now = now
        self._pace = pace
        self._next = now.date()
        self._open = ExitStack()
        self._tx: Transaction | None = None
        self._found: list[Sending] = []

    def until(self, day: date) -> Sequence[Sending]:
        """What is sent up to the end of that day, and perhaps later."""
        if self._tx is None:
            copy = self._open.enter_context(twin(self._store))
            self._tx = self._open.enter_context(copy.transaction())
        coming = moments(self._world, self._times, self._next, day) if self._next <= day else ()
        ahead = self._pace(moment for moment in coming if moment > self._now)
        self._found += sendings(self._world, self._times, self._tx, ahead)
        self._next = max(self._next, day + timedelta(days=1))
        return tuple(self._found)

    def close(self) -> None:
        self._open.close()
