"""What people do on the rehearsed Telegram, and what the bot gets to know of it."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.rehearsal.chats import Chat, Json, Person, Watcher
from bot.rehearsal.entities import detected, trimmed, units
from bot.rehearsal.files import Files, document_json, photo_json
from bot.rehearsal.groups import Groups
from bot.rehearsal.markup import find_button
from bot.rehearsal.menus import Menus
from bot.rehearsal.params import Upload

_LONGEST_TEXT = 4096


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """A pressed button that may still be answered."""

    id: str
    at: datetime


class People(Groups):
    """The stage: chats, files and updates, with a method for each thing a person can do.

    Every method acts at once, at `now()`. Naming a person, chat, message or button that isn't there is a
    mistake of the script and raises LookupError; what a person couldn't do in the app, ValueError.
    """

    def __init__(self, *, now: Callable[[], datetime], bot: Json, first_update_id: int) -> None:
        super().__init__(now=now, bot=bot, first_update_id=first_update_id)
        self.privacy = True
        self.menus = Menus(self.chats)
        self.files = Files()
        self.presses: dict[str, Press] = {}
        self.answers: dict[str, Json] = {}

    def add_person(self, user_id: int, first_name: str, username: str | None = None) -> None:
        """Somebody who has never met the bot."""
        self.chats.add_person(Person(id=user_id, first_name=first_name, username=username))

    def press_start(self, user_id: int, payload: str = "") -> int:
        """Follows t.me/<bot>?start=<payload> and presses Start; the id of the message that makes."""
        person = self.chats.person(user_id)
        person.started = True
        if person.blocked:
            person.blocked = False
            self._standing_changed(self.chats.chat(user_id), person, "kicked", "member")
        return self.say(user_id, user_id, f"/start {payload}")

    def add_to_group(self, user_id: int, chat_id: int, payload: str = "", *, addressed: bool = False) -> int:
        """Adds the bot by t.me/<bot>?startgroup=<payload>; the id of the command that makes.

        `addressed` writes the command as "/start@<bot> …".
        """
        chat, person = self._member(user_id, chat_id)
        before, chat.bot = chat.bot, "member"
        self._standing_changed(chat, person, "left" if before == "stranger" else before, "member")
        self._happen(chat, person, new_chat_members=[self.bot])
        at_bot = f"@{self.bot['username']}" if addressed else ""
        return self.say(user_id, chat_id, f"/start{at_bot} {payload}")

    def say(
        self, user_id: int, chat_id: int, text: str, reply_to: int | None = None, thread: int | None = None
    ) -> int:
        """Writes a message, perhaps as an answer to another or in a topic; its id."""
        text, _ = trimmed(text, [])
        if not 1 <= units(text) <= _LONGEST_TEXT:
            raise ValueError(f"a message has 1 to {_LONGEST_TEXT} characters, not {units(text)}")
        marks = list(detected(text))
        return self._post(user_id, chat_id, reply_to, text=text, entities=marks, thread=thread)

    def send_file(
        self,
        user_id: int,
        chat_id: int,
        upload: Upload,
        *,
        caption: str = "",
        photo: bool = False,
        reply_to: int | None = None,
        album: str | None = None,
    ) -> int:
        """Sends a file, or a picture as a photo; its message id. What shares an `album` is sent together."""
        stored = self.files.keep(upload, "photos" if photo else "documents")
        content: Json = {"photo": photo_json(stored)} if photo else {"document": document_json(stored)}
        if album is not None:
            content["media_group_id"] = album
        marks = list(detected(caption))
        return self._post(user_id, chat_id, reply_to, **content, caption=caption, caption_entities=marks)

    def press(self, user_id: int, chat_id: int, message_id: int, label: str) -> str:
        """Presses the button with this label, or the only one whose label starts so; the callback's id."""
        chat, person = self._member(user_id, chat_id)
        message = chat.messages[message_id]
        button = find_button(message.get("reply_markup"), label)
        if "callback_data" not in button:
            raise ValueError(f"the button {button['text']!r} opens something; it sends the bot nothing")
        press = Press(id=str(1000 + len(self.presses)), at=self.now())
        self.presses[press.id] = press
        body = {"id": press.id, "from": person.as_json(), "message": message, "chat_instance": str(chat_id)}
        self.updates.add("callback_query", body | {"data": button["callback_data"]})
        return press.id

    def block(self, user_id: int) -> None:
        """Stops the bot."""
        person = self.chats.person(user_id)
        person.blocked = True
        self._standing_changed(self.chats.chat(user_id), person, "member", "kicked")

    def deactivate(self, user_id: int) -> None:
        """Deletes the account; Telegram doesn't tell the bot."""
        self.chats.person(user_id).deactivated = True

    def messages(self, chat_id: int) -> list[Json]:
        """What people now see in a chat, oldest first, as Message objects; an edited one has `edit_date`."""
        return deepcopy(list(self.chats.chat(chat_id).messages.values()))

    def watch(self, watcher: Watcher) -> None:
        """Calls `watcher(what, message)` for every "new", "edited" or "deleted" message from now on."""
        self.chats.watchers.append(watcher)

    @property
    def pending_updates(self) -> list[Json]:
        """Updates the bot has not acknowledged."""
        return deepcopy(self.updates.pending())

    def _post(self, user_id: int, chat_id: int, reply_to: int | None, **content: Any) -> int:
        chat, person = self._member(user_id, chat_id)
        if chat.kind == "private":
            if person.blocked:
                raise ValueError(f"{person.first_name} ({user_id}) has stopped the bot; press_start first")
            person.started = True
        answered = chat.messages[reply_to] if reply_to is not None else None
        thread = content.pop("thread", None) or (answered or {}).get("message_thread_id")
        message = self.chats.post(chat, person.as_json(), answered, thread, **content)
        if self._for_bot(chat, message):
            self.updates.add("message", message)
        return int(message["message_id"])

    def _for_bot(self, chat: Chat, message: Json) -> bool:
        """Privacy mode: in a group the bot sees commands and answers to its own messages only.

        https://core.telegram.org/bots/features#privacy-mode
        """
        if chat.kind == "private":
            return True
        if chat.bot != "member":
            return False
        answered = message.get("reply_to_message")
        return not self.privacy or self._commands(message) or bool(answered and self.chats.by_bot(answered))

    def _commands(self, message: Json) -> bool:
        text: str = message.get("text") or message.get("caption") or ""
        marks = message.get("entities") or message.get("caption_entities") or []
        if not any(mark["type"] == "bot_command" and mark["offset"] == 0 for mark in marks):
            return False
        _, _, addressee = text.split()[0].partition("@")
        return addressee.lower() in ("", self.bot["username"].lower())
