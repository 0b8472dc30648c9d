"""The working days of a committee: weekends, Vietnam's holidays, and the committee's own overlay."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path

import holidays

DAY = timedelta(days=1)
SEARCH = 92  # days; the longest real break is Tết, about nine


# Decided for the whole country after the package's last release: the day off, and the day it is made up for.
# A line goes once the package has it, as a test says.
SWAPPED = {date(2026, 1, 2): date(2026, 1, 10)}


class NoWorkingDay(Exception):
    """An overlay with more than `SEARCH` days off in a row around `near`."""

    def __init__(self, near: date) -> None:
        super().__init__(f"no working day within {SEARCH} days of {near}")
        self.near = near


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days people are at their desks.

    Vietnam's public holidays, Tết and swapped days come from the `holidays` package (Labour Code
    45/2019/QH14, article 112, and the yearly notices). `work` (make-up days) wins over it, and `off`
    over both: where the two contradict, nobody is disturbed. Searches raise NoWorkingDay.
    """

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        if day in self.off:
            return False
        return day in self.work or _works_in_vietnam(day)

    def on_or_before(self, day: date) -> date:
        return self._first(day, -DAY)

    def on_or_after(self, day: date) -> date:
        return self._first(day, DAY)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after `day` (n >= 1), which itself never counts."""
        if n < 1:
            raise ValueError(f"n must be 1 or more, not {n}")
        for _ in range(n):
            day = self.on_or_after(day + DAY)
        return day

    def _first(self, start: date, step: timedelta) -> date:
        for n in range(SEARCH + 1):
            if self.is_working(start + n * step):
                return start + n * step
        raise NoWorkingDay(start)


def working_days(off: Collection[date] = (), work: Collection[date] = ()) -> WorkingDays:
    """Those of a committee, which may keep to its own days where the whole country swaps them."""
    own = {*off, *work}
    swaps = [(day, back) for day, back in SWAPPED.items() if own.isdisjoint((day, back))]
    return WorkingDays(
        off=frozenset(off).union(day for day, _ in swaps),
        work=frozenset(work).union(back for _, back in swaps),
    )


def holiday(day: date, language: str) -> str | None:
    """What the country keeps on that day, in that language (vi, en) if the package speaks it; null for a day
    that is no public holiday."""
    return _named(language).get(day)


@cache
def _named(language: str) -> holidays.HolidayBase:
    known = _vietnam()
    spoken = (each for each in known.supported_languages if each.partition("_")[0] == language)
    return type(known)(language=next(spoken, known.default_language))


@lru_cache(maxsize=8192)
def _works_in_vietnam(day: date) -> bool:
    return _vietnam().is_working_day(day)


@cache
def _vietnam() -> holidays.HolidayBase:
    """Vietnam's module by its file: asked for by name, it would bring those of 250 other countries along."""
    countries = Path(holidays.__file__).with_name("countries")
    spec = PathFinder.find_spec("holidays.countries.vietnam", [str(countries)])
    if spec is None or spec.loader is None:  # the package has been put in another order
        return holidays.country_holidays("VN")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: holidays.HolidayBase = module.VN()
    return found
