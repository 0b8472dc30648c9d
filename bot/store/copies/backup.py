"""Backups of a SQLite database and its evidence: made while it is in use, kept for some nights, put back."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, count
from pathlib import Path

from bot.model.say import Mistake, say
from bot.store import files
from bot.store.copies import evidence_copy, judging, written
from bot.store.copies.written import Back, Written
from bot.store.databases import engine, sqlite
from bot.store.databases.errors import Reason, StoreError, failure
from bot.store.databases.lead import FileLead
from bot.store.store import Store

KEEP = 14  # days
BACKUPS = "backups"  # the folder beside the database
PREFIX, SUFFIX, PART = "dunghan-", ".sqlite3", ".part"
HEADER = b"SQLite format 3\0"  # https://www.sqlite.org/fileformat.html#magic_header_string


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """Where a database was put, how many evidence files belong to it, there and nowhere whole, and how many
    plan files went along."""

    file: Path
    evidence: int
    missing: int
    plans: int = 0


def backup(url: str, file: Path, along: Written | None = None) -> Kept:
    """Copy the database, in use or not, into `file`, and its evidence into the folder `evidence` beside it;
    the plans and configuration that go `along` lie beside it under its name (`written.beside`).

    The copy is checked, readable by its owner alone, and there whole or not at all, after its evidence.
    A former backup is replaced; any other file is left alone. Raises Mistake or StoreUnavailable.
    """
    database = _database_of(url, "storing.pg_dump")
    if not database.exists():
        raise Mistake(say("storing.no_database", file=database))
    if file.exists() and (file.samefile(database) or not _is_database(file)):
        raise Mistake(say("storing.not_over", file=file))
    if along and not written.is_ours(file):
        raise Mistake(say("storing.not_over", file=written.beside(file)))
    return _backed_up(database, file, along)


def _backed_up(database: Path, file: Path, along: Written | None) -> Kept:
    with _copy_of(database, file.parent, file.name) as copy:
        with file_failures():
            brought = evidence_copy.bring(copy, files.beside(database), files.beside(file))
            plans = written.bring(along, file) if along else 0
        _put(copy, file)
    return Kept(file=file, evidence=brought.here, missing=len(brought.missing), plans=plans)


def nightly(
    store: Store,
    now: datetime,
    folder: Path | None = None,
    keep: int = KEEP,
    along: Written | None = None,
) -> Kept | None:
    """Today's backup in `folder` (null: `backups` beside the database), and none that is `keep` days old.

    Under a clock that runs ahead all look old: `keep` of them stay whatever their days, and those of days
    yet to come. Null on PostgreSQL, whose own tools make backups. Call it on another thread than the store's.
    """
    if not engine.is_sqlite(store.address):
        return None
    database = sqlite.path_of(store.address)
    folder = folder or database.parent / BACKUPS
    file = folder / f"{PREFIX}{now:%Y-%m-%d}{SUFFIX}"
    with file_failures():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.glob(f".{PREFIX}*{PART}"):  # by a process killed while it copied
            left.unlink(missing_ok=True)
        files.sweep(files.beside(file))
    made = _backed_up(database, file, along)
    with file_failures():
        past = sorted((on, old) for old, on in _nights(folder) if on <= now.date())
        for on, old in past[:-keep]:
            if on <= now.date() - timedelta(days=keep):
                old.unlink(missing_ok=True)
                written.forget(old)
    return made


def newest(url: str) -> date | None:
    """The day of the last of those backups; null where there is none, or no SQLite database to copy."""
    address = engine.parse(url)
    if not engine.is_sqlite(address):
        return None
    return max((on for _, on in _nights(sqlite.path_of(address).parent / BACKUPS)), default=None)


def _nights(folder: Path) -> Iterator[tuple[Path, date]]:
    """The nightly backups with their days."""
    for file in folder.glob(f"{PREFIX}*{SUFFIX}"):
        with suppress(ValueError):  # a name that somebody else gave
            yield file, date.fromisoformat(file.name[len(PREFIX) : -len(SUFFIX)])


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored(Kept):
    """What is in force again; `former` is where the database before it is kept, if there was one, `back` what
    became of the plan files."""

    former: Path | None
    back: Back | None


def restore(url: str, file: Path, now: datetime, plans: Path | None = None) -> Restored:
    """Put a backup in the database's place, with its evidence, and into the folder of `plans` those of its
    plan files that are not there; evidence and plan files already there stay. The database is put last.

    A backup of an earlier version is brought up to this one. A piece whose file is whole nowhere is to be
    fetched from Telegram again. Raises Mistake while a bot runs on it or where `file` is no backup of ours;
    StoreUnavailable where the database is in other use (BUSY), the backup damaged, or of a later version.
    """
    database = _database_of(url, "storing.pg_restore")
    if not file.exists():
        raise Mistake(say("storing.no_file", file=file))
    if not _is_database(file) or (database.exists() and file.samefile(database)):
        raise Mistake(say("storing.no_backup", file=file))
    with file_failures():
        database.parent.mkdir(parents=True, exist_ok=True)
    with alone(database), _copy_of(file, database.parent, database.name) as copy:
        _sweep(database, copy)
        judging.brought_up(copy, file)
        with file_failures():
            brought = evidence_copy.bring(copy, files.beside(file), files.beside(database))
            evidence_copy.fetch_again(copy, brought.missing)
        back = _plans_back(file, plans) if plans else None
        former = _keep(database, now)
        _put(copy, database)
    return Restored(
        file=database, evidence=brought.here, missing=len(brought.missing), former=former, back=back
    )


def _sweep(database: Path, copy: Path) -> None:
    """Remove the copies of restores that were killed; none but this one runs."""
    for left in database.parent.glob(f".{database.name}-????????{PART}"):
        if left != copy:
            left.unlink(missing_ok=True)


def _plans_back(file: Path, plans: Path) -> Back:
    try:
        return written.put_back(file, plans)
    except OSError as error:
        raise Mistake(say("plan.not_written", file=plans, folder="", reason=error.strerror or "")) from error


@contextmanager
def alone(database: Path) -> Iterator[None]:
    """Hold the lead of a SQLite database, so that no bot runs on it meanwhile; Mistake where one does."""
    lead = FileLead(database)
    if not lead.try_take():
        raise Mistake(say("storing.running", file=database))
    try:
        yield
    finally:
        lead.release()


def _database_of(url: str, otherwise: str) -> Path:
    address = engine.parse(url)
    if not engine.is_sqlite(address):
        raise Mistake(say(otherwise))
    return sqlite.path_of(address)


def _is_database(file: Path) -> bool:
    if not file.is_file():  # reading a pipe might never end
        return False
    with file_failures(), file.open("rb") as opened:
        return opened.read(len(HEADER)) == HEADER


@contextmanager
def _copy_of(database: Path, folder: Path, name: str) -> Iterator[Path]:
    """A checked copy in that folder, gone at the end unless it was put somewhere."""
    if not folder.is_dir():
        raise Mistake(say("storing.no_folder", file=folder))
    with file_failures():
        opened, path = tempfile.mkstemp(prefix=f".{name}-", suffix=PART, dir=folder)  # mode 0600
        os.close(opened)
    copy = folder / Path(path).name  # it comes back absolute, whatever the folder is told by
    try:
        with file_failures():
            copy_file(database, copy)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def copy_file(database: Path, copy: Path) -> None:
    """The database, in use or not, in a file of its own, checked; raises sqlite3.Error."""
    if rest := _at_rest(database):
        try:
            _copy(database, copy, "immutable=1")  # or SQLite leaves files of its own beside it
        except (sqlite3.Error, StoreError):
            if _at_rest(database) == rest:
                raise
        if _at_rest(database) == rest:
            return
    _copy(database, copy, "mode=ro")


def _copy(database: Path, copy: Path, mode: str) -> None:
    with closing(_reading(database, mode)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, with no -wal beside it
        found = target.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise failure(Reason.DAMAGED, found)


def _at_rest(database: Path) -> tuple[int, int] | None:
    """Size and last change of a database that nobody has open; null while somebody has, or may have."""
    if any(database.with_name(database.name + ending).exists() for ending in ("-wal", "-journal")):
        return None
    found = database.stat()
    return found.st_size, found.st_mtime_ns


def _reading(database: Path, mode: str = "mode=ro") -> sqlite3.Connection:
    address = f"{database.absolute().as_uri()}?{mode}"
    return sqlite3.connect(address, uri=True, timeout=sqlite.BUSY_SECONDS)


def _put(copy: Path, place: Path) -> None:
    """Move a file to its place such that a power cut leaves the former one or this one, whole."""
    with file_failures():
        files.flush(copy)
        copy.replace(place)
        files.flush(place.parent)


def _keep(database: Path, now: datetime) -> Path | None:
    """Give the present database a second name with the moment in it."""
    if not database.exists():
        return None
    kept = _free(database.with_name(f"{database.name}.{now:%Y-%m-%d-%H%M%S}"))
    with file_failures():
        _fold(database)
        _name_twice(database, kept)
        for companion in ("-wal", "-shm"):  # of a database too damaged to be folded into one file
            beside = database.with_name(database.name + companion)
            if beside.exists():
                beside.rename(kept.with_name(kept.name + companion))
    return kept


def _free(file: Path) -> Path:
    """The name, or the first one like it that nothing has: two may fall into one second."""
    names = (file.with_name(f"{file.name}-{n}") for n in count(2))
    return next(name for name in chain([file], names) if not name.exists())


def _name_twice(file: Path, also: Path) -> None:
    """So that there is a database at every moment; where the file system knows no links, it moves."""
    try:
        os.link(file, also)
    except FileExistsError:
        raise
    except OSError:
        file.rename(also)


def _fold(database: Path) -> None:
    """Bring a database and its -wal into one file; SQLite does that only while nobody else has it open."""
    with closing(sqlite3.connect(database, timeout=1)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.DatabaseError as error:
            if sqlite.reason_of(error) is not Reason.DAMAGED:
                raise


@contextmanager
def file_failures() -> Iterator[None]:
    """What a file refuses, as a failure of the store."""
    try:
        yield
    except sqlite3.Error as error:
        raise failure(sqlite.reason_of(error) or Reason.DAMAGED, str(error)) from error
    except OSError as error:
        raise sqlite.os_failure(error) from error
