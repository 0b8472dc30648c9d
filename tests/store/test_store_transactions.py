"""A transaction is kept whole or not at all, whoever else writes and whenever the process dies."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from threading import current_thread
from uuid import uuid4

import pytest
from forked import Forked, Forks
from store_samples import AGENDA

from bot.model.message import DeliveryState, NewDelivery, Priority
from bot.model.subjects import Agenda
from bot.store.columns import NaiveMoment
from bot.store.store import Store, Transaction

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
NEW = NewDelivery(key="a", chat_id=1, priority=Priority.AGENDA, subject=AGENDA)
SENT = Agenda(on=date(2026, 3, 2), since={})


@contextmanager
def process(forks: Forks, deed: str, *arguments: str) -> Iterator[Forked]:
    """A process at work on the same database, gone at the end."""
    with Path(os.devnull).open("r+") as nothing:
        streams = (nothing, nothing, sys.stderr)
        started = forks.start(f"store_apart:{deed}", arguments, streams=streams, environment=os.environ)
    try:
        yield started
    finally:
        started.end(signal.SIGKILL)


async def test_work_is_kept_when_it_ends(store: Store, witness: Store) -> None:
    assert await store.write(lambda tx: tx.outbox.add(NEW, NOW))
    assert await witness.read(lambda tx: tx.outbox.has("a"))


async def test_what_work_raises_undoes_all_of_it_and_reaches_the_caller(store: Store, witness: Store) -> None:
    def work(tx: Transaction) -> None:
        tx.outbox.add(NEW, NOW)
        tx.facts.set("x", "1")
        raise LookupError("no such task")

    with pytest.raises(LookupError, match="no such task"):
        await store.write(work)
    with witness.transaction() as tx:
        assert (tx.outbox.has("a"), tx.facts.get("x")) == (False, None)


def test_a_command_s_transaction_is_undone_the_same_way(store: Store, witness: Store) -> None:
    with pytest.raises(LookupError), store.transaction() as tx:
        tx.facts.set("x", "1")
        raise LookupError
    with witness.transaction() as tx:
        assert tx.facts.get("x") is None


async def test_all_work_runs_on_one_thread_of_the_store(store: Store) -> None:
    jobs = [store.write(lambda _: current_thread().name) for _ in range(5)]
    reads = [store.read(lambda _: current_thread().name) for _ in range(5)]
    assert set(await asyncio.gather(*jobs, *reads)) == {"store_0"}


async def test_nothing_is_seen_before_it_is_committed(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        tx.facts.set("x", "1")
        assert await witness.read(lambda other: other.facts.get("x")) is None
    assert await witness.read(lambda other: other.facts.get("x")) == "1"


async def test_reading_waits_for_no_writer(store: Store) -> None:
    with store.transaction() as tx:
        tx.facts.set("x", "1")
        assert await store.read(lambda other: other.facts.get("x")) is None


async def test_work_begun_is_finished_when_the_store_closes(url: str, witness: Store) -> None:
    store = Store.open(url)
    loop, begun = asyncio.get_running_loop(), asyncio.Event()

    def work(tx: Transaction) -> None:
        loop.call_soon_threadsafe(begun.set)
        tx.facts.set("x", "1")

    writing = asyncio.create_task(store.write(work))
    await begun.wait()
    store.close()
    await writing
    with witness.transaction() as tx:
        assert tx.facts.get("x") == "1"


def test_two_processes_and_this_one_write_at_once(url: str, store: Store, forks: Forks) -> None:
    with process(forks, "writer", url, "1") as one, process(forks, "writer", url, "2") as other:
        for number in range(60):
            with store.transaction() as tx:
                tx.inbox.add(3, [{"update_id": number}], NOW)
        assert (one.wait(60), other.wait(60)) == (0, 0)
    with store.transaction() as tx:
        assert [tx.inbox.backlog(bot)[0] for bot in (1, 2, 3)] == [60, 60, 60]


async def test_threads_and_async_work_write_at_once(store: Store, witness: Store) -> None:
    def add(tx: Transaction) -> bool:
        return tx.outbox.add(replace(NEW, key=str(uuid4())), NOW)

    def add_from_a_thread() -> None:
        with store.transaction() as tx:
            add(tx)

    threads = [asyncio.to_thread(add_from_a_thread) for _ in range(20)]
    await asyncio.gather(*threads, *(store.write(add) for _ in range(20)))
    with witness.transaction() as tx:
        assert tx.outbox.counts()[DeliveryState.PENDING] == 40


def test_a_process_killed_while_sending_leaves_a_row_to_recover(url: str, store: Store, forks: Forks) -> None:
    with store.transaction() as tx:
        tx.outbox.add(NEW, NOW)
    with process(forks, "killed_while_sending", url) as killed:
        assert killed.wait(60) == -signal.SIGKILL
    with store.transaction() as tx:
        assert tx.outbox.due(NOW, 9) == []
        assert tx.outbox.recover(NOW) == 1
        (row,) = tx.outbox.due(NOW, 9)
    assert (row.state, row.attempts, row.subject) == (DeliveryState.UNCERTAIN, 1, SENT)


def test_a_process_killed_within_a_transaction_leaves_nothing(url: str, store: Store, forks: Forks) -> None:
    with process(forks, "killed_within", url) as killed:
        assert killed.wait(60) == -signal.SIGKILL
    with store.transaction() as tx:
        assert tx.facts.get("half") is None


def test_a_moment_comes_back_as_the_same_moment_in_utc(store: Store, witness: Store) -> None:
    hai_phong = timezone(timedelta(hours=7))
    with store.transaction() as tx:
        tx.outbox.add(NEW, datetime(2026, 3, 2, 8, 30, 0, 123456, tzinfo=hai_phong))
    with witness.transaction() as tx:
        (row,) = tx.outbox.ledger()
    assert row.created_at == datetime(2026, 3, 2, 1, 30, 0, 123456, tzinfo=UTC)
    assert row.created_at.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_refused(store: Store, witness: Store) -> None:
    with pytest.raises(NaiveMoment), store.transaction() as tx:
        tx.outbox.add(NEW, NOW.replace(tzinfo=None))
    with pytest.raises(NaiveMoment), store.transaction() as tx:
        tx.outbox.due(NOW.replace(tzinfo=None), 9)
    with witness.transaction() as tx:
        assert tx.outbox.ledger() == []
