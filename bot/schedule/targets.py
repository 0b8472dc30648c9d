"""Where a target stands: its reported values against the straight line from the baseline to the goal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from bot.model.history import History
from bot.model.plan import Target
from bot.model.target import Baseline, Better, TargetValue, plain

SMALL = 100  # below it a whole number is too coarse a line: a rank goes from 5 to 3 in five years
JUMP, FAR = 5, 10


class Leap(StrEnum):
    """How a value is so far from what it is compared with that its unit or marks may be wrong."""

    NONE = "none"
    UP = "up"  # more than five times the value before, or the baseline
    DOWN = "down"  # less than a fifth of it
    FAR = "far"  # more than ten times the goal, with nothing before it


class Verdict(StrEnum):
    """What a value is worth on its own date."""

    NONE = "none"  # nothing reported yet
    START = "start"  # the first value, which the line starts at
    BEFORE = "before"  # of a date before the baseline: nothing to compare it with
    AHEAD = "ahead"
    ON_LINE = "on_line"
    BEHIND = "behind"
    REACHED = "reached"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A target as of one day.

    `course` holds one value a date, the latest report of each, the earliest date first. `start` is the plan's
    baseline or else the first value of the course. `line` is what the straight line asks for on the date of
    the latest value, null before the line starts.
    """

    target: Target
    course: tuple[TargetValue, ...]
    start: Baseline | None
    line: Decimal | None
    verdict: Verdict

    @property
    def latest(self) -> TargetValue | None:
        return self.course[-1] if self.course else None

    @property
    def previous(self) -> TargetValue | None:
        """The value of the date before."""
        return self.course[-2] if len(self.course) > 1 else None

    @property
    def change(self) -> Decimal | None:
        """What was added since the value of the date before; with its sign."""
        return self.course[-1].value - self.course[-2].value if len(self.course) > 1 else None

    @property
    def before(self) -> Baseline | None:
        """What the latest value is to be compared with: the value of the date before, or the baseline."""
        if self.previous:
            return Baseline(self.previous.value, self.previous.on)
        return self.target.baseline

    @property
    def leap(self) -> Leap:
        """Whether the latest value has to be checked; with nothing above nought before it, by the goal."""
        if self.latest is None:
            return Leap.NONE
        value, before = self.latest.value, self.before
        if before and before.value > 0:
            down = Leap.DOWN if value * JUMP < before.value else Leap.NONE
            return Leap.UP if value > before.value * JUMP else down
        return Leap.FAR if value > self.target.goal * FAR > 0 else Leap.NONE

    @property
    def gap(self) -> Decimal | None:
        """How far the latest value is from the line, without a sign."""
        return abs(self.course[-1].value - self.line) if self.course and self.line is not None else None

    @property
    def given(self) -> bool:
        """Whether the plan itself says where the line starts."""
        return self.target.baseline is not None


def reading_of(target: Target, log: Iterable[TargetValue], day: date) -> Reading:
    """The reading of `target` as of `day`, from its whole log in any order: values about later dates wait."""
    course = course_of(log, day)
    start = target.baseline or (Baseline(course[0].value, course[0].on) if course else None)
    latest = course[-1] if course else None
    line = line_at(target, start, latest) if start and latest else None
    verdict = _verdict(target, latest, line, first=target.baseline is None and len(course) == 1)
    return Reading(target=target, course=course, start=start, line=line, verdict=verdict)


def reading_at(target: Target, log: Iterable[TargetValue], value: TargetValue) -> Reading:
    """The reading that one value of the log gave rise to: what was told before it, up to its date."""
    return reading_of(target, [each for each in log if each.id <= value.id], value.on)


def course_of(log: Iterable[TargetValue], day: date) -> tuple[TargetValue, ...]:
    """One live value a date up to `day`, by date: of two about one date the later told counts."""
    by_date = {value.on: value for value in History(log).live if value.on <= day}
    return tuple(by_date[on] for on in sorted(by_date))


def line_at(target: Target, start: Baseline, value: TargetValue) -> Decimal | None:
    """What the straight line asks for on the date of a value; null before the line starts.

    It runs from the start to the goal on the last day of the horizon, by days, and stays there. It is worked
    out in fractions and rounded once, half up, to the decimals of the figures it is compared with (one at
    least for small figures), so that who is ahead by the figures shown is ahead.
    """
    on, end = value.on, target.end
    if on < start.on:
        return None
    if on >= end or start.on >= end:
        return target.goal
    share = Fraction((on - start.on).days, (end - start.on).days)
    line = Fraction(start.value) + (Fraction(target.goal) - Fraction(start.value)) * share
    figures = (start.value, target.goal, value.value)
    least = 1 if max(abs(figure) for figure in figures) < SMALL else 0
    return _rounded(line, max(least, *map(decimals, figures)))


def decimals(value: Decimal) -> int:
    """How many digits a figure needs behind its point: 2 for 14.25 and for 14.250, none for 87000."""
    return max(0, -int(value.normalize().as_tuple().exponent))


def _rounded(exact: Fraction, places: int) -> Decimal:
    return plain(Decimal((exact * 10**places * 2 + 1) // 2).scaleb(-places))


def _verdict(target: Target, latest: TargetValue | None, line: Decimal | None, *, first: bool) -> Verdict:
    if latest is None:
        return Verdict.NONE
    if target.reached(latest.value):
        return Verdict.REACHED
    if line is None:
        return Verdict.BEFORE
    if first and latest.on < target.end:
        return Verdict.START
    if latest.value == line:
        return Verdict.ON_LINE
    return Verdict.AHEAD if (latest.value > line) is (target.better is Better.HIGHER) else Verdict.BEHIND


def readings(targets: Iterable[Target], log: Sequence[TargetValue], day: date) -> list[Reading]:
    """The reading of each target, from the log of all of a plan's."""
    return [reading_of(each, [v for v in log if v.target.target == each.id], day) for each in targets]
