"""A store on every backend, and a witness: a second store that sees only what was committed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import Store


@pytest.fixture(params=["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"{request.param}:///{tmp_path}/data/dunghan.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()


@pytest.fixture
def witness(url: str, store: Store) -> Iterator[Store]:
    opened = Store.open_existing(url)
    assert opened is not None
    yield opened
    opened.close()
