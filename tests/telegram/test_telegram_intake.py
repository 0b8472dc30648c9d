"""One update that can't be stored stands in no other's way; an outage still keeps all of them at Telegram."""

import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from telegram_office import SOMEBODY, SOMEBODY_ELSE, Office, opened

from bot.delivery.aside import known
from bot.model.people import Role
from bot.store import inbox
from bot.store.databases.errors import Reason
from bot.store.inbox import Inbox
from bot.store.store import StoreUnavailable

WORDS = "/start bad"


class Fault(Exception):
    """A fault of ours, or a value that the database refuses."""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened(tmp_path) as office:
        yield office


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever says these words can't be stored."""
    whole = inbox.lane_of

    def lane_of(raw: Mapping[str, Any]) -> int:
        if WORDS in json.dumps(raw):
            raise Fault
        return whole(raw)

    monkeypatch.setattr(inbox, "lane_of", lane_of)


def three(office: Office) -> None:
    """Three messages, the middle one bad; the first two are a linked official's."""
    with office.store.transaction() as tx:
        tx.links.add(Role.OFFICIAL, SOMEBODY, SOMEBODY, "A", "u", None, None, office.clock.now())
    office.api.say(SOMEBODY, SOMEBODY, "/start one")
    office.api.say(SOMEBODY, SOMEBODY, WORDS)
    office.api.say(SOMEBODY_ELSE, SOMEBODY_ELSE, "/start two")


@pytest.mark.usefixtures("broken")
async def test_it_is_set_aside_and_the_others_are_answered(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    three(office)
    await office.robot.step()
    assert [len(office.texts(chat)) for chat in (SOMEBODY, SOMEBODY_ELSE)] == [1, 1]
    await office.robot.step()  # asks for what comes after these
    assert not office.api.pending_updates
    with office.store.transaction(read_only=True) as tx:
        (row,) = tx.inbox.failed()
        assert WORDS in str(row.raw)
        assert row.error == "Fault"
        assert len(known(tx)) == 1
    assert caplog.text.count("action=aside what=update:2 fault=Fault") == 1


async def test_once_mended_it_is_handled_as_the_operator_asks(
    office: Office, monkeypatch: pytest.MonkeyPatch, broken: None
) -> None:
    three(office)
    await office.robot.step()
    monkeypatch.undo()
    await office.store.write(lambda tx: tx.inbox.requeue(None, office.clock.now()))
    await office.robot.worker.work()
    await office.robot.sender.deliver()
    assert len(office.texts(SOMEBODY)) == 2


@pytest.mark.usefixtures("broken")
async def test_the_webhook_takes_it_too(office: Office) -> None:
    raw = {"update_id": 7, "message": {"message_id": 1, "text": WORDS, "chat": {"id": SOMEBODY}}}
    for _ in range(2):
        await office.robot.take(raw)
    with office.store.transaction(read_only=True) as tx:
        assert [row.update_id for row in tx.inbox.failed()] == [7]


@pytest.mark.usefixtures("broken")
async def test_what_cannot_even_be_set_aside_stays_at_telegram_and_the_others_are_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_: object) -> None:
        raise Fault

    monkeypatch.setattr(Inbox, "add_aside", nothing)
    three(office)
    with pytest.raises(Fault):
        await office.robot.poller.poll(0)
    assert len(office.api.pending_updates) == 3
    with office.store.transaction(read_only=True) as tx:
        assert len(tx.inbox.ledger()) == 2


async def test_in_an_outage_all_of_them_stay_at_telegram(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out(*_: object) -> None:
        raise StoreUnavailable(Reason.BUSY, "")

    three(office)
    with monkeypatch.context() as patch:
        patch.setattr(Inbox, "add", out)
        with pytest.raises(StoreUnavailable):
            await office.robot.poller.poll(0)
    assert len(office.api.pending_updates) == 3
    await office.robot.step()
    assert len(office.texts(SOMEBODY)) == 2
