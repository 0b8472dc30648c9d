"""Reading the plans: beside what the library alone takes to make values of the same bytes."""

from collections.abc import Callable
from pathlib import Path

from .apart import apart, need
from .costs import median
from .stage import Bench
from .table import Aim, Cost, Figures, Row, Unmeasured


def load_plans(folder: Path) -> int:
    """How many plans there are, as every command reads them. Raises a Mistake where any has one."""
    from bot.cli.common import catalog_of  # here, so that the library's process never imports it
    from bot.settings import Settings

    return len(catalog_of(Settings(plans=folder)).plans)


def load_values(folder: Path) -> int:
    """The same bytes by PyYAML's C loader, one core."""
    import yaml

    return sum(bool(yaml.load(file.read_bytes(), yaml.CSafeLoader)) for file in folder.glob("*.yaml"))


def walk_events(folder: Path) -> int:
    """The least that a reader built on the parser takes: its events, looked at by nobody."""
    import yaml

    return sum(
        1 for file in folder.glob("**/*.yaml") for _ in yaml.parse(file.read_bytes(), yaml.CSafeLoader)
    )


def cold(bench: Bench, folder: Path, rounds: int) -> Figures:
    """Each in a process that has done nothing before, with a home where nothing was kept."""
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(_read(bench.fresh(), load_values, folder))
        ours.append(_read(bench.fresh(), load_plans, folder))
    mine, floor, events = median(ours), median(theirs), _read(bench.fresh(), walk_events, folder)
    note = f"CPU {mine.cpu / floor.cpu:.2f} x; bare events {events.cpu:.2f} s"
    return Figures(value=mine.wall / floor.wall, ours=mine, theirs=floor, note=note)


def country(bench: Bench) -> tuple[Path, Figures]:
    """The country cold, and the home in which it was read."""

    def measure() -> tuple[Path, Figures]:
        home, floor = bench.fresh(), _read(bench.fresh(), load_values, bench.country)
        mine = _read(home, load_plans, bench.country)
        note = f"CPU {mine.cpu / floor.cpu:.2f} x"
        return home, Figures(value=mine.wall / floor.wall, ours=mine, theirs=floor, note=note)

    return bench.once("load-country", measure)


def unchanged(bench: Bench) -> Figures:
    """Another process with the same home: what the first one kept is there."""
    home, first = country(bench)
    again, cold = median(_read(home, load_plans, bench.country) for _ in range(bench.of(1, 2))), first.ours
    assert cold is not None
    note = f"CPU {cold.cpu / again.cpu:.1f} x"
    return Figures(value=cold.wall / again.wall, ours=again, theirs=cold, note=note)


def _read(home: Path, work: Callable[[Path], int], folder: Path) -> Cost:
    """What it costs once all that it needs is imported."""
    with apart(home) as process:
        process.do(need, "yaml", *(("bot.cli.common",) if work is load_plans else ()))
        found, cost = process.timed(work, folder)
    if not found:
        raise Unmeasured("nothing was read")
    return cost


LIBRARY = "CSafeLoader, the same bytes"
ROWS = (
    Row(
        name="load-city",
        says="load the city, cold",
        beside=LIBRARY,
        aim=Aim(1.5, "x"),
        measure=lambda bench: cold(bench, bench.city, 3),
    ),
    Row(
        name="load-country",
        says="load the country, cold",
        beside=LIBRARY,
        aim=Aim(1.5, "x"),
        measure=lambda bench: country(bench)[1],
    ),
    Row(
        name="load-unchanged",
        says="load the country, unchanged",
        beside="the first time",
        aim=Aim(20, "x faster", least=True),
        measure=unchanged,
    ),
)
