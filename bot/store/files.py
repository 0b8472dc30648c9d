"""The evidence folder: files under their own hash, readable by the bot's account alone."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL

from bot.store.databases import engine, sqlite

if TYPE_CHECKING:  # which has the evidence log, and that asks here where its files lie
    from bot.store.store import Store

PART = ".part-"
BESIDE_NOTHING = Path("data/evidence")  # PostgreSQL lies in no folder of ours


def folder_of(store: "Store") -> Path:
    """Where the files of a store's evidence lie."""
    return folder_at(store.address)


def folder_at(database: URL) -> Path:
    """The folder `evidence` beside a SQLite database; with PostgreSQL one below the working directory."""
    if not engine.is_sqlite(database):
        return BESIDE_NOTHING
    return beside(sqlite.path_of(database))


def beside(database: Path) -> Path:
    """Where the evidence of a SQLite database lies: the live one's and a backup's alike."""
    return database.parent / "evidence"


def keep(folder: Path, data: bytes) -> str:
    """Put a file into the folder, whole or not at all, and return its SHA-256, which is its name there.

    The same content is kept once. Raises OSError.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if not (folder / sha256).exists():
        with put_whole(folder / sha256) as part:
            part.write_bytes(data)
            flush(part)
    return sha256


@contextmanager
def put_whole(place: Path) -> Iterator[Path]:
    """A new file beside that place, readable by its owner alone, which takes it if all goes well."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    opened, path = tempfile.mkstemp(prefix=PART, dir=place.parent)  # mode 0600
    os.close(opened)
    part = Path(path)
    try:
        yield part
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def unusable(folder: Path) -> str | None:
    """Why nothing can be put into the folder, in the system's words; None where it can."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=PART, dir=folder) as part:
            part.write(b"-")
    except OSError as error:
        return error.strerror or str(error)
    return None


def flush(path: Path) -> None:
    """Have a file, or the names in a folder, outlast a power cut."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folder, and keeps a move without being told to
    opened = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sweep(folder: Path) -> None:
    """Remove what a process killed while it wrote has left."""
    for part in folder.glob(f"{PART}*"):
        part.unlink(missing_ok=True)
