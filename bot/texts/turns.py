"""What the periods of an ongoing or recurring deadline are called: tháng 1/2026; 1, 2, 3/2026."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from bot.model.deadline import Deadline, Every
from bot.texts import Texts

PART_OF = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


def turn_name(texts: Texts, deadline: Deadline, end: date) -> str:
    """One period by its last day: `tháng 1/2026`, `Quý IV/2025`, `năm 2026`, `kỳ đến 15/1/2026`."""
    return texts.plain("when.turn", every=_whole(deadline), end=end)


def turn_names(texts: Texts, deadline: Deadline, ends: Sequence[date]) -> str:
    """Several periods, in order of time, each year named once: `11, 12/2025, 1/2026`."""
    every = _whole(deadline)
    part = PART_OF.get(every, 12) if every else 12
    years = [
        (year, [(end.month - 1) // part + 1 for end in same])
        for year, same in groupby(ends, key=lambda end: end.year)
    ]
    return texts.plain("when.turns", every=every, years=years, ends=ends)


def cadence(texts: Texts, deadline: Deadline) -> str:
    """How often it turns: `Hằng tháng`."""
    return texts.plain("when.cadence", every=_whole(deadline), ongoing=deadline.kind)


def _whole(deadline: Deadline) -> Every | None:
    """Where its periods are the calendar's own months, quarters or years."""
    return deadline.every if not deadline.months and deadline.day is None else None
