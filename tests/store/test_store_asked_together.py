"""Writes asked for at the same time: committed together where the database is ours alone, each whole."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event

import pytest
from sqlalchemy import event, text

from bot.store.databases.errors import StoreUnavailable
from bot.store.store import Store, Transaction

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def noting(key: str, *, fails: Exception | None = None) -> Callable[[Transaction], str]:
    def work(tx: Transaction) -> str:
        tx.facts.set(key, "told")
        if fails:
            raise fails
        return key

    return work


@contextmanager
def held_up(store: Store) -> Iterator[None]:
    """What is asked for within waits at the store's door, and is all there when that opens."""
    door = Event()
    holding = store._thread.submit(door.wait, 10)
    try:
        yield
    finally:
        door.set()
        assert holding.result()


async def asked(store: Store, *works: Callable[[Transaction], object]) -> list[object]:
    """How each ended that was asked for at once."""
    with held_up(store):
        tasks = [asyncio.create_task(store.write(work)) for work in works]
        await asyncio.sleep(0)
    return await asyncio.gather(*tasks, return_exceptions=True)


def commits(store: Store) -> list[None]:
    found: list[None] = []
    event.listen(store._database, "commit", lambda _: found.append(None))
    return found


def kept(witness: Store) -> set[str]:
    with witness.transaction() as tx:
        return {*tx.facts.of([*"abc"])}


async def test_what_waits_is_done_in_order_and_committed_once_where_the_database_is_ours(
    store: Store, witness: Store, backend: str
) -> None:
    seen = commits(store)
    assert await asked(store, *map(noting, "abc")) == ["a", "b", "c"]
    assert kept(witness) == {"a", "b", "c"}
    assert len(seen) == (1 if backend == "sqlite" else 3)


async def test_no_more_than_a_number_keep_one_another_waiting(store: Store, backend: str) -> None:
    seen = commits(store)
    await asked(store, *(noting(str(number)) for number in range(40)))
    assert len(seen) == (3 if backend == "sqlite" else 40)


async def test_what_fails_undoes_itself_alone(store: Store, witness: Store) -> None:
    first, second, third = await asked(
        store, noting("a"), noting("b", fails=LookupError("gone")), noting("c")
    )
    assert (first, third) == ("a", "c")
    assert isinstance(second, LookupError)
    assert kept(witness) == {"a", "c"}


async def test_a_part_that_fails_within_one_undoes_that_part_alone(store: Store, witness: Store) -> None:
    def work(tx: Transaction) -> str:
        tx.facts.set("b", "told")
        with pytest.raises(LookupError), tx.piece():
            noting("part", fails=LookupError())(tx)
        return "b"

    assert await asked(store, noting("a"), work, noting("c")) == ["a", "b", "c"]
    assert kept(witness) == {"a", "b", "c"}


async def test_nobody_is_told_before_all_is_committed(store: Store, witness: Store) -> None:
    seen: list[set[str]] = []

    async def ask(key: str) -> None:
        await store.write(noting(key))
        seen.append(kept(witness))

    with held_up(store):
        tasks = [asyncio.create_task(ask(key)) for key in "ab"]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    assert all(key in there for key, there in zip("ab", seen, strict=True))


async def test_a_failure_of_the_database_keeps_nothing_of_what_was_done_with_it(
    store: Store, witness: Store, backend: str
) -> None:
    def work(tx: Transaction) -> None:
        tx._connection.execute(text("SELECT nothing FROM nowhere"))

    first, second, third = await asked(store, noting("a"), work, noting("c"))
    assert isinstance(second, Exception)
    assert not isinstance(second, StoreUnavailable)
    if backend == "sqlite":
        assert isinstance(first, StoreUnavailable)
        assert isinstance(third, StoreUnavailable)
        assert kept(witness) == set()
    else:
        assert kept(witness) == {"a", "c"}


async def test_a_commit_that_fails_fails_all(store: Store, witness: Store) -> None:
    def break_off(_: object) -> None:
        raise OSError("no disk")

    event.listen(store._database, "commit", break_off)
    ends = await asked(store, noting("a"), noting("b"))
    event.remove(store._database, "commit", break_off)
    assert [type(end) for end in ends] == [OSError, OSError]
    assert kept(witness) == set()


async def test_what_was_given_up_before_it_began_is_not_done(store: Store, witness: Store) -> None:
    with held_up(store):
        tasks = [asyncio.create_task(store.write(noting(key))) for key in "abc"]
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.sleep(0)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert kept(witness) == {"a", "c"}
