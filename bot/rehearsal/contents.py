"""What people's messages carry, in the fields Telegram puts it in."""

from bot.rehearsal.chats import Json
from bot.rehearsal.entities import detected, trimmed, units

_LONGEST_TEXT = 4096


def words(text: str) -> Json:
    """A text as an app sends it; ValueError for an empty or too long one."""
    text, _ = trimmed(text, [])
    if not 1 <= units(text) <= _LONGEST_TEXT:
        raise ValueError(f"a message has 1 to {_LONGEST_TEXT} characters, not {units(text)}")
    return {"text": text, "entities": list(detected(text))}


def captioned(text: str) -> Json:
    """The words under a picture or file, if any."""
    return {"caption": text, "caption_entities": list(detected(text))}


def quoted_from(answered: Json, part: str) -> Json:
    """A TextQuote of the message answered; ValueError when it doesn't say that."""
    before, found, _ = str(answered.get("text", answered.get("caption", ""))).partition(part)
    if not found:
        raise ValueError(f"message {answered['message_id']} doesn't say {part!r}")
    return {"text": part, "position": units(before), "is_manual": True}
