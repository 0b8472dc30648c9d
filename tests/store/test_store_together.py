"""Several processes on one PostgreSQL: each row is handled once, in its lane's order, and nobody waits."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from store_samples import AGENDA

from bot.model.message import NewDelivery, Priority
from bot.model.people import Link, Role
from bot.store.inbox import InboxRow
from bot.store.store import Store, Transaction

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
BOT, CHAT, PERSON = 77, 5001, 41
together = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


def text(update_id: int, chat: int = CHAT) -> dict[str, Any]:
    return {"update_id": update_id, "message": {"chat": {"id": chat}}}


@pytest.fixture
def kept(store: Store) -> None:
    """Rows 1 and 2 in one lane, row 3 in another."""
    with store.transaction() as tx:
        tx.inbox.add(BOT, [text(1), text(2), text(3, chat=6)], NOW)


@pytest.fixture
def beside() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def link(tx: Transaction) -> Link:
    return tx.links.add(Role.OFFICIAL, PERSON, PERSON, "Trưởng phòng", "so-xd", None, None, NOW)


def test_a_row_is_taken_until_it_is_handled(store: Store, kept: None) -> None:
    with store.transaction() as tx:
        assert tx.inbox.take(1, NOW)
        tx.inbox.done(1, NOW)
        assert not tx.inbox.take(1, NOW)
        assert not tx.inbox.take(99, NOW)


def test_a_row_is_not_taken_before_the_earlier_ones_of_its_lane(store: Store, kept: None) -> None:
    with store.transaction() as tx:
        assert (tx.inbox.take(2, NOW), tx.inbox.take(3, NOW)) == (False, True)
        tx.inbox.done(1, NOW)
        assert tx.inbox.take(2, NOW)


def test_a_row_put_off_or_set_aside_holds_up_nobody(store: Store, kept: None) -> None:
    with store.transaction() as tx:
        tx.inbox.retry(1, LATER, "boom")
        assert (tx.inbox.take(2, NOW), tx.inbox.take(2, LATER)) == (True, False)
        tx.inbox.set_aside(1, "boom", NOW)
        assert tx.inbox.take(2, LATER)


def test_a_row_handled_meanwhile_is_not_set_aside(store: Store, kept: None) -> None:
    with store.transaction() as tx:
        tx.inbox.done(1, NOW)
        tx.inbox.set_aside(1, "boom", NOW)
        assert tx.inbox.failed() == []


@together
def test_a_row_one_process_handles_is_passed_over_by_the_others(
    store: Store, witness: Store, kept: None
) -> None:
    with store.transaction() as one, witness.transaction() as other:
        assert one.inbox.take(1, NOW)
        assert [other.inbox.take(id, NOW) for id in (1, 2, 3)] == [False, False, True]


@together
def test_processes_side_by_side_handle_each_row_once_and_each_lane_in_order(url: str, store: Store) -> None:
    lanes = {number: number % 7 for number in range(1, 121)}
    handled: list[int] = []

    def work(one: Store) -> None:
        with closing(one):
            while rows := pending(one):
                for row in rows:
                    with one.transaction() as tx:
                        if tx.inbox.take(row.id, NOW):
                            handled.append(row.update_id)
                            tx.inbox.done(row.id, NOW)

    def pending(one: Store) -> list[InboxRow]:
        with one.transaction(read_only=True) as tx:
            return tx.inbox.pending(BOT, NOW, 30)

    with store.transaction() as tx:
        tx.inbox.add(BOT, [text(number, chat=lane) for number, lane in lanes.items()], NOW)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, [Store.open(url) for _ in range(4)]))
    assert sorted(handled) == list(lanes)
    by_lane = [[number for number in handled if lanes[number] == lane] for lane in range(7)]
    assert by_lane == [sorted(numbers) for numbers in by_lane]


@together
def test_what_a_process_took_and_did_not_finish_is_free_again(
    store: Store, witness: Store, kept: None
) -> None:
    with pytest.raises(LookupError), store.transaction() as tx:
        tx.inbox.take(1, NOW)
        raise LookupError
    with witness.transaction() as other:
        assert other.inbox.take(1, NOW)


@together
def test_a_message_is_claimed_by_one_process_and_the_other_waits_for_nobody(
    store: Store, witness: Store
) -> None:
    with store.transaction() as tx:
        new = NewDelivery(key="a", chat_id=1, priority=Priority.AGENDA, subject=AGENDA)
        tx.outbox.add(new, NOW)
    with store.transaction() as one, witness.transaction() as other:
        assert one.outbox.claim(1, NOW, AGENDA)
        assert not other.outbox.claim(1, NOW, AGENDA)


@together
def test_two_processes_that_link_the_same_person_make_one_link(
    store: Store, witness: Store, beside: ThreadPoolExecutor
) -> None:
    def elsewhere() -> Link:
        with witness.transaction() as other:
            return link(other)

    with store.transaction() as tx:
        first = link(tx)
        second = beside.submit(elsewhere)  # waits for this transaction, if it is not slower still
    assert second.result(20) == first


@together
def test_two_processes_that_open_an_empty_database_at_once_both_find_it_made(bare_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(Store.open, [bare_url] * 4))
    for store in stores:
        with closing(store), store.transaction() as tx:
            tx.facts.set("x", "1")


@together
def test_a_reader_sees_one_state_throughout(store: Store, witness: Store) -> None:
    with store.transaction(read_only=True) as reading:
        assert reading.facts.get("x") is None
        with witness.transaction() as tx:
            tx.facts.set("x", "1")
        assert reading.facts.get("x") is None
