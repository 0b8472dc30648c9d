"""What people do on the rehearsed Telegram, and what the bot gets to know of it."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.rehearsal.chats import ANONYMOUS, OTHER_CHAT, TELEGRAM, Chat, Json, Person, Watcher
from bot.rehearsal.contents import captioned, quoted_from, words
from bot.rehearsal.files import Files, document_json, photo_json
from bot.rehearsal.groups import Groups
from bot.rehearsal.markup import find_button
from bot.rehearsal.menus import Menus
from bot.rehearsal.params import Upload


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """A pressed button that may still be answered."""

    id: str
    at: datetime


class People(Groups):
    """The stage: chats, files and updates, with a method for each thing a person can do.

    Every method acts at once, at `now()`. Naming a person, chat, message or button that isn't there is a
    mistake of the script and raises LookupError; what a person couldn't do in the app, ValueError.
    With `answers_to_newest_show` off, Telegram leaves `reply_to_message` out of an answer to the newest
    message of a private chat, as it sometimes does.
    """

    def __init__(self, *, now: Callable[[], datetime], bot: Json, first_update_id: int) -> None:
        super().__init__(now=now, bot=bot, first_update_id=first_update_id)
        self.privacy = True
        self.answers_to_newest_show = True
        self.menus = Menus(self.chats)
        self.files = Files()
        self.presses: dict[str, Press] = {}
        self.answers: dict[str, Json] = {}
        self.acting: Callable[[int], None] = lambda _: None  # told in which chat the bot shows that it works

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
        self,
        user_id: int,
        chat_id: int,
        text: str,
        reply_to: int | None = None,
        thread: int | None = None,
        *,
        quote: str = "",
    ) -> int:
        """Writes a message, perhaps as an answer to another (quoting a part of it) or in a topic; its id."""
        answered = self.chats.chat(chat_id).messages[reply_to] if reply_to is not None and quote else None
        quoted = quoted_from(answered, quote) if answered else None
        return self._post(user_id, chat_id, reply_to, **words(text), quote=quoted, thread=thread)

    def say_as(
        self,
        sender_chat: int,
        chat_id: int,
        text: str,
        reply_to: int | None = None,
        thread: int | None = None,
    ) -> int:
        """Speaks in a group in the name of a chat: of the group (an anonymous admin) or of another."""
        sender = ANONYMOUS if sender_chat == chat_id else OTHER_CHAT
        name = self.chats.as_json(self.chats.chat(sender_chat))
        return self._publish(
            self.chats.chat(chat_id), sender, reply_to, sender_chat=name, **words(text), thread=thread
        )

    def post_in_channel(self, channel_id: int, text: str) -> int:
        """A post that Telegram copies into the channel's discussion group; the copy's id there."""
        channel = self.chats.chat(channel_id)
        if channel.discussion is None:
            raise ValueError(f"channel {channel_id} has no discussion group")
        post = self.chats.post(channel, TELEGRAM, **words(text))
        return self._publish(
            self.chats.chat(channel.discussion),
            TELEGRAM,
            None,
            sender_chat=self.chats.as_json(channel),
            forward_origin=self.chats.origin(channel_id, self.now(), post["message_id"]),
            is_automatic_forward=True,
            **words(text),
        )

    def forward(
        self,
        user_id: int,
        chat_id: int,
        text: str = "",
        *,
        of: int | str,
        said: datetime | None = None,
        upload: Upload | None = None,
        photo: bool = False,
        thread: int | None = None,
    ) -> int:
        """Passes on words or a file of somebody else's: a person or chat by id, or a name that hides one."""
        content = self._file(upload, photo, text) if upload else words(text)
        origin = self.chats.origin(of, said or self.now())
        return self._post(user_id, chat_id, None, forward_origin=origin, **content, thread=thread)

    def answer_elsewhere(
        self,
        user_id: int,
        chat_id: int,
        text: str,
        *,
        of: int | str,
        there: int | None = None,
        quote: str = "",
    ) -> int:
        """Answers here somebody's message of another chat (`there` if that is a supergroup or channel)."""
        external: Json = {"origin": self.chats.origin(of, self.now())}
        if there is not None:
            external |= {"chat": self.chats.as_json(self.chats.chat(there)), "message_id": 1}
        quoted = {"text": quote, "position": 0, "is_manual": True} if quote else None
        return self._post(user_id, chat_id, None, **words(text), external_reply=external, quote=quoted)

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
        content = self._file(upload, photo, caption)
        return self._post(user_id, chat_id, reply_to, **content, media_group_id=album)

    def send_location(
        self, user_id: int, chat_id: int, latitude: float, longitude: float, live_s: int = 0
    ) -> int:
        """Shows a place, or for `live_s` seconds where one is; the message's id."""
        place: Json = {"latitude": latitude, "longitude": longitude}
        return self._post(
            user_id, chat_id, None, location=place | ({"live_period": live_s} if live_s else {})
        )

    def move(self, user_id: int, chat_id: int, message_id: int, latitude: float, longitude: float) -> None:
        """Moves a live location."""
        chat, message = self._own(user_id, chat_id, message_id)
        if "live_period" not in message.get("location", {}):
            raise ValueError(f"message {message_id} is no live location")
        place = message["location"] | {"latitude": latitude, "longitude": longitude}
        self._edited(chat, self.chats.edit(chat, message, location=place))

    def edit(
        self, user_id: int, chat_id: int, message_id: int, text: str, upload: Upload | None = None
    ) -> None:
        """Changes the words of an own message, a caption's too, or the document it brings."""
        chat, message = self._own(user_id, chat_id, message_id)
        if upload:
            content = self._file(upload, False, text)
        else:
            content = words(text) if "text" in message else captioned(text)
        self._edited(chat, self.chats.edit(chat, message, **content))

    def touch(self, user_id: int, chat_id: int, message_id: int) -> None:
        """Gives a message its first reaction: Telegram shows the bot an edit in which nothing changed.

        The same comes of a link preview. It isn't told of its own messages.
        """
        chat, _ = self._member(user_id, chat_id)
        message = self.chats.touch(chat, chat.messages[message_id])
        if not self.chats.by_bot(message):
            self._edited(chat, message)

    def press(self, user_id: int, chat_id: int, message_id: int, label: str, nth: int = 1) -> str:
        """Presses the button with this label (the `nth` of several), or the only one whose label starts so;
        the callback's id."""
        chat, person = self._member(user_id, chat_id)
        message = chat.messages[message_id]
        button = find_button(message.get("reply_markup"), label, nth)
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
        return self._publish(chat, person.as_json(), reply_to, **content)

    def _publish(self, chat: Chat, sender: Json, reply_to: int | None, **content: Any) -> int:
        answered = chat.messages[reply_to] if reply_to is not None else None
        if not self.answers_to_newest_show and chat.kind == "private" and reply_to == chat.last_message_id:
            answered = None
        message = self.chats.post(chat, sender, answered, **content)
        if self._for_bot(chat, message):
            self.updates.add("message", message)
        return int(message["message_id"])

    def _own(self, user_id: int, chat_id: int, message_id: int) -> tuple[Chat, Json]:
        chat, person = self._member(user_id, chat_id)
        message = chat.messages[message_id]
        if message["from"]["id"] != user_id:
            raise ValueError(
                f"message {message_id} of chat {chat_id} is not {person.first_name}'s ({user_id})"
            )
        return chat, message

    def _edited(self, chat: Chat, message: Json) -> None:
        if self._for_bot(chat, message):
            self.updates.add("edited_message", message)

    def _file(self, upload: Upload, photo: bool, caption: str) -> Json:
        stored = self.files.keep(upload, "photos" if photo else "documents")
        content: Json = {"photo": photo_json(stored)} if photo else {"document": document_json(stored)}
        return content | captioned(caption)

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
