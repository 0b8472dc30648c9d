"""The picture and the papers: what one costs to make, and whether anybody waits for it."""

from collections.abc import Callable
from datetime import timedelta

from . import office, telegram
from .costs import median
from .office import LEADER
from .stage import Bench
from .table import Aim, Cost, Figures, Row, Unmeasured
from .talking import opened

ASKED = {"picture": "/bieudo", "excel": "/baocao excel", "word": "/baocao word"}


def made(bench: Bench, what: str) -> tuple[Cost, float, int]:
    return bench.once(f"paper-{what}", lambda: _made(bench, what))


def _made(bench: Bench, what: str) -> tuple[Cost, float, int]:
    """What it costs, how long the loop and the store were kept from others, how many signs were shown."""
    with opened(bench, bench.city, False) as place:
        costs, stalls, signs = [], [], []
        for turn in range(4):
            place.waits(timedelta(minutes=2))
            place.api.do(telegram.look)
            place.api.do(telegram.say, LEADER, ASKED[what])
            stall, cost = place.bot.timed(office.step_watched)
            seen = place.api.do(telegram.look)
            if not seen.of_chat[LEADER]:
                raise Unmeasured("nothing came")
            if turn:
                costs.append(cost)
                stalls.append(stall)
                signs.append(seen.actions)
        return median(costs), max(stalls), min(signs)


def _cost(what: str) -> Callable[[Bench], Figures]:
    def measure(bench: Bench) -> Figures:
        cost, _, _ = made(bench, what)
        return Figures(value=cost.cpu, ours=cost)

    return measure


def _stall(what: str) -> Callable[[Bench], Figures]:
    def measure(bench: Bench) -> Figures:
        cost, stall, signs = made(bench, what)
        if not signs:
            raise Unmeasured("no sign that it is being made")
        return Figures(value=1000 * stall, ours=cost, note=f"{signs} sign(s) shown meanwhile")

    return measure


ROWS = (
    *(
        Row(
            name=f"paper-{what}",
            says=f"{asked}: the whole answer, city's plan",
            beside="",
            aim=Aim(0.5, "s of CPU"),
            measure=_cost(what),
        )
        for what, asked in ASKED.items()
    ),
    *(
        Row(
            name=f"aside-{what}",
            says=f"{asked}: CPU of the threads that answer, while it is made; a sign is shown",
            beside="",
            aim=Aim(50, "ms"),
            measure=_stall(what),
        )
        for what, asked in ASKED.items()
    ),
)
