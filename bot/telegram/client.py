"""How we call Telegram: our proxies and timeouts; and the one question a command asks."""

import ssl
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import urlsplit

import httpx
from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.model.say import Mistake, say
from bot.settings import Telegram

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


class Unanswered(Exception):
    """Telegram did not answer; its text is the name of what went wrong."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """The bot's username, and the time by Telegram's clock where it says so."""

    name: str
    at: datetime | None


async def greeted(telegram: Telegram) -> Greeting:
    """Who the bot is; raises a Mistake without a token that Telegram takes, else Unanswered."""
    name = await bot_name(telegram)
    origin = urlsplit(telegram.base_url or API)
    try:
        async with httpx.AsyncClient(trust_env=False, proxy=telegram.proxy, verify=_trusted()) as client:
            answer = await client.head(f"{origin.scheme}://{origin.netloc}/", timeout=10)
        return Greeting(name, parsedate_to_datetime(answer.headers["date"]))
    except (httpx.HTTPError, KeyError, ValueError):
        return Greeting(name, None)


async def bot_name(telegram: Telegram) -> str:
    """The bot's username; raises a Mistake without a token that Telegram takes, else Unanswered."""
    ours = request(telegram.proxy, connections=1)
    address = telegram.base_url or API
    try:
        async with Bot(telegram.secret(), address, request=ours, get_updates_request=ours) as bot:
            return str(bot.username)
    except InvalidToken:
        raise Mistake(say("cli.bad_token")) from None
    except TelegramError as error:
        raise Unanswered(type(error).__name__) from None
