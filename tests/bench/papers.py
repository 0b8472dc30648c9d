"""The picture and the papers: what one costs to make, and whether anybody waits for it."""

import statistics
from collections.abc import Callable
from datetime import timedelta

from . import office, telegram
from .costs import median
from .office import LEADER
from .stage import Bench
from .table import Aim, Cost, Figures, Row, Unmeasured
from .talking import opened

WORDS = {"words": "/tiendo"}
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
            place.api.do(telegram.say, LEADER, (ASKED | WORDS)[what])
            stall, cost = place.bot.timed(office.step_watched)
            seen = place.api.do(telegram.look)
            if not seen.of_chat[LEADER]:
                raise Unmeasured("nothing came")
            if turn:
                costs.append(cost)
                stalls.append(stall)
                signs.append(seen.actions)
        return median(costs), statistics.median(stalls), min(signs)


def _cost(what: str) -> Callable[[Bench], Figures]:
    def measure(bench: Bench) -> Figures:
        cost, _, _ = made(bench, what)
        return Figures(value=cost.cpu, ours=cost)

    return measure


def _stall(what: str) -> Callable[[Bench], Figures]:
    def measure(bench: Bench) -> Figures:
        (_, stall, signs), (_, words, _) = made(bench, what), made(bench, "words")
        if not signs:
            raise Unmeasured("no sign that it is being made")
        note = f"{1000 * stall:.0f} ms beside {1000 * words:.0f} ms; {signs} sign(s) shown meanwhile"
        return Figures(value=stall / words, note=note)

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
            says=f"{asked}: CPU of the threads that answer people; a sign is shown",
            beside="/tiendo, which makes no file",
            aim=Aim(1.5, "x CPU"),
            measure=_stall(what),
        )
        for what, asked in ASKED.items()
    ),
)
