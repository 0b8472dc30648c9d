"""One process at a time leads; another takes over when it lets go, dies, or loses the database."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import Server

from bot.store.databases.errors import StoreUnavailable
from bot.store.databases.lead import Lead, lead_of
from bot.store.store import Store

BOT = 77
HOLDER = f"""
import sys
from bot.store.store import Store
from bot.store.databases.lead import lead_of
lead = lead_of(Store.open(sys.argv[1]), {BOT})
print(lead.try_take(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def one(store: Store) -> Iterator[Lead]:
    lead = lead_of(store, BOT)
    yield lead
    lead.release()


@pytest.fixture
def other(witness: Store) -> Iterator[Lead]:
    lead = lead_of(witness, BOT)
    yield lead
    lead.release()


def test_one_leads_at_a_time(one: Lead, other: Lead) -> None:
    assert (one.try_take(), other.try_take()) == (True, False)
    assert (one.held(), other.held()) == (True, False)


def test_to_take_what_one_holds_changes_nothing(one: Lead, other: Lead) -> None:
    assert one.try_take()
    assert one.try_take()
    one.release()
    assert other.try_take()


def test_nobody_leads_before_taking_or_after_letting_go(one: Lead) -> None:
    assert not one.held()
    one.try_take()
    one.release()
    one.release()
    assert not one.held()


def test_another_takes_over_when_the_holder_is_killed(url: str, one: Lead) -> None:
    command = [sys.executable, "-c", HOLDER, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout and holder.stdout.readline() == "True\n"
        assert not one.try_take()
        holder.send_signal(signal.SIGKILL)
        holder.wait(30)
    assert any(one.try_take() for _ in range(5000))  # PostgreSQL hears of it within milliseconds


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_removed_lock_file_is_a_lead_lost(url: str, store: Store, one: Lead, other: Lead) -> None:
    one.try_take()
    Path(f"{store.address.database}.lead").unlink()
    assert (one.held(), other.try_take()) == (False, True)
    assert not one.try_take()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_lock_file_is_for_its_owner_alone(store: Store, one: Lead) -> None:
    one.try_take()
    assert Path(f"{store.address.database}.lead").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_each_bot_of_a_server_has_its_own_lead(one: Lead, witness: Store) -> None:
    another = lead_of(witness, BOT + 1)
    assert one.try_take() and another.try_take()
    another.release()


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_lost_connection_is_a_lead_lost(postgres: Server, one: Lead, other: Lead) -> None:
    one.try_take()
    postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted")
    assert (one.held(), other.try_take()) == (False, True)
    other.release()
    assert one.try_take()


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_nobody_leads_while_the_server_is_away(postgres: Server, one: Lead) -> None:
    one.try_take()
    postgres.stop()
    try:
        assert not one.held()
        with pytest.raises(StoreUnavailable):
            one.try_take()
    finally:
        postgres.start()
    assert one.try_take()
