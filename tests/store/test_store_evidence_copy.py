"""A backup holds the evidence too, each file once and whole, and a restore brings both back."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from postgres_server import Server
from sqlalchemy import create_engine

from bot.model.deadline import TaskRef
from bot.model.evidence import Attachment, EvidenceKind, EvidenceState, NewEvidence
from bot.store import files, migrations
from bot.store.copies.backup import backup, nightly, restore
from bot.store.copies.to_postgres import move
from bot.store.databases.errors import StoreUnavailable
from bot.store.store import Store

NOW = datetime(2026, 3, 2, 3, 10, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
FIRE = TaskRef("hp-07", "III.2.1-8")
MINUTES, PHOTO = b"%PDF bien ban", b"JPEG anh"


@pytest.fixture
def backend() -> str:
    return "sqlite"


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """The evidence folder of the database in use."""
    return tmp_path / "data" / "evidence"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept" / "b.db"


@pytest.fixture
def filled(url: str, store: Store, live: Path) -> Iterator[str]:
    """An address whose database knows two files and a link, one of the files sent twice."""
    for number, data in enumerate((MINUTES, PHOTO, PHOTO)):
        send(store, number, data, live)
    link = Attachment(kind=EvidenceKind.LINK, name="https://haiphong.gov.vn/12")
    with store.transaction() as tx:
        tx.evidence.add(piece("link", link))
    store.close()
    yield url


def piece(key: str, what: Attachment) -> NewEvidence:
    return NewEvidence(key=key, batch=key, what=what, at=NOW, user_id=41, user_name="Trưởng phòng", task=FIRE)


def send(store: Store, number: int, data: bytes, folder: Path) -> None:
    what = Attachment(kind=EvidenceKind.DOCUMENT, name="biên bản.pdf", file_id=f"f{number}")
    with store.transaction() as tx:
        tx.evidence.add(piece(f"p{number}", what))
        tx.evidence.kept(number + 1, files.keep(folder, data), len(data))


def contents(folder: Path) -> set[bytes]:
    return {file.read_bytes() for file in folder.iterdir()} if folder.exists() else set()


def file_of(folder: Path, data: bytes) -> Path:
    return next(file for file in folder.iterdir() if file.read_bytes() == data)


def test_a_backup_has_the_evidence_beside_it_for_its_owner_alone(filled: str, file: Path) -> None:
    made = backup(filled, file)
    folder = files.beside(file)
    assert (made.evidence, made.missing, contents(folder)) == (2, 0, {MINUTES, PHOTO})
    assert [one.stat().st_mode & 0o777 for one in (folder, *folder.iterdir())] == [0o700, 0o600, 0o600]


def test_a_second_backup_brings_only_what_is_new(filled: str, file: Path, live: Path) -> None:
    backup(filled, file)
    before = file_of(files.beside(file), PHOTO).stat().st_mtime_ns
    store = Store.open(filled)
    send(store, 4, b"moi", live)
    store.close()
    assert backup(filled, file.with_name("c.db")).evidence == 3
    assert contents(files.beside(file)) == {MINUTES, PHOTO, b"moi"}
    assert file_of(files.beside(file), PHOTO).stat().st_mtime_ns == before


def test_evidence_crosses_to_another_file_system(
    filled: str, file: Path, live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    backup(filled, file)
    copy = file_of(files.beside(file), PHOTO)
    assert contents(files.beside(file)) == {MINUTES, PHOTO}
    assert (copy.stat().st_nlink, copy.stat().st_mode & 0o777) == (1, 0o600)


def test_a_backup_counts_what_is_gone_or_damaged_and_holds_the_rest(
    filled: str, file: Path, live: Path
) -> None:
    file_of(live, PHOTO).write_bytes(b"JPEG hong")
    made = backup(filled, file)
    assert (made.evidence, made.missing, contents(files.beside(file))) == (1, 1, {MINUTES})


def test_a_copy_damaged_since_is_brought_anew(filled: str, file: Path, live: Path) -> None:
    backup(filled, file)
    copy = file_of(files.beside(file), PHOTO)
    copy.unlink()
    copy.write_bytes(b"JPEG hong")
    assert backup(filled, file).missing == 0
    assert contents(files.beside(file)) == {MINUTES, PHOTO}


def test_there_is_no_backup_where_its_evidence_has_no_room(filled: str, file: Path) -> None:
    files.beside(file).write_text("in the way")
    with pytest.raises(StoreUnavailable):
        backup(filled, file)
    assert [one.name for one in file.parent.iterdir()] == ["evidence"]


def test_each_night_brings_the_evidence_and_sweeps_what_was_left(
    filled: str, tmp_path: Path, live: Path
) -> None:
    store = Store.open(filled)
    folder = tmp_path / "data" / "backups" / "evidence"
    for night in range(2):
        made = nightly(store, NOW + timedelta(days=night), keep=1)
        assert made and (made.evidence, contents(folder)) == (2, {MINUTES, PHOTO})
        (folder / f"{files.PART}left").touch()
    store.close()


def test_a_restore_elsewhere_brings_both_back(filled: str, file: Path, tmp_path: Path) -> None:
    backup(filled, file)
    back = restore(f"sqlite:///{tmp_path}/new/dunghan.db", file, NOW)
    assert (back.evidence, back.missing) == (2, 0)
    assert contents(tmp_path / "new" / "evidence") == {MINUTES, PHOTO}


def test_a_restore_leaves_newer_evidence_where_it_is(filled: str, file: Path, live: Path) -> None:
    backup(filled, file)
    files.keep(live, b"moi")
    restore(filled, file, NOW)
    assert contents(live) == {MINUTES, PHOTO, b"moi"}


def test_a_backup_of_the_database_alone_is_restored_and_its_evidence_asked_for_again(
    filled: str, file: Path, live: Path
) -> None:
    backup(filled, file)
    for folder in (files.beside(file), live):
        file_of(folder, PHOTO).unlink()
    back = restore(filled, file, NOW)
    assert (back.evidence, back.missing) == (1, 1)
    store = Store.open(filled)
    with store.transaction(read_only=True) as tx:
        asked = [one.what.file_id for one in tx.evidence.to_fetch(LATER, 10)]
        states = [one.state for one in tx.evidence.of([FIRE])]
    store.close()
    assert asked == ["f1", "f2"]
    assert states.count(EvidenceState.KEPT) == 2


def test_damaged_evidence_is_not_put_back(filled: str, file: Path, tmp_path: Path) -> None:
    backup(filled, file)
    file_of(files.beside(file), PHOTO).write_bytes(b"JPEG hong")
    back = restore(f"sqlite:///{tmp_path}/new/dunghan.db", file, NOW)
    assert (back.missing, contents(tmp_path / "new" / "evidence")) == (1, {MINUTES})


def test_a_backup_from_before_there_was_evidence_is_restored(filled: str, file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        migrations.upgrade(connection, "0001")
    engine.dispose()
    back = restore(filled, file, NOW)
    assert (back.evidence, back.missing) == (0, 0)


def test_a_move_to_postgresql_takes_the_evidence_along(
    filled: str, postgres: Server, migrated: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    moved = move(filled, postgres.empty(migrated))
    assert (moved.evidence, moved.missing, moved.folder) == (2, 0, Path("data/evidence"))
    assert contents(moved.folder) == {MINUTES, PHOTO}
