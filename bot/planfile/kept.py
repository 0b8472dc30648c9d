"""Drafts kept between two starts by the hash of their files: what is as it was need not be read again."""

import json
import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import cache
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from tempfile import mkstemp
from typing import Any

import yaml

from bot.model.as_json import made, plain
from bot.model.plan import Plan, Task, Unit
from bot.planfile.alone import Alone
from bot.planfile.drafts import Draft, UnitsDraft
from bot.planfile.files import File
from bot.planfile.quick import quick
from bot.planfile.reader import source_of

ROOMS = ("planfile", "language", "model", "texts")  # what a reading hangs on, beside the file itself
MOST = 8  # folders that are kept, those last used
OWN = 0o077  # nobody else may read or write it: it has classified words, and what stands in it is believed
HEAD = ("id", "number", "title", "issuer", "owner", "sections", "authority", "approval", "evidence_for_done")
COMMON = ("code", "title", "owner", "line", "deliverable", "support")
RARE = {
    each.name: None if each.default is MISSING else each.default
    for each in fields(Task)
    if each.name not in (*COMMON, "plan", "deadline", "source")
}
USUAL = tuple(RARE.values())
common_of, rare_of = attrgetter(*COMMON), attrgetter(*RARE)


# What comes of values that are not what this program wrote.
UNLIKE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def cache_folder() -> Path | None:
    """This account's own folder for what may be lost at any time (decision 22); null where it has no home.

    What isn't absolute is no home: it would lie wherever a command is called.
    """
    if given := os.environ.get("CACHE_DIRECTORY"):  # systemd's
        return Path(given) if Path(given).is_absolute() else None
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if Path(given := os.environ.get(variable, "")).is_absolute():
            return Path(given) / "dunghan"
    with suppress(RuntimeError):
        if (home := Path.home()).is_absolute():
            return home / ".cache" / "dunghan"
    return None


@dataclass(frozen=True)
class Kept:
    """The drafts of one folder in one file of JSON; whatever is wrong with that, it is as if there were none.

    Kept are files without a mistake only, and of their lines none that only a mistake would tell: a file of
    which others find one is read anew.
    """

    file: Path
    drafts: Mapping[str, tuple[str, Any]] = field(default_factory=dict)
    values: Sequence[Any] = ()

    def find(self, file: File) -> Alone | None:
        """What the file was read to when it last had these bytes."""
        with suppress(*UNLIKE):
            hashed, row = self.drafts[file.name]
            if hashed != file.sha256:
                return None
            read = _units_of if len(row) == 1 else _plan_of
            return Alone(path=file.path, draft=read(file.name, row, self.values), kept=True)
        return None


def kept_for(paths: Sequence[Path]) -> Kept | None:
    """What is kept of these paths; null where nothing is to be: of single files, or without a home."""
    folder = cache_folder()
    if folder is None or not any(path.is_dir() for path in paths):
        return None
    named = "\0".join(str(path.absolute()) for path in paths)
    file = folder / f"{sha256(named.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.json"
    with suppress(OSError, RecursionError, *UNLIKE):
        if _own(folder) and _own(file):
            found = json.loads(file.read_bytes())
            if found["of"] == program():
                os.utime(file)
                return Kept(file, found["drafts"], [*map(made, found["values"])])
    return Kept(file)


def keep(kept: Kept, read: Sequence[tuple[File, Alone]]) -> None:
    """Keep these from now on. A folder that takes no file is no matter."""
    values = _Values()
    drafts = {
        file.name: (file.sha256, row) for file, alone in read if (row := _row(alone, values)) is not None
    }
    text = json.dumps(
        {"of": program(), "drafts": drafts, "values": values.plain}, ensure_ascii=False, separators=(",", ":")
    )
    folder = kept.file.parent
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _own(folder):
            _put(kept.file, text)
            for old in sorted(folder.glob("*.json"), key=lambda each: -each.stat().st_mtime)[MOST:]:
                old.unlink(missing_ok=True)


def _put(file: Path, text: str) -> None:
    """Whole or not at all, and for this account alone. Each process has a draft of its own, since several may
    write at once; what one leaves that is killed goes by its age, as all that is kept."""
    handle, new = mkstemp(dir=file.parent, suffix=".json")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(new).replace(file)
    finally:
        Path(new).unlink(missing_ok=True)


def _own(path: Path) -> bool:
    """Whether it is this account's alone; where a system knows no such modes, its folders are."""
    found = path.lstat()
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & OWN and not stat.S_ISLNK(found.st_mode)


@cache
def program() -> str:
    """A word for the program that reads: another version of it may read otherwise.

    An installation may give files the times that they were packed with: when each was put here counts too.
    """
    parts = sorted(path for room in ROOMS for ext in ("py", "txt", "yaml") for path in _under(room, ext))
    found = [
        (path.name, told.st_size, told.st_mtime_ns, told.st_ctime_ns)
        for path in parts
        for told in [path.stat()]
    ]
    return sha256(repr((found, yaml.__version__, sys.version)).encode()).hexdigest()


def _under(room: str, extension: str) -> Iterator[Path]:
    return (Path(__file__).parents[1] / room).rglob(f"*.{extension}")


class _Values:
    """Values that many plans share, each once."""

    def __init__(self) -> None:
        self.plain: list[Any] = []
        self._by_text: dict[str, int] = {}
        self._by_object: dict[int, tuple[int, Any]] = {}  # the object too, so that its id stays its own

    def place(self, value: Any) -> int:
        if known := self._by_object.get(id(value)):
            return known[0]
        found = plain(value)
        place = self._by_text.setdefault(json.dumps(found), len(self.plain))
        if place == len(self.plain):
            self.plain.append(found)
        self._by_object[id(value)] = (place, value)
        return place


def _row(alone: Alone, values: _Values) -> Any:
    draft = alone.draft
    if draft.problems or not alone.is_yaml:
        return None
    if isinstance(draft, UnitsDraft):
        lines = draft.lines or {}
        return [[[u.id, u.name, u.short, u.aliases, u.parent, lines[u.id]] for u in draft.units]]
    if not isinstance(draft, Draft) or draft.plan is None:
        return None
    plan = draft.plan
    head = [getattr(plan, key) for key in HEAD]
    rest = [values.place(each) for each in (plan.issued, plan.ladder, plan.digest, plan.targets)]
    mentions = sorted({unit for _, unit in draft.mentions})
    return [draft.line, head, rest, mentions, [_task_row(task, values) for task in plan.tasks]]


def _task_row(task: Task, values: _Values) -> list[Any]:
    source, rare = task.source, rare_of(task)
    row = [*common_of(task), source.section, source.item, values.place(task.deadline)]
    if rare == USUAL:
        return row
    told = zip(RARE, rare, USUAL, strict=True)
    return [*row, {key: values.place(value) for key, value, usual in told if value != usual}]


def _units_of(name: str, row: Any, _: Sequence[Any]) -> UnitsDraft:
    units = tuple(
        Unit(id=id, name=named, short=short, aliases=tuple(aliases), parent=parent)
        for id, named, short, aliases, parent, _ in row[0]
    )
    lines = {each[0]: each[5] for each in row[0]}
    above = tuple((0, unit.id, unit.parent) for unit in units if unit.parent)
    return UnitsDraft(file=name, units=units, lines=lines, above=above)


def _plan_of(name: str, row: Any, values: Sequence[Any]) -> Draft:
    line, head, rest, mentions, rows = row
    issued, ladder, digest, targets = (values[place] for place in rest)
    tasks = tuple([_task_of(head[0], each, values) for each in rows])
    plan = Plan(
        **dict(zip(HEAD, head, strict=True)),
        file=name,
        issued=issued,
        ladder=ladder,
        digest=digest,
        targets=targets,
        tasks=tasks,
    )
    return Draft(
        file=name,
        plan=plan,
        line=line,
        mentions=tuple([(0, unit) for unit in mentions]),
        follows={task.code: 0 for task in tasks},
    )


def _task_of(plan: str, row: list[Any], values: Sequence[Any]) -> Task:
    code, title, owner, line, deliverable, support, section, item, deadline, *more = row
    source = source_of(section, item)
    task: Task = _TASK(plan, code, title, owner, values[deadline], source, line, deliverable, tuple(support))
    return replace(task, **{key: values[place] for key, place in more[0].items()}) if more else task


_TASK = quick(Task)
