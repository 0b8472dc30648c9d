"""Whatever a committee is told is told alike whether or not its log was ever weeded."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from delivery_weeded import Year
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from migrated import new_store

from bot.store.store import Store


class Rolled(Exception):
    """Takes an example's reports back."""


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    folder: Path = tmp_path_factory.mktemp("weeded")
    both = new_store(folder / "weeded.sqlite3"), new_store(folder / "whole.sqlite3")
    yield both
    for store in both:
        store.close()


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_a_weeded_log_tells_the_same_as_a_whole_one(stores: tuple[Store, Store], seed: int) -> None:
    chance = Random(seed)
    with pytest.raises(Rolled), stores[0].transaction() as one, stores[1].transaction() as other:
        year = Year(chance, one, other)
        for _ in range(3):
            year.go_on(chance.choice((5, 20, 60)))
            assert list(year.differences()) == []
        raise Rolled
