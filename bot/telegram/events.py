"""A Telegram update in the project's own words."""

from unicodedata import category

from telegram import CallbackQuery, ChatMember, MaybeInaccessibleMessage, Message, TextQuote, Update, User

from bot.model.message import QUOTED, Event, EventKind
from bot.telegram.attachments import attached
from bot.texts.limits import clean, line

FILLERS = " \u115f\u1160\u2800\u3164\uffa0"  # letters that show nothing
SHOW = "LNPS"  # letters, figures, punctuation and signs: a mark alone has nothing to stand on
NAME_MOST = 255  # letters of a name or title, as many as a title may have
OUT = (ChatMember.LEFT, ChatMember.BANNED)


def event_of(update: Update, key: str) -> Event | None:
    """The event an update tells of, or None where it tells us nothing (another bot's words)."""
    if update.callback_query is not None:
        return _press(update.callback_query, key)
    if update.my_chat_member is not None:
        return _membership(update, key)
    message = update.message or update.edited_message
    if message is not None and message.from_user is not None and _said(message):
        return _message(message, message.from_user, key, changed=message is update.edited_message)
    return None


def _press(query: CallbackQuery, key: str) -> Event | None:
    if query.message is None:
        return None
    chat = query.message.chat
    return Event(
        kind=EventKind.PRESS,
        key=key,
        chat_id=chat.id,
        private=chat.type == chat.PRIVATE,
        user_id=query.from_user.id,
        user_name=_name(query.from_user),
        text=query.data or "",
        message_id=query.message.message_id,
        chat_title=_seen(chat.title or ""),
        thread_id=_topic(query.message),
    )


def _message(message: Message, user: User, key: str, *, changed: bool) -> Event | None:
    if user.is_bot and message.sender_chat is None and message.migrate_to_chat_id is None:
        return None  # an anonymous admin speaks through a bot of Telegram's, with sender_chat set
    chat = message.chat
    text = message.text or message.caption or ""
    kind = EventKind.TEXT if text.strip() else EventKind.OTHER
    if message.migrate_to_chat_id is not None:
        kind = EventKind.MIGRATED
    reply = _answered(message)
    quoted = message.quote if reply else None
    return Event(
        kind=kind,
        key=key,
        chat_id=chat.id,
        private=chat.type == chat.PRIVATE,
        user_id=user.id,
        user_name=_name(user),
        at=message.date,
        edited_at=message.edit_date if changed else None,
        text=clean(text),
        message_id=message.message_id,
        reply_to=reply.message_id if reply else None,
        borrowed=message.forward_origin is not None or message.external_reply is not None,
        quoted=_lines(reply, quoted) if reply and quoted else "",
        chat_title=_title(message),
        new_chat_id=message.migrate_to_chat_id,
        thread_id=_topic(message),
        attachments=attached(message),
        album=message.media_group_id or "",
        faceless=message.sender_chat is not None,
    )


def _said(message: Message) -> bool:
    """Whether somebody says something: not that a message was pinned, nor a channel by its copied post."""
    told = message.text or message.effective_attachment or message.migrate_to_chat_id
    return bool(told) and not message.is_automatic_forward


def _answered(message: Message) -> Message | None:
    """The message answered; in a topic, what answers nothing comes as an answer to the topic's first."""
    reply = message.reply_to_message
    return None if reply and reply.message_id == _topic(message) else reply


def _lines(reply: Message, quote: TextQuote) -> str:
    """What was quoted, with all that stands above it; Telegram counts places in UTF-16."""
    text = (reply.text or reply.caption or "").encode("utf-16-le", "surrogatepass")
    return text[: 2 * quote.position].decode("utf-16-le", "replace") + QUOTED + quote.text


def _membership(update: Update, key: str) -> Event | None:
    """The bot itself was removed from a chat or let in again; a person's block counts as such."""
    change = update.my_chat_member
    if change is None:
        return None
    out = change.new_chat_member.status in OUT
    chat = change.chat
    return Event(
        kind=EventKind.SHUT_OUT if out else EventKind.LET_IN,
        key=key,
        chat_id=chat.id,
        private=chat.type == chat.PRIVATE,
        user_id=change.from_user.id,
        user_name=_name(change.from_user),
    )


def _topic(message: MaybeInaccessibleMessage) -> int | None:
    """The topic of a forum group; elsewhere Telegram numbers mere chains of answers the same way."""
    if not isinstance(message, Message) or not message.is_topic_message:
        return None
    return message.message_thread_id


def _title(message: Message) -> str:
    """The group's, or its number, with its topic's: that stands in the service message which Telegram quotes
    there."""
    root = message.reply_to_message
    topic = root.forum_topic_created if root else None
    names = (_seen(message.chat.title or "") or str(message.chat.id), _seen(topic.name) if topic else "")
    return " – ".join(filter(None, names))


def _name(user: User) -> str:
    """On one line; the account's number where nothing of it can be seen."""
    # Not `full_name`: the library makes null of a name whose first part is empty.
    return _seen(f"{user.first_name} {user.last_name or ''}") or str(user.id)


def _seen(text: str) -> str:
    """The text on one line; empty where nothing of it shows."""
    name = line(text, NAME_MOST)
    return name if any(category(c)[0] in SHOW and c not in FILLERS for c in name) else ""
