"""The evidence that belongs to a copy of a SQLite database: which files, and having them beside it."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.store import files

HELD = "state = 'kept' AND sha256 IS NOT NULL"  # a link is kept and has no file


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """How many files are there, and the hashes of those that are whole nowhere."""

    here: int
    missing: frozenset[str]


def bring(database: Path, source: Path, target: Path) -> Brought:
    """Have every file the database speaks of in `target`, whole; what that folder lacks comes from `source`.

    Within one file system a file gets a second name and no second place: it never changes. Raises
    sqlite3.Error, and OSError where `target` can't be written.
    """
    names = _named_in(database)
    missing = frozenset(name for name in names if not _is_there(name, source, target))
    return Brought(here=len(names) - len(missing), missing=missing)


def fetch_again(copy: Path, missing: Collection[str]) -> None:
    """Let the bot ask Telegram for these files once more, as if they had just been sent."""
    if not missing:
        return
    asked = f"UPDATE evidence SET state = 'waiting', sha256 = NULL, attempts = 0 WHERE {HELD} AND sha256 = ?"
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.executemany(asked, [(name,) for name in missing])


def _named_in(database: Path) -> list[str]:
    """The hashes of the files; an early database has no table of evidence."""
    with closing(sqlite3.connect(database)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'evidence'").fetchone():
            return []
        return [row[0] for row in connection.execute(f"SELECT DISTINCT sha256 FROM evidence WHERE {HELD}")]


def _is_there(name: str, source: Path, target: Path) -> bool:
    if _is_whole(target / name, name):
        return True
    if not _is_whole(source / name, name):
        return False
    _place(source / name, target)
    return True


def _is_whole(file: Path, sha256: str) -> bool:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == sha256
    except OSError:  # one file that can't be read must not keep the others from being brought
        return False


def _place(file: Path, folder: Path) -> None:
    with files.put_whole(folder / file.name) as part:
        try:
            part.unlink()
            os.link(file, part)
        except OSError:  # another file system, or one that knows no links
            part.touch(0o600)
            shutil.copyfile(file, part)
            files.flush(part)
