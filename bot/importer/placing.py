"""Files put beside others: whole or not at all, and never over what somebody else wrote."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bot.model.say import Mistake, say
from bot.planfile.files import label


def place(files: Sequence[tuple[Path, str]]) -> None:
    """Writes all of the files, or none of them; a name that is taken is a Mistake."""
    for file, _ in files:
        if file.exists() or file.is_symlink():
            raise Mistake(say("importer.exists", file=label(file)))
    placed: list[Path] = []
    try:
        for file, text in files:
            _placed(file, text)
            placed.append(file)
    except OSError as error:
        for file in placed:
            with suppress(OSError):
                file.unlink()
        if isinstance(error, FileExistsError):
            raise Mistake(say("importer.exists", file=label(files[len(placed)][0]))) from None
        name = label(files[len(placed)][0])
        raise Mistake(say("papers.not_written", file=name, reason=error.strerror or "")) from None


def _placed(file: Path, text: str) -> None:
    """One file, under its own name only once it is whole."""
    draft = file.with_name(f".{file.name}.new")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        _named(draft, file)
    finally:
        with suppress(OSError):
            draft.unlink()


def _named(draft: Path, file: Path) -> None:
    """A second name for the same file: unlike a rename it fails where the name is taken."""
    try:
        os.link(draft, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if file.exists():
            raise FileExistsError from None
        draft.rename(file)
