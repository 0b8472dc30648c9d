"""An update less what we never read of it: nothing that Telegram adds tomorrow stands in the way of words."""

from collections.abc import Mapping
from typing import Any

from telegram.constants import MessageAttachmentType

# The library calls these attachments; Telegram says them, and no person.
SAID_BY_NOBODY = frozenset({"passport_data", "successful_payment"})
WHERE = {
    "message_id",
    "date",
    "edit_date",
    "chat",
    "message_thread_id",
    "is_topic_message",
    "migrate_to_chat_id",
}
WHOSE = {"from", "sender_chat", "forward_origin", "external_reply", "is_automatic_forward"}
WORDS = {"text", "entities", "caption", "caption_entities", "media_group_id"}
ANSWERED = {"reply_to_message", "quote", "forum_topic_created"}
FILES = {kind.value for kind in MessageAttachmentType} - SAID_BY_NOBODY
READ = frozenset(WHERE | WHOSE | WORDS | ANSWERED | FILES)


def readable(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The update with of its messages what we read, and a name, if an empty one, for who speaks."""
    return {key: _readable(key, value) for key, value in raw.items()}


def _readable(key: str, value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    match key:
        case "from":
            return {"first_name": "", **value}
        case "callback_query":
            return readable(value)
        case "message" | "edited_message" | "reply_to_message":
            return readable({name: one for name, one in value.items() if name in READ})
    return value
