"""The move to PostgreSQL brings every row, whole, and counts on where SQLite stopped."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Table, select
from store_postgres import Server

from bot.model.deadline import TaskRef
from bot.model.message import NewDelivery, OutboxKind, Priority
from bot.model.people import Invite, Role
from bot.model.progress import NewReport, ReportKind
from bot.model.say import Mistake, Say
from bot.store import Reason, Store, StoreUnavailable, Transaction, moving
from bot.store.lead import FileLead
from bot.store.tables import metadata

NOW = datetime(2026, 3, 2, 1, 30, 0, 123456, tzinfo=UTC)
RAW = {"message": {"chat": {"id": -100123}, "text": "đã xong \ud83d \x00", "place": 20.86}}


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Store]:
    """A SQLite database with rows in every table, some of them pruned."""
    store = Store.open(f"sqlite:///{tmp_path}/dunghan.db")
    with store.transaction() as tx:
        fill(tx)
    yield store
    store.close()


@pytest.fixture
def old_url(old: Store) -> str:
    return f"sqlite:///{old.address.database}"


def delivery(key: str) -> NewDelivery:
    subject = {"tasks": ["III.2.1-8"], "ngày": "2/3"}
    return NewDelivery(key=key, kind=OutboxKind.AGENDA, chat_id=2**40, priority=Priority.AGENDA, subject=subject)


def answer(key: str, undoes: int | None = None) -> NewReport:
    return NewReport(
        key=key,
        task=TaskRef("hp-07", "III.2.1-8"),
        kind=ReportKind.UNDO if undoes else ReportKind.EXTENSION,
        at=NOW,
        user_id=2**40,
        user_name="Trưởng phòng Kinh tế",
        unit="so-xd",
        note="xin lùi\nđến quý sau",
        asked_until=date(2026, 6, 30),
        undoes=undoes,
    )


def fill(tx: Transaction) -> None:
    tx.inbox.add(77, [{"update_id": number, **RAW} for number in range(2500)], NOW)
    for key in ("a", "b", "c"):
        tx.outbox.add(delivery(key), NOW)
    tx.outbox.skip(3, "nothing open", NOW)
    tx.outbox.prune(datetime(2026, 3, 3, tzinfo=UTC))
    tx.reports.add(answer("u1"))
    tx.reports.add(answer("u2", undoes=1))
    tx.links.add(Role.OFFICIAL, 41, 41, "Trưởng phòng", "so-xd", None, None, NOW)
    tx.invites.add("code", Invite(role=Role.GROUP, unit=None, plan="hp-07", post=None, expires_at=NOW), NOW)
    tx.invites.note_failure(41, NOW)
    tx.facts.set("bot_name", "dung_han_bot")


def rows(store: Store, table: Table) -> list[tuple[object, ...]]:
    with store.begin(read_only=True) as connection:
        found = connection.execute(select(table)).all()
    return sorted((tuple(row) for row in found), key=str)


def said(caught: pytest.ExceptionInfo[Mistake]) -> str:
    (one,) = caught.value.what
    assert isinstance(one, Say)
    return one.key


def test_every_row_arrives_whole(old: Store, old_url: str, store: Store, url: str) -> None:
    counts = moving.move(old_url, url)
    assert counts["inbox"] == 2500 and min(counts.values()) >= 1
    for table in metadata.sorted_tables:
        assert rows(store, table) == rows(old, table)


def test_an_id_pruned_before_the_move_is_not_given_again(
    old_url: str, store: Store, witness: Store, url: str
) -> None:
    moving.move(old_url, url)
    with store.transaction() as tx:
        tx.outbox.add(delivery("d"), NOW)
        assert [row.id for row in tx.outbox.ledger()] == [4, 2, 1]
        tx.invites.note_failure(41, NOW)


def test_the_move_goes_into_an_empty_database_only(old_url: str, store: Store, url: str) -> None:
    with store.transaction() as tx:
        tx.facts.set("x", "1")
    with pytest.raises(Mistake) as caught:
        moving.move(old_url, url)
    assert said(caught) == "storing.not_empty"
    assert rows(store, metadata.tables["inbox"]) == []


def test_what_arrives_otherwise_is_not_kept(
    old_url: str, store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION shorten() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.note = left(NEW.note, 5); RETURN NEW; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER t BEFORE INSERT ON reports FOR EACH ROW EXECUTE FUNCTION shorten()"
        )
    with pytest.raises(StoreUnavailable) as caught:
        moving.move(old_url, url)
    assert (caught.value.reason, caught.value.detail) == (Reason.DIFFERS, "reports")
    assert [rows(store, table) for table in metadata.sorted_tables] == [[]] * len(metadata.tables)


def test_nothing_moves_under_a_running_bot(old: Store, old_url: str, url: str) -> None:
    lead = FileLead(Path(str(old.address.database)))
    lead.try_take()
    with pytest.raises(Mistake) as caught:
        moving.move(old_url, url)
    lead.release()
    assert said(caught) == "storing.running"


def test_the_move_is_from_sqlite_to_postgresql(old_url: str, url: str, tmp_path: Path) -> None:
    wrong = {
        (url, url): "not_from_sqlite",
        (old_url, old_url): "not_to_postgresql",
        (f"sqlite:///{tmp_path}/none.db", url): "no_database",
    }
    for (source, target), why in wrong.items():
        with pytest.raises(Mistake) as caught:
            moving.move(source, target)
        assert said(caught) == f"storing.{why}"


def test_a_target_that_does_not_answer_is_an_outage(old_url: str, postgres: Server) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        moving.move(old_url, postgres.url("no_such_database"))
    assert caught.value.reason is Reason.NO_ACCESS
