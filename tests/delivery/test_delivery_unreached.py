"""Who could not be reached: the secretaries hear of it once a day."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from delivery_office import FakeWire, at, notice, open_store, task, world

from bot.delivery.passes import plan_day
from bot.delivery.sender import Sender
from bot.delivery.wire import Unreachable
from bot.model.agenda import Times
from bot.model.message import DeliveryState, OutboxKind
from bot.model.people import Role
from bot.rehearsal.virtual import VirtualClock
from bot.store.store import Store

SECRETARY, GONE, GONE_TOO = 500, 7, 8


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(at("2025-12-01 08:00"))


def _link(store: Store, clock: VirtualClock, secretary: bool = True) -> None:
    with store.transaction() as tx:
        for chat, name in ((GONE, "Trưởng phòng Ngân sách"), (GONE_TOO, "Phó Giám đốc")):
            tx.links.add(Role.OFFICIAL, chat, chat, name, "so-tai-chinh", None, None, clock.now())
        if secretary:
            tx.links.add(Role.SECRETARY, SECRETARY, SECRETARY, "S", None, "p", None, clock.now())


async def _lose(store: Store, clock: VirtualClock, *chats: int, day: str = "1") -> FakeWire:
    """Messages to these chats find nobody; whatever falls due within half an hour is sent."""
    for chat in chats:
        await store.write(lambda tx, c=chat: tx.outbox.add(notice(f"{c}/{day}", c), clock.now()))  # type: ignore[misc]
    wire = FakeWire(clock, [Unreachable("Forbidden: bot was blocked by the user")] * len(chats))
    sender = Sender(store, wire, lambda: world(task("III.1-1", date(2025, 12, 3))), clock)
    await sender.deliver()
    clock.move_to(clock.now() + timedelta(minutes=30))
    await sender.deliver()
    return wire


def _told(wire: FakeWire) -> list[str]:
    return [text for _, chat, text in wire.sent if chat == SECRETARY]


async def test_all_of_a_day_stand_in_one_message(store: Store, clock: VirtualClock) -> None:
    _link(store, clock)
    (text,) = _told(await _lose(store, clock, GONE, GONE_TOO))
    assert "Trưởng phòng Ngân sách" in text
    assert "Phó Giám đốc" in text
    assert "Sở Tài chính" in text


async def test_a_second_failure_of_the_day_makes_no_second_message(store: Store, clock: VirtualClock) -> None:
    _link(store, clock)
    await _lose(store, clock, GONE)
    assert _told(await _lose(store, clock, GONE_TOO)) == []


async def test_the_next_day_has_its_own(store: Store, clock: VirtualClock) -> None:
    _link(store, clock)
    await _lose(store, clock, GONE)
    clock.move_to(at("2025-12-02 08:00"))
    assert len(_told(await _lose(store, clock, GONE, day="2"))) == 1


async def test_who_came_back_meanwhile_is_not_named(store: Store, clock: VirtualClock) -> None:
    _link(store, clock)
    await store.write(lambda tx: tx.outbox.add(notice("a", GONE), clock.now()))
    wire = FakeWire(clock, [Unreachable("Forbidden")])
    sender = Sender(store, wire, lambda: world(task("III.1-1", date(2025, 12, 3))), clock)
    await sender.deliver()
    await store.write(lambda tx: tx.links.reachable(GONE))
    clock.move_to(clock.now() + timedelta(minutes=30))
    await sender.deliver()
    assert _told(wire) == []
    with store.transaction(read_only=True) as tx:
        assert tx.outbox.ledger([DeliveryState.SKIPPED])[0].kind is OutboxKind.UNREACHED


async def test_without_a_secretary_nobody_is_told(store: Store, clock: VirtualClock) -> None:
    _link(store, clock, secretary=False)
    await _lose(store, clock, GONE)
    with store.transaction(read_only=True) as tx:
        assert [row.kind for row in tx.outbox.ledger()] == [OutboxKind.NOTICE]


async def test_a_secretary_who_is_gone_too_is_not_written_to(store: Store, clock: VirtualClock) -> None:
    _link(store, clock)
    await store.write(lambda tx: tx.links.unreachable(SECRETARY, clock.now()))
    assert _told(await _lose(store, clock, GONE)) == []


async def test_todays_agenda_put_back_outlives_a_pass_before_it_is_sent(
    store: Store, clock: VirtualClock
) -> None:
    _link(store, clock)
    here = world(task("III.1-1", clock.now().date()))
    refuses = FakeWire(clock, [Unreachable("Bad Request: CHAT_WRITE_FORBIDDEN")] * 2)
    with store.transaction() as tx:
        assert plan_day(here, Times(), tx, clock.now()) == 2
    await Sender(store, refuses, lambda: here, clock).deliver()
    with store.transaction() as tx:
        tx.links.reachable(GONE)
        assert tx.outbox.put_back(GONE, clock.now().date(), clock.now()) == 1
        assert plan_day(here, Times(), tx, clock.now()) == 0
    wire = FakeWire(clock)
    await Sender(store, wire, lambda: here, clock).deliver()
    assert [chat for _, chat, text in wire.sent if "Việc cần báo cáo" in text] == [GONE]
    with store.transaction(read_only=True) as tx:
        assert [x.planned_through for x in tx.links.of_chat(GONE)] == [clock.now().date()]


async def test_an_agenda_still_unsent_gives_way_to_the_next_days_which_tells_both(
    store: Store, clock: VirtualClock
) -> None:
    _link(store, clock)
    today = clock.now().date()
    here = world(task("A", today), task("B", today + timedelta(days=1)))
    with store.transaction() as tx:
        tx.links.planned_through([x.id for x in tx.links.all()], today - timedelta(days=1))
        plan_day(here, Times(), tx, clock.now())
    clock.move_to(clock.now() + timedelta(days=1))
    with store.transaction() as tx:
        assert plan_day(here, Times(), tx, clock.now()) == 2
    wire = FakeWire(clock)
    await Sender(store, wire, lambda: here, clock).deliver()
    (text,) = [text for _, chat, text in wire.sent if chat == GONE]
    assert "Nhiệm vụ A" in text
    assert "Nhiệm vụ B" in text
