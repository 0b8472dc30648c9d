"""The inbox keeps every update once, hands it out in order, and sets aside what can't be handled."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.store.inbox import lane_of
from bot.store.store import Store

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
BOT = 77
CHAT = 5001


def text(update_id: int, chat: int = CHAT) -> dict[str, Any]:
    return {"update_id": update_id, "message": {"chat": {"id": chat}, "text": "1 xong"}}


def waiting(store: Store, now: datetime = NOW) -> list[int]:
    with store.transaction(read_only=True) as tx:
        return [row.update_id for row in tx.inbox.pending(BOT, now, 100)]


def keep(store: Store, *updates: dict[str, Any], now: datetime = NOW) -> list[int]:
    """Store updates; the row ids of everything pending."""
    with store.transaction() as tx:
        tx.inbox.add(BOT, updates, now)
        return [row.id for row in tx.inbox.pending(BOT, now, 100)]


def test_an_update_is_kept_whole(store: Store, witness: Store) -> None:
    raw = {"update_id": 9, "kind_of_tomorrow": {"chat": {"id": CHAT}, "words": "Đã xong \ud83d \x00"}}
    keep(store, raw)
    with witness.transaction() as tx:
        (row,) = tx.inbox.pending(BOT, NOW, 10)
    assert (row.raw, row.lane, row.attempts, row.received_at) == (raw, CHAT, 0, NOW)


def test_a_known_update_is_ignored(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        assert tx.inbox.add(BOT, [text(1), text(2)], NOW) == 2
        assert tx.inbox.add(BOT, [text(2), text(3)], NOW) == 1
    assert waiting(witness) == [1, 2, 3]


def test_a_known_update_stays_known_after_it_was_handled(store: Store) -> None:
    (row,) = keep(store, text(1))
    with store.transaction() as tx:
        tx.inbox.done(row, NOW)
        assert tx.inbox.add(BOT, [text(1)], LATER) == 0
    assert waiting(store, LATER) == []


def test_two_bots_may_use_the_same_update_id(store: Store) -> None:
    with store.transaction() as tx:
        tx.inbox.add(BOT, [text(1)], NOW)
        assert tx.inbox.add(BOT + 1, [text(1)], NOW) == 1


@pytest.mark.parametrize("given", [None, "12", True, 2**63])
def test_an_update_without_a_usable_id_is_kept_once_under_a_negative_one(store: Store, given: Any) -> None:
    raw = {**text(0), "update_id": given}
    with store.transaction() as tx:
        assert tx.inbox.add(BOT, [raw, {**raw, "message": {}}], NOW) == 2
        assert tx.inbox.add(BOT, [raw], LATER) == 0
    assert all(update_id < 0 for update_id in waiting(store))


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"edited_message": {"chat": {"id": -100}, "from": {"id": 7}}}, -100),
        ({"callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -200}}}}, -200),
        ({"my_chat_member": {"chat": {"id": -300}, "from": {"id": 7}}}, -300),
        ({"inline_query": {"from": {"id": 7}}}, 7),
        ({"poll_answer": {"user": {"id": 8}}}, 8),
        ({"poll": {"id": "5"}}, 0),
        ({"message": {"chat": "not an object", "from": {"id": "x"}}}, 0),
        ({"message": {"chat": {"id": 2**70}, "from": {"id": 7}}}, 7),
    ],
)
def test_a_lane_is_the_chat_wherever_it_stands(update: dict[str, Any], lane: int) -> None:
    assert lane_of({"update_id": 1, **update}) == lane


def test_rows_are_handed_out_oldest_first_and_no_more_than_asked(store: Store) -> None:
    keep(store, text(30), text(10), text(20))
    with store.transaction() as tx:
        assert [row.update_id for row in tx.inbox.pending(BOT, NOW, 2)] == [30, 10]


def test_lanes_at_work_can_be_left_out(store: Store) -> None:
    keep(store, text(1), text(2, chat=6), text(3))
    with store.transaction() as tx:
        assert [row.update_id for row in tx.inbox.pending(BOT, NOW, 9, skip_lanes={CHAT})] == [2]


def test_a_failed_attempt_is_counted_and_waits_for_its_moment(store: Store, witness: Store) -> None:
    first, _ = keep(store, text(1), text(2))
    with store.transaction() as tx:
        tx.inbox.retry(first, LATER, "boom")
    assert waiting(witness) == [2]
    assert waiting(witness, LATER) == [1, 2]
    with witness.transaction() as tx:
        row = tx.inbox.pending(BOT, LATER, 1)[0]
    assert (row.attempts, row.error) == (1, "boom")


def test_the_next_moment_is_that_of_the_earliest_row(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.inbox.next_due(BOT) is None
    (row,) = keep(store, text(1))
    with store.transaction() as tx:
        tx.inbox.retry(row, LATER, "boom")
        assert tx.inbox.next_due(BOT) == LATER
        assert tx.inbox.next_due(BOT + 1) is None


def test_a_row_set_aside_blocks_nothing_and_is_listed(store: Store, witness: Store) -> None:
    first, _ = keep(store, text(1), text(2))
    with store.transaction() as tx:
        tx.inbox.set_aside(first, "no such field", NOW)
    assert waiting(witness, LATER) == [2]
    with witness.transaction() as tx:
        (row,) = tx.inbox.failed(BOT)
        assert tx.inbox.failed(BOT + 1) == []
        assert tx.inbox.failed() == [row]
    assert (row.id, row.error, row.attempts) == (first, "no such field", 1)


@pytest.mark.parametrize(("chosen", "back"), [(None, [1, 2]), ([1], [1]), ([], [])])
def test_rows_set_aside_can_be_tried_again(store: Store, chosen: list[int] | None, back: list[int]) -> None:
    rows = keep(store, text(1), text(2))
    with store.transaction() as tx:
        for row in rows:
            tx.inbox.set_aside(row, "boom", NOW)
        assert tx.inbox.requeue(chosen and rows[:1] if chosen else chosen, LATER) == len(back)
    assert waiting(store, LATER) == back


def test_only_rows_handled_long_ago_are_pruned(store: Store) -> None:
    old, _, failed, fresh = keep(store, text(1), text(2), text(3), text(4))
    with store.transaction() as tx:
        tx.inbox.done(old, NOW)
        tx.inbox.set_aside(failed, "boom", NOW)
        tx.inbox.done(fresh, LATER)
        assert tx.inbox.prune(LATER) == 1
        assert len(tx.inbox.failed(BOT)) == 1
    assert waiting(store) == [2]


def test_the_backlog_counts_what_waits_and_dates_its_oldest(store: Store) -> None:
    (row,) = keep(store, text(1))
    keep(store, text(2), now=LATER)
    with store.transaction() as tx:
        assert tx.inbox.backlog(BOT) == (2, NOW)
        tx.inbox.done(row, LATER)
        assert tx.inbox.backlog(BOT) == (1, LATER)
        assert tx.inbox.backlog(BOT + 1) == (0, None)


def handled(store: Store, *updates: dict[str, Any]) -> None:
    for id in keep(store, *updates):
        with store.transaction() as tx:
            tx.inbox.done(id, NOW)


def message(update_id: int, id: int, words: str, kind: str = "message", chat: int = CHAT) -> dict[str, Any]:
    return {"update_id": update_id, kind: {"message_id": id, "chat": {"id": chat}, "text": words}}


def test_what_a_message_said_before_it_was_changed_comes_newest_first(store: Store) -> None:
    handled(
        store,
        message(1, 7, "a"),
        message(2, 8, "another's"),
        message(3, 7, "of another chat", chat=CHAT + 1),
        message(4, 7, "b", "edited_message"),
    )
    keep(store, message(5, 7, "c", "edited_message"), message(6, 7, "d", "edited_message"))
    with store.transaction() as tx:
        (row, last) = tx.inbox.pending(BOT, NOW, 10)
        assert [earlier.update_id for earlier in tx.inbox.versions(row, 7)] == [4, 1]
        assert [earlier.update_id for earlier in tx.inbox.versions(last, 7)] == [5, 4, 1]


def test_what_a_change_has_made_idle_is_not_handled_any_more(store: Store) -> None:
    first, second, other = keep(
        store, message(1, 7, "a"), message(2, 7, "b", "edited_message"), message(3, 8, "c")
    )
    with store.transaction() as tx:
        tx.inbox.set_aside(first, "RuntimeError", NOW)
        assert tx.inbox.overtaken([first, second], NOW) == 2
        assert tx.inbox.overtaken([first, second], NOW) == 0
        assert tx.inbox.failed() == []
        assert [row.id for row in tx.inbox.pending(BOT, NOW, 10)] == [other]


def test_what_came_just_before_is_of_the_same_chat_and_handled(store: Store) -> None:
    handled(store, message(1, 7, "a"), message(2, 8, "b"), message(3, 1, "c", chat=CHAT + 1))
    keep(store, message(4, 9, "not handled"), message(5, 10, "d"))
    with store.transaction() as tx:
        (_, row) = tx.inbox.pending(BOT, NOW, 10)
        assert [earlier.update_id for earlier in tx.inbox.just_before(row)] == [2, 1]


def test_what_cannot_be_kept_is_kept_as_its_text_and_set_aside(store: Store, witness: Store) -> None:
    text = json.dumps({"update_id": 9, "message": {"text": "\0\ud800", "figure": float("nan")}})
    with store.transaction() as tx:
        id = tx.inbox.add_aside(BOT, 9, 5, text, "DataError", NOW)
        assert tx.inbox.add_aside(BOT, 9, 5, text, "DataError", NOW) is None
        assert tx.inbox.add_aside(BOT, "9", 0, "", "DataError", NOW) is not None  # it has no number
    with witness.transaction(read_only=True) as tx:
        row = tx.inbox.get(id or 0)
        assert row is not None
        assert (row.raw, row.lane, row.error, row.attempts) == (text, 5, "DataError", 1)
        assert tx.inbox.failed()[0].update_id == 9
        assert tx.inbox.backlog(BOT) == (0, None)
