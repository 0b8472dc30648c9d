"""The Bot API methods the bot uses, by name, each with Telegram's own rules and refusals."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from bot.rehearsal.chats import Chat, Json
from bot.rehearsal.contents import quoted_from
from bot.rehearsal.entities import Entity, formatted, trimmed, units, with_detected
from bot.rehearsal.files import audio_json, document_json, photo_json, video_json
from bot.rehearsal.markup import inline_keyboard
from bot.rehearsal.pace import Pace
from bot.rehearsal.params import Params
from bot.rehearsal.people import People
from bot.rehearsal.refusal import bad_request, conflict
from bot.rehearsal.webhook import Webhook

_TEXT_UNITS, _CAPTION_UNITS, _ALERT_UNITS = 4096, 1024, 200
_CONNECTIONS = 40  # https://core.telegram.org/bots/api#setwebhook
_ACTIONS = (
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
    *("upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"),
)
_PRESS_LIVES = timedelta(seconds=150)
_DELETABLE = timedelta(hours=48)
_WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Methods:
    """One server's methods; each public one is a method of the Bot API, in snake case."""

    def __init__(self, stage: People, pace: Pace, webhook: Webhook) -> None:
        self._stage = stage
        self._pace = pace
        self._webhook = webhook
        menus = stage.menus
        self._table: dict[str, Callable[[Params], Any]] = {
            "setmycommands": menus.set,
            "getmycommands": menus.get,
            "deletemycommands": menus.delete,
            **{name.replace("_", ""): getattr(self, name) for name in vars(Methods) if name[0] != "_"},
        }

    def __getitem__(self, name: str) -> Callable[[Params], Any] | None:
        """The method, in any case of letters, its result plain or to be awaited; null for a 404."""
        return self._table.get(name.lower())

    def __iter__(self) -> Iterator[str]:
        """The names of all methods, in small letters."""
        return iter(self._table)

    def get_me(self, _: Params) -> Json:
        abilities = {"can_join_groups": True, "can_read_all_group_messages": not self._stage.privacy}
        return self._stage.bot | abilities | {"supports_inline_queries": False}

    async def get_updates(self, params: Params) -> list[Json]:
        if self._webhook.url:
            raise conflict(_WEBHOOK_ACTIVE)
        updates = self._stage.updates
        self._remember_allowed(params)
        updates.acknowledge(params.whole("offset"))
        return await updates.poll(limit=params.whole("limit", 100), timeout_s=params.whole("timeout"))

    def set_webhook(self, params: Params) -> bool:
        if not params.text("url"):
            return self.delete_webhook(params)
        self._remember_allowed(params)
        self._drop_if_asked(params)
        connections = params.whole("max_connections", _CONNECTIONS)
        self._webhook.set(params.text("url"), params.text("secret_token"), connections)
        return True

    def delete_webhook(self, params: Params) -> bool:
        self._drop_if_asked(params)
        self._webhook.clear()
        return True

    def get_webhook_info(self, _: Params) -> Json:
        allowed = list(self._stage.updates.allowed)
        return self._webhook.info() | ({"allowed_updates": allowed} if allowed else {})

    def send_message(self, params: Params) -> Json:
        text, marks = _checked_text(params)
        return self._send(params, text=text, entities=marks, link_preview_options=_preview(params))

    def send_document(self, params: Params) -> Json:
        caption, marks = _caption(params)
        document = document_json(self._stage.files.sent(params, "document"))
        return self._send(params, document=document, caption=caption, caption_entities=marks)

    def send_photo(self, params: Params) -> Json:
        caption, marks = _caption(params)
        photo = photo_json(self._stage.files.sent(params, "photo"))
        return self._send(params, photo=photo, caption=caption, caption_entities=marks)

    def send_video(self, params: Params) -> Json:
        caption, marks = _caption(params)
        video = video_json(self._stage.files.sent(params, "video"))
        return self._send(params, video=video, caption=caption, caption_entities=marks)

    def send_audio(self, params: Params) -> Json:
        caption, marks = _caption(params)
        audio = audio_json(self._stage.files.sent(params, "audio"))
        return self._send(params, audio=audio, caption=caption, caption_entities=marks)

    def edit_message_text(self, params: Params) -> Json:
        text, marks = _checked_text(params)
        chat, message = self._to_edit(params)
        if "text" not in message:
            raise bad_request("there is no text in the message to edit")
        content: Json = {"text": text, "entities": marks, "link_preview_options": _preview(params)}
        markup = inline_keyboard(params.loaded("reply_markup"))
        return self._stage.chats.edit(chat, message, **content, reply_markup=markup)

    def edit_message_reply_markup(self, params: Params) -> Json:
        chat, message = self._to_edit(params)
        markup = inline_keyboard(params.loaded("reply_markup"))
        return self._stage.chats.edit(chat, message, reply_markup=markup)

    def delete_message(self, params: Params) -> bool:
        """https://core.telegram.org/bots/api#deletemessage: not after 48 hours, in a group only its own."""
        chat = self._reach(params)
        if not (message := chat.messages.get(params.whole("message_id"))):
            raise bad_request("message to delete not found")
        age = self._stage.now().timestamp() - message["date"]
        others = chat.kind != "private" and not self._stage.chats.by_bot(message)
        if others or age > _DELETABLE.total_seconds():
            raise bad_request("message can't be deleted")
        self._stage.chats.delete(chat, message)
        return True

    def answer_callback_query(self, params: Params) -> bool:
        press = self._stage.presses.get(params.text("callback_query_id"))
        if press is None or self._stage.now() - press.at > _PRESS_LIVES:
            raise bad_request(_TOO_OLD)
        if units(params.text("text")) > _ALERT_UNITS:
            raise bad_request("MESSAGE_TOO_LONG")
        alert = {
            "text": params.text("text"),
            "show_alert": params.flag("show_alert"),
            "url": params.text("url"),
        }
        self._stage.answers[press.id] = alert
        return True

    def send_chat_action(self, params: Params) -> bool:
        chat = self._reach(params)
        if params.text("action") not in _ACTIONS:
            raise bad_request("wrong parameter action in request")
        self._stage.acting(chat.id)
        return True

    def get_file(self, params: Params) -> Json:
        return self._stage.files.info(params.text("file_id"))

    def get_chat(self, params: Params) -> Json:
        chat = self._readable(params)
        # Fields every ChatFullInfo must have, whatever the chat.
        full: Json = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
        if chat.kind != "private":
            full["permissions"] = chat.permissions
        if chat.id in self._pace.slow_mode:
            full["slow_mode_delay"] = self._pace.slow_mode[chat.id]
        return self._stage.chats.as_json(chat) | full

    def get_chat_member(self, params: Params) -> Json:
        chat, user_id = self._readable(params), params.whole("user_id")
        if user_id == self._stage.bot["id"]:
            return {"user": self._stage.bot, "status": "member" if chat.kind == "private" else chat.bot}
        try:
            user = self._stage.chats.person(user_id).as_json()
        except KeyError:
            raise bad_request("member not found") from None
        return {"user": user, "status": "member" if user_id in chat.members else "left"}

    def leave_chat(self, params: Params) -> bool:
        chat = self._reach(params)
        if chat.kind == "private":
            raise bad_request("chat member status can't be changed in private chats")
        chat.bot = "left"
        return True

    def _send(self, params: Params, **content: Any) -> Json:
        markup = inline_keyboard(params.loaded("reply_markup"))
        chat = self._reach(params)
        answered = self._answered(params, chat)
        content |= {
            "quote": _quote(params, answered),
            "has_protected_content": params.flag("protect_content"),
        }
        thread = params.whole("message_thread_id") or None
        if thread is not None:
            chat.admit_to_topic(thread)
        chat.admit_content(content)
        self._pace.admit(chat.id)
        return self._stage.chats.post(chat, self._stage.bot, answered, thread, **content, reply_markup=markup)

    def _answered(self, params: Params, chat: Chat) -> Json | None:
        """The message replied to, by `reply_parameters` or the older `reply_to_message_id`."""
        reply = params.loaded("reply_parameters") or {}
        number = reply.get("message_id") or params.whole("reply_to_message_id")
        lenient = reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
        if not number or number in chat.messages:
            return chat.messages.get(number)
        if lenient:
            return None
        raise bad_request("message to be replied not found")

    def _to_edit(self, params: Params) -> tuple[Chat, Json]:
        chat = self._reach(params)
        return chat, self._stage.chats.own_message(chat, params.whole("message_id"))

    def _reach(self, params: Params) -> Chat:
        return self._stage.chats.reach(_chat_id(params))

    def _readable(self, params: Params) -> Chat:
        return self._stage.chats.readable(_chat_id(params))

    def _remember_allowed(self, params: Params) -> None:
        """An empty list means all kinds; one not given keeps what was asked before."""
        allowed = params.loaded("allowed_updates")
        if allowed is not None:
            self._stage.updates.allowed = allowed

    def _drop_if_asked(self, params: Params) -> None:
        if params.flag("drop_pending_updates"):
            self._stage.updates.forget_all()


_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


def _chat_id(params: Params) -> int:
    if not params.text("chat_id"):
        raise bad_request("chat_id is empty")
    return params.whole("chat_id")


def _checked_text(params: Params) -> tuple[str, list[Entity]]:
    text, marks = _formatted(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if units(text) > _TEXT_UNITS:
        raise bad_request("message is too long")
    return text, marks


def _preview(params: Params) -> Json | None:
    """https://core.telegram.org/bots/api#linkpreviewoptions"""
    options: Json | None = params.loaded("link_preview_options")
    return options


def _quote(params: Params, answered: Json | None) -> Json | None:
    """The part of the message answered that `reply_parameters` repeats."""
    part = (params.loaded("reply_parameters") or {}).get("quote")
    if not part or answered is None:
        return None
    try:
        return quoted_from(answered, part)
    except ValueError:
        raise bad_request("QUOTE_TEXT_INVALID") from None


def _caption(params: Params) -> tuple[str, list[Entity]]:
    caption, marks = _formatted(params, "caption", "caption_entities")
    if units(caption) > _CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return caption, marks


def _formatted(params: Params, name: str, entities: str) -> tuple[str, list[Entity]]:
    """A text with its marks, given as HTML or as a list of entities."""
    mode = params.text("parse_mode")
    if not mode and (given := params.loaded(entities)):
        return with_detected(*trimmed(params.text(name), given))
    return formatted(params.text(name), mode)
