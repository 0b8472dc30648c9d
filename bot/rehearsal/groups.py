"""What happens to chats of the rehearsed Telegram, and to the bot in them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from bot.rehearsal.chats import Chat, Chats, Json, Person
from bot.rehearsal.updates import Updates


class Groups:
    """Chats and updates, with a method for each thing an administrator can do to a chat."""

    def __init__(self, *, now: Callable[[], datetime], bot: Json, first_update_id: int) -> None:
        self.now = now
        self.bot = bot
        self.chats = Chats(now, bot)
        self.updates = Updates(now, first_update_id)

    def add_group(self, chat_id: int, title: str, members: Iterable[int], kind: str = "supergroup") -> None:
        """A group (negative id) of these people, the bot not yet among them."""
        self.chats.add(Chat(id=chat_id, kind=kind, title=title, members=set(members)))

    def add_topic(self, chat_id: int, thread: int) -> None:
        """A topic of a forum group."""
        self.chats.chat(chat_id).topics.add(thread)

    def kick_bot(self, chat_id: int, by: int | None = None) -> None:
        """Throws the bot out of a group; `by` defaults to the lowest id there."""
        chat = self.chats.chat(chat_id)
        chat.bot = "kicked"
        self._standing_changed(chat, self.chats.person(by or min(chat.members)), "member", "kicked")

    def migrate(self, chat_id: int, new_id: int) -> None:
        """Turns a group into a supergroup with another id; both chats get Telegram's notice of it."""
        old = self.chats.chat(chat_id)
        new = Chat(id=new_id, kind="supergroup", title=old.title, members=old.members, bot=old.bot)
        self.chats.add(new)
        person = self.chats.person(min(old.members))
        self._happen(old, person, migrate_to_chat_id=new_id)
        self._happen(new, person, migrate_from_chat_id=chat_id)
        old.migrated_to = new_id

    def _member(self, user_id: int, chat_id: int) -> tuple[Chat, Person]:
        chat, person = self.chats.chat(chat_id), self.chats.person(user_id)
        if user_id not in chat.members or person.deactivated:
            raise ValueError(f"{person.first_name} ({user_id}) is not in chat {chat_id}")
        return chat, person

    def _happen(self, chat: Chat, person: Person, **what: Any) -> None:
        """A service message: the bot sees every one while it is there."""
        self.updates.add("message", self.chats.post(chat, person.as_json(), **what))

    def _standing_changed(self, chat: Chat, person: Person, before: str, after: str) -> None:
        """https://core.telegram.org/bots/api#chatmemberupdated"""
        body = {
            "chat": self.chats.as_json(chat),
            "from": person.as_json(),
            "date": int(self.now().timestamp()),
            "old_chat_member": self._as_member(before),
            "new_chat_member": self._as_member(after),
        }
        self.updates.add("my_chat_member", body)

    def _as_member(self, status: str) -> Json:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"user": self.bot, "status": status, **until}
