"""The inbox worked off: what can't be handled waits, is set aside, and stands in nobody's way."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import current_thread
from typing import Any

import pytest
from telegram_office import SOMEBODY, SOMEBODY_ELSE, Office, opened

from bot.model.message import Event
from bot.model.plan import Catalog
from bot.store.databases.errors import Reason, StoreUnavailable
from bot.store.inbox import InboxRow
from bot.store.store import Transaction
from bot.telegram import worker
from bot.telegram.aside import MOST_ATTEMPTS, spoken
from bot.turn.turn import Outcome

SECRET_WORDS = "điều không ai được đọc"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened(tmp_path) as office:
        yield office


def _break(office: Office, chat: int = SOMEBODY, error: Exception | None = None) -> list[bool]:
    """From now on, handling what comes from a chat fails; put True in the list to mend it."""
    whole = office.robot.dispatcher.handle
    mended: list[bool] = []

    def handle(event: Event, tx: Transaction, now: datetime) -> Outcome:
        if event.chat_id == chat and not mended:
            raise error or ValueError(event.text)
        return whole(event, tx, now)

    office.robot.dispatcher.handle = handle  # type: ignore[method-assign]
    return mended


async def _wait_for_retries(office: Office) -> None:
    for _ in range(MOST_ATTEMPTS):
        office.clock.move_to(office.clock.now() + timedelta(minutes=10))
        await office.robot.worker.work()
    await office.robot.sender.deliver()


def _failed(office: Office) -> list[InboxRow]:
    with office.store.transaction(read_only=True) as tx:
        return tx.inbox.failed()


async def test_an_update_that_fails_is_tried_again(office: Office) -> None:
    mended = _break(office)
    office.api.say(SOMEBODY, SOMEBODY, "/trogiup")
    await office.robot.step()
    assert office.texts(SOMEBODY) == []
    mended.append(True)
    await _wait_for_retries(office)
    assert len(office.texts(SOMEBODY)) == 1
    assert _failed(office) == []


async def test_after_five_attempts_it_is_set_aside_and_its_sender_told_once(office: Office) -> None:
    _break(office)
    office.api.say(SOMEBODY, SOMEBODY, "/trogiup")
    await office.robot.step()
    await _wait_for_retries(office)
    assert [row.attempts for row in _failed(office)] == [MOST_ATTEMPTS]
    (told,) = office.texts(SOMEBODY)
    assert "được giữ lại" in told
    with office.store.transaction() as tx:
        assert tx.inbox.requeue(None, office.clock.now()) == 1
    await _wait_for_retries(office)
    assert len(_failed(office)) == 1
    assert len(office.texts(SOMEBODY)) == 1


async def test_pauses_grow(office: Office) -> None:
    _break(office)
    office.api.say(SOMEBODY, SOMEBODY, "/trogiup")
    await office.robot.step()
    pauses = []
    while due := await office.robot.worker.next_due():
        pauses.append(due - office.clock.now())
        office.clock.move_to(due)
        await office.robot.worker.work()
    assert len(pauses) == MOST_ATTEMPTS - 1
    assert sorted(set(pauses)) == pauses


async def test_it_blocks_nobody_not_even_its_own_chat(office: Office) -> None:
    _break(office)
    office.api.say(SOMEBODY, SOMEBODY, "hỏng")
    office.api.say(SOMEBODY_ELSE, SOMEBODY_ELSE, "/trogiup")
    await office.robot.step()
    assert len(office.texts(SOMEBODY_ELSE)) == 1
    with office.store.transaction(read_only=True) as tx:
        assert tx.inbox.backlog(office.robot.pulse.bot_id)[0] == 1


async def test_an_update_of_tomorrow_is_set_aside_and_the_next_one_handled(office: Office) -> None:
    strange = {"update_id": 5, "message": {"message_id": 1, "chat": {"id": SOMEBODY, "type": "private"}}}
    await office.robot.take(strange)
    await office.robot.worker.work()
    office.api.say(SOMEBODY_ELSE, SOMEBODY_ELSE, "/trogiup")
    await office.robot.step()
    assert [row.update_id for row in _failed(office)] == [5]
    assert len(office.texts(SOMEBODY_ELSE)) == 1


async def test_an_outage_of_the_store_keeps_order_and_counts_no_attempt(office: Office) -> None:
    outage = StoreUnavailable(Reason.BUSY, "locked")
    mended = _break(office, error=outage)
    for text in ("/trogiup", "/viec"):
        office.api.say(SOMEBODY, SOMEBODY, text)
    await office.robot.poller.poll(0)
    with office.store.transaction(read_only=True) as tx:
        rows = tx.inbox.pending(office.robot.pulse.bot_id, office.clock.now(), 9)
    handled: list[int] = []
    whole = office.robot.worker._handle

    async def once(row: InboxRow) -> None:
        handled.append(row.id)
        if len(handled) == 2:
            mended.append(True)
        await whole(row)

    office.robot.worker._handle = once  # type: ignore[method-assign]
    await office.robot.worker.work()
    first, second = (row.id for row in rows)
    assert handled == [first, first, second]


async def test_a_failure_is_logged_without_what_was_written(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    _break(office)
    office.api.say(SOMEBODY, SOMEBODY, SECRET_WORDS)
    await office.robot.step()
    assert "failed=ValueError" in caplog.text
    assert SECRET_WORDS not in caplog.text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"callback_query": {}}, True),
        ({"message": {"chat": {"type": "private"}}}, True),
        ({"message": {"chat": {"type": "group"}, "text": "/viec"}}, True),
        ({"message": {"chat": {"type": "group"}, "reply_to_message": {}}}, True),
        ({"message": {"chat": {"type": "group"}, "text": "nói chuyện riêng"}}, False),
        ({"my_chat_member": {}}, False),
        ({"message": 3}, False),
    ],
)
def test_only_who_spoke_to_the_bot_is_told(raw: dict[str, Any], said: bool) -> None:
    assert spoken(raw) is said


async def test_words_are_made_ready_for_once_a_world_and_not_on_the_stores_thread(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[str, Catalog]] = []
    monkeypatch.setattr(worker, "prepare", lambda plans: found.append((current_thread().name, plans)))
    for words in ("xong", "chưa xong"):
        office.api.say(SOMEBODY, SOMEBODY, words)
        office.api.say(SOMEBODY_ELSE, SOMEBODY_ELSE, words)
    await office.robot.step()
    first = office.robot.world.catalog
    office.robot.adopt(replace(office.robot.world, catalog=replace(first)))
    office.api.say(SOMEBODY, SOMEBODY, "xong")
    await office.robot.step()
    threads, plans = zip(*found, strict=True)
    assert len(plans) == 2 and plans[0] is first and plans[1] is office.robot.world.catalog
    assert not any(thread.startswith("store") for thread in threads)
