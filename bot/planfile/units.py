"""The units file: agencies with their names, and who stands above whom."""

from collections.abc import Mapping, Sequence

from bot.model.plan import Unit
from bot.model.say import Problem
from bot.planfile.drafts import UnitsDraft, drafted
from bot.planfile.fields import UNITS
from bot.planfile.problems import nearest, shown
from bot.planfile.records import Record, Recorder
from bot.planfile.values import slug
from bot.planfile.yamlnodes import MapNode


def read_units_draft(file: str, tree: MapNode | None, problems: tuple[Problem, ...]) -> UnitsDraft:
    """A units tree with the problems found in making it, to all that can be read of it."""

    def read(tree: MapNode, recorder: Recorder) -> UnitsDraft:
        records = recorder.record(tree, UNITS).items("units")
        lines = recorder.once([(record.line_of("id"), record.get("id")) for record in records], "two_units")
        _parents(records, lines, recorder)
        units = tuple(Unit(**record.bare) for record in records if record.sound)
        return UnitsDraft(file=file, units=units, lines=lines)

    return drafted(UnitsDraft(file=file, problems=problems), tree, read)


def nearest_unit(found: str, names: Mapping[str, str]) -> str | None:
    """The id of the unit most like what was written, by id or by any name; `names` is slug -> id."""
    like = nearest(slug(found[:200]), names)
    return names[like] if like else None


def names_of(units: Sequence[Unit]) -> dict[str, str]:
    """Every id and name of the units as a slug, with the id it belongs to."""
    names = {slug(name): unit.id for unit in units for name in (unit.name, unit.short, *unit.aliases)}
    return names | {unit.id: unit.id for unit in units}


def _parents(records: Sequence[Record], lines: Mapping[str, int], recorder: Recorder) -> None:
    circling = _circling({r.get("id"): r.get("parent") for r in records if "parent" in r.values})
    for record in records:
        parent, line = record.get("parent"), record.line_of("parent")
        if parent and parent not in lines:
            recorder.wrong(line, "no_unit", found=shown(parent), nearest=nearest(parent, lines))
        elif parent and record.get("id") in circling:
            recorder.wrong(line, "parent_circle", found=record.get("id"))


def _circling(parents: Mapping[str, str]) -> set[str]:
    """The units that stand above themselves."""
    circling, settled = set[str](), set[str]()
    for unit in parents:
        path: list[str] = []
        above: str | None = unit
        while above is not None and above not in settled:
            path.append(above)
            settled.add(above)
            above = parents.get(above)
        if above in path:
            circling.update(path[path.index(above) :])
    return circling
