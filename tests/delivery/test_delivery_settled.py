"""Who is settled by dates alone would have been told nothing, had every log been read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from delivery_office import open_store
from delivery_settled import Life, days
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from migrated import new_store
from postgres_server import Server

from bot.delivery import passes
from bot.model.message import Delivery
from bot.model.people import Link
from bot.model.subjects import Agenda
from bot.store.store import Store, Transaction

IDS_FROM_ONE = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"  # no rollback does that


class Rolled(Exception):
    """Nothing of an example is kept."""


@dataclass(frozen=True)
class Stores:
    """Where people are settled, on every backend, and where each log is read."""

    settled: Store
    whole: Store
    afresh: Callable[[], object]


@pytest.fixture(params=["sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    if request.param == "sqlite":
        both = Stores(new_store(tmp_path / "settled.sqlite3"), open_store(tmp_path), lambda: None)
    else:
        server: Server = request.getfixturevalue("postgres")
        server.sql("CREATE DATABASE settled")
        on_server = Store.open(server.url("settled"))
        both = Stores(on_server, open_store(tmp_path), lambda: server.sql(IDS_FROM_ONE, "settled"))
    yield both
    both.settled.close()
    both.whole.close()


def told(tx: Transaction) -> set[tuple[Any, ...]]:
    """Every message: in which place, of what, and when it is due."""
    return {_message(tx, row) for row in tx.outbox.ledger(limit=10_000)}


def _message(tx: Transaction, row: Delivery) -> tuple[Any, ...]:
    subject, news = row.subject, dict[str, Any]()
    if isinstance(subject, Agenda):
        news = {unit: _changes(tx, unit, *bounds) for unit, bounds in subject.news.items()}
        subject = replace(subject, news={})
    told = repr({unit: of for unit, of in news.items() if of})
    return row.key, row.chat_id, row.thread_id, repr(subject), told, row.due_at, row.state


def counted(tx: Transaction) -> set[tuple[Any, ...]]:
    """What each chat counts as told of, and which changes it has yet to hear of."""
    newest = tx.changes.newest()
    return {(x.id, x.planned_through, _left(tx, x, newest)) for x in tx.links.all() if x.unit}


def _left(tx: Transaction, link: Link, newest: int) -> tuple[int, ...] | None:
    through = link.changes_through
    return None if through is None or link.unit is None else _changes(tx, link.unit, through, newest)


def _changes(tx: Transaction, unit: str, after: int, through: int) -> tuple[int, ...]:
    return tuple(change.id for change in tx.changes.of(unit, after, through))


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_whoever_is_settled_by_dates_would_have_been_told_nothing(stores: Stores, seed: int) -> None:
    life = Life(Random(seed))
    stores.afresh()
    with (
        pytest.raises(Rolled),
        stores.settled.transaction() as settled,
        stores.whole.transaction() as whole,
    ):
        for _ in days(life, (settled, whole), 25):
            life.pass_over(settled)
            with patch.object(passes, "settle", lambda *_: None):
                life.pass_over(whole)
            assert told(settled) == told(whole)
            assert counted(settled) == counted(whole)
        raise Rolled
