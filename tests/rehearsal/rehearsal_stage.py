"""A rehearsed Telegram under a clock that tests move by hand, and the real library as its client."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.rehearsal.botapi import BotApi

OFFICIAL, STRANGER = 42, 43
GROUP = -100123


class HandClock:
    """A moment that passes only when told to."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def api(clock: HandClock) -> AsyncIterator[BotApi]:
    """A server where one official has pressed Start and a group has not yet seen the bot; nothing pending."""
    async with BotApi(now=clock.now, first_update_id=7000) as api:
        api.add_person(OFFICIAL, "Chuyên viên")
        api.add_person(STRANGER, "Người lạ")
        api.add_group(GROUP, "Ban Chỉ đạo", members=[OFFICIAL, STRANGER])
        api.press_start(OFFICIAL)
        api.updates.forget_all()
        yield api


@pytest.fixture
async def bot(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    # The library's present reading of retry_after, in plain seconds, warns of its end.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    bot = Bot(
        api.token,
        base_url=api.base_url,
        base_file_url=api.file_url,
        request=_plain_request(),
        get_updates_request=_plain_request(),
    )
    async with bot:
        yield bot


def _plain_request() -> HTTPXRequest:
    """Without certificates, which take longer to load than a test to run."""
    return HTTPXRequest(httpx_kwargs={"verify": False})


def keyboard(*labels: str, data: str = "x") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)] for label in labels])


async def call(api: BotApi, method: str, **kwargs: Any) -> httpx.Response:
    async with httpx.AsyncClient(verify=False) as client:
        return await client.post(f"{api.base_url}{api.token}/{method}", **kwargs)


async def refused(call: Any, kind: type[TelegramError]) -> str:
    with pytest.raises(kind) as caught:
        await call
    return caught.value.message


async def eventually(true: Callable[[], object]) -> None:
    """Lets the server work until a condition holds."""
    async with asyncio.timeout(30):
        while not true():
            await asyncio.sleep(0)
