"""The move to PostgreSQL brings every row, whole, and counts on where SQLite stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import Server
from sqlalchemy import Connection, Table, delete, insert, select
from store_samples import AGENDA, NOW, ROWS, samples

from bot.model.message import NewDelivery, Priority
from bot.model.say import Mistake, Say
from bot.store.copies import to_postgres
from bot.store.databases.errors import Reason, StoreUnavailable
from bot.store.databases.lead import FileLead
from bot.store.store import Store
from bot.store.tables import metadata


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Store]:
    """A SQLite database with rows in every table, the newest of the outbox pruned."""
    store = Store.open(f"sqlite:///{tmp_path}/dunghan.db")
    with store.begin() as connection:
        fill(connection)
        connection.execute(delete(metadata.tables["outbox"]).where(metadata.tables["outbox"].c.id == ROWS))
    yield store
    store.close()


@pytest.fixture
def old_url(old: Store) -> str:
    return f"sqlite:///{old.address.database}"


def fill(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        connection.execute(insert(table), samples(table))
    inbox = metadata.tables["inbox"]
    many = [{**samples(inbox)[0], "id": id, "update_id": id} for id in range(10, 2510)]
    connection.execute(insert(inbox), many)


def delivery(key: str) -> NewDelivery:
    return NewDelivery(key=key, chat_id=1, priority=Priority.AGENDA, subject=AGENDA)


def rows(store: Store, table: Table) -> list[tuple[object, ...]]:
    with store.begin(read_only=True) as connection:
        found = connection.execute(select(table)).all()
    return sorted((tuple(row) for row in found), key=str)


def said(caught: pytest.ExceptionInfo[Mistake]) -> str:
    (one,) = caught.value.what
    assert isinstance(one, Say)
    return one.key


def test_every_row_arrives_whole(old: Store, old_url: str, store: Store, url: str) -> None:
    counts = to_postgres.move(old_url, url).rows
    assert counts["inbox"] == ROWS + 2500 and min(counts.values()) == ROWS - 1
    for table in metadata.sorted_tables:
        assert rows(store, table) == rows(old, table)


def test_an_id_pruned_before_the_move_is_not_given_again(
    old_url: str, store: Store, witness: Store, url: str
) -> None:
    to_postgres.move(old_url, url)
    with store.transaction() as tx:
        tx.outbox.add(delivery("d"), NOW)
        tx.invites.note_failure(41, NOW)
    assert {row[0] for row in rows(store, metadata.tables["outbox"])} == {1, 2, ROWS + 1}


def test_the_move_goes_into_an_empty_database_only(old_url: str, store: Store, url: str) -> None:
    with store.transaction() as tx:
        tx.facts.set("x", "1")
    with pytest.raises(Mistake) as caught:
        to_postgres.move(old_url, url)
    assert said(caught) == "storing.not_empty"
    assert rows(store, metadata.tables["inbox"]) == []


def test_what_arrives_otherwise_is_not_kept(old_url: str, bare_url: str) -> None:
    store = Store.open(bare_url)
    with store.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION shorten() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.note = left(NEW.note, 2); RETURN NEW; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER t BEFORE INSERT ON reports FOR EACH ROW EXECUTE FUNCTION shorten()"
        )
    with pytest.raises(StoreUnavailable) as caught:
        to_postgres.move(old_url, bare_url)
    assert (caught.value.reason, caught.value.detail) == (Reason.DIFFERS, "reports")
    assert [rows(store, table) for table in metadata.sorted_tables] == [[]] * len(metadata.tables)
    store.close()


def test_nothing_moves_under_a_running_bot(old: Store, old_url: str, url: str) -> None:
    lead = FileLead(Path(str(old.address.database)))
    lead.try_take()
    with pytest.raises(Mistake) as caught:
        to_postgres.move(old_url, url)
    lead.release()
    assert said(caught) == "storing.running"


def test_the_move_is_from_sqlite_to_postgresql(old_url: str, url: str, tmp_path: Path) -> None:
    wrong = {
        (url, url): "not_from_sqlite",
        (old_url, old_url): "not_to_postgresql",
        (old_url, "mysql://host/name"): "not_to_postgresql",
        (old_url, "office"): "not_to_postgresql",
        (f"sqlite:///{tmp_path}/none.db", url): "no_database",
    }
    for (source, target), why in wrong.items():
        with pytest.raises(Mistake) as caught:
            to_postgres.move(source, target)
        assert said(caught) == f"storing.{why}"


def test_a_target_that_does_not_answer_is_an_outage(old_url: str, postgres: Server) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        to_postgres.move(old_url, postgres.url("no_such_database"))
    assert caught.value.reason is Reason.NO_ACCESS
