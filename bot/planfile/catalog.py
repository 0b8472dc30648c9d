"""Every plan and unit of a folder put together: what one file says of another is checked here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.model.plan import Catalog
from bot.model.say import Problem
from bot.planfile.assign import laid_over, placed, read_assign_draft
from bot.planfile.cross_checks import followed, owned, single, single_units
from bot.planfile.files import UNITS_FILE, File, label, read_file, read_files
from bot.planfile.reader import read_draft
from bot.planfile.units import read_units_draft
from bot.planfile.yamlnodes import MapNode, read_nodes

ASSIGN = ".assign.yaml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """The units and the plans without a mistake; every mistake: of units, plans, assignments, by line."""

    catalog: Catalog
    problems: tuple[Problem, ...]

    @property
    def bare(self) -> bool:
        """Whether nothing is wrong but that no plan has been written yet."""
        return [problem.say.key for problem in self.problems] == ["problems.no_plans"]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Parsed:
    """A file as far as YAML goes."""

    path: Path
    name: str
    tree: MapNode | None
    problems: tuple[Problem, ...]

    @property
    def sort(self) -> str:
        """Whether it holds "units", what it "assigns" or, as most do, a "plan"."""
        keys = self.tree.entries if self.tree else {}
        named = _sort(self.path)
        return next((sort for sort in ("units", "assigns") if sort == named or sort in keys), named)


def load(paths: Sequence[Path]) -> Loaded:
    """Reads the files and folders given; never raises for what stands in them.

    A folder means its *.yaml. A file called units.yaml, or with `units` at its top, holds units; where
    none is among the files, the units.yaml beside each plan is read too. A file called *.assign.yaml, or with
    `assigns` at its top, assigns the tasks of a plan. A problem names its file as given.
    """
    return _together([_parsed(file) for file in read_files(paths)])


def load_trees(name: str, trees: Sequence[MapNode], context: Sequence[Path]) -> Loaded:
    """A plan and its units that stand in no YAML file, under this name, with their own mistakes alone.

    What they name may stand in the context too, where the plan itself may stand as it was before; a unit that
    the context describes otherwise is a mistake.
    """
    own = [_Parsed(path=Path(name), name=name, tree=tree, problems=()) for tree in trees]
    plans = [file for file in own if file.sort == "plan"]
    loaded = _together([*plans, *map(_parsed, read_files(context)), *(f for f in own if f not in plans)])
    return _only(loaded, {name}, {name})


def _together(files: list[_Parsed]) -> Loaded:
    if not any(file.sort == "units" for file in files):
        files = _beside(files) + files
    units = single_units([read_units_draft(f.name, f.tree, f.problems) for f in files if f.sort == "units"])
    plans = single([read_draft(f.name, f.tree, f.problems) for f in files if f.sort == "plan"])
    assigns = [read_assign_draft(f.name, f.tree, f.problems) for f in files if f.sort == "assigns"]
    assigns = owned(placed(assigns, plans), units)
    plans = followed(laid_over(owned(plans, units), assigns))
    catalog = Catalog(
        units={unit.id: unit for draft in units for unit in draft.units},
        plans={draft.plan.id: draft.plan for draft in plans if draft.plan and not draft.problems},
    )
    problems = [p for drafts in (units, plans, assigns) for draft in drafts for p in draft.problems]
    return Loaded(catalog=catalog, problems=tuple(problems))


def load_part(paths: Sequence[Path], context: Sequence[Path]) -> Loaded:
    """The plans of these paths alone, with their mistakes; what they name may stand in the context too.

    Of the context only the mistakes of a units file beside the paths are told.
    """
    loaded = load([*paths, *context])
    own = {file.name for file in read_files(paths)}
    return _only(loaded, own, own | {label(path.parent / UNITS_FILE) for path in paths})


def _only(loaded: Loaded, own: set[str], told: set[str]) -> Loaded:
    """The plans of these files alone, and the mistakes of those."""
    plans = {id: plan for id, plan in loaded.catalog.plans.items() if plan.file in own}
    problems = tuple(problem for problem in loaded.problems if problem.file in told)
    return Loaded(catalog=replace(loaded.catalog, plans=plans), problems=problems)


def _sort(path: Path) -> str:
    """What a file holds by its name."""
    if path.name == UNITS_FILE:
        return "units"
    return "assigns" if path.name.endswith(ASSIGN) else "plan"


def _parsed(file: File) -> _Parsed:
    sort = _sort(file.path)
    tree, problems = (None, (file.problem,)) if file.problem else read_nodes(file.name, file.data, sort)
    return _Parsed(path=file.path, name=file.name, tree=tree, problems=problems)


def _beside(files: Sequence[_Parsed]) -> list[_Parsed]:
    """The units files that stand beside the plans."""
    beside = dict.fromkeys(file.path.parent / UNITS_FILE for file in files if file.tree)
    return [_parsed(read_file(path)) for path in beside if path.exists()]
