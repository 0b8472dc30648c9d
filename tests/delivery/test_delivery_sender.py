"""The sender: what became of each row, whatever the wire does."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from delivery_office import FakeWire, at, notice, open_store, world

from bot.delivery.sender import Sender
from bot.delivery.wire import CutOff, Migrated, Refused, RetryLater, Unreachable, WireFailure
from bot.model.message import DeliveryState, NewDelivery, Priority
from bot.model.people import Role
from bot.rehearsal.virtual import VirtualClock
from bot.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(at("2025-12-01 08:00"))


async def _deliver(
    store: Store,
    clock: VirtualClock,
    rows: Sequence[NewDelivery],
    failures: Sequence[WireFailure | None] = (),
    rounds: int = 1,
) -> FakeWire:
    wire = FakeWire(clock, failures)
    sender = Sender(store, wire, lambda: world(), clock, chance=lambda: 0.0)
    for row in rows:
        await store.write(lambda tx, row=row: tx.outbox.add(row, clock.now()))  # type: ignore[misc]
    for _ in range(rounds):
        due = await sender.deliver()
        if due:
            clock.move_to(due)
    return wire


def _states(store: Store) -> list[DeliveryState]:
    with store.transaction(read_only=True) as tx:
        return [row.state for row in reversed(tx.outbox.ledger())]


async def test_a_row_is_sent_once(store: Store, clock: VirtualClock) -> None:
    wire = await _deliver(store, clock, [notice("a", 7)], rounds=3)
    assert len(wire.sent) == 1
    assert _states(store) == [DeliveryState.SENT]


async def test_an_answer_goes_before_agendas_and_digests(store: Store, clock: VirtualClock) -> None:
    rows = [
        notice("c", 3, priority=Priority.DIGEST),
        notice("b", 2, priority=Priority.AGENDA),
        notice("a", 1, priority=Priority.ANSWER),
    ]
    wire = await _deliver(store, clock, rows)
    assert [chat for _, chat, _ in wire.sent] == [1, 2, 3]


async def test_a_chat_gets_its_messages_a_second_apart_and_in_order(
    store: Store, clock: VirtualClock
) -> None:
    rows = [notice("a", 7, "toast.kept"), notice("b", 7, "toast.undone")]
    wire = await _deliver(store, clock, rows)
    (first, _, one), (second, _, two) = wire.sent
    assert (one, two) == ("Đã ghi", "Đã hoàn tác")
    assert second - first >= 1


async def test_what_surely_was_not_sent_is_sent_later(store: Store, clock: VirtualClock) -> None:
    wire = await _deliver(store, clock, [notice("a", 7)], [RetryLater("ConnectError")], rounds=2)
    assert len(wire.sent) == 2
    assert _states(store) == [DeliveryState.SENT]


async def test_a_cut_off_send_is_uncertain_until_it_is_repeated(store: Store, clock: VirtualClock) -> None:
    await _deliver(store, clock, [notice("a", 7)], [CutOff("ReadError")])
    assert _states(store) == [DeliveryState.UNCERTAIN]
    await _deliver(store, clock, [], rounds=2)
    assert _states(store) == [DeliveryState.SENT]


async def test_a_flood_wait_is_kept_to_the_second(store: Store, clock: VirtualClock) -> None:
    failure = RetryLater("flood", after=17, flood=True)
    wire = await _deliver(store, clock, [notice("a", 7)], [failure], rounds=2)
    (first, *_), (second, *_) = wire.sent
    assert second - first >= 17


async def test_who_blocked_the_bot_is_unreachable_and_not_tried_again(
    store: Store, clock: VirtualClock
) -> None:
    await store.write(
        lambda tx: tx.links.add(Role.OFFICIAL, 7, 7, "A", "so-tai-chinh", None, None, clock.now())
    )
    wire = await _deliver(store, clock, [notice("a", 7)], [Unreachable("Forbidden")], rounds=3)
    assert len(wire.sent) == 1
    assert _states(store) == [DeliveryState.UNREACHABLE]
    with store.transaction(read_only=True) as tx:
        assert tx.links.of_chat(7)[0].unreachable_since is not None


async def test_a_refused_message_does_not_block_the_next(store: Store, clock: VirtualClock) -> None:
    rows = [notice("a", 7), notice("b", 7)]
    await _deliver(store, clock, rows, [Refused("can't parse entities")])
    assert _states(store) == [DeliveryState.REFUSED, DeliveryState.SENT]


async def test_a_group_that_moved_gets_the_message_at_its_new_id(store: Store, clock: VirtualClock) -> None:
    await store.write(lambda tx: tx.links.add(Role.GROUP, -7, None, "G", None, "p", None, clock.now()))
    wire = await _deliver(store, clock, [notice("a", -7)], [Migrated(-100_7)], rounds=2)
    assert [chat for _, chat, _ in wire.sent] == [-7, -100_7]
    with store.transaction(read_only=True) as tx:
        assert [link.chat_id for link in tx.links.all()] == [-100_7]


async def test_a_send_a_killed_process_left_behind_goes_again(store: Store, clock: VirtualClock) -> None:
    await store.write(lambda tx: tx.outbox.add(notice("a", 7), clock.now()))
    await store.write(lambda tx: tx.outbox.claim(1, clock.now(), {"key": "toast.kept", "values": {}}))
    wire = FakeWire(clock)
    sender = Sender(store, wire, lambda: world(), clock)
    await sender.deliver()
    assert wire.sent == []
    await sender.recover()
    await sender.deliver()
    assert _states(store) == [DeliveryState.SENT]
