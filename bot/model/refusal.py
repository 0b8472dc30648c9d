"""What Telegram refuses. It has no codes for that, only its words (Bot API server's error texts)."""

from enum import StrEnum


class Refusal(StrEnum):
    """What is refused, in the order in which its words are looked for."""

    PHOTOS = "photos"  # pictures shown in the chat
    FILES = "files"
    TOPIC = "topic"  # it is closed or gone
    WRITE = "write"  # whatever is written there
    AWAY = "away"  # nobody is there, or the bot is not
    OTHER = "other"


WORDS = {
    Refusal.PHOTOS: ("send photos", "send_photos_forbidden"),
    Refusal.FILES: ("send documents", "send_docs_forbidden", "send media", "send_media_forbidden"),
    Refusal.TOPIC: ("topic_", "message thread not found"),
    Refusal.WRITE: (
        "write_forbidden",
        "send_plain_forbidden",
        "not enough rights",
        "have no rights to send",
        "need administrator rights",
        "admin_required",
        "chat_restricted",
    ),
    Refusal.AWAY: (
        " forbidden",  # the word that begins a 403
        "chat not found",
        "user not found",
        "group chat was deactivated",
        "peer_id_invalid",
    ),
}
ONE_SORT = (Refusal.PHOTOS, Refusal.FILES)  # all else arrives
SHUT = (Refusal.TOPIC, Refusal.WRITE, Refusal.AWAY)  # it is the place that refuses, not this message


def sort_of(reason: str) -> Refusal:
    """What is refused in these words; OTHER where nobody here knows them."""
    folded = f" {reason.casefold()}"
    found = (sort for sort, words in WORDS.items() if any(each in folded for each in words))
    return next(found, Refusal.OTHER)
