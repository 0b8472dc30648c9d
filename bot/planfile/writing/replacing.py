"""Files of the folder of plans rewritten at a secretary's word: all of them, with the former ones kept, or
none."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot.model.plan_file import Rewritten
from bot.planfile.catalog import load
from bot.planfile.files import write_all

FORMER = ".former"  # hidden, so that no one takes it for a plan


class Changed(Exception):
    """A file is not as it was when the new one was made of it."""


class NotReplaced(Exception):
    """The folder did not take the files, or with them a plan would have a mistake."""


def replaced(folder: Path, files: Sequence[Rewritten], at: datetime) -> None:
    """Write them, and keep what they were under their name and that moment; raises Changed, NotReplaced.

    Done again it does nothing. What the files say is in force once the folder is read, as any edit's.
    """
    there = {file.name: _text(folder / file.name) for file in files}
    if all(there[file.name] == file.text for file in files):
        return
    if any(there[file.name] != file.before for file in files):
        raise Changed
    try:
        write_all(dict(_contents(folder, files, at)))
        _remove(folder, files)
    except OSError:
        _back(folder, files)
        raise NotReplaced from None
    if load([folder]).problems:
        _back(folder, files)
        raise NotReplaced


def former(name: str, at: datetime) -> str:
    """What a file is called once another has its name."""
    return f"{FORMER}/{name.removesuffix('.yaml')}.{at:%Y-%m-%d-%H%M%S}.yaml"


def _contents(folder: Path, files: Sequence[Rewritten], at: datetime) -> Iterator[tuple[Path, bytes]]:
    for file in files:
        if file.before is not None:
            yield folder / former(file.name, at), file.before.encode()
        if file.text is not None:
            yield folder / file.name, file.text.encode()


def _remove(folder: Path, files: Sequence[Rewritten]) -> None:
    for file in files:
        if file.text is None:
            (folder / file.name).unlink(missing_ok=True)


def _back(folder: Path, files: Sequence[Rewritten]) -> None:
    with suppress(OSError):
        write_all({folder / file.name: file.before.encode() for file in files if file.before is not None})
    with suppress(OSError):
        _remove(folder, [file.undone for file in files])


def _text(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
