"""Every plan and unit of a folder put together: what one file says of another is checked here."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

from bot.model.plan import Catalog
from bot.model.say import Problem
from bot.planfile.alone import Alone, is_units_file, of_tree, read_alone, units_files
from bot.planfile.drafts import AssignDraft, Draft, UnitsDraft
from bot.planfile.files import File, read_file, read_files
from bot.planfile.joining.assign import laid_over, placed
from bot.planfile.joining.cross_checks import (
    Settled,
    followed,
    owned,
    single,
    single_units,
    unchanged,
)
from bot.planfile.kept import keep, kept_for
from bot.planfile.units import under
from bot.planfile.yamlnodes import MapNode

FEW = 4  # folders read again and again by one process
SOME = 20
MANY = 20_000  # objects


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """The units and the plans without a mistake; every mistake: of units, plans, assignments, by line."""

    catalog: Catalog
    problems: tuple[Problem, ...]

    @property
    def bare(self) -> bool:
        """Whether nothing is wrong but that no plan has been written yet."""
        return [problem.say.key for problem in self.problems] == ["problems.no_plans"]


def load(paths: Sequence[Path]) -> Loaded:
    """Reads the files and folders given; never raises for what stands in them.

    A folder means its *.yaml. A file called units.yaml or *.units.yaml, or with `units` at its top, holds
    units; where none is among the files, those so called beside each plan are read too. A file called
    *.assign.yaml, or with `assigns` at its top, assigns the tasks of a plan. A problem names its file as
    given. What is as it was when this account last read it is not read again.
    """
    return _folder(*paths).load()[1]


def load_with_files(folder: Path) -> tuple[Sequence[File], Loaded]:
    """The same of a folder, and the files that were read."""
    return _folder(folder).load()


class _Folder:
    """Files and folders that are read again and again."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._read: dict[Path, tuple[File, Alone]] = {}
        self._settled = Settled()
        self._last: Loaded | None = None  # where no file beside these has a say in it
        self._lock = Lock()

    def load(self) -> tuple[Sequence[File], Loaded]:
        """What is there now, and what it says."""
        with self._lock:
            files = read_files(self._paths, {path: file for path, (file, _) in self._read.items()})
            return files, self._load(files)

    def _load(self, files: Sequence[File]) -> Loaded:
        before = self._alone
        with uncollected():
            self._take(files)
            loaded, self._last = self._last, None
            if loaded is None or not unchanged(before, self._alone):
                loaded = self._joined(files)
        if any(isinstance(file.draft, UnitsDraft) for file in self._alone):
            self._last = loaded
        return loaded

    def _joined(self, files: Sequence[File]) -> Loaded:
        loaded = self._together(files)
        wrong = {problem.file for problem in loaded.problems}
        bare = [file for file in files if file.name in wrong and self._read[file.path][1].kept]
        for file in bare:
            self._read[file.path] = (file, read_alone(file))
        return self._together(files) if bare else loaded

    @property
    def _alone(self) -> Sequence[Alone]:
        return [alone for _, alone in self._read.values()]

    def _together(self, files: Sequence[File]) -> Loaded:
        return together([self._read[file.path][1] for file in files], self._settled)

    def _take(self, files: Sequence[File]) -> None:
        before = self._read
        kept = None if before else kept_for(self._paths)
        self._read = {}
        anew = 0
        for file in files:
            known = before.get(file.path)
            alone = known[1] if known and known[0].same(file) else kept.find(file) if kept else None
            anew += alone is None
            self._read[file.path] = (file, alone or read_alone(file))
        # To write all of it costs as much as to read some anew.
        if kept and anew > len(files) // SOME:
            keep(kept, [*self._read.values()])


@lru_cache(maxsize=FEW)
def _folder(*paths: Path) -> _Folder:
    return _Folder(paths)


def load_trees(name: str, trees: Sequence[MapNode], context: Sequence[Path]) -> Loaded:
    """A plan and its units that stand in no YAML file, under this name, with their own mistakes alone.

    What they name may stand in the context too, where the plan itself may stand as it was before; a unit that
    the context describes otherwise is a mistake.
    """
    own = [of_tree(name, tree) for tree in trees]
    plans = [file for file in own if isinstance(file.draft, Draft)]
    there = [read_alone(file) for file in read_files(context)]
    loaded = together([*plans, *there, *(file for file in own if file not in plans)], Settled())
    return _only(loaded, {name}, {name})


def together(files: Sequence[Alone], settled: Settled) -> Loaded:
    """What the files say as one; quick where nothing is wrong, since each was read already."""
    if not any(isinstance(file.draft, UnitsDraft) for file in files):
        files = [*map(read_alone, _units_beside(files)), *files]
    drafts = [file.draft for file in files]
    units = under(single_units([each for each in drafts if isinstance(each, UnitsDraft)]))
    plans = single([each for each in drafts if isinstance(each, Draft)])
    assigns = owned(placed([each for each in drafts if isinstance(each, AssignDraft)], plans), units)
    plans = followed(laid_over(owned(plans, units), assigns), settled)
    catalog = Catalog(
        units={unit.id: unit for draft in units for unit in draft.units},
        plans={draft.plan.id: draft.plan for draft in plans if draft.plan and not draft.problems},
    )
    problems = [p for drafts in (units, plans, assigns) for draft in drafts for p in draft.problems]
    return Loaded(catalog=catalog, problems=tuple(problems))


def load_part(paths: Sequence[Path], context: Sequence[Path]) -> Loaded:
    """The plans of these paths alone, with their mistakes; what they name may stand in the context too.

    Of the context only the mistakes of units files beside the paths are told.
    """
    loaded = load([*paths, *context])
    own = {file.name for file in read_files(paths)}
    units = {p.file for p in loaded.problems if is_units_file(Path(p.file))}
    beside = {file for file in units if Path(file).parent in {path.parent for path in paths}}
    return _only(loaded, own, own | beside)


def _only(loaded: Loaded, own: set[str], told: set[str]) -> Loaded:
    """The plans of these files alone, and the mistakes of those."""
    plans = {id: plan for id, plan in loaded.catalog.plans.items() if plan.file in own}
    problems = tuple(problem for problem in loaded.problems if problem.file in told)
    return Loaded(catalog=replace(loaded.catalog, plans=plans), problems=problems)


def _units_beside(files: Sequence[Alone]) -> Iterator[File]:
    """The units files that stand beside the plans."""
    for folder in dict.fromkeys(file.path.parent for file in files if file.is_yaml):
        yield from map(read_file, units_files(folder))


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looks for circles of objects: thousands are made here that stay, and none is in a circle. So
    many that one look at them takes longer than all else are never looked at again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if gc.get_count()[0] > MANY:
                gc.freeze()
            gc.enable()
