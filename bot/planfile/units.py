"""The units file: agencies with their names, and who stands above whom."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.model.plan import Unit
from bot.model.say import Problem, say
from bot.planfile.drafts import UnitsDraft
from bot.planfile.fields import UNITS
from bot.planfile.problems import Problems, Stop
from bot.planfile.quoted import nearest, shown
from bot.planfile.records import Record, Recorder
from bot.planfile.values import slug
from bot.planfile.yamlnodes import MapNode, read_nodes


def read_units(file: str, text: bytes) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    """The units of a file that hold no mistake, and all that is wrong in it, by line; never raises."""
    draft = read_units_draft(file, *read_nodes(file, text))
    return draft.units, draft.problems


def read_units_draft(file: str, tree: MapNode | None, problems: tuple[Problem, ...]) -> UnitsDraft:
    """A units tree with the problems found in making it, to all that can be read of it."""
    if tree is None:
        return UnitsDraft(file=file, problems=problems)
    found = Problems(file, problems)
    with suppress(Stop):
        records = [item.value for item in Recorder(found).record(tree, UNITS).get("units", ())]
        lines = _ids(records, found)
        _parents(records, lines, found)
        units = tuple(_unit(record) for record in records if record.sound)
        return UnitsDraft(file=file, units=units, lines=lines, problems=found.by_line())
    return UnitsDraft(file=file, problems=found.by_line())


def nearest_unit(found: str, names: Mapping[str, str]) -> str | None:
    """The id of the unit most like what was written, by id or by any name; `names` is slug -> id."""
    like = nearest(slug(found[:200]), names)
    return names[like] if like else None


def names_of(units: Sequence[Unit]) -> dict[str, str]:
    """Every id and name of the units as a slug, with the id it belongs to."""
    names = {slug(name): unit.id for unit in units for name in (unit.name, unit.short, *unit.aliases)}
    return names | {unit.id: unit.id for unit in units}


def _ids(records: list[Record], problems: Problems) -> dict[str, int]:
    lines: dict[str, int] = {}
    for record in records:
        if "id" not in record.values:
            continue
        unit, line = record.get("id"), record.line_of("id")
        if unit in lines:
            problems.add(line, say("problems.two_units", found=unit, first=lines[unit]))
        lines.setdefault(unit, line)
    return lines


def _parents(records: list[Record], lines: Mapping[str, int], problems: Problems) -> None:
    circling = _circling({r.get("id"): r.get("parent") for r in records if "parent" in r.values})
    for record in records:
        parent = record.get("parent")
        if parent is None:
            continue
        if parent not in lines:
            near = nearest(parent, lines)
            problems.add(record.line_of("parent"), say("problems.no_unit", found=shown(parent), nearest=near))
        elif record.get("id") in circling:
            problems.add(record.line_of("parent"), say("problems.parent_circle", found=record.get("id")))


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


def _unit(record: Record) -> Unit:
    return Unit(
        id=record.get("id"),
        name=record.get("name"),
        short=record.get("short"),
        aliases=record.items("aliases"),
        parent=record.get("parent"),
    )
