"""The evidence folder: files under their own hash, readable by the bot's account alone."""

import hashlib
import os
import tempfile
from pathlib import Path

from bot.store import engine, sqlite
from bot.store.store import Store

PART = ".part-"
BESIDE_NOTHING = Path("data/evidence")  # PostgreSQL lies in no folder of ours


def folder_of(store: Store) -> Path:
    """The folder `evidence` beside a SQLite database; with PostgreSQL one below the working directory."""
    if not engine.is_sqlite(store.address):
        return BESIDE_NOTHING
    return beside(sqlite.path_of(store.address))


def beside(database: Path) -> Path:
    """Where the evidence of a SQLite database lies: the live one's and a backup's alike."""
    return database.parent / "evidence"


def keep(folder: Path, data: bytes) -> str:
    """Put a file into the folder, whole or not at all, and return its SHA-256, which is its name there.

    The same content is kept once. Raises OSError.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / sha256
    if place.exists():
        return sha256
    opened, path = tempfile.mkstemp(prefix=PART, dir=folder)  # mode 0600
    part = Path(path)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    return sha256


def sweep(folder: Path) -> None:
    """Remove what a process killed while it wrote has left."""
    for part in folder.glob(f"{PART}*"):
        part.unlink(missing_ok=True)
