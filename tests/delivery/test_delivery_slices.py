"""A pass for thousands is made in several transactions: whoever answers meanwhile is not kept waiting."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from delivery_office import at, open_store, task, world

from bot.delivery.passes import AT_ONCE, plan_day, plan_some
from bot.model.agenda import Times
from bot.model.people import Role
from bot.store.store import Store

NOW = at("2025-12-01 08:00")
WORLD = world(task("III.1-1", date(2025, 12, 3)))
CHATS = 2 * AT_ONCE + 50


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path)
    with store.transaction() as tx:
        for chat in range(1, CHATS + 1):
            tx.links.add(Role.OFFICIAL, chat, chat, "A", "so-tai-chinh", None, None, NOW)
    yield store
    store.close()


def _slices(store: Store) -> list[int]:
    added, after = [], None
    while True:
        with store.transaction() as tx:
            count, after = plan_some(WORLD, Times(), tx, NOW, after)
        added.append(count)
        if after is None:
            return added


def test_each_transaction_plans_a_part(store: Store) -> None:
    assert _slices(store) == [AT_ONCE, AT_ONCE, 50]


def test_all_parts_together_are_the_whole_and_a_second_pass_finds_nothing(store: Store) -> None:
    _slices(store)
    with store.transaction() as tx:
        assert plan_day(WORLD, Times(), tx, NOW) == 0
        assert len({row.chat_id for row in tx.outbox.ledger(limit=2 * CHATS)}) == CHATS


def test_a_pass_cut_off_between_two_parts_is_finished_by_the_next(store: Store) -> None:
    with store.transaction() as tx:
        plan_some(WORLD, Times(), tx, NOW)
    assert sum(_slices(store)) == CHATS - AT_ONCE
