"""The wire to Telegram: one call a message, and Telegram's refusals told apart."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TypeVar

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram import Message as TelegramMessage
from telegram.constants import ChatAction, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.delivery.wire import CutOff, Migrated, Refused, RetryLater, Unreachable
from bot.model.message import FileKind, Message
from bot.model.refusal import SHUT, sort_of

T = TypeVar("T")

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
UNCHANGED = "message is not modified"


class TelegramWire:
    """`bot.delivery.wire.Wire` over python-telegram-bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat_id: int, message: Message, thread_id: int | None = None) -> int:
        send = self._send_text if message.file is None else self._send_file
        return (await _told_apart(send(chat_id, message, thread_id))).message_id

    async def _send_text(self, chat_id: int, message: Message, thread_id: int | None) -> TelegramMessage:
        return await self._bot.send_message(
            chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(message),
            message_thread_id=thread_id,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    async def _send_file(self, chat_id: int, message: Message, thread_id: int | None) -> TelegramMessage:
        assert message.file is not None
        send: Mapping[FileKind, Callable[..., Awaitable[TelegramMessage]]] = {
            FileKind.DOCUMENT: self._bot.send_document,
            FileKind.PHOTO: self._bot.send_photo,
            FileKind.VIDEO: self._bot.send_video,
            FileKind.AUDIO: self._bot.send_audio,
        }
        return await send[message.file.kind](
            chat_id,
            message.file.id or message.file.data,
            filename=message.file.name,
            caption=message.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(message),
            message_thread_id=thread_id,
        )

    async def edit(self, chat_id: int, message_id: int, message: Message) -> int:
        try:
            await _told_apart(
                self._bot.edit_message_text(
                    message.html,
                    chat_id,
                    message_id,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard(message),
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
            )
        except Refused as refusal:
            if UNCHANGED not in refusal.reason.casefold():
                raise
        return message_id

    async def busy(self, chat_id: int, thread_id: int | None = None) -> None:
        with suppress(TelegramError):
            await self._bot.send_chat_action(chat_id, ChatAction.UPLOAD_DOCUMENT, message_thread_id=thread_id)


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(b.label, callback_data=b.data) for b in row] for row in message.buttons]
    return InlineKeyboardMarkup(rows) if rows else None


async def _told_apart(call: Awaitable[T]) -> T:
    """The call's answer, its failure as one of `bot.delivery.wire`'s."""
    try:
        return await call
    except RetryAfter as error:
        raise RetryLater("flood", seconds(error), flood=True) from error
    except ChatMigrated as error:
        raise Migrated(error.new_chat_id) from error
    except (BadRequest, Forbidden) as error:
        shut = sort_of(error.message) in SHUT
        raise (Unreachable if shut else Refused)(error.message) from error
    except NetworkError as error:
        raise _cut_off(error) from error
    except TelegramError as error:
        raise RetryLater(error.message) from error


def _cut_off(error: NetworkError) -> RetryLater | CutOff:
    """Not sent after an answer such as 502 or without a connection; after any other end, perhaps."""
    cause = error.__cause__
    if not isinstance(cause, httpx.HTTPError):
        return RetryLater(error.message)
    reason = type(cause).__name__
    return RetryLater(reason) if isinstance(cause, NEVER_SENT) else CutOff(reason)


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    after = error.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()
