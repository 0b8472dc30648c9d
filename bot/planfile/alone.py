"""A file by itself: all that can be read of it, whatever the other files say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.model.say import Problem
from bot.planfile.assign import read_assign_draft
from bot.planfile.drafts import AssignDraft, Draft, UnitsDraft
from bot.planfile.files import UNITS_FILE, File
from bot.planfile.reader import read_draft
from bot.planfile.units import read_units_draft
from bot.planfile.yamlnodes import MapNode, read_nodes

ASSIGN, UNITS = ".assign.yaml", f".{UNITS_FILE}"
AnyDraft = Draft | UnitsDraft | AssignDraft
READERS: Mapping[str, Callable[[str, MapNode | None, tuple[Problem, ...]], AnyDraft]] = {
    "plan": read_draft,
    "units": read_units_draft,
    "assigns": read_assign_draft,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Alone:
    """What one file says of a plan, of units or of what it assigns.

    `is_yaml`: it could be read so far; `kept`: it was read once, and of its lines only those that other files
    may name are known.
    """

    path: Path
    draft: AnyDraft
    is_yaml: bool = True
    kept: bool = False


def read_alone(file: File) -> Alone:
    """Never raises for what stands in the file; depends on its name and its bytes, on nothing else."""
    sort = _sort_by_name(file.path)
    tree, problems = (None, (file.problem,)) if file.problem else read_nodes(file.name, file.data, sort)
    reader = READERS[_sort(sort, tree)]
    return Alone(path=file.path, draft=reader(file.name, tree, problems), is_yaml=tree is not None)


def of_tree(name: str, tree: MapNode) -> Alone:
    """The same of what stands in no YAML file."""
    path = Path(name)
    return Alone(path=path, draft=READERS[_sort(_sort_by_name(path), tree)](name, tree, ()))


def units_files(folder: Path) -> list[Path]:
    """The files of a folder that hold units by their names."""
    return sorted(path for path in folder.glob(f"*{UNITS_FILE}") if is_units_file(path))


def is_units_file(path: Path) -> bool:
    """Whether a file holds units by its name."""
    return path.name == UNITS_FILE or (path.name.endswith(UNITS) and not path.name.startswith("."))


def _sort_by_name(path: Path) -> str:
    if is_units_file(path):
        return "units"
    return "assigns" if path.name.endswith(ASSIGN) else "plan"


def _sort(named: str, tree: MapNode | None) -> str:
    """Whether a file holds "units", what it "assigns" or, as most do, a "plan"."""
    keys = tree.entries if tree else {}
    return next((sort for sort in ("units", "assigns") if sort == named or sort in keys), named)
