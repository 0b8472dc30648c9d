"""The units file: agencies with their names, and who stands above whom."""

from collections.abc import Iterator, Mapping, Sequence

from bot.model.plan import Unit
from bot.model.say import Problem, Say, say
from bot.planfile.drafts import UnitsDraft, drafted
from bot.planfile.fields import UNITS
from bot.planfile.problems import nearest, shown
from bot.planfile.records import Recorder
from bot.planfile.values import slug
from bot.planfile.yamlnodes import MapNode


def read_units_draft(file: str, tree: MapNode | None, problems: tuple[Problem, ...]) -> UnitsDraft:
    """A units tree with the problems found in making it, to all that can be read of it."""

    def read(tree: MapNode, recorder: Recorder) -> UnitsDraft:
        records = recorder.record(tree, UNITS).items("units")
        lines = recorder.once([(record.line_of("id"), record.get("id")) for record in records], "two_units")
        units = tuple(Unit(**record.bare) for record in records if record.sound)
        above = [(r.line_of("parent"), r.get("id"), parent) for r in records if (parent := r.get("parent"))]
        return UnitsDraft(file=file, units=units, lines=lines, above=tuple(above))

    return drafted(UnitsDraft(file=file, problems=problems), tree, read)


def nearest_unit(found: str, names: Mapping[str, str]) -> str | None:
    """The id of the unit most like what was written, by id or by any name; `names` is slug -> id."""
    like = nearest(slug(found[:200]), names)
    return names[like] if like else None


def names_of(units: Sequence[Unit]) -> dict[str, str]:
    """Every id and name of the units as a slug, with the id it belongs to."""
    names = {slug(name): unit.id for unit in units for name in (unit.name, unit.short, *unit.aliases)}
    return names | {unit.id: unit.id for unit in units}


def under(units: Sequence[UnitsDraft]) -> list[UnitsDraft]:
    """Every unit that stands above another is described in one of the files, and none is above itself."""
    known = {unit for draft in units for unit in draft.lines or ()}
    unread = any(draft.lines is None for draft in units)
    circling = _circling({unit: parent for draft in units for _, unit, parent in draft.above})

    def mistakes(draft: UnitsDraft) -> Iterator[tuple[int, Say]]:
        for line, unit, parent in draft.above:
            if parent not in known and not unread:
                yield line, say("problems.no_unit", found=shown(parent), nearest=nearest(parent, known))
            elif unit in circling:
                yield line, say("problems.parent_circle", found=unit)

    return [draft.mistaken(mistakes(draft)) for draft in units]


def _circling(parents: Mapping[str | None, str]) -> set[str | None]:
    """The units that stand above themselves."""
    circling, settled = set[str | None](), set[str | None]()
    for unit in parents:
        path: list[str | None] = []
        above: str | None = unit
        while above is not None and above not in settled:
            path.append(above)
            settled.add(above)
            above = parents.get(above)
        if above in path:
            circling.update(path[path.index(above) :])
    return circling
