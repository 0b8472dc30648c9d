"""The folder of the process that leads, brought in step with the plan files in force in the database."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.messages.classified import SECRET
from bot.model.plan import Catalog
from bot.model.plan_file import Rewritten
from bot.model.plan_text import PlanText, fingerprint, sha256
from bot.model.say import Problem, say
from bot.planfile.alone import ASSIGN
from bot.planfile.files import File

MARK = ".in-force"  # hidden beside the plans: the fingerprint of the files that the folder last held in step


@dataclass(frozen=True, slots=True)
class Behind:
    """What a folder lacks: files to write over old copies, and files that the database can't give."""

    files: Sequence[Rewritten]
    problems: Sequence[Problem]


def behind(
    folder: Path, here: Sequence[File], kept: Mapping[str, PlanText], ever: Collection[tuple[str, str | None]]
) -> Behind:
    """How far the folder is behind the files in force (decision 10).

    A file that says what was once in force is an old copy, one that is missing was never fetched; any other
    text is an edit. In a folder that was in step with what is in force, everything that differs is an edit.
    """
    if not kept or _mark(folder) == fingerprint(kept.values()):
        return Behind((), ())
    found = {file.path.name: file.data for file in here if file.problem is None}
    late = [name for name in sorted({*found, *kept}) if _is_late(name, found.get(name), kept, ever)]
    secret = [name for name in late if name in kept and kept[name].text is None]
    return Behind(
        tuple(_rewritten(name, found.get(name), kept.get(name)) for name in late if name not in secret),
        tuple(Problem(name, 1, say("problems.only_elsewhere")) for name in secret if name not in found),
    )


def _is_late(
    name: str, here: bytes | None, kept: Mapping[str, PlanText], ever: Collection[tuple[str, str | None]]
) -> bool:
    if here is None:
        return name in kept
    own = sha256(here)
    return (name not in kept or kept[name].sha256 != own) and (name, own) in ever


def _rewritten(name: str, here: bytes | None, kept: PlanText | None) -> Rewritten:
    return Rewritten(name, kept.text if kept else None, None if here is None else here.decode())


def texts_of(files: Sequence[File], catalog: Catalog) -> Sequence[PlanText]:
    """Files without a mistake, to be kept; what may tell of a classified task goes without its words
    (decision 12)."""
    plans = catalog.plans.values()
    secret = [plan.id.encode() for plan in plans if any(task.classification for task in plan.tasks)]
    return tuple(_text(file, secret) for file in files if file.problem is None)


def _text(file: File, secret: Sequence[bytes]) -> PlanText:
    name, data = file.path.name, file.data
    tells = SECRET in data or (name.endswith(ASSIGN) and any(id in data for id in secret))
    return PlanText(name, sha256(data), None if tells else data.decode())


def _mark(folder: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return (folder / MARK).read_text(encoding="ascii").strip()
    return ""


def mark(folder: Path, files: Collection[PlanText]) -> None:
    """Note that the folder holds these; one that takes no file is looked at anew when it leads again."""
    word = fingerprint(files)
    with suppress(OSError):
        if _mark(folder) != word:
            (folder / MARK).write_text(f"{word}\n", encoding="ascii")
