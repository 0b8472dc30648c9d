"""What happens to chats of the rehearsed Telegram: members, rights, topics, service messages."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from bot.rehearsal.chats import Chat, Chats, Json, Person, Topic, quoted
from bot.rehearsal.refusal import in_words
from bot.rehearsal.restrictions import Restriction
from bot.rehearsal.updates import Updates

_TOPIC_COLOR = 7322096


class Groups:
    """Chats and updates, with a method for each thing an administrator can do to a chat."""

    def __init__(self, *, now: Callable[[], datetime], bot: Json, first_update_id: int) -> None:
        self.now = now
        self.bot = bot
        self.chats = Chats(now, bot)
        self.updates = Updates(now, first_update_id)
        self.restrictions: list[Restriction] = []  # the newest first

    def add_group(self, chat_id: int, title: str, members: Iterable[int], kind: str = "supergroup") -> None:
        """A group (negative id) of these people, the bot not yet among them."""
        self.chats.add(Chat(id=chat_id, kind=kind, title=title, members=set(members)))

    def add_channel(self, chat_id: int, title: str, discussion: int | None = None) -> None:
        """A channel without the bot, perhaps with a group in which its posts are discussed."""
        self.chats.add(Chat(id=chat_id, kind="channel", title=title, members=set(), discussion=discussion))

    def add_topic(self, chat_id: int, thread: int) -> None:
        """A topic of a forum group that was there before the bot."""
        chat = self.chats.chat(chat_id)
        created = {"name": str(thread), "icon_color": _TOPIC_COLOR}
        chat.topics[thread] = Topic(
            root={
                "message_id": thread,
                "message_thread_id": thread,
                "is_topic_message": True,
                "date": int(self.now().timestamp()),
                "chat": self.chats.as_json(chat) | {"is_forum": True},
                "from": self._first_of(chat).as_json(),
                "forum_topic_created": created,
            }
        )

    def create_topic(self, user_id: int, chat_id: int, name: str) -> int:
        """Begins a topic before the bot's eyes; its number, which is that of the message this makes."""
        chat, person = self._member(user_id, chat_id)
        thread = chat.last_message_id + 1
        chat.topics[thread] = Topic(root={})
        created = {"name": name, "icon_color": _TOPIC_COLOR}
        chat.topics[thread].root = self._happen(chat, person, thread=thread, forum_topic_created=created)
        return thread

    def close_topic(self, user_id: int, chat_id: int, thread: int) -> None:
        chat, person = self._member(user_id, chat_id)
        chat.topics[thread].shut = "TOPIC_CLOSED"
        self._happen(chat, person, thread=thread, forum_topic_closed={})

    def reopen_topic(self, user_id: int, chat_id: int, thread: int) -> None:
        chat, person = self._member(user_id, chat_id)
        chat.topics[thread].shut = ""
        self._happen(chat, person, thread=thread, forum_topic_reopened={})

    def delete_topic(self, chat_id: int, thread: int, *, forgotten: bool = False) -> None:
        """Telegram doesn't tell the bot; it refuses as TOPIC_DELETED, or as not found once `forgotten`."""
        topics = self.chats.chat(chat_id).topics
        topics[thread].shut = "message thread not found" if forgotten else "TOPIC_DELETED"

    def pin(self, user_id: int, chat_id: int, message_id: int) -> None:
        chat, person = self._member(user_id, chat_id)
        self._happen(chat, person, pinned_message=quoted(chat.messages[message_id]))

    def set_auto_delete(self, user_id: int, chat_id: int, seconds: int) -> None:
        changed = {"message_auto_delete_time": seconds}
        self._happen(*self._member(user_id, chat_id), message_auto_delete_timer_changed=changed)

    def set_background(self, user_id: int, chat_id: int) -> None:
        background = {"type": {"type": "chat_theme", "theme_name": "🏝"}}
        self._happen(*self._member(user_id, chat_id), chat_background_set=background)

    def join(self, user_id: int, chat_id: int) -> None:
        """Somebody comes into a group by its link."""
        self.chats.chat(chat_id).members.add(user_id)
        chat, person = self._member(user_id, chat_id)
        self._happen(chat, person, new_chat_members=[person.as_json()])

    def kick_bot(self, chat_id: int, by: int | None = None) -> None:
        """Throws the bot out of a group; `by` defaults to the lowest id there."""
        chat = self.chats.chat(chat_id)
        chat.bot = "kicked"
        person = self._first_of(chat) if by is None else self.chats.person(by)
        self._standing_changed(chat, person, "member", "kicked")

    def migrate(self, chat_id: int, new_id: int) -> None:
        """Turns a group into a supergroup with another id; both chats get Telegram's notice of it."""
        old = self.chats.chat(chat_id)
        new = Chat(id=new_id, kind="supergroup", title=old.title, members=old.members, bot=old.bot)
        self.chats.add(new)
        self._happen(old, self._first_of(old), migrate_to_chat_id=new_id)
        self._happen(new, self._first_of(old), migrate_from_chat_id=chat_id)
        old.migrated_to = new_id

    def set_permissions(self, chat_id: int, **rights: bool) -> None:
        """What members, the bot among them, may send: `can_send_messages`, `_photos`, `_documents`."""
        permissions = self.chats.chat(chat_id).permissions
        if unknown := rights.keys() - permissions.keys():
            raise ValueError(f"no such permission: {', '.join(sorted(unknown))}")
        permissions |= rights

    def refuse(
        self,
        chat_id: int | None,
        words: str,
        *,
        thread: int | None = None,
        method: str = "",
        **parameters: Any,
    ) -> None:
        """Refuses what is sent to a chat (null: to any) in these whole words, until `allow`.

        `thread` narrows it to a topic (0: to what goes to none); `method` names the one method refused,
        which need not send. The first words ("Bad Request", "Forbidden", …) tell the code.
        """
        refusal = in_words(words, **parameters)
        one = Restriction(chat_id=chat_id, thread=thread, method=method, refusal=refusal)
        self.restrictions.insert(0, one)

    def allow(self, chat_id: int | None, thread: int | None = None) -> None:
        """Ends what `refuse` began in a chat, or in one topic of it."""
        lifted = [one for one in self.restrictions if one.chat_id == chat_id]
        for one in lifted:
            if thread in (None, one.thread):
                self.restrictions.remove(one)

    def rename_bot(self, username: str) -> None:
        """Telegram doesn't tell the bot; getMe and every later mention have the new name."""
        self.bot["username"] = username

    def _member(self, user_id: int, chat_id: int) -> tuple[Chat, Person]:
        chat, person = self.chats.chat(chat_id), self.chats.person(user_id)
        if user_id not in chat.members or person.deactivated:
            raise ValueError(f"{person.first_name} ({user_id}) is not in chat {chat_id}")
        return chat, person

    def _first_of(self, chat: Chat) -> Person:
        return self.chats.person(min(chat.members))

    def _happen(self, chat: Chat, person: Person, **what: Any) -> Json:
        """A service message: the bot sees every one while it is there, whatever its privacy."""
        message = self.chats.post(chat, person.as_json(), **what)
        if chat.kind == "private" or chat.bot == "member":
            self.updates.add("message", message)
        return message

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
