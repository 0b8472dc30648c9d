"""The plans and the configuration that belong to a copy of the database, in a folder beside it."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.planfile.files import EXTENSION, File, read_file, read_files, write_all

SUFFIX = ".files"
PLANS, CONFIG = "plans", "config.yaml"
READINGS = 20  # of a folder that somebody is at: more would keep the copy of the database waiting
PRIVATE = 0o600  # the configuration may hold the token


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """Where plans and configuration lie; null for a configuration that the environment alone gives."""

    plans: Path
    config: Path | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Back:
    """The plan files that were put back, and those that were there already and say something else."""

    put: tuple[Path, ...]
    other: tuple[Path, ...]


def beside(copy: Path) -> Path:
    return copy.with_name(copy.name + SUFFIX)


def is_ours(copy: Path) -> bool:
    """Whether what lies beside a copy may be replaced: nothing that a backup would not have put there."""
    folder = beside(copy)
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    plans = folder / PLANS
    beside_plans = {each.name for each in folder.iterdir()} - {PLANS, CONFIG}
    return not beside_plans and all(each.suffix == EXTENSION for each in plans.glob("*"))


def bring(written: Written, copy: Path) -> int:
    """Have them beside a copy that is still to take its place there; how many plan files. Raises OSError.

    Of those of a former copy none is left. A file that can't be read is left out, as the bot leaves it out.
    """
    folder = beside(copy)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=copy.parent) as made:
        new = Path(made, "new")
        (new / PLANS).mkdir(mode=0o700, parents=True)
        plans = _of_one_moment(written.plans)
        for each in plans:
            (new / PLANS / each.path.name).write_bytes(each.data)
        if written.config and not (config := read_file(written.config)).problem:
            (new / CONFIG).touch(PRIVATE)
            (new / CONFIG).write_bytes(config.data)
        if folder.exists():
            folder.rename(Path(made, "former"))
        new.rename(folder)
    return len(plans)


def put_back(copy: Path, plans: Path) -> Back:
    """Put back the plan files that the folder lacks; what somebody has there is never written over.

    All of them, or none with an OSError.
    """
    kept = _sound(beside(copy) / PLANS) if (beside(copy) / PLANS).is_dir() else []
    wanted = {plans / each.path.name: each.data for each in kept}
    there = {path: path.read_bytes() for path in wanted if path.exists()}
    lacking = {path: data for path, data in wanted.items() if path not in there}
    write_all(lacking)
    return Back(put=tuple(lacking), other=tuple(path for path in there if there[path] != wanted[path]))


def config_of(copy: Path) -> Path | None:
    """The configuration that a copy brings."""
    file = beside(copy) / CONFIG
    return file if file.is_file() else None


def forget(copy: Path) -> None:
    """Remove what belongs to a copy that is removed."""
    shutil.rmtree(beside(copy), ignore_errors=True)


def _of_one_moment(folder: Path) -> list[File]:
    """The plan files as they stand together: read again until nothing has changed between two readings."""
    found = _sound(folder)
    for _ in range(READINGS):
        again = _sound(folder)
        if again == found:
            break
        found = again
    return found


def _sound(folder: Path) -> list[File]:
    return [each for each in read_files([folder]) if not each.problem]
