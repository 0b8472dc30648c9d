"""The files behind the paths a user gives: found, kept within their folder, read up to the limit, written."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType

from bot.clock import file_time
from bot.model.plan_text import sha256
from bot.model.say import Problem, Say, say
from bot.planfile.problems import shown
from bot.planfile.yamlnodes import MOST_BYTES

UNITS_FILE = "units.yaml"
EXTENSION = ".yaml"
ENDINGS = (EXTENSION, ".yml")
WORKBOOKS = (".xlsx", ".xlsm")  # a plan to fill in may be one: it is imported
NOTHING: Mapping[Path, "File"] = MappingProxyType({})
# When a file was changed, and its size. One that was changed just before it was read may be changed again
# within a tick of the file system's clock, and these wouldn't tell.
Stamp = tuple[int, int, int, int]
SETTLED = 2_000_000_000  # ns


@dataclass(frozen=True, kw_only=True)
class File:
    """A file as the user named it, with its bytes, or with the reason why there are none.

    `stamp` is null where it doesn't say that the file is as it was.
    """

    path: Path
    data: bytes = b""
    problem: Problem | None = None
    stamp: Stamp | None = None

    @cached_property
    def name(self) -> str:
        return label(self.path)

    def same(self, other: "File") -> bool:
        """Whether both say the same, and of no mistake."""
        return self is other or (self.problem is None is other.problem and self.data == other.data)

    @cached_property
    def sha256(self) -> str:
        return sha256(self.data)


def label(path: Path) -> str:
    """A path as text that can always be printed, whatever bytes its name holds."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def read_files(paths: Sequence[Path], before: Mapping[Path, File] = NOTHING) -> tuple[File, ...]:
    """Every file the paths mean, once each: a folder means its *.yaml that aren't hidden, by name.

    One that is as it was `before` is that one, and not read again.
    """
    files: dict[Path, File] = {}
    for path in paths:
        for file in _folder(path, before) if _is_folder(path) else [read_file(path, before)]:
            files.setdefault(file.path.absolute(), file)
    return tuple(files.values())


def read_file(path: Path, before: Mapping[Path, File] = NOTHING) -> File:
    """One file, no more of it than a byte over the limit: the reader refuses what is longer."""
    if path.suffix.lower() in WORKBOOKS:
        return _failed(path, say("problems.workbook", name=shown(path.name)))
    try:
        found = path.stat()
        stamp, known = _stamp(found), before.get(path)
        if known and stamp and known.stamp == stamp:
            return known
        if not S_ISREG(found.st_mode):  # a pipe or a device might never end
            return _failed(path, say("problems.not_a_file"))
        with path.open("rb") as stream:
            data = stream.read(min(found.st_size, MOST_BYTES) + 1)
            if len(data) > found.st_size:  # it grew, or lies where files have no size
                data += stream.read(MOST_BYTES + 1 - len(data))
        return File(path=path, data=data, stamp=stamp)
    except (FileNotFoundError, ValueError):  # ValueError: a name with a NUL
        return _failed(path, say("problems.no_file"))
    except OSError as error:
        return _failed(path, say("problems.unreadable", reason=error.strerror or type(error).__name__))


def _stamp(found: os.stat_result) -> Stamp | None:
    """The file's own, where it is long enough ago that another change would have another."""
    changed = max(found.st_mtime_ns, found.st_ctime_ns)
    if file_time() - changed < SETTLED:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _folder(folder: Path, before: Mapping[Path, File]) -> Iterator[File]:
    meant = _meant(folder)
    if not meant:
        yield _failed(folder, say("problems.no_plans"))
    for each in meant:
        path = folder / each.name
        if path.suffix != EXTENSION:  # left out in silence it would look as if it were in force
            yield _failed(path, say("problems.extension", name=f"{shown(path.stem)}{EXTENSION}"))
        else:
            yield read_file(path, before) if _inside(folder, each) else _failed(path, say("problems.outside"))


def _meant(folder: Path) -> Sequence[os.DirEntry[str]]:
    """What stands for a plan file in a folder; nothing where it may not be looked into."""
    with suppress(OSError), os.scandir(folder) as found:
        named = [each for each in found if each.name.lower().endswith(ENDINGS) and each.name[0] != "."]
        return sorted(named, key=attrgetter("name"))
    return ()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # opening it will say why
        return False


def _inside(folder: Path, found: os.DirEntry[str]) -> bool:
    try:
        return not found.is_symlink() or Path(found).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # RuntimeError: links in a circle; opening it will say so
        return True


def _failed(path: Path, what: Say) -> File:
    return File(path=path, problem=Problem(label(path), 1, what))


# ---- written ----


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Each file whole or not at all, with the folders it needs; new ones all or none. Raises OSError.

    What stands there and is no file (a device, a pipe) is written to as it is.
    """
    streams = {path: data for path, data in contents.items() if path.exists() and not _replaced(path)}
    drafts = {_place(path): data for path, data in contents.items() if path not in streams}
    fresh = [path for path in drafts if not path.exists()]
    folders = [each for path in drafts for each in path.parents if not each.exists()]
    try:
        for path, data in drafts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft(path).write_bytes(data)
        for path in drafts:
            draft(path).replace(path)
    except OSError:
        _remove([*fresh, *map(draft, drafts)], folders)
        raise
    for path, data in streams.items():
        path.write_bytes(data)


def draft(path: Path) -> Path:
    """Where a file is written before it takes its place: hidden, so that nobody reads half of it."""
    return path.with_name(f".{path.name}.new")


def _place(path: Path) -> Path:
    """What a link names."""
    return path.resolve() if path.is_symlink() else path


def _replaced(path: Path) -> bool:
    return path.is_file() or path.is_dir()


def _remove(paths: Iterable[Path], folders: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
