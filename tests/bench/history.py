"""A long history: what people ask for, what is watched and the start, beside the same with a short one."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from . import office, telegram
from .apart import Apart, apart
from .costs import median
from .office import LEADER
from .stage import Bench
from .table import Aim, Cost, Figures, Row, Unmeasured
from .talking import BEGINS, CODE, OFFICIAL, Deed, Office, digest, opened, words

MANY, FEW = (1_000_000, 30_000), 1_000  # reports; the former as large as all is


def _page(path: str) -> Deed:
    def looked(place: Office, _: int) -> Cost:
        status, cost = place.bot.timed(office.page, path)
        if status not in (200, 503):  # nobody polls here: /healthz says so
            raise Unmeasured(f"{path} answered {status}")
        return cost

    return looked


DEEDS: Mapping[str, tuple[str, Deed]] = {
    "history-progress": ("/tiendo", words(LEADER, "/tiendo")),
    "history-card": ("a task's card", words(OFFICIAL, f"/viec {CODE}")),
    "history-digest": ("a digest", digest),
    "history-healthz": ("/healthz", _page("/healthz")),
    "history-metrics": ("/metrics", _page("/metrics")),
}


def costs(bench: Bench) -> Mapping[str, tuple[Cost, Cost]]:
    return bench.once("history", lambda: _costs(bench))


def _costs(bench: Bench) -> Mapping[str, tuple[Cost, Cost]]:
    """Each deed by turns, with the long history and the short one; the first of each is not counted."""
    many, found = bench.of(*MANY), dict[str, tuple[Cost, Cost]]()
    homes = bench.fresh(), bench.fresh()
    with _kept(bench, homes[0], many) as long, _kept(bench, homes[1], FEW) as short:
        for name, (_, deed) in DEEDS.items():
            pairs = [(deed(long, turn), deed(short, turn)) for turn in range(bench.of(9, 4))][1:]
            found[name] = median(one for one, _ in pairs), median(other for _, other in pairs)
    starts = [(_start(bench, homes[0]), _start(bench, homes[1])) for _ in range(3)]
    found["history-start"] = median(one for one, _ in starts), median(other for _, other in starts)
    return found


@contextmanager
def _kept(bench: Bench, home: Path, reports: int) -> Iterator[Office]:
    """A city that has so many reports, weeded as all of a log but the last weeks is; its passes have run
    since."""
    with opened(bench, bench.city, False, home=home, prepared=partial(_seed, reports)) as place:
        place.bot.do(office.weed)
        place.bot.do(office.strike)
        yield place


def _seed(reports: int, bot: Apart, plans: Path, database: str) -> None:
    bot.do(office.seed, plans, database, reports)


def _start(bench: Bench, home: Path) -> Cost:
    """From opening the database until it has asked for updates and made its passes; the plans are read."""
    with apart(home) as api, apart(home) as bot:
        address = api.do(telegram.open_telegram, None, BEGINS)
        bot.do(office.read_plans, bench.city)
        _, cost = bot.timed(office.begin, f"sqlite:///{home}/office.sqlite3", bench.city, address, BEGINS)
        bot.do(office.close_bot)
        return cost


def _measured(name: str) -> Callable[[Bench], Figures]:
    def measure(bench: Bench) -> Figures:
        long, short = costs(bench)[name]
        note = f"{bench.of(*MANY):,} reports beside {FEW:,}"
        return Figures(value=long.cpu / short.cpu, ours=long, theirs=short, note=note)

    return measure


SAYS = {name: says for name, (says, _) in DEEDS.items()} | {"history-start": "the start, once plans are read"}
ROWS = tuple(
    Row(
        name=name,
        says=f"{says}: city, a long history",
        beside="a short one",
        aim=Aim(1.2, "x CPU"),
        measure=_measured(name),
    )
    for name, says in SAYS.items()
)
