"""Our calls to Telegram: a gateway on the way is no Telegram, and nothing quotes our token."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError

from bot.telegram.client import Discreet

TOKEN = "1234567890:AAEhBP0av28FrNbTnEwmPzAgEXAMPLEtoken"


class Gateway(httpx.AsyncBaseTransport):
    """Answers every call the same way."""

    def __init__(self) -> None:
        self.status, self.page = 200, b""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(self.status, content=self.page)

    def refuses(self, status: int, description: str) -> None:
        said = {"ok": False, "error_code": status, "description": description}
        self.status, self.page = status, json.dumps(said).encode()


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
async def bot(gateway: Gateway) -> AsyncIterator[Bot]:
    calls = [Discreet(TOKEN, None, connections=1) for _ in range(2)]
    for each in calls:
        each._client = httpx.AsyncClient(transport=gateway)
    bot = Bot(TOKEN, "http://gateway/bot", request=calls[0], get_updates_request=calls[1])
    yield bot
    for each in calls:
        await each.shutdown()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 502])
async def test_a_gateways_page_is_an_outage_whatever_its_status(
    gateway: Gateway, bot: Bot, status: int
) -> None:
    gateway.status, gateway.page = status, f"<h1>/bot{TOKEN}/getMe</h1>".encode()
    with pytest.raises(NetworkError) as raised:
        await bot.get_me()
    assert type(raised.value) is NetworkError
    assert str(raised.value) == f"answered {status}, not by Telegram"


@pytest.mark.parametrize("page", [b"", b"[]", b'{"error": "no"}', b'{"description": 7}', b"[" * 100_000])
async def test_json_that_is_no_refusal_of_telegrams_is_an_outage_as_well(
    gateway: Gateway, bot: Bot, page: bytes
) -> None:
    gateway.status, gateway.page = 403, page
    with pytest.raises(NetworkError, match="not by Telegram"):
        await bot.get_me()


@pytest.mark.parametrize(("status", "kind"), [(400, BadRequest), (401, InvalidToken), (404, InvalidToken)])
async def test_telegrams_own_refusal_is_what_it_says(
    gateway: Gateway, bot: Bot, status: int, kind: type[TelegramError]
) -> None:
    gateway.refuses(status, "no such thing")
    with pytest.raises(kind):
        await bot.get_me()


async def test_a_refusal_that_quotes_the_token_is_told_without_it(gateway: Gateway, bot: Bot) -> None:
    gateway.refuses(400, f"no route to /bot{TOKEN}/sendMessage")
    with pytest.raises(BadRequest) as raised:
        await bot.send_message(1, "x")
    assert raised.value.message.casefold() == "no route to /bot•••/sendmessage"
