"""A deadline: the words of the plan, kept verbatim, beside what they mean."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.model.say import Say


class DeadlineKind(StrEnum):
    """What sort of deadline the words state."""

    QUARTER = "quarter"
    YEAR = "year"
    HALF = "half"
    MONTH = "month"
    DAY = "day"
    SPAN = "span"
    ONGOING = "ongoing"
    RECURRING = "recurring"
    WAITS = "waits"
    NONE = "none"
    UNREADABLE = "unreadable"


class Every(StrEnum):
    """How often a period of an ongoing or recurring deadline turns."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends within it."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def quarter_start(day: date) -> date:
    """The first day of the quarter that a day is in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


@dataclass(frozen=True, slots=True)
class TaskRef:
    """Names one task among all plans."""

    plan: str
    code: str

    def __str__(self) -> str:
        return f"{self.plan}/{self.code}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """What a deadline text means.

    `due` is the last day that is still on time, null where there is none (ongoing, recurring,
    waiting, undated). `every`, with `months` (1-12, the months in which a turn falls due; empty:
    all that `every` implies) and `day` (day of that month; null: its last), says how an ongoing or
    recurring one turns; `since` is the day from which it does, where the words name one. `reason`
    explains the reading in one sentence.
    """

    written: str
    kind: DeadlineKind
    reason: Say
    due: date | None = None
    period: Period | None = None
    every: Every | None = None
    months: tuple[int, ...] = ()
    day: int | None = None
    since: date | None = None
    inherited: bool = False
    after: str | None = None
    within_days: int | None = None
    follows: TaskRef | None = None

    @property
    def borrowed(self) -> bool:
        """Whether the date is that of the task it follows, and not one of its own."""
        return self.follows is not None and self.reason.key == "check.follows"
