"""Two digests of a plan compared: why the sums of the later differ, beyond what was finished in between."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.digest.figures import Case
from bot.model.progress import State
from bot.model.published import DONE, Published


class Move(StrEnum):
    """What became of a task counted in the four cells, in the order it is told."""

    ADDED = "added"  # new in the plan
    DATED = "dated"  # has a date now, or is taken up again
    GONE = "gone"  # no longer in the plan
    UNDATED = "undated"  # has no date any more
    CANCELLED = "cancelled"
    REDATED = "redated"  # the plan gives another date
    REOPENED = "reopened"  # was done


Moves = Mapping[Move, tuple[str, ...]]
"""The codes of the tasks each move is about."""


def moves(cases: Iterable[Case], before: Published) -> Moves:
    """What joined the four cells, left them or moved in them since."""
    cases = list(cases)
    codes = before.codes(case.task for case in cases)
    found: dict[Move, list[str]] = defaultdict(list)
    for case in cases:
        if move := _move(case, before, codes.get(case.task.ref)):
            found[move].append(case.task.code)
    still = set(codes.values())
    found[Move.GONE] = [code for code in before.cell if code not in still]
    return {move: tuple(found[move]) for move in Move if found[move]}


def _move(case: Case, before: Published, code: str | None) -> Move | None:
    was = before.cell.get(code or "")
    if case.cell is None:
        left = Move.CANCELLED if case.standing.state is State.CANCELLED else Move.UNDATED
        return left if was else None
    if was is None:
        return Move.ADDED if code is None else Move.DATED
    if was in DONE and case.cell not in DONE:
        return Move.REOPENED
    return Move.REDATED if before.dates[code or ""] != case.task.deadline.due else None
