"""Of which quarter or day somebody wants a plan's figures: "quý II/2026", "30/6/2026", "tháng trước"."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.words import pattern, said
from bot.model.deadline import Deadline, DeadlineKind, Period
from bot.model.say import Say
from bot.planfile.deadline import read_deadline
from bot.texts import quarter


@dataclass(frozen=True, slots=True)
class Scope:
    """The tasks due in a quarter, or all of them as they stood at the end of a day; neither: all, now."""

    quarter: Period | None = None
    on: date | None = None


def _quarter_of(day: date) -> Scope:
    return Scope(quarter=read_deadline(quarter(day)).period)


def _quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


DAY = timedelta(days=1)
# A report of last month tells how things stood when the month ended.
RELATIVE: tuple[tuple[str, Callable[[date], Scope]], ...] = (
    ("hôm nay\nhiện nay\ntoday", lambda today: Scope(on=today)),
    ("hôm qua\nyesterday", lambda today: Scope(on=today - DAY)),
    ("tuần trước|qua|rồi\nlast week", lambda today: Scope(on=today - (today.weekday() + 1) * DAY)),
    ("tháng trước|qua|rồi\nlast month", lambda today: Scope(on=today.replace(day=1) - DAY)),
    ("năm trước|ngoái|qua\nlast year", lambda today: Scope(on=date(today.year - 1, 12, 31))),
    ("quý này|nay\nthis quarter", _quarter_of),
    ("quý trước|qua|rồi\nlast quarter", lambda today: _quarter_of(_quarter_start(today) - DAY)),
)  # fmt: skip
_RELATIVE = tuple((pattern(phrases), read) for phrases, read in RELATIVE)

# Of these the deadline language tells what is wrong in words that help here too.
_EXPLAINED = frozenset(
    f"deadline.{why}" for why in ("no_day", "no_month", "no_quarter", "year_short", "year_range")
)


def scope_of(words: str, today: date) -> Scope | Say | None:
    """What the words name: why they can't be meant where that is plain, None where they name nothing.

    The deadline language reads them; without a year they are of this one.
    """
    asked = said(words)
    relative = next((read(today) for phrases, read in _RELATIVE if phrases.search(asked)), None)
    return relative or _dated(read_deadline(words, issued=date(today.year, 1, 1)))


def _dated(read: Deadline) -> Scope | Say | None:
    match read.kind:
        case DeadlineKind.QUARTER if read.period and quarter(read.period.start) == quarter(read.period.end):
            return Scope(quarter=read.period)
        case DeadlineKind.DAY | DeadlineKind.MONTH:
            return Scope(on=read.due)
        case DeadlineKind.UNREADABLE if read.reason.key in _EXPLAINED:
            return read.reason
        case _:
            return None
