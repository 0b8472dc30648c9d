"""A clock that jumps: no second agenda, and none lost."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from delivery_office import FakeWire, at, notice, open_store, task, world

from bot.delivery.clock_jumps import Jumps
from bot.delivery.passes import plan_day
from bot.delivery.sender import Sender
from bot.delivery.wire import RetryLater
from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.model.agenda import Times
from bot.model.message import DeliveryState, NewDelivery, OutboxKind, Priority
from bot.model.people import Role
from bot.model.subjects import Agenda
from bot.rehearsal.virtual import VirtualClock
from bot.store.store import Store

DAY = timedelta(days=1)


class JumpyClock(VirtualClock):
    """A clock whose date somebody sets."""

    offset = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.offset


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def clock() -> JumpyClock:
    return JumpyClock(at("2025-12-01 08:00"))


def _plan(store: Store, clock: JumpyClock) -> int:
    here = world(task("III.1-1", date(2025, 12, 3)))
    with store.transaction() as tx:
        return plan_day(here, Times(), tx, clock.now())


def _linked(store: Store, clock: JumpyClock) -> None:
    with store.transaction() as tx:
        tx.links.add(Role.OFFICIAL, 7, 7, "A", "so-tai-chinh", None, None, clock.now())


def test_a_jump_is_noticed_once_and_time_that_passes_is_none(clock: JumpyClock) -> None:
    jumps = Jumps(clock)
    clock.move_to(clock.now() + DAY)
    assert jumps.jumped() is None
    clock.offset = -DAY
    assert jumps.jumped() == -DAY
    assert jumps.jumped() is None


@pytest.mark.parametrize("by", [DAY, -DAY])
def test_a_jump_by_a_day_and_back_makes_one_agenda_a_day(
    store: Store, clock: JumpyClock, by: timedelta
) -> None:
    _linked(store, clock)
    assert _plan(store, clock) == 1
    days = {clock.now().date()}
    for offset in (by, timedelta(0)):
        clock.offset = offset
        if _plan(store, clock):
            assert clock.now().date() not in days
            days.add(clock.now().date())
    with store.transaction(read_only=True) as tx:
        agendas = [row.subject for row in tx.outbox.ledger() if isinstance(row.subject, Agenda)]
    assert len({agenda.on for agenda in agendas}) == len(agendas) == len(days)


def test_after_a_jump_back_the_next_days_agenda_still_comes(store: Store, clock: JumpyClock) -> None:
    _linked(store, clock)
    clock.offset = -DAY
    clock.move_to(at("2025-12-02 08:00"))
    assert _plan(store, clock) == 1
    clock.offset = timedelta(0)
    assert _plan(store, clock) == 1


def test_years_ahead_and_corrected_the_chat_is_told_again(store: Store, clock: JumpyClock) -> None:
    _linked(store, clock)
    clock.offset = 1001 * DAY
    assert _plan(store, clock) == 1
    clock.offset = timedelta(0)
    assert (_plan(store, clock), _plan(store, clock)) == (1, 0)
    clock.move_to(at("2025-12-02 08:00"))
    assert _plan(store, clock) == 1


def test_years_ahead_and_corrected_within_the_day_tells_no_day_twice(store: Store, clock: JumpyClock) -> None:
    _linked(store, clock)
    assert _plan(store, clock) == 1
    clock.offset = 1001 * DAY
    assert _plan(store, clock) == 1
    clock.offset = timedelta(0)
    assert _plan(store, clock) == 0


def test_a_clock_from_before_the_plans_were_issued_corrects_nobody(store: Store, clock: JumpyClock) -> None:
    _linked(store, clock)
    assert _plan(store, clock) == 1
    clock.offset = -2000 * DAY  # as without a clock battery, until the network has told the time
    _plan(store, clock)
    clock.offset = timedelta(0)
    clock.move_to(at("2025-12-04 08:00"))
    with store.transaction(read_only=True) as tx:
        assert [x.planned_through for x in tx.links.all()] == [date(2025, 12, 1)]


async def test_a_row_that_waited_does_not_wait_for_the_clock_to_catch_up(
    store: Store, clock: JumpyClock
) -> None:
    wire = FakeWire(clock, [RetryLater("ConnectError")])
    sender = Sender(store, wire, lambda: world(), clock, chance=lambda: 0.0)
    await store.write(lambda tx: tx.outbox.add(notice("a", 7), clock.now()))
    await sender.deliver()
    clock.offset = -DAY
    assert await sender.deliver() is None
    with store.transaction(read_only=True) as tx:
        assert tx.outbox.counts()[DeliveryState.SENT] == 1


async def test_a_process_started_under_an_earlier_date_sends_what_waits(
    store: Store, clock: JumpyClock
) -> None:
    await store.write(lambda tx: tx.outbox.add(notice("a", 7), clock.now()))
    clock.offset = -DAY
    wire = FakeWire(clock)
    sender = Sender(store, wire, lambda: world(), clock)
    await sender.recover()
    await sender.deliver()
    assert len(wire.sent) == 1


async def test_what_was_planned_for_later_on_purpose_keeps_its_moment(
    store: Store, clock: JumpyClock
) -> None:
    later = clock.now() + timedelta(hours=2)
    await store.write(lambda tx: tx.outbox.add(notice("a", 7), clock.now(), later))
    await Sender(store, FakeWire(clock), lambda: world(), clock).recover()
    with store.transaction(read_only=True) as tx:
        assert tx.outbox.next_due() == later


def test_an_agenda_that_gives_way_unsent_hands_on_its_tasks(store: Store, clock: JumpyClock) -> None:
    _linked(store, clock)
    here = world(task("A", date(2025, 12, 4)), task("B", date(2025, 12, 9)))
    with store.transaction() as tx:
        tx.links.planned_through([1], date(2025, 11, 28))
        for day in ("2025-12-01", "2025-12-02"):  # three days before A is due, seven before B
            assert plan_day(here, Times(), tx, at(f"{day} 08:00")) == 1
        (row,) = tx.outbox.unsent(7, OutboxKind.AGENDA)
        told = render(here, row, tx, at("2025-12-02 08:01"))
    assert isinstance(told, Rendered)
    assert ["Nhiệm vụ A" in told.message.html, "Nhiệm vụ B" in told.message.html] == [True, True]


def test_an_agenda_on_its_way_again_does_not_give_way_to_itself(store: Store, clock: JumpyClock) -> None:
    _linked(store, clock)
    assert _plan(store, clock) == 1
    with store.transaction() as tx:
        (row,) = tx.outbox.unsent(7, OutboxKind.AGENDA)
        tx.outbox.unreachable(row.id, "Forbidden", clock.now())
        tx.links.untold([1], None)
        tx.outbox.put_back(7, clock.now().date(), clock.now())
    assert _plan(store, clock) == 0
    with store.transaction(read_only=True) as tx:
        assert [(x.id, x.state) for x in tx.outbox.ledger()] == [(row.id, DeliveryState.PENDING)]


def test_an_earlier_agenda_waits_on_while_the_one_of_today_has_gone_out(
    store: Store, clock: JumpyClock
) -> None:
    _linked(store, clock)
    assert _plan(store, clock) == 1
    with store.transaction() as tx:
        earlier = NewDelivery(
            key="agenda:7:2025-11-28",
            chat_id=7,
            priority=Priority.AGENDA,
            subject=Agenda(on=date(2025, 11, 28), since={"so-tai-chinh": None}),
        )
        tx.outbox.add(earlier, clock.now())
        tx.links.untold([1], None)
    assert _plan(store, clock) == 0
    with store.transaction(read_only=True) as tx:
        assert [x.state for x in tx.outbox.ledger()] == [DeliveryState.PENDING] * 2
