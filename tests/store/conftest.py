"""A store on every backend, and a witness: a second store that sees only what was committed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from migrated import new_store
from postgres_server import Server
from sqlalchemy import make_url

from bot.store.store import Store


@pytest.fixture(scope="session")
def migrated(postgres: Server) -> str:
    """A database at this version, its rows thrown away by each test that uses it."""
    postgres.sql("CREATE DATABASE migrated")
    Store.open(postgres.url("migrated")).close()
    return "migrated"


@pytest.fixture(scope="session")
def bare(postgres: Server) -> str:
    """A database whose very tables are thrown away."""
    postgres.sql("CREATE DATABASE bare")
    return "bare"


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """An address of a database with nothing in its tables, or (SQLite) not yet made."""
    if backend == "sqlite":
        return f"sqlite:///{tmp_path}/data/dunghan.db"
    server: Server = request.getfixturevalue("postgres")
    return server.empty(request.getfixturevalue("migrated"))


@pytest.fixture
def bare_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """An address of a database without so much as a table."""
    if backend == "sqlite":
        return f"sqlite:///{tmp_path}/bare.db"
    server: Server = request.getfixturevalue("postgres")
    return server.strip(request.getfixturevalue("bare"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    address = make_url(url)
    sqlite = address.get_backend_name() == "sqlite"
    opened = new_store(Path(str(address.database))) if sqlite else Store.open(url)
    yield opened
    opened.close()


@pytest.fixture
def witness(url: str, store: Store) -> Iterator[Store]:
    opened = Store.open_existing(url)
    assert opened is not None
    yield opened
    opened.close()
