"""A rehearsal in progress: what people do in it, one thing at a time, and what the page is told of it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from bot.clock import Clock
from bot.model.say import Mistake, say
from bot.rehearsal.chats import Json
from bot.rehearsal.files import sides
from bot.rehearsal.page.ahead import Ahead
from bot.rehearsal.page.feed import Feed
from bot.rehearsal.page.recorder import Recorder
from bot.rehearsal.page.travel import Travel
from bot.rehearsal.page.wrong import named
from bot.rehearsal.params import Upload
from bot.rehearsal.refusal import RefusalError
from bot.rehearsal.script import Act
from bot.rehearsal.stage import Stage
from bot.rehearsal.troupe import START, Done, labels_of, words_of
from bot.store.store import Store

KNOWN_BY = 40  # characters by which a script knows a message
OPENING = {"start", "follow"}  # lets a blocked bot in again
NEW_PERSON, NEW_GROUP = "new-{}", "group-{}"


class Session:
    """The stage with its people at hand; every deed is an act, done as a script's acts are."""

    def __init__(self, stage: Stage, store: Store, recorder: Recorder, morning: time, real: Clock) -> None:
        self.stage = stage
        self.store = store
        self.recorder = recorder
        self.feed = Feed()
        self._lock = asyncio.Lock()
        self.travel = Travel(stage, self._alone, self.feed, morning, real)
        self.ahead = Ahead(stage, store, self.travel.resting)
        self._troupe = stage.troupe
        self._api = stage.troupe.api
        self._api.watch(lambda what, message: self.feed.add(what, message=message))
        self._api.acting = lambda chat: self.feed.add("typing", chat=chat)

    async def live(self, codes: Mapping[str, str]) -> None:
        """Everybody is linked and gets a menu; from then on it goes on until it is cancelled."""
        async with self._alone():
            await self.stage.open(codes)
            await self.stage.robot.show_menus()
        self.travel.begin()
        self.feed.add("people")
        await asyncio.Event().wait()

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """One thing at a time, and before any look ahead."""
        async with self._lock:
            with self.ahead.waiting():
                yield

    async def end(self) -> None:
        """Who listens is done, and time stands."""
        await self.travel.end()
        await self.ahead.end()
        self.feed.end()

    async def say(self, person: int, chat: int, text: str, reply_to: int | None = None) -> int:
        done = await self._do(person, chat, reply_to, lambda: {"say": text})
        return done.messages[0]

    async def send(
        self,
        person: int,
        chat: int,
        files: Sequence[Upload],
        caption: str,
        reply_to: int | None,
        *,
        photo: bool,
    ) -> tuple[int, ...]:
        """A file, or several as an album; a Mistake for an empty one, and for a photo that is no picture."""
        for each in files:
            _require_sendable(each, photo=photo)

        def made() -> dict[str, Any]:
            names = [f"file-{len(self._troupe.files) + n}" for n, _ in enumerate(files, 1)]
            self._troupe.files |= dict(zip(names, files, strict=True))
            return {"send": tuple(names), "say": caption or None, "photo": photo}

        return (await self._do(person, chat, reply_to, made)).messages

    async def press(self, person: int, chat: int, message: int, row: int, column: int) -> None:
        """What the bot answers to it comes as a toast."""

        def made() -> dict[str, Any]:
            rows = labels_of(self._api.chats.chat(chat).messages[message])
            label = rows[row][column]
            before = [name for line in rows[:row] for name in line] + list(rows[row][:column])
            return {"press": label, "nth": before.count(label) + 1}

        done = await self._do(person, chat, message, made)
        answer = self._api.answers.get(done.press)
        if answer and answer["text"]:
            self.feed.add(
                "toast", person=person, chat=chat, text=answer["text"], alert=bool(answer["show_alert"])
            )

    async def edit(self, person: int, chat: int, message: int, text: str) -> None:
        await self._do(person, chat, message, lambda: {"edit": text})

    async def start(self, person: int, payload: str, group: int | None = None) -> None:
        """A deep link followed; a script knows it by the message in which it stands."""
        where = self._linked_in(payload)

        def made() -> dict[str, Any]:
            if where is None:
                return {"start": payload}
            chat, message, nth = where
            return {"follow": self._name(chat), "message": message, "nth": nth}

        await self._do(person, group or person, None, made)
        self.feed.add("people")

    async def arrive(self, name: str) -> int:
        who = self._fresh(NEW_PERSON)
        done = await self._act(lambda: Act(at=self._now(), who=who, arrive=name))
        self.feed.add("people")
        return done.chat

    async def found(self, title: str, person: int) -> int:
        """A group of everybody, which the bot is not in yet."""
        place = self._fresh(NEW_GROUP)
        done = await self._act(lambda: Act(at=self._now(), who=self._name(person), found=title, place=place))
        self.feed.add("people")
        return done.chat

    async def block(self, person: int, blocked: bool) -> None:
        with named():
            known = self._api.chats.person(person)
        if known.blocked != blocked:
            await self._act(lambda: Act(at=self._now(), who=self._name(person), block=blocked))
            self.feed.add("people")

    async def _do(
        self, person: int, chat: int, message: int | None, made: Callable[[], dict[str, Any]]
    ) -> Done:
        """What somebody does in a chat, perhaps to a message of it."""

        def act() -> Act:
            what = {"message": message, **made()}
            if not what.keys() & OPENING:
                self._require_unblocked(person, chat)
            where = self._troupe.id_of(what["follow"]) if "follow" in what else chat
            if (number := what["message"]) is not None:
                what["of"] = _known_by(self._api.chats.chat(where).messages[number])
            place = self._name(chat) if chat != person else ""
            return Act(at=self._now(), who=self._name(person), place=place, **what)

        return await self._act(act)

    async def _act(self, made: Callable[[], Act]) -> Done:
        async with self._alone():
            # On a whole second of its own, so that a script can say when it was.
            self.stage.clock.move_to(self.stage.clock.now().replace(microsecond=0) + timedelta(seconds=1))
            robot = self.stage.robot
            world = robot.world
            with named():
                act = made()
            done = await self.stage.act(replace(act, at=self._now()))
            if await robot.show_menus() or robot.world is not world:  # links or plans have changed
                self.feed.add("people")
        self.travel.tell()
        return done

    def _require_unblocked(self, person: int, chat: int) -> None:
        who = self._api.chats.person(person)
        if who.blocked and chat == person:
            raise Mistake(say("rehearsal.has_blocked", name=who.first_name))

    def _now(self) -> datetime:
        return self.stage.clock.now()

    def _name(self, id: int) -> str:
        return self._troupe.name_of(id)

    def _fresh(self, form: str) -> str:
        known = self._troupe.actors
        return next(name for n in range(1, len(known) + 2) if (name := form.format(n)) not in known)

    def _linked_in(self, payload: str) -> tuple[int, int, int] | None:
        """Chat and number of a message with a link that carries this, and which of its links."""
        for chat in self._api.chats.all:
            for number, message in chat.messages.items():
                if payload and payload in (found := START.findall(str(message))):
                    return chat.id, number, found.index(payload) + 1
        return None


def _require_sendable(upload: Upload, *, photo: bool) -> None:
    if not upload.data:
        raise Mistake(say("rehearsal.empty_file", name=upload.name))
    try:
        if photo:
            sides(upload.data)
    except RefusalError:
        raise Mistake(say("rehearsal.not_a_picture", name=upload.name)) from None


def _known_by(message: Json) -> str | None:
    lines = words_of(message).splitlines()
    return lines[0][:KNOWN_BY] if lines else None
