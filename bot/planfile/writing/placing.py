"""Files put where none is yet: whole, all of them or none, and nothing that is there is overwritten."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bot.model.say import Mistake, say
from bot.planfile.files import draft, label


def place(files: Sequence[tuple[Path, bytes]]) -> None:
    """Writes all of the files, or none of them; a name that is taken is a Mistake."""
    for file, _ in files:
        if file.exists() or file.is_symlink():
            raise Mistake(say("importer.exists", file=label(file)))
    placed: list[Path] = []
    try:
        for file, data in files:
            _placed(file, data)
            placed.append(file)
    except OSError as error:
        for file in placed:
            with suppress(OSError):
                file.unlink()
        if isinstance(error, FileExistsError):
            raise Mistake(say("importer.exists", file=label(files[len(placed)][0]))) from None
        name = label(files[len(placed)][0])
        raise Mistake(say("plan.not_written", file=name, folder="", reason=error.strerror or "")) from None


def _placed(file: Path, data: bytes) -> None:
    """One file, under its own name only once it is whole."""
    new = draft(file)
    try:
        with new.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _named(new, file)
    finally:
        with suppress(OSError):
            new.unlink()


def _named(new: Path, file: Path) -> None:
    """A second name for the same file: unlike a rename it fails where the name is taken."""
    try:
        os.link(new, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if file.exists():
            raise FileExistsError from None
        new.rename(file)
