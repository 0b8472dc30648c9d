"""Opening makes, checks and migrates; whatever the machine refuses becomes one plain error."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from migrated import SAFE
from sqlalchemy import Connection, event

from bot.store.databases import engine, sqlite
from bot.store.databases.errors import Reason, SchemaOutdated, StoreDamaged, StoreUnavailable
from bot.store.store import Store

Opening = Callable[[str], Store | None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "dunghan.db"


@pytest.fixture
def address(file: Path) -> str:
    return f"sqlite:///{file}?timeout=0.05"


@contextmanager
def opened(address: str) -> Iterator[Store]:
    store = Store.open(address)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def disk_of(pages: int, store: Store) -> Iterator[None]:
    """Let the database grow to so many pages; SQLite allows at least those it has."""

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    event.listen(store._database, "begin", limit)
    try:
        yield
    finally:
        event.remove(store._database, "begin", limit)


def sql(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


def test_opening_again_keeps_what_is_there(url: str, store: Store) -> None:
    with store.transaction() as tx:
        tx.facts.set("x", "1")
    with opened(url) as again, again.transaction() as tx:
        assert tx.facts.get("x") == "1"


def test_the_file_and_its_companions_are_for_their_owner_alone(address: str, file: Path) -> None:
    with opened(address) as store, store.transaction() as tx:
        tx.facts.set("x", "1")
        modes = {path.name: path.stat().st_mode & 0o777 for path in file.parent.iterdir()}
    assert modes == dict.fromkeys(["dunghan.db", "dunghan.db-wal", "dunghan.db-shm"], 0o600)


def test_a_file_open_to_others_is_closed_to_them(address: str, file: Path) -> None:
    with opened(address):
        pass
    file.chmod(0o644)
    with opened(address):
        assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)],
)
def test_sqlite_is_set_to_lose_nothing(
    file: Path, pragma: str, value: str | int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PRAGMAS", SAFE)
    with opened(f"sqlite:///{file}") as store, store._database.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_what_is_gone_at_the_end_does_not_wait_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PRAGMAS", SAFE)
    with Store.scratch() as store, store._database.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 0


def test_looking_makes_no_database(address: str, file: Path) -> None:
    assert Store.open_existing(address) is None
    assert not file.parent.exists()


def test_looking_at_a_file_with_nothing_in_it_finds_none(address: str, file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    assert Store.open_existing(address) is None


def test_looking_at_an_earlier_version_is_refused(address: str, file: Path) -> None:
    with opened(address):
        pass
    sql(file, "DELETE FROM alembic_version")
    sql(file, "INSERT INTO alembic_version VALUES ('0000')")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.store.migrations.require_known", lambda _found: None)
        with pytest.raises(SchemaOutdated) as caught:
            Store.open_existing(address)
    assert (caught.value.reason, caught.value.detail) == (Reason.OUTDATED, "0000")


@pytest.mark.parametrize("opening", [Store.open, Store.open_existing])
def test_a_database_of_a_later_version_is_left_alone(address: str, file: Path, opening: Opening) -> None:
    with opened(address):
        pass
    sql(file, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreUnavailable) as caught:
        opening(address)
    assert (caught.value.reason, caught.value.detail) == (Reason.NEWER, "9999")


def test_a_file_that_is_no_database_is_damaged(address: str, file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"not a database at all" * 400)
    with pytest.raises(StoreDamaged):
        Store.open(address)


def test_a_database_with_torn_pages_is_damaged(address: str, file: Path) -> None:
    with opened(address) as store, store.transaction() as tx:
        for number in range(500):
            tx.facts.set(f"key {number}", "x" * 200)
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * 40_000 + whole[48_192:])
    with pytest.raises(StoreDamaged):
        Store.open(address)


def test_a_database_another_holds_is_busy_and_then_goes_on(address: str, file: Path) -> None:
    with opened(address) as store:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnavailable) as caught, store.transaction():
                pass
        assert caught.value.reason is Reason.BUSY
        with store.transaction() as tx:
            tx.facts.set("x", "1")


def test_a_full_disk_keeps_nothing_of_the_transaction_and_then_goes_on(address: str) -> None:
    with opened(address) as store:
        with disk_of(1, store), pytest.raises(StoreUnavailable) as caught, store.transaction() as tx:
            tx.facts.set("x", "1")
            tx.facts.set("y", "z" * 100_000)
        assert caught.value.reason is Reason.FULL
        with disk_of(1_000_000, store), store.transaction() as tx:
            assert (tx.facts.get("x"), tx.facts.get("y")) == (None, None)
            tx.facts.set("y", "z" * 100_000)


def test_reading_may_not_write(store: Store) -> None:
    with pytest.raises(StoreUnavailable) as caught, store.transaction(read_only=True) as tx:
        tx.facts.set("x", "1")
    assert caught.value.reason is Reason.READ_ONLY


def test_an_error_names_no_value(store: Store) -> None:
    with pytest.raises(StoreUnavailable) as caught, store.transaction(read_only=True) as tx:
        tx.facts.set("x", "a secret")
    assert "a secret" not in f"{caught.value} {caught.value.__cause__}"


def test_a_folder_that_can_t_be_made_is_no_access(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(f"sqlite:///{tmp_path}/data/dunghan.db")
    assert caught.value.reason is Reason.NO_ACCESS


@pytest.mark.parametrize(
    "address", ["", "data/dunghan.db", "nosuch://user:word@host/x", "sqlite://", "sqlite:///:memory:"]
)
@pytest.mark.parametrize("opening", [Store.open, Store.open_existing])
def test_an_address_that_names_no_database_is_refused(address: str, opening: Opening) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        opening(address)
    assert caught.value.reason is Reason.ADDRESS
    assert "word" not in str(caught.value)


@pytest.mark.parametrize("rest", ["hidd@en@127.0.0.1/x", "hidd@en/x@127.0.0.1/x", "h/idd@en@127.0.0.1/x"])
@pytest.mark.parametrize("opening", [Store.open, Store.open_existing])
def test_nothing_of_a_password_with_an_at_sign_is_told(rest: str, opening: Opening) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        opening(f"postgresql://user:{rest}")
    assert (caught.value.reason, caught.value.detail) == (Reason.ADDRESS, "postgresql")


HIDDEN = [
    "postgresql://127.0.0.1:1/x?password=hidd@en",
    "postgresql://us/er:hidden@127.0.0.1:1/x",
    "postgresql://us?er:hidden@127.0.0.1:1/x",
    "postgresql://user:hidden@[::1/x",
    "postgresql://user:hidden@::1/x",
    "postgresql://user:hidden@127.0.0.1:port/x",
    "postgresql://user:hidden",
    "postgresql://user:1234567/hidden",
    "postgresql://user:hidden@127.0.0.1:99999/x",
    "postgresql+hidden://user@127.0.0.1/x",
    "postgresql:user:hidden@127.0.0.1/x",
    "postgresql ://user:hidden@127.0.0.1/x",
    '"postgresql://user:hidden@127.0.0.1:1/x"',
    "user:hidden@host://x",
    "mysql+hidden://user:hidden@127.0.0.1/x",
    "sqlite+pysqlcipher://:hidden@/x.db",
    "sqlite+hidden:///x.db",
    "sqlite://user:hidden@host/x.db",
    "sqlite:///x.db?key=hidden",
    "sqlite:///x.db?timeout=hidden",
    "sqlite:///file:x.db?mode=ro&uri=true",
]


@pytest.mark.parametrize("address", HIDDEN)
@pytest.mark.parametrize("opening", [Store.open, Store.open_existing])
def test_nothing_of_an_address_that_is_of_no_use_is_told_but_its_kind(address: str, opening: Opening) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        opening(address)
    assert caught.value.reason is Reason.ADDRESS
    assert caught.value.detail in ("", "postgresql", "sqlite", "mysql")


@pytest.mark.parametrize(
    "word", ["hid/den", "hid#den", "hid%zen", "hid?den", "hid:den", "hid den", "hid&den"]
)
@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_a_password_of_any_other_signs_is_one_and_is_not_told(word: str, host: str) -> None:
    address = f"postgresql://user:{word}@{host}:1/x"
    assert engine.parse(address).password == word
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(address)
    assert caught.value.reason is Reason.LOST
    assert "hid" not in caught.value.detail


@pytest.mark.parametrize("option", ["pasword=hidden", "connect_timeout=long"])
def test_an_option_that_postgresql_does_not_take_is_named(option: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(f"postgresql://127.0.0.1:1/x?{option}")
    assert caught.value.reason is Reason.NO_ACCESS
    assert option.partition("=")[0] in caught.value.detail and "hidden" not in caught.value.detail


def test_an_at_sign_may_stand_in_a_password_by_its_number(tmp_path: Path) -> None:
    assert engine.parse("postgresql://user:a%40b@127.0.0.1/x").password == "a@b"
    assert engine.parse(f"sqlite:///{tmp_path}/a@b@c.db").database == f"{tmp_path}/a@b@c.db"


def test_the_store_logs_nothing_of_its_own_accord(address: str, caplog: pytest.LogCaptureFixture) -> None:
    with opened(address):
        pass
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []
