"""The sender: what became of each row, whatever the wire does."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from delivery_office import FakeWire, at, notice, open_store, world

from bot.delivery.sender import Sender
from bot.delivery.wire import CutOff, Migrated, Refused, RetryLater, Unreachable, WireFailure
from bot.model.message import DeliveryState, Message, NewDelivery, OutboxKind, Priority
from bot.model.people import Role
from bot.model.refusal import Refusal, sort_of
from bot.model.subjects import Tasks, Unreadable
from bot.rehearsal.virtual import VirtualClock
from bot.store.store import Store, Transaction


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


async def test_a_subject_that_nobody_can_read_is_skipped_and_the_others_are_sent(
    store: Store, clock: VirtualClock
) -> None:
    unreadable = replace(notice("a", 7), subject=Unreadable(was=OutboxKind.NOTICE))
    wire = await _deliver(store, clock, [unreadable, notice("b", 8)])
    assert [chat for _, chat, _ in wire.sent] == [8]
    assert _states(store) == [DeliveryState.SKIPPED, DeliveryState.SENT]


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


class Meanwhile(FakeWire):
    """While its first message is on the way, something else is heard of the chat."""

    def __init__(
        self,
        clock: VirtualClock,
        store: Store,
        heard: Callable[[Transaction], object],
        ends: WireFailure | None,
    ) -> None:
        super().__init__(clock, [ends])
        self._store, self._heard = store, heard

    async def send(self, chat_id: int, message: Message, thread_id: int | None = None) -> int:
        if not self.sent:
            await self._store.write(self._heard)
        return await super().send(chat_id, message, thread_id)


FAILURES = [
    Unreachable("Bad Request: CHAT_WRITE_FORBIDDEN"),
    Refused("can't parse entities"),
    RetryLater("502"),
    CutOff("ReadError"),
]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
async def test_a_refusal_from_before_the_bot_was_let_in_again_gives_nothing_up(
    store: Store, clock: VirtualClock, failure: WireFailure
) -> None:
    group = (Role.GROUP, -7, None, "G", "so-tai-chinh", None, None, clock.now())
    await store.write(lambda tx: tx.links.add(*group))
    await store.write(lambda tx: tx.outbox.add(notice("a", -7), clock.now()))
    wire = Meanwhile(
        clock, store, lambda tx: tx.outbox.put_back(-7, clock.now().date(), clock.now()), failure
    )
    sender = Sender(store, wire, lambda: world(), clock, chance=lambda: 0.0)
    await sender.deliver()
    assert [chat for _, chat, _ in wire.sent] == [-7, -7]
    assert _states(store) == [DeliveryState.SENT]
    with store.transaction(read_only=True) as tx:
        assert [link.unreachable_since for link in tx.links.all()] == [None]


async def test_what_arrived_while_the_bot_was_let_in_again_goes_no_second_time(
    store: Store, clock: VirtualClock
) -> None:
    await store.write(lambda tx: tx.outbox.add(notice("a", -7), clock.now()))
    wire = Meanwhile(clock, store, lambda tx: tx.outbox.put_back(-7, clock.now().date(), clock.now()), None)
    await Sender(store, wire, lambda: world(), clock).deliver()
    assert len(wire.sent) == 1
    assert _states(store) == [DeliveryState.SENT]


@pytest.mark.parametrize("failure", [*FAILURES, Migrated(-100_7)], ids=lambda failure: type(failure).__name__)
async def test_how_a_send_ends_in_a_group_that_moved_meanwhile_says_nothing_of_its_new_place(
    store: Store, clock: VirtualClock, failure: WireFailure
) -> None:
    group = (Role.GROUP, -7, None, "G", None, "p", None, clock.now())
    await store.write(lambda tx: tx.links.add(*group))
    await store.write(lambda tx: tx.outbox.add(notice("a", -7), clock.now()))
    wire = Meanwhile(clock, store, lambda tx: tx.outbox.move_chat(-7, -100_7), failure)
    sender = Sender(store, wire, lambda: world(), clock, chance=lambda: 0.0)
    await sender.deliver()
    assert [chat for _, chat, _ in wire.sent] == [-7, -100_7]
    assert _states(store) == [DeliveryState.SENT]
    with store.transaction(read_only=True) as tx:
        assert [(x.chat_id, x.unreachable_since) for x in tx.links.all()] == [(-100_7, None)]


async def test_a_group_that_moves_after_its_row_was_read_gets_it_at_its_new_place(
    store: Store, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = (Role.GROUP, -7, None, "G", None, "p", None, clock.now())
    subject = Tasks(user=1)
    await store.write(lambda tx: tx.links.add(*group))
    await store.write(lambda tx: tx.outbox.add(replace(notice("a", -7), subject=subject), clock.now()))
    read = store.read

    async def moves(work: Callable[[Transaction], Any]) -> Any:
        found = await read(work)
        await store.write(lambda tx: tx.outbox.move_chat(-7, -100_7))
        return found

    monkeypatch.setattr(store, "read", moves)
    wire = FakeWire(clock)
    await Sender(store, wire, lambda: world(), clock).deliver()
    assert [chat for _, chat, _ in wire.sent] == [-100_7]
    assert _states(store) == [DeliveryState.SENT]


async def test_a_send_a_killed_process_left_behind_goes_again(store: Store, clock: VirtualClock) -> None:
    await store.write(lambda tx: tx.outbox.add(notice("a", 7), clock.now()))
    await store.write(lambda tx: tx.outbox.claim(1, clock.now(), notice("a", 7).subject))
    wire = FakeWire(clock)
    sender = Sender(store, wire, lambda: world(), clock)
    await sender.deliver()
    assert wire.sent == []
    await sender.recover()
    await sender.deliver()
    assert _states(store) == [DeliveryState.SENT]


async def test_what_was_in_flight_at_a_kill_still_counts_for_a_second(
    store: Store, clock: VirtualClock
) -> None:
    await store.write(lambda tx: tx.outbox.add(notice("a", 7), clock.now()))
    await store.write(lambda tx: tx.outbox.claim(1, clock.now(), notice("a", 7).subject))
    wire = FakeWire(clock)
    sender = Sender(store, wire, lambda: world(), clock)
    began = clock.steady()
    await sender.recover()
    await sender.deliver()
    assert wire.sent[0][0] - began > 1


async def test_an_answer_does_not_wait_for_a_group_that_rests(store: Store, clock: VirtualClock) -> None:
    class Interrupted(FakeWire):
        async def send(self, chat_id: int, message: Message, thread_id: int | None = None) -> int:
            if len(self.sent) == 20:
                with store.transaction() as tx:
                    tx.outbox.add(notice("answer", 5), clock.now())
            return await super().send(chat_id, message, thread_id)

    with store.transaction() as tx:
        for n in range(23):
            tx.outbox.add(notice(f"g{n}", -7, priority=Priority.DIGEST), clock.now())
    wire = Interrupted(clock)
    await Sender(store, wire, lambda: world(), clock).deliver()
    moments = {chat: at for at, chat, _ in wire.sent}
    last_of_first_twenty = wire.sent[19][0]
    assert moments[5] < moments[-7]
    assert wire.sent[20][0] - last_of_first_twenty > 30


async def test_an_outage_costs_a_broadcast_a_few_attempts_not_one_a_row(
    store: Store, clock: VirtualClock
) -> None:
    rows = [notice(f"k{n}", 100 + n, priority=Priority.AGENDA) for n in range(200)]
    away = [RetryLater("ConnectError")] * 40
    wire = await _deliver(store, clock, rows, away, rounds=12)
    assert len(wire.sent) == 240
    with store.transaction(read_only=True) as tx:
        attempts = [row.attempts for row in tx.outbox.ledger(limit=300)]
    assert max(attempts) <= 6


async def test_while_telegram_is_away_one_row_at_a_time_tries_the_way(
    store: Store, clock: VirtualClock
) -> None:
    rows = [notice(f"k{n}", 100 + n) for n in range(60)]
    wire = await _deliver(store, clock, rows, [RetryLater("ConnectError")] * 40)
    probes = [at for at, *_ in wire.sent[32:40]]
    assert all(later - earlier >= 1 for earlier, later in pairwise(probes))


async def test_an_edit_telegram_refuses_is_said_in_a_new_message(store: Store, clock: VirtualClock) -> None:
    edit = replace(notice("a", 7), edits=99)
    wire = await _deliver(store, clock, [edit], [Refused("message can't be edited")])
    assert len(wire.sent) == 2
    assert _states(store) == [DeliveryState.SENT]


async def test_a_refused_message_stands_in_the_ledger_with_its_reason(
    store: Store, clock: VirtualClock
) -> None:
    await _deliver(store, clock, [notice("a", 7)], [Refused("can't parse entities")])
    with store.transaction(read_only=True) as tx:
        (row,) = tx.outbox.ledger([DeliveryState.REFUSED])
    assert row.error == "can't parse entities"


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("Bad Request: not enough rights to send photos to the chat", Refusal.PHOTOS),
        ("Bad Request: CHAT_SEND_DOCS_FORBIDDEN", Refusal.FILES),
        ("Topic_deleted", Refusal.TOPIC),
        ("Message thread not found", Refusal.TOPIC),
        ("Chat_write_forbidden", Refusal.WRITE),
        ("Not enough rights to send text messages to the chat", Refusal.WRITE),
        ("Forbidden: bot was kicked from the supergroup chat", Refusal.AWAY),
        ("Chat not found", Refusal.AWAY),
        ("Can't parse entities: unclosed tag", Refusal.OTHER),
        ("Something_new", Refusal.OTHER),
    ],
)
def test_telegrams_words_tell_what_it_refuses(words: str, sort: Refusal) -> None:
    assert sort_of(words) is sort


async def test_what_waits_for_a_slow_group_is_due_when_it_is(store: Store, clock: VirtualClock) -> None:
    rows = [notice("a", -7), notice("b", -7), notice("c", 8)]
    slow = RetryLater("flood", after=900, flood=True)
    began = clock.now()
    wire = await _deliver(store, clock, rows, [slow])
    assert [chat for _, chat, _ in wire.sent] == [-7, 8]
    with store.transaction(read_only=True) as tx:
        due = {row.key: (row.due_at - began).total_seconds() for row in tx.outbox.ledger()}
    assert due["a"] >= 900 and due["b"] >= 900


async def test_what_a_topic_refuses_leaves_once_more_and_no_more(store: Store, clock: VirtualClock) -> None:
    row = replace(notice("a", -7), thread_id=77)
    wire = await _deliver(store, clock, [row], [Unreachable("Topic_closed")] * 2, rounds=3)
    assert len(wire.sent) == 2
    assert _states(store) == [DeliveryState.UNREACHABLE]
