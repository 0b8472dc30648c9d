"""The people, chats and messages of a rehearsed Telegram."""

from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.rehearsal.refusal import RefusalError, bad_request, forbidden

Json = dict[str, Any]
Watcher = Callable[[str, Json], None]

# Who speaks for a chat in a group: for the group itself, for another chat, for the channel it discusses.
ANONYMOUS: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
OTHER_CHAT: Json = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}

# https://core.telegram.org/bots/api#chatpermissions, those a bot's messages need
_RIGHTS = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
}

_NEVER_NESTED = ("reply_to_message",)
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@dataclass(kw_only=True)
class Person:
    """Somebody with a Telegram account, and how they stand to the bot."""

    id: int
    first_name: str
    username: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def as_json(self) -> Json:
        name = {"username": self.username} if self.username else {}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, "language_code": "vi", **name}


@dataclass(kw_only=True)
class Topic:
    """A topic of a forum: the service message that began it, and why nobody may write there, if so."""

    root: Json
    shut: str = ""


@dataclass(kw_only=True)
class Chat:
    """A chat: `kind` is "private", "group", "supergroup" or "channel".

    `bot` is the bot's standing in a group: "stranger" (never there), "member", "left" or "kicked";
    `discussion` is the group that a channel's posts are copied to.
    """

    id: int
    kind: str
    title: str
    members: set[int]
    bot: str = "stranger"
    migrated_to: int | None = None
    discussion: int | None = None
    topics: dict[int, Topic] = field(default_factory=dict)
    permissions: dict[str, bool] = field(
        default_factory=lambda: dict.fromkeys((right for right, _ in _RIGHTS.values()), True)
    )
    messages: dict[int, Json] = field(default_factory=dict)
    last_message_id: int = 0

    def admit_to_topic(self, thread: int) -> None:
        """Raises RefusalError for a topic that isn't there or takes no messages."""
        if thread not in self.topics:
            raise bad_request("message thread not found")
        if shut := self.topics[thread].shut:
            raise bad_request(shut)

    def admit_content(self, content: Json) -> None:
        """Raises RefusalError for what the chat's permissions don't let members send."""
        for right, things in (_RIGHTS[kind] for kind in _RIGHTS if content.get(kind)):
            if not self.permissions[right]:
                raise bad_request(f"not enough rights to send {things} to the chat")


class Chats:
    """Who is there and what was said; every message is kept as the Message object Telegram would send."""

    def __init__(self, now: Callable[[], datetime], bot: Json) -> None:
        self._now = now
        self._bot = bot
        self._people: dict[int, Person] = {}
        self._chats: dict[int, Chat] = {}
        self.watchers: list[Watcher] = []

    def add_person(self, person: Person) -> None:
        self._people[person.id] = person
        self.add(Chat(id=person.id, kind="private", title=person.first_name, members={person.id}))

    def add(self, chat: Chat) -> None:
        self._chats[chat.id] = chat

    def person(self, user_id: int) -> Person:
        """Raises KeyError for somebody never added: the script's mistake, not an answer of Telegram's."""
        return self._people[user_id]

    def chat(self, chat_id: int) -> Chat:
        """Raises KeyError for a chat that was never added."""
        return self._chats[chat_id]

    @property
    def people(self) -> list[Person]:
        return list(self._people.values())

    @property
    def all(self) -> list[Chat]:
        return list(self._chats.values())

    def find(self, chat_id: int) -> Chat | None:
        return self._chats.get(chat_id)

    def known(self, chat_id: int) -> Chat:
        """The chat a call names; raises RefusalError when Telegram wouldn't know it."""
        chat = self._chats.get(chat_id)
        if chat is None or (chat.kind != "private" and chat.bot == "stranger"):
            raise bad_request("chat not found")
        return chat

    def readable(self, chat_id: int) -> Chat:
        """The chat a call asks about: one that the bot had to leave tells it nothing."""
        chat = self.known(chat_id)
        if chat.kind != "private" and not chat.migrated_to and (refusal := _shut_out(chat)):
            raise refusal
        return chat

    def reach(self, chat_id: int) -> Chat:
        """The chat a call wants to write to; raises RefusalError in Telegram's words when it can't."""
        chat = self.known(chat_id)
        refusal = self._shut_door(chat) if chat.kind == "private" else _shut_out(chat)
        if refusal:
            raise refusal
        return chat

    def _shut_door(self, chat: Chat) -> RefusalError | None:
        person = self._people[chat.id]
        if person.deactivated:
            return forbidden("user is deactivated")
        if person.blocked:
            return forbidden("bot was blocked by the user")
        return None if person.started else forbidden("bot can't initiate conversation with a user")

    def as_json(self, chat: Chat) -> Json:
        """A Chat object."""
        if chat.kind != "private":
            forum = {"is_forum": True} if chat.topics else {}
            return {"id": chat.id, "type": chat.kind, "title": chat.title, **forum}
        person = self._people[chat.id].as_json()
        return {"type": "private"} | {
            key: person[key] for key in ("id", "first_name", "username") if key in person
        }

    def origin(self, of: int | str, said: datetime, post: int = 1) -> Json:
        """A MessageOrigin: of a person or chat by id (a channel's post has a number), or of a hidden name."""
        date = {"date": int(said.timestamp())}
        if isinstance(of, str):
            return {"type": "hidden_user", "sender_user_name": of, **date}
        if of in self._people:
            return {"type": "user", "sender_user": self._people[of].as_json(), **date}
        chat = self.chat(of)
        if chat.kind == "channel":
            return {"type": "channel", "chat": self.as_json(chat), "message_id": post, **date}
        return {"type": "chat", "sender_chat": self.as_json(chat), **date}

    def post(
        self,
        chat: Chat,
        sender: Json,
        reply_to: Json | None = None,
        thread: int | None = None,
        **content: Any,
    ) -> Json:
        """Adds a message under the chat's next number, perhaps in a topic, and returns it.

        What answers nothing in a topic answers, for Telegram, the service message that began the topic.
        """
        thread = thread or _thread_of(chat, reply_to)
        topic = chat.topics.get(thread or 0)
        reply_to = reply_to or (topic.root if topic else None)
        chat.last_message_id += 1
        message = {
            "message_id": chat.last_message_id,
            "date": int(self._now().timestamp()),
            "chat": self.as_json(chat),
            "from": sender,
            **_present({"message_thread_id": thread, "is_topic_message": topic is not None, **content}),
        }
        if reply_to:
            message["reply_to_message"] = quoted(reply_to)
        chat.messages[chat.last_message_id] = message
        self._show("new", message)
        return message

    def edit(self, chat: Chat, message: Json, **content: Any) -> Json:
        """Replaces these fields of a message (null removes); refuses an edit that changes nothing."""
        if all(message.get(key) == (value or None) for key, value in content.items()):
            raise bad_request(_NOT_MODIFIED)
        edited = _present(_without(message, content) | content)
        chat.messages[message["message_id"]] = edited | {"edit_date": int(self._now().timestamp())}
        self._show("edited", chat.messages[message["message_id"]])
        return chat.messages[message["message_id"]]

    def touch(self, chat: Chat, message: Json) -> Json:
        """A change that nobody made (a first reaction, a link preview): a bot is shown an `edit_date` too."""
        touched = message | {"edit_date": int(self._now().timestamp())}
        chat.messages[message["message_id"]] = touched
        return touched

    def delete(self, chat: Chat, message: Json) -> None:
        del chat.messages[message["message_id"]]
        self._show("deleted", message)

    def own_message(self, chat: Chat, message_id: int) -> Json:
        """The bot's message to edit; raises RefusalError for a missing one or somebody else's."""
        if not (message := chat.messages.get(message_id)):
            raise bad_request("message to edit not found")
        if not self.by_bot(message):
            raise bad_request("message can't be edited")
        return message

    def by_bot(self, message: Mapping[str, Any]) -> bool:
        return bool(message["from"]["id"] == self._bot["id"])

    def _show(self, what: str, message: Json) -> None:
        for watcher in self.watchers:
            watcher(what, deepcopy(message))


def quoted(message: Json) -> Json:
    """A message as another brings it, answered or pinned: without what it answers itself."""
    return _without(message, _NEVER_NESTED)


def _shut_out(chat: Chat) -> RefusalError | None:
    if chat.migrated_to:
        why = "Bad Request: group chat was upgraded to a supergroup chat"
        return RefusalError(400, why, migrate_to_chat_id=chat.migrated_to)
    if chat.bot == "kicked":
        return forbidden(f"bot was kicked from the {chat.kind} chat")
    return forbidden(f"bot is not a member of the {chat.kind} chat") if chat.bot == "left" else None


def _thread_of(chat: Chat, answered: Json | None) -> int | None:
    """An answer's topic; in a supergroup without topics, the number of the message its chain began with."""
    if answered is None:
        return None
    chain = answered["message_id"] if chat.kind == "supergroup" and not chat.topics else None
    return answered.get("message_thread_id", chain)


def _present(content: Json) -> Json:
    """The fields that say something; an empty object (a topic closed) does."""
    return {key: value for key, value in content.items() if value or isinstance(value, dict)}


def _without(message: Json, keys: Collection[str]) -> Json:
    return {key: value for key, value in message.items() if key not in keys}
