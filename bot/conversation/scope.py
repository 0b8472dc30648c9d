"""Of which quarter or day somebody wants a plan's figures: "quý II/2026", "30/6/2026", "tháng trước"."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.days import named
from bot.language.stretches import Certainty, Grain, Impossible, Standpoint, Stretch, Way
from bot.model.deadline import Period
from bot.model.say import Say

LONGEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Scope:
    """The tasks due in a quarter, or all of them as they stood at the end of a day; neither: all, now."""

    quarter: Period | None = None
    on: date | None = None


def scope_of(words: str, today: date) -> Scope | Say | None:
    """What the words name: why they can't be meant where that is plain, None where they name nothing.

    Without a year they are of this one. A report of last month tells how things stood when it ended.
    """
    found = named(words, Standpoint(today, Way.SAME))
    if isinstance(found, Impossible):
        return found.say
    if found and found.but and found.but.why == "year_short":
        return found.but.say(found.words)
    return _scope(found) if found else None


def _scope(found: Stretch) -> Scope | None:
    if found.grain is Grain.QUARTER:
        return None if found.several else Scope(quarter=Period(found.start, found.end))
    whole_year = found.grain is Grain.YEAR and found.certainty is Certainty.WRITTEN
    return None if whole_year or found.end - found.start > LONGEST else Scope(on=found.end)
