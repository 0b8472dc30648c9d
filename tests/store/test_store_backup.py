"""A backup is whole, checked and private; what it replaces is kept, and a running bot's database stays."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert
from store_samples import ROWS, samples

from bot.model.say import Mistake, Say
from bot.planfile.files import File, read_files
from bot.store import migrations
from bot.store.copies import written
from bot.store.copies.backup import backup, nightly, restore
from bot.store.copies.written import Back, Written, beside
from bot.store.databases.errors import Reason, StoreUnavailable
from bot.store.databases.lead import FileLead
from bot.store.store import Store
from bot.store.tables import metadata

HEAD = migrations.revisions()[-1]
NOW = datetime(2026, 3, 2, 3, 10, tzinfo=UTC)


@pytest.fixture
def backend() -> str:
    return "sqlite"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "dunghan.db"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.db"


def put(store: Store, value: str) -> None:
    with store.transaction() as tx:
        tx.facts.set("x", value)


def value(file: Path) -> str | None:
    store = Store.open(f"sqlite:///{file}")
    try:
        with store.transaction(read_only=True) as tx:
            return tx.facts.get("x")
    finally:
        store.close()


def said(caught: pytest.ExceptionInfo[Mistake]) -> list[str]:
    return [one.key for one in caught.value.what if hasattr(one, "key")]


@pytest.fixture
def backed_up(url: str, file: Path, database: Path) -> Iterator[str]:
    """An address whose database says 2, and a backup of it in which it says 1."""
    store = Store.open(url)
    put(store, "1")
    backup(url, file)
    put(store, "2")
    store.close()
    yield url


def test_a_backup_holds_what_is_committed_while_others_write(url: str, store: Store, file: Path) -> None:
    put(store, "1")
    with store.transaction() as tx:
        tx.facts.set("x", "not yet")
        assert backup(url, file).file == file
    assert value(file) == "1"


def test_a_backup_is_one_file_for_its_owner_alone(url: str, store: Store, file: Path, tmp_path: Path) -> None:
    backup(url, file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.db", "data"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_backup_replaces_a_former_one(url: str, store: Store, file: Path) -> None:
    backup(url, file)
    put(store, "2")
    backup(url, file)
    assert value(file) == "2"


def test_a_backup_replaces_nothing_else(url: str, store: Store, database: Path, file: Path) -> None:
    file.write_text("a plan")
    for place in (file, database):
        with pytest.raises(Mistake) as caught:
            backup(url, place)
        assert said(caught) == ["storing.not_over"]
    assert file.read_text() == "a plan"


@pytest.mark.parametrize("name", ["notes.txt", "plans/notes.txt"])
def test_a_backup_replaces_no_folder_with_something_of_another_hand(
    url: str, store: Store, file: Path, along: Written, name: str
) -> None:
    backup(url, file, along)
    other = beside(file) / name
    other.write_text("mine")
    before = file.read_bytes()
    put(store, "2")
    with pytest.raises(Mistake) as caught:
        backup(url, file, along)
    assert said(caught) == ["storing.not_over"]
    assert (other.read_text(), file.read_bytes()) == ("mine", before)


def test_a_backup_needs_a_database_and_a_folder(url: str, file: Path, tmp_path: Path) -> None:
    with pytest.raises(Mistake) as caught:
        backup(url, file)
    assert said(caught) == ["storing.no_database"]
    Store.open(url).close()
    with pytest.raises(Mistake) as caught:
        backup(url, tmp_path / "nowhere" / "backup.db")
    assert said(caught) == ["storing.no_folder"]


def test_a_damaged_database_gives_no_backup(url: str, store: Store, database: Path, file: Path) -> None:
    with store.transaction() as tx:
        for number in range(500):
            tx.facts.set(f"key {number}", "x" * 200)
    store.close()
    whole = database.read_bytes()
    database.write_bytes(whole[:8192] + b"\xff" * 40_000 + whole[48_192:])
    with pytest.raises(StoreUnavailable) as caught:
        backup(url, file)
    assert caught.value.reason is Reason.DAMAGED
    assert [path.name for path in file.parent.iterdir()] == ["data"]


def test_postgresql_is_backed_up_and_restored_by_its_own_tools(file: Path) -> None:
    file.touch()
    with pytest.raises(Mistake, match="pg_dump"):
        backup("postgres://h/d", file)
    with pytest.raises(Mistake, match="pg_restore"):
        restore("postgres://h/d", file, NOW)


def test_each_night_makes_a_backup_named_by_its_day(store: Store, database: Path) -> None:
    put(store, "1")
    made = nightly(store, NOW)
    assert made and made.file == database.parent / "backups" / "dunghan-2026-03-02.sqlite3"
    assert value(made.file) == "1"


def test_only_the_newest_nights_are_kept(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "nights"
    folder.mkdir()
    (folder / "notes.txt").touch()
    (folder / ".dunghan-left-behind.part").touch()
    for night in range(5):
        nightly(store, NOW + timedelta(days=night), folder, keep=2)
    names = ["dunghan-2026-03-05.sqlite3", "dunghan-2026-03-06.sqlite3", "notes.txt"]
    assert sorted(path.name for path in folder.iterdir()) == names


@pytest.mark.parametrize("ahead", [400, 20_000])
def test_a_clock_that_runs_ahead_for_a_night_costs_no_good_copy(
    store: Store, tmp_path: Path, ahead: int
) -> None:
    folder = tmp_path / "nights"
    for night in (0, 1, 2, ahead, 3, 4):
        nightly(store, NOW + timedelta(days=night), folder, keep=3)
    days = {date.fromisoformat(path.stem.removeprefix("dunghan-")) for path in folder.glob("*.sqlite3")}
    nights = (2, 3, 4, ahead)
    assert days == {NOW.date() + timedelta(days=night) for night in nights}


def test_while_the_clock_runs_ahead_the_last_good_copies_stay(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "nights"
    for night in (0, 1, 2, 400):
        nightly(store, NOW + timedelta(days=night), folder, keep=3)
    assert len(list(folder.glob("*.sqlite3"))) == 3


def test_the_same_night_again_is_the_newer_one(store: Store) -> None:
    put(store, "1")
    nightly(store, NOW)
    put(store, "2")
    made = nightly(store, NOW + timedelta(hours=1))
    assert made and value(made.file) == "2"


def test_a_database_told_by_a_relative_address_is_restored(
    backed_up: str, database: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(database.parent)
    restore(f"sqlite:///{database.name}", file, NOW)
    assert value(database) == "1"


def test_a_restored_database_is_the_backup_and_the_former_is_kept(
    backed_up: str, database: Path, file: Path
) -> None:
    kept = restore(backed_up, file, NOW).former
    assert kept == database.with_name("dunghan.db.2026-03-02-031000")
    assert (value(database), value(kept)) == ("1", "2")
    assert database.stat().st_mode & 0o777 == 0o600


def test_rows_of_every_table_are_restored(url: str, store: Store, database: Path, file: Path) -> None:
    with store.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(insert(table), samples(table))
    store.close()
    backup(url, file)
    restore(url, file, NOW)
    with closing(sqlite3.connect(database)) as restored:
        counts = [restored.execute(f"SELECT count(*) FROM {name}").fetchone() for name in metadata.tables]
    assert set(counts) == {(ROWS,)}


def test_two_restores_within_a_second_keep_a_former_database_each(
    backed_up: str, database: Path, file: Path
) -> None:
    kept = [restore(backed_up, file, NOW).former for _ in range(3)]
    assert [value(former) for former in kept if former] == ["2", "1", "1"]


def test_what_a_killed_restore_left_is_swept_by_the_next(backed_up: str, database: Path, file: Path) -> None:
    left = database.with_name(f".{database.name}-abcd1234.part")
    left.write_text("half")
    restore(backed_up, file, NOW)
    assert not left.exists()


def test_a_restored_database_takes_nothing_from_the_journal_of_the_former(
    backed_up: str, database: Path, file: Path, tmp_path: Path
) -> None:
    store = Store.open(backed_up)
    put(store, "3")
    crashed = {path: path.read_bytes() for path in database.parent.iterdir() if path.suffix != ".lead"}
    store.close()
    for path, content in crashed.items():  # as a killed process leaves them: "3" is in the -wal alone
        path.write_bytes(content)
    kept = restore(backed_up, file, NOW).former
    assert kept and (value(database), value(kept)) == ("1", "3")


def test_a_backup_takes_the_place_of_a_file_damaged_beyond_reading(
    backed_up: str, database: Path, file: Path
) -> None:
    database.write_bytes(b"\xff" * 8000)
    kept = restore(backed_up, file, NOW).former
    assert kept and kept.read_bytes() == b"\xff" * 8000
    assert value(database) == "1"


def test_a_backup_can_be_restored_where_there_is_no_database(
    backed_up: str, tmp_path: Path, file: Path
) -> None:
    assert restore(f"sqlite:///{tmp_path}/new/dunghan.db", file, NOW).former is None
    assert value(tmp_path / "new" / "dunghan.db") == "1"


def test_nothing_is_restored_under_a_running_bot(backed_up: str, database: Path, file: Path) -> None:
    lead = FileLead(database)
    assert lead.try_take()
    with pytest.raises(Mistake) as caught:
        restore(backed_up, file, NOW)
    lead.release()
    assert (said(caught), value(database)) == (["storing.running"], "2")


def test_nothing_is_restored_while_somebody_reads(backed_up: str, database: Path, file: Path) -> None:
    with closing(sqlite3.connect(database)) as other:
        other.execute("SELECT * FROM facts").fetchall()
        with pytest.raises(StoreUnavailable) as caught:
            restore(backed_up, file, NOW)
    assert caught.value.reason is Reason.BUSY
    assert value(database) == "2"
    assert [path.name for path in database.parent.glob("*.part")] == []


def test_what_is_no_backup_of_ours_is_not_restored(backed_up: str, database: Path, tmp_path: Path) -> None:
    (tmp_path / "words").write_text("not a database")
    with closing(sqlite3.connect(tmp_path / "foreign")) as other:
        other.execute("CREATE TABLE facts (x)")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")  # which nobody ever writes to
    no_backups = dict.fromkeys(("words", "foreign", "folder", "pipe"), "no_backup")
    for name, why in {"none": "no_file", **no_backups}.items():
        with pytest.raises(Mistake) as caught:
            restore(backed_up, tmp_path / name, NOW)
        assert said(caught) == [f"storing.{why}"]
    assert value(database) == "2"


def test_a_damaged_backup_is_not_restored(backed_up: str, database: Path, file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * 20_000 + whole[24_096:])
    with pytest.raises(StoreUnavailable) as caught:
        restore(backed_up, file, NOW)
    assert (caught.value.reason, value(database)) == (Reason.DAMAGED, "2")
    assert "\n" not in caught.value.detail


def test_a_backup_of_a_later_version_is_not_restored(backed_up: str, database: Path, file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreUnavailable) as caught:
        restore(backed_up, file, NOW)
    assert (caught.value.reason, value(database)) == (Reason.NEWER, "2")


STRANGE = {
    "a_trigger": ("CREATE TRIGGER t AFTER INSERT ON facts BEGIN DELETE FROM reports; END", "trigger t"),
    "a_view": ("CREATE VIEW v AS SELECT 1", "view v"),
    "a_table": ("CREATE TABLE more (x)", "more"),
    "a_column": ("ALTER TABLE facts ADD COLUMN more TEXT", "facts.more"),
    "a_column_gone": ("ALTER TABLE links DROP COLUMN name", "links.name"),
    "a_word": (
        "INSERT INTO snoozes VALUES (1, 'p', 'I-1', 5, 'x', 'some day', '2026-03-02')",
        "snoozes, 1: Invalid isoformat string: 'some day'",
    ),
    "an_index": ("CREATE UNIQUE INDEX more ON facts (value)", "index more"),
    "an_index_gone": ("DROP INDEX ix_reports_undoes", "index ix_reports_undoes"),
    "another_key": (
        "ALTER TABLE facts RENAME TO former; CREATE TABLE facts (key TEXT, value TEXT); DROP TABLE former",
        "facts.PRIMARY KEY ",
    ),
    "no_text": ("INSERT INTO facts VALUES (x'ff', '')", "facts.key: not text"),
    "no_number": (
        "INSERT INTO invite_failures (user_id, at) VALUES ('abc', '2026-03-02 00:00:00')",
        "invite_failures.user_id: not integer",
    ),
    "two_versions": ("INSERT INTO alembic_version VALUES ('0001')", "alembic_version"),
    "no_version": ("DELETE FROM alembic_version", "alembic_version"),
    "an_aside_of_nothing": (
        "INSERT INTO facts VALUES ('aside:x', 'nothing')",
        "facts, 2: Expecting value: line 1 column 1 (char 0)",
    ),
    "brackets_within_brackets": (
        "INSERT INTO inbox (bot_id, update_id, lane, raw, state, attempts, received_at, due_at) "
        "VALUES (1, 1, 1, "
        f"'{'[' * 300_000}', 'new', 0, '2026-03-02 00:00:00', '2026-03-02 00:00:00')",
        "inbox, 1: maximum recursion depth exceeded while decoding a JSON array from a unicode string",
    ),
    "a_role": (
        "INSERT INTO links (role, chat_id, name, linked_at) VALUES ('king', 5, 'x', '2026-03-02 00:00:00')",
        "links, 1: 'king' is not a valid Role",
    ),
}


@pytest.mark.parametrize("strange", STRANGE)
def test_a_backup_with_something_of_another_hand_is_not_restored(
    backed_up: str, database: Path, file: Path, strange: str
) -> None:
    statement, what = STRANGE[strange]
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript(statement)
    with pytest.raises(Mistake) as caught:
        restore(backed_up, file, NOW)
    (found,) = caught.value.what
    assert isinstance(found, Say)
    assert (found.key, value(database)) == ("storing.strange", "2")
    assert found.values["what"] == what


def test_a_backup_of_an_earlier_version_is_brought_up_to_this_one(
    backed_up: str, database: Path, tmp_path: Path
) -> None:
    early = tmp_path / "early.db"
    engine = create_engine(f"sqlite:///{early}")
    with engine.begin() as connection:
        migrations.upgrade(connection, "0003")
    engine.dispose()
    restore(backed_up, early, NOW)
    with closing(sqlite3.connect(database)) as restored:
        assert restored.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)


@pytest.fixture
def along(tmp_path: Path) -> Written:
    """A folder with a plan and its units, and a configuration with a token."""
    plans, config = tmp_path / "plans", tmp_path / "config.yaml"
    plans.mkdir()
    (plans / "units.yaml").write_text("units: []")
    (plans / "kh.yaml").write_text("plan: kh")
    (plans / ".kh.yaml.new").write_text("half")
    config.write_text("telegram: {token: '1:secret'}")
    return Written(plans=plans, config=config)


def test_a_backup_takes_the_plans_and_the_configuration_along(
    url: str, store: Store, file: Path, along: Written
) -> None:
    assert backup(url, file, along).plans == 2
    kept = {each.name: each.read_text() for each in beside(file).rglob("*") if each.is_file()}
    assert kept == {
        "units.yaml": "units: []",
        "kh.yaml": "plan: kh",
        "config.yaml": "telegram: {token: '1:secret'}",
    }
    assert (beside(file) / "config.yaml").stat().st_mode & 0o777 == 0o600


def test_plans_edited_while_they_are_copied_are_those_of_one_moment(
    url: str, store: Store, file: Path, along: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited_meanwhile(folders: list[Path]) -> Sequence[File]:
        found = read_files(folders)
        (along.plans / "units.yaml").write_text("units: [new]")
        (along.plans / "kh.yaml").write_text("plan: new")
        return found

    monkeypatch.setattr(written, "read_files", edited_meanwhile)
    backup(url, file, along)
    kept = {each.name: each.read_text() for each in (beside(file) / "plans").iterdir()}
    assert kept == {"units.yaml": "units: [new]", "kh.yaml": "plan: new"}


def test_of_a_former_backup_no_plan_is_left(url: str, store: Store, file: Path, along: Written) -> None:
    backup(url, file, along)
    (along.plans / "kh.yaml").unlink()
    backup(url, file, along)
    assert [each.name for each in (beside(file) / "plans").iterdir()] == ["units.yaml"]


def test_a_restore_puts_back_the_plans_that_are_not_there_and_leaves_the_others(
    url: str, store: Store, file: Path, along: Written
) -> None:
    backup(url, file, along)
    store.close()
    (along.plans / "units.yaml").unlink()
    (along.plans / "kh.yaml").write_text("plan: edited")
    back = restore(url, file, NOW, along.plans).back
    assert back == Back(put=(along.plans / "units.yaml",), other=(along.plans / "kh.yaml",))
    assert (along.plans / "units.yaml").read_text() == "units: []"
    assert (along.plans / "kh.yaml").read_text() == "plan: edited"


@pytest.mark.parametrize("in_the_way", ["plans", "plans/units.yaml/x"])
def test_a_restore_whose_plans_can_not_be_put_back_changes_nothing(
    url: str, store: Store, database: Path, file: Path, along: Written, tmp_path: Path, in_the_way: str
) -> None:
    put(store, "1")
    backup(url, file, along)
    put(store, "2")
    store.close()
    there = tmp_path / "elsewhere" / in_the_way
    there.parent.mkdir(parents=True)
    there.write_text("")
    with pytest.raises(Mistake) as caught:
        restore(url, file, NOW, tmp_path / "elsewhere" / "plans")
    assert said(caught) == ["plan.not_written"]
    assert value(database) == "2"
    assert [path.name for path in database.parent.glob("*20*")] == []
    assert not (tmp_path / "elsewhere" / "plans" / "kh.yaml").exists()


def test_a_night_without_the_bot_costs_no_older_copy(
    url: str, store: Store, tmp_path: Path, along: Written
) -> None:
    folder = tmp_path / "nights"
    for night in (0, 1, 9, 10):
        nightly(store, NOW + timedelta(days=night), folder, keep=3, along=along)
    assert sorted(each.name for each in folder.iterdir()) == [
        "dunghan-2026-03-03.sqlite3",
        "dunghan-2026-03-03.sqlite3.files",
        "dunghan-2026-03-11.sqlite3",
        "dunghan-2026-03-11.sqlite3.files",
        "dunghan-2026-03-12.sqlite3",
        "dunghan-2026-03-12.sqlite3.files",
    ]
