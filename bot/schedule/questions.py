"""Questions nobody has answered: which wait for the secretary, and for how many working days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo

from bot.model.history import History
from bot.model.progress import Report, ReportKind
from bot.schedule.calendar import WorkingDays

WAITS = frozenset({ReportKind.QUESTION, ReportKind.NOT_OURS})
PATIENCE = 2  # working days after which the secretary is reminded of a question


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question, or a unit that says a task isn't its own; `age` counts the working days since."""

    report: Report
    age: int


def unanswered(
    log: Iterable[Report], today: date, days: WorkingDays, tz: tzinfo, patience: int = PATIENCE
) -> list[Unanswered]:
    """What of the log waits for an answer for at least so many working days, the oldest first."""
    history = History(log)
    answered = {entry.decides for entry in history.live}
    open_ = [entry for entry in history.live if entry.kind in WAITS and entry.id not in answered]
    found = [Unanswered(entry, _age(entry.at.astimezone(tz).date(), today, days)) for entry in open_]
    return [each for each in found if each.age >= patience]


def _age(asked: date, today: date, days: WorkingDays) -> int:
    """Working days after the day of asking, today among them."""
    ordinals = range(asked.toordinal() + 1, today.toordinal() + 1)
    return sum(days.is_working(date.fromordinal(day)) for day in ordinals)
