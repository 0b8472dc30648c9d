"""A plan's targets for a digest: what moved or is behind comes first, what has no value is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.model.plan import Plan
from bot.model.target import TargetValue
from bot.schedule.targets import Reading, Verdict, readings


@dataclass(frozen=True, slots=True)
class Moved:
    """A target that has a value; `moved` where its latest was told within the week."""

    reading: Reading
    moved: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Targets:
    """A plan's targets: those with a value, and how many there are in all."""

    total: int = 0
    reported: tuple[Moved, ...] = ()

    @property
    def silent(self) -> int:
        """How many have no value yet."""
        return self.total - len(self.reported)

    @property
    def behind(self) -> int:
        return sum(each.reading.verdict is Verdict.BEHIND for each in self.reported)


NO_TARGETS = Targets()


def targets_of(plan: Plan, log: Sequence[TargetValue], today: date, since: datetime) -> Targets:
    """The targets of a plan on `today`; what was told after `since` has moved."""
    found = [reading for reading in readings(plan.targets, log, today) if reading.latest]
    reported = [Moved(each, bool(each.latest and each.latest.at > since)) for each in found]
    reported.sort(key=lambda each: not (each.moved or each.reading.verdict is Verdict.BEHIND))
    return Targets(total=len(plan.targets), reported=tuple(reported))


def reading_values(reading: Reading) -> dict[str, Any]:
    """What the texts need to tell of a reading (`target.standing`, `target.verdict`, `target.start`)."""
    target, latest, start = reading.target, reading.latest, reading.start
    return {
        "unit": target.unit,
        "low": target.low,
        "high": target.high,
        "horizon": target.horizon,
        "value": latest.value if latest else None,
        "on": latest.on if latest else None,
        "change": reading.change,
        "line": reading.line,
        "gap": reading.gap,
        "verdict": reading.verdict,
        "start": start.value if start else None,
        "started": start.on if start else None,
        "given": reading.given,
    }
