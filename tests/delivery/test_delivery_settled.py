"""Who is settled by dates alone would have been told nothing, had every log been read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from delivery_office import open_store
from delivery_settled import Life, counted, days, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from migrated import new_store
from postgres_server import Server

from bot.delivery import passes
from bot.store.store import Store

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


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
