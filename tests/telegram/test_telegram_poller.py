"""The poll loop: what stands in its way is named, waited out, or put out of the way."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from telegram_office import Office, opened

from bot.rehearsal.faults import Fate
from bot.telegram.poller import CONFLICT_PAUSE, LONG_POLL, TOKEN_PAUSE, Poller


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


async def test_the_first_poll_after_an_outage_is_answered_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that what says how the bot is need not wait for a long poll to end."""
    office.api.faults.queue.append(Fate.BAD_GATEWAY)
    office.api.faults.methods = ("getUpdates",)
    waits: list[int] = []

    async def sleep(_: float) -> None:
        pass

    async def poll(wait: int) -> int:
        waits.append(wait)
        if len(waits) == 5:
            raise asyncio.CancelledError
        return await Poller.poll(office.robot.poller, 0)

    monkeypatch.setattr(office.clock, "sleep", sleep)
    monkeypatch.setattr(office.robot.poller, "poll", poll)
    office.robot.pulse.refused = office.clock.now()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(office.robot.poller.run(office.robot.guard), 60)
    assert waits == [0, 0, LONG_POLL, LONG_POLL, LONG_POLL]
    assert office.robot.pulse.refused is None


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
