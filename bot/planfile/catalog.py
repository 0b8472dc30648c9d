"""Every plan and unit of a folder put together: what one file says of another is checked here."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.model.plan import Catalog
from bot.model.say import Problem
from bot.planfile.across import followed, owned, single, single_units
from bot.planfile.files import UNITS_FILE, File, read_file, read_files
from bot.planfile.reader import read_draft
from bot.planfile.units import read_units_draft
from bot.planfile.yamlnodes import MapNode, read_nodes

ASSIGN = ".assign.yaml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """The units and the plans without a mistake; every mistake, units first, by file and by line."""

    catalog: Catalog
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Parsed:
    """A file as far as YAML goes."""

    path: Path
    name: str
    tree: MapNode | None
    problems: tuple[Problem, ...]

    @property
    def holds_units(self) -> bool:
        return self.path.name == UNITS_FILE or (self.tree is not None and "units" in self.tree.entries)


def load(paths: Sequence[Path]) -> Loaded:
    """Reads the files and folders given; never raises for what stands in them.

    A folder means its *.yaml. A file called units.yaml, or with `units` at its top, holds units; where
    none is among the files, the units.yaml beside each plan is read too. A problem names its file as given.
    """
    files = [_parsed(file) for file in read_files(paths) if not file.path.name.endswith(ASSIGN)]
    if not any(file.holds_units for file in files):
        files = _beside(files) + files
    units = single_units([read_units_draft(f.name, f.tree, f.problems) for f in files if f.holds_units])
    plans = single([read_draft(f.name, f.tree, f.problems) for f in files if not f.holds_units])
    plans = followed(owned(plans, units))
    catalog = Catalog(
        units={unit.id: unit for draft in units for unit in draft.units},
        plans={draft.plan.id: draft.plan for draft in plans if draft.plan and not draft.problems},
    )
    problems = [p for draft in units for p in draft.problems] + [p for draft in plans for p in draft.problems]
    return Loaded(catalog=catalog, problems=tuple(problems))


def _parsed(file: File) -> _Parsed:
    if file.problem:
        return _Parsed(path=file.path, name=file.name, tree=None, problems=(file.problem,))
    tree, problems = read_nodes(file.name, file.data)
    return _Parsed(path=file.path, name=file.name, tree=tree, problems=problems)


def _beside(files: Sequence[_Parsed]) -> list[_Parsed]:
    """The units files that stand beside the plans."""
    beside = dict.fromkeys(file.path.parent / UNITS_FILE for file in files if file.tree)
    return [_parsed(read_file(path)) for path in beside if path.exists()]
