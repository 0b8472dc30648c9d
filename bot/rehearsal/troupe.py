"""The troupe: who of a script is who on the rehearsed Telegram, and how each act is done there."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.model.people import Role
from bot.model.say import Mistake, Problem, say
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.chats import Json
from bot.rehearsal.markup import NoSuchButtonError
from bot.rehearsal.params import Upload
from bot.rehearsal.refusal import RefusalError
from bot.rehearsal.script import GROUP, Act, Actor, Script

FIRST_ID = 1001
START = re.compile(r"[?]start(?:group)?=([A-Za-z0-9_-]+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What an act made: the chat, the messages, and for a press its callback."""

    chat: int
    messages: tuple[int, ...] = ()
    press: str = ""


class Troupe:
    """The actors in their places; `seats` are the chats of those whom the bot knows already."""

    def __init__(self, script: Script, api: BotApi, seats: Mapping[str, int] | None = None) -> None:
        self.api = api
        self.cast = script.actors
        self.actors = {actor.id: actor for actor in self.cast}  # and whoever came later
        self.files: dict[str, Upload] = dict(script.files)
        self.seats = dict(seats or {})
        self._file = script.file
        self._albums = 0
        self._ids: dict[str, int] = {}

    def sit(self) -> None:
        """Everybody takes a place, and every group has all people in it; whom the bot knows has met it."""
        people = [actor for actor in self.actors.values() if actor.role is not Role.GROUP]
        for number, actor in enumerate(self.actors.values()):
            place = -(FIRST_ID + number) if actor.role is Role.GROUP else FIRST_ID + number
            self._ids[actor.id] = self.seats.get(actor.id, place)
        for actor in people:
            self.api.add_person(self.id_of(actor.id), actor.name)
            self.api.chats.person(self.id_of(actor.id)).started = actor.id in self.seats
        members = [self.id_of(actor.id) for actor in people]
        for actor in self.groups:
            self.api.add_group(self.id_of(actor.id), actor.name, members)
            if actor.id in self.seats:
                self.api.chats.chat(self.id_of(actor.id)).bot = "member"

    @property
    def groups(self) -> list[Actor]:
        return [actor for actor in self.actors.values() if actor.role is Role.GROUP]

    def id_of(self, actor: str) -> int:
        """The account or group of an actor (`group`: the first one); raises LookupError."""
        return self._ids[self.groups[0].id if actor == GROUP and self.groups else actor]

    def name_of(self, id: int) -> str:
        """The actor with that account or group; raises LookupError."""
        return {place: name for name, place in self._ids.items()}[id]

    def first_person(self) -> int:
        return next(self.id_of(a.id) for a in self.actors.values() if a.role is not Role.GROUP)

    def open_link(self, actor: Actor, code: str) -> None:
        """The invitation is followed; a group's by the first person there is."""
        if actor.role is Role.GROUP:
            self.api.add_to_group(self.first_person(), self.id_of(actor.id), code)
        else:
            self.api.press_start(self.id_of(actor.id), code)

    def perform(self, act: Act) -> Done:
        """Do it, now; a Mistake at the act's line where it can't be done as it is written."""
        at = f"{act.at:%Y-%m-%d %H:%M}"
        try:
            return self._deed(act)(act)
        except NoSuchButtonError:
            raise self._wrong(act, "no_button", found=act.press, at=at) from None
        except RefusalError as refusal:
            raise self._wrong(act, "not_done", at=at, reason=refusal.description) from None
        except (LookupError, ValueError) as error:
            raise self._wrong(act, "not_done", at=at, reason=error) from None

    def _deed(self, act: Act) -> Callable[[Act], Done]:
        table: Mapping[Callable[[Act], Done], object] = {
            self._arrive: act.arrive,
            self._found: act.found,
            self._block: act.block,
            self._press: act.press,
            self._edit: act.edit,
            self._send: act.send or None,
            self._follow: act.follow,
            self._start: act.start,
        }
        return next((deed for deed, given in table.items() if given is not None), self._say)

    def _arrive(self, act: Act) -> Done:
        id = FIRST_ID + len(self._ids)
        self.actors[act.who] = Actor(id=act.who, name=act.arrive or "", role=Role.OFFICIAL)
        self._ids[act.who] = id
        self.api.add_person(id, act.arrive or "")
        return Done(chat=id)

    def _found(self, act: Act) -> Done:
        id = -(FIRST_ID + len(self._ids))
        self.actors[act.place] = Actor(id=act.place, name=act.found or "", role=Role.GROUP)
        self._ids[act.place] = id
        self.api.add_group(id, act.found or "", [place for place in self._ids.values() if place > 0])
        return Done(chat=id)

    def _block(self, act: Act) -> Done:
        person = self.id_of(act.who)
        if act.block:
            self.api.block(person)
        else:
            self.api.press_start(person)
        return Done(chat=person)

    def _press(self, act: Act) -> Done:
        chat, label = self._chat(act), act.press or ""
        if act.message is None:
            number = int(self._message_with(chat, label)["message_id"])
        else:
            number = int(self._message(act)["message_id"])
        press = self.api.press(self.id_of(act.who), chat, number, label, act.nth)
        return Done(chat=chat, messages=(number,), press=press)

    def _edit(self, act: Act) -> Done:
        number = int(self._message(act)["message_id"])
        self.api.edit(self.id_of(act.who), self._chat(act), number, act.edit or "")
        return Done(chat=self._chat(act), messages=(number,))

    def _send(self, act: Act) -> Done:
        self._albums += 1
        album = f"album-{self._albums}" if len(act.send) > 1 else None
        answered = self._answered(act)
        made = [
            self.api.send_file(
                self.id_of(act.who),
                self._chat(act),
                self.files[name],
                caption=(act.say or "") if not number else "",
                photo=act.photo,
                reply_to=answered,
                album=album,
            )
            for number, name in enumerate(act.send)
        ]
        return Done(chat=self._chat(act), messages=tuple(made))

    def _follow(self, act: Act) -> Done:
        found = START.findall(str(self._message(act, self.id_of(act.follow or ""))))
        if len(found) < act.nth:
            raise self._wrong(act, "no_link", number=act.message)
        return self._opened(act, found[act.nth - 1])

    def _start(self, act: Act) -> Done:
        return self._opened(act, act.start or "")

    def _opened(self, act: Act, payload: str) -> Done:
        chat, person = self._chat(act), self.id_of(act.who)
        if chat != person:
            return Done(chat=chat, messages=(self.api.add_to_group(person, chat, payload),))
        return Done(chat=chat, messages=(self.api.press_start(person, payload),))

    def _say(self, act: Act) -> Done:
        chat = self._chat(act)
        made = self.api.say(self.id_of(act.who), chat, act.say or "", self._answered(act))
        return Done(chat=chat, messages=(made,))

    def _chat(self, act: Act) -> int:
        return self.id_of(act.place or act.who)

    def _answered(self, act: Act) -> int | None:
        if act.message is not None:
            return int(self._message(act)["message_id"])
        mine = [m for m in self._messages(self._chat(act)) if self.api.chats.by_bot(m)] if act.reply else []
        return int(mine[-1]["message_id"]) if mine else None

    def _message(self, act: Act, chat: int | None = None) -> Json:
        """The message an act names by its number, if it begins with the words the act knows it by."""
        at = f"{act.at:%Y-%m-%d %H:%M}"
        found = self.api.chats.chat(chat or self._chat(act)).messages.get(act.message or 0)
        if found is None:
            raise self._wrong(act, "no_message", number=act.message, at=at)
        if act.of and not words_of(found).startswith(act.of):
            began = words_of(found)[: len(act.of)]
            raise self._wrong(act, "other_words", number=act.message, found=began, wanted=act.of)
        return found

    def _message_with(self, chat: int, label: str) -> Json:
        """The newest message of the chat that has such a button."""
        for message in reversed(self._messages(chat)):
            if any(name.startswith(label) for row in labels_of(message) for name in row):
                return message
        raise NoSuchButtonError(label)

    def _messages(self, chat: int) -> list[Json]:
        return list(self.api.chats.chat(chat).messages.values())

    def _wrong(self, act: Act, key: str, /, **values: Any) -> Mistake:
        return Mistake(Problem(self._file, act.line, say(f"rehearsal.{key}", **values)))


def words_of(message: Mapping[str, Any]) -> str:
    """What a message says, or says under what it brings."""
    return str(message.get("text", message.get("caption", "")))


def labels_of(message: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """What its buttons say, row by row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(tuple(str(button["text"]) for button in row) for row in rows)
