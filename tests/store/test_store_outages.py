"""An outage has its reason, keeps nothing half done, and work goes on by itself when it is over."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import psycopg
import pytest
from migrated import new_store
from postgres_server import Server
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.store.databases import postgres, sqlite
from bot.store.databases.engine import parse
from bot.store.databases.errors import Reason, StoreUnavailable
from bot.store.store import Store
from bot.texts import LANGUAGES, Texts

BIG = "z" * 400_000


def put(store: Store, key: str, value: str = "1") -> None:
    with store.transaction() as tx:
        tx.facts.set(key, value)


def has(store: Store, key: str) -> bool:
    with store.transaction(read_only=True) as tx:
        return tx.facts.get(key) is not None


def reason_of(work: object, *arguments: object) -> Reason:
    assert callable(work)
    with pytest.raises(StoreUnavailable) as caught:
        work(*arguments)
    return caught.value.reason


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A disk of that size, where the machine lets us have one."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here; the same is tested with max_page_count")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def nobody() -> Iterator[None]:
    """Root may write everywhere, so for once be somebody else."""
    former = os.geteuid()
    if former == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(former)


@pytest.fixture
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


def test_a_disk_that_is_full_for_a_while_stops_nothing_for_good(tmp_path: Path) -> None:
    with small_disk(tmp_path, "4m"), closing(new_store(tmp_path / "dunghan.db")) as store:
        filler = tmp_path / "filler"
        with pytest.raises(OSError, match="No space left"):
            filler.write_bytes(b"x" * 8_000_000)
        assert reason_of(put, store, "x", BIG) is Reason.FULL
        filler.unlink()
        put(store, "y", BIG)
        assert (has(store, "x"), has(store, "y")) == (False, True)


def test_a_disk_that_fails_for_a_while_stops_nothing_for_good(tmp_path: Path) -> None:
    with closing(new_store(tmp_path / "dunghan.db")) as store:
        former = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, former[1]))
        try:
            assert reason_of(put, store, "x", BIG) is Reason.DISK
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, former)
        put(store, "y", BIG)
        assert (has(store, "x"), has(store, "y")) == (False, True)


def test_a_file_that_may_not_be_written_is_read_only_until_it_may(folder: Path) -> None:
    file = folder / "dunghan.db"
    Store.open(f"sqlite:///{file}").close()
    file.chmod(0o444)
    folder.chmod(0o555)
    try:
        with nobody(), pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.store.databases.sqlite._close_to_others", lambda _: None)
            assert reason_of(Store.open, f"sqlite:///{file}") in (Reason.READ_ONLY, Reason.NO_ACCESS)
    finally:
        folder.chmod(0o755)
    Store.open(f"sqlite:///{file}").close()


def test_a_database_that_is_read_only_for_a_while_stops_nothing_for_good(store: Store) -> None:
    # The same for both: a connection that refuses writes, as after a file system or a server went read-only.
    refuse = {sqlite: "PRAGMA query_only=ON", postgres: "SET TRANSACTION READ ONLY"}
    backend = sqlite if store.address.get_backend_name() == "sqlite" else postgres
    whole = backend.begun

    def read_only(connection: Connection, read_only: bool) -> None:
        whole(connection, read_only)
        connection.exec_driver_sql(refuse[backend])

    with patch.object(backend, "begun", read_only):
        assert reason_of(put, store, "x") is Reason.READ_ONLY
    put(store, "y")
    assert (has(store, "x"), has(store, "y")) == (False, True)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
async def test_work_goes_on_after_the_server_restarted(postgres: Server, store: Store) -> None:
    await store.write(lambda tx: tx.facts.set("x", "1"))
    postgres.stop()
    try:
        assert reason_of(put, store, "y") is Reason.LOST
    finally:
        postgres.start()
    await store.write(lambda tx: tx.facts.set("z", "1"))
    assert [has(store, key) for key in "xyz"] == [True, False, True]


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_restart_between_two_transactions_is_not_noticed(postgres: Server, store: Store) -> None:
    put(store, "x")
    postgres.stop()
    postgres.start()
    put(store, "y")
    assert has(store, "x") and has(store, "y")


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_connection_cut_within_a_transaction_keeps_nothing_of_it(postgres: Server, store: Store) -> None:
    with pytest.raises(StoreUnavailable) as caught, store.transaction() as tx:
        tx.facts.set("x", "1")
        postgres.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dunghan'"
        )
        tx.facts.set("y", "1")
    assert caught.value.reason is Reason.LOST
    assert not has(store, "x")


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_row_another_holds_too_long_is_busy(postgres: Server, url: str, store: Store) -> None:
    put(store, "x")
    impatient = Store.open(f"{url}?options=-c%20lock_timeout%3D50ms")
    with store.transaction() as tx:
        tx.facts.set("x", "2")
        assert reason_of(put, impatient, "x") is Reason.BUSY
    put(impatient, "x")
    impatient.close()


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"port": 1}, Reason.LOST),
        ({"database": "none"}, Reason.NO_ACCESS),
        ({"username": "none"}, Reason.NO_ACCESS),
    ],
)
def test_a_server_that_lets_nobody_in_says_which_way(
    url: str, change: dict[str, object], reason: Reason
) -> None:
    address = parse(url).set(**change, password="a secret")  # type: ignore[arg-type]  # one word of each type
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(address.render_as_string(hide_password=False))
    assert caught.value.reason is reason
    assert "\n" not in caught.value.detail and "a secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (psycopg.errors.DiskFull, Reason.FULL),
        (psycopg.errors.AdminShutdown, Reason.LOST),
        (psycopg.errors.CannotConnectNow, Reason.LOST),
        (psycopg.errors.ConnectionFailure, Reason.LOST),
        (psycopg.errors.TooManyConnections, Reason.BUSY),
        (psycopg.errors.DeadlockDetected, Reason.BUSY),
        (psycopg.errors.QueryCanceled, Reason.BUSY),
        (psycopg.errors.InvalidPassword, Reason.NO_ACCESS),
        (psycopg.errors.InsufficientPrivilege, Reason.NO_ACCESS),
        (psycopg.errors.IoError, Reason.DISK),
        (psycopg.errors.IndexCorrupted, Reason.DAMAGED),
        (psycopg.errors.UndefinedTable, None),
        (psycopg.errors.UniqueViolation, None),
    ],
)
def test_every_state_of_the_server_has_its_reason(error: type[psycopg.Error], reason: Reason | None) -> None:
    assert postgres.reason_of(DBAPIError("SELECT 1", {}, error())) is reason


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_scheme_means_the_same_driver(scheme: str) -> None:
    assert parse(f"{scheme}://user:word@host/name").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence_of_one_line(reason: Reason, language: str) -> None:
    assert "\n" not in Texts(language).plain(f"store.{reason.value}", detail="…")
