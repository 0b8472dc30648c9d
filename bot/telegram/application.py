"""The python-telegram-bot Application: no Updater of its own, our proxies and timeouts."""

import ssl
from functools import cache
from typing import Any

import httpx
from telegram import Bot
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bot.telegram.poller import ALLOWED


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
        .request(_request(proxy, connections=32))
        .get_updates_request(_request(proxy, connections=1))
    )
    if base_url:
        builder = builder.base_url(base_url).base_file_url(f"{base_url.removesuffix('/bot')}/file/bot")
    return builder.build()


def _request(proxy: str | None, *, connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        proxy=proxy,
        connect_timeout=5,
        read_timeout=10,
        write_timeout=10,
        pool_timeout=5,
        # The proxy is the configuration's alone: one left in the shell's environment is not meant.
        httpx_kwargs={"trust_env": False, "verify": _trusted()},
    )


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities trusted, read once: reading them takes longer than all the rest of a connection."""
    return httpx.create_ssl_context(trust_env=False)


async def set_webhook(bot: Bot, address: str, secret: str) -> None:
    """Have Telegram send updates to the address, several at once, with the secret in each call."""
    await bot.set_webhook(address, secret_token=secret, allowed_updates=list(ALLOWED), max_connections=40)


async def bot_name(token: str, *, base_url: str | None = None, proxy: str | None = None) -> str:
    """The bot's username, asked of Telegram; raises TelegramError."""
    async with build(token, base_url=base_url, proxy=proxy).bot as bot:
        return str(bot.username)
