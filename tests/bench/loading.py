"""Reading the plans: beside what the library alone takes to make values of the same bytes."""

from pathlib import Path

from .apart import run_apart
from .costs import median
from .stage import Bench
from .table import Aim, Figures, Row, Unmeasured


def load_plans(folder: Path) -> tuple[int, int]:
    """How many plans and mistakes there are."""
    from bot.planfile.catalog import load  # here, so that the library's process never imports it

    loaded = load([folder])
    return len(loaded.catalog.plans), len(loaded.problems)


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
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(run_apart(bench.fresh(), load_values, folder)[1])
        (plans, problems), cost = run_apart(bench.fresh(), load_plans, folder)
        if problems or not plans:
            raise Unmeasured(f"{problems} mistakes in {plans} plans")
        ours.append(cost)
    mine, floor = median(ours), median(theirs)
    events = run_apart(bench.fresh(), walk_events, folder)[1]
    note = f"CPU {mine.cpu / floor.cpu:.2f} x; bare events {events.cpu:.2f} s"
    return Figures(value=mine.wall / floor.wall, ours=mine, theirs=floor, note=note)


def unchanged(bench: Bench) -> Figures:
    """A second process with the same home: what the first one kept is there."""
    home = bench.fresh()
    (_, problems), first = run_apart(home, load_plans, bench.country)
    if problems:
        raise Unmeasured(f"{problems} mistakes")
    again = median(run_apart(home, load_plans, bench.country)[1] for _ in range(bench.of(1, 2)))
    return Figures(
        value=first.wall / again.wall, ours=again, theirs=first, note=f"CPU {first.cpu / again.cpu:.1f} x"
    )


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
        measure=lambda bench: cold(bench, bench.country, bench.of(1, 3)),
    ),
    Row(
        name="load-unchanged",
        says="load the country, unchanged",
        beside="the first time",
        aim=Aim(20, "x faster", least=True),
        measure=unchanged,
    ),
)
