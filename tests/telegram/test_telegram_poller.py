"""The poll loop: what stands in its way is named, waited out, or put out of the way."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from telegram_office import Office, opened

from bot.telegram.poller import CONFLICT_PAUSE, TOKEN_PAUSE


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened(tmp_path) as office:
        yield office


class Stopped(Exception):
    """The loop has paused as often as the test wants to see."""


async def _pauses(office: Office, monkeypatch: pytest.MonkeyPatch, count: int = 1) -> list[float]:
    """How long the loop pauses the first times; no second passes meanwhile."""
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == count:
            raise Stopped

    monkeypatch.setattr(office.clock, "sleep", sleep)
    with pytest.raises(Stopped):
        await asyncio.wait_for(office.robot.poller.run(office.robot.guard), 60)
    return pauses


async def test_a_webhook_left_over_is_deleted(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await office.robot.application.bot.set_webhook("http://127.0.0.1:9/hook")
    await _pauses(office, monkeypatch)
    assert (await office.robot.application.bot.get_webhook_info()).url == ""


async def test_another_process_that_polls_is_named_and_given_its_turn(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pausing = asyncio.create_task(_pauses(office, monkeypatch))
    while not office.api.updates.polled:
        await asyncio.sleep(0)
    async with httpx.AsyncClient(trust_env=False) as other:
        await other.get(f"{office.api.base_url}{office.api.token}/getUpdates")
    assert await pausing == [CONFLICT_PAUSE]
    assert "failed=another_process_polls" in caplog.text


async def test_a_wrong_token_is_named_and_tried_again_slowly(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office.api.token = "1000000000:another"
    assert await _pauses(office, monkeypatch, 2) == [TOKEN_PAUSE, TOKEN_PAUSE]
    assert "failed=wrong_token" in caplog.text
    assert "1000000000" not in caplog.text


async def test_pauses_of_an_outage_grow(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.api.faults.down = True
    assert await _pauses(office, monkeypatch, 4) == [1.0, 2.0, 4.0, 8.0]


async def test_nothing_a_level_shows_holds_the_token(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    token = office.api.token
    office.api.faults.bad_gateway = 1.0
    await _pauses(office, monkeypatch, 2)
    assert caplog.text
    assert token not in caplog.text
