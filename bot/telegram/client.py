"""How we call Telegram: our proxies and timeouts; and the one question a command asks."""

import ssl
from functools import cache

import httpx
from telegram import Bot
from telegram.request import HTTPXRequest

API = "https://api.telegram.org/bot"


def request(proxy: str | None, *, connections: int) -> HTTPXRequest:
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


async def bot_name(token: str, *, base_url: str | None = None, proxy: str | None = None) -> str:
    """The bot's username, asked of Telegram; raises TelegramError."""
    ours = request(proxy, connections=1)
    async with Bot(token, base_url or API, request=ours, get_updates_request=ours) as bot:
        return str(bot.username)
