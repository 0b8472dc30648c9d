"""How we call Telegram: our proxies and timeouts; and the one question a command asks."""

import json
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.request import HTTPXRequest

from bot.model.say import Mistake, say
from bot.settings import Telegram, masked

API = "https://api.telegram.org/bot"


class Discreet(HTTPXRequest):
    """Calls whose failures quote neither our token nor what a gateway on the way says instead of Telegram.

    A refusal is Telegram's where it comes as Telegram's do; whatever else comes with an error's status is an
    outage, so that no page of a proxy makes a message undeliverable or a token wrong.
    """

    def __init__(self, token: str, proxy: str | None, connections: int) -> None:
        super().__init__(
            connection_pool_size=connections,
            proxy=proxy,
            connect_timeout=5,
            read_timeout=10,
            write_timeout=10,
            pool_timeout=5,
            # The proxy is the configuration's alone: one left in the shell's environment is not meant.
            httpx_kwargs={"trust_env": False, "verify": _trusted()},
        )
        self._token = token

    async def do_request(self, *args: Any, **named: Any) -> tuple[int, bytes]:
        code, payload = await super().do_request(*args, **named)
        if code < HTTPStatus.BAD_REQUEST:
            return code, payload
        if not _telegrams(payload):
            raise NetworkError(f"answered {code}, not by Telegram")
        return code, masked(payload.decode(), self._token).encode()


def _telegrams(payload: bytes) -> bool:
    """Whether a refusal says what it is, as core.telegram.org/bots/api#making-requests has it."""
    try:
        said = json.loads(payload)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and isinstance(said.get("description"), str)


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
    ours = Discreet(telegram.secret(), telegram.proxy, connections=1)
    address = telegram.base_url or API
    try:
        async with Bot(telegram.secret(), address, request=ours, get_updates_request=ours) as bot:
            return str(bot.username)
    except InvalidToken:
        raise Mistake(say("cli.bad_token")) from None
    except TelegramError as error:
        raise Unanswered(type(error).__name__) from None
