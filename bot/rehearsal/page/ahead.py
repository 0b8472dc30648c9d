"""What will be sent until some day if nobody answers: the passes played on a copy of the rehearsal."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.delivery.preview import Sending, moments, sendings
from bot.messages.view import World
from bot.model.agenda import Times
from bot.model.message import OutboxKind
from bot.model.say import Mistake, say
from bot.rehearsal.chats import Json
from bot.rehearsal.stage import Stage
from bot.rehearsal.tags import parse_html
from bot.store.copies.scratch import twin
from bot.store.store import Store
from bot.texts import Texts, has_text

LONGEST = timedelta(days=366)


class Ahead:
    """Looks ahead, on a thread of its own; what it found is kept until something changes."""

    def __init__(self, stage: Stage, store: Store) -> None:
        self._stage = stage
        self._store = store
        self._lock = asyncio.Lock()
        self._known: tuple[object, date] | None = None
        self._found: Sequence[Sending] = ()

    async def items(self, until: date) -> list[Json]:
        """Each message from now until the end of that day, as the page shows it."""
        texts = self._stage.robot.world.texts
        return [self._item(each, texts) for each in await self.sendings(until)]

    async def sendings(self, until: date) -> list[Sending]:
        """A Mistake for a day more than a year away."""
        if until > self._now.date() + LONGEST:
            raise Mistake(say("rehearsal.too_far", day=until))
        async with self._lock:
            state = (self._store.writes, self._now, self._stage.robot.world)
            if self._known is None or self._known[0] != state or self._known[1] < until:
                robot = self._stage.robot
                work = (self._store, robot.world, robot.settings.times, self._now, until)
                self._found = await asyncio.to_thread(_found, *work)
                self._known = (state, until)
        return [each for each in self._found if each.at.date() <= until]

    @property
    def _now(self) -> datetime:
        return self._stage.clock.now()

    def _item(self, each: Sending, texts: Texts) -> Json:
        chat = self._stage.troupe.api.chats.find(each.row.chat_id)
        text, _ = parse_html(each.message.html)
        told: dict[str, Any] = {
            "at": each.at.isoformat(),
            "chat": chat.id if chat else None,
            "to": chat.title if chat else str(each.row.chat_id),
            "kind": each.row.kind.value,
            "label": label(each.row.kind, texts),
            "why": [texts.plain(why) for why in each.why],
            "text": text,
        }
        return told


def label(kind: OutboxKind, texts: Texts) -> str:
    """What people call messages of this kind."""
    key = f"rehearsal.kind_{kind.value}"
    return texts.plain(key if has_text(texts.language, key) else "rehearsal.kind_other")


def _found(store: Store, world: World, times: Times, now: datetime, until: date) -> list[Sending]:
    with twin(store) as copy, copy.transaction() as tx:
        return list(sendings(world, times, tx, _moments(world, times, now, until)))


def _moments(world: World, times: Times, now: datetime, until: date) -> Iterator[datetime]:
    return (moment for moment in moments(world, times, now.date(), until) if moment > now)
