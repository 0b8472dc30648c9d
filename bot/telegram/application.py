"""The python-telegram-bot Application: no Updater of its own, our proxies and timeouts."""

from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder

from bot.telegram.client import Discreet
from bot.telegram.poller import ALLOWED

__all__ = ["InvalidToken", "TelegramError", "build", "set_webhook"]


def build(
    token: str, *, base_url: str | None = None, proxy: str | None = None
) -> Application[Any, Any, Any, Any, Any, Any]:
    """An Application fed from our inbox. `base_url` ends in `/bot`, as the library's own does.

    The proxy is given twice: sending and getUpdates have a connection pool each.
    """
    builder = (
        ApplicationBuilder()
        .token(token)
        .updater(None)
        .request(Discreet(token, proxy, connections=32))
        .get_updates_request(Discreet(token, proxy, connections=1))
    )
    if base_url:
        builder = builder.base_url(base_url).base_file_url(f"{base_url.removesuffix('/bot')}/file/bot")
    return builder.build()


async def set_webhook(bot: Bot, address: str, secret: str) -> None:
    """Have Telegram send updates to the address, several at once, with the secret in each call."""
    await bot.set_webhook(address, secret_token=secret, allowed_updates=list(ALLOWED), max_connections=40)
