"""The reminder ladder: on which working days a due date is spoken of, before and after it."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from bot.model.agenda import Rung, RungKind
from bot.model.deadline import quarter_start
from bot.model.plan import Ladder
from bot.schedule.calendar import DAY, WorkingDays


def rungs(
    due: date, ladder: Ladder, days: WorkingDays, *, issued: date, until: date, start: date = date.min
) -> tuple[Rung, ...]:
    """Every rung up to and including `until`, oldest first; each on a working day, at most one a day.

    Opening: the first working day of the quarter that holds `due`, later than `issued`, and only
    ahead of all the others. Before: counted back from the last working day not after `due`, moved to
    the working day before when off. Overdue: the working days `ladder.overdue` after `due`, and later
    than these every `ladder.overdue_every` days after `due` (0: never), moved to the working day after
    when off. Of several on one day the closer one counts: the fewest days before. Nothing stands before
    `issued`, nor before `start`, which for an ongoing or recurring task is the first day of its period.
    """
    toward_due = tuple(_up_to_due(due, ladder, days, issued=issued, start=start))
    overdue = tuple(_overdue(due, ladder, days, issued=issued, until=until))
    return tuple(rung for rung in reversed(overdue + toward_due) if rung.on <= until)


def newest_rung(
    due: date, ladder: Ladder, days: WorkingDays, *, issued: date, until: date, start: date = date.min
) -> Rung | None:
    """The last of `rungs`, found without walking through the years of an old due date."""
    overdue = next(_overdue(due, ladder, days, issued=issued, until=until), None)
    if overdue:
        return overdue
    toward_due = _up_to_due(due, ladder, days, issued=issued, start=start)
    return next((rung for rung in toward_due if rung.on <= until), None)


def _overdue(due: date, ladder: Ladder, days: WorkingDays, *, issued: date, until: date) -> Iterator[Rung]:
    """Overdue rungs up to `until`, the newest first."""
    if until <= due:
        return
    aim = days.on_or_before(due)
    first = [days.after(due, number) for number in sorted(set(ladder.overdue), reverse=True)]
    weekly = _every(due, ladder.overdue_every, days, after=max([due, *first]), until=until)
    for on in chain(weekly, first):
        if issued <= on <= until:
            yield Rung(kind=RungKind.OVERDUE, on=on, due=due, aim=aim, days=(on - due).days)


def _every(due: date, step: int, days: WorkingDays, *, after: date, until: date) -> Iterator[date]:
    """Each working day that comes round every `step` days after `due` (0: none), later than `after`, the
    newest first."""
    last = None
    for number in range((until - due).days // step if step else 0, 0, -1):
        on = days.on_or_after(due + timedelta(days=number * step))
        if on <= after:
            return
        if on <= until and on != last:
            yield on
            last = on


def _up_to_due(due: date, ladder: Ladder, days: WorkingDays, *, issued: date, start: date) -> Iterator[Rung]:
    """The rungs up to the due date, the newest first."""
    aim = days.on_or_before(due)
    first = aim + DAY
    for before in sorted(set(ladder.before)):
        on = days.on_or_before(aim - timedelta(days=before))
        if max(issued, start) <= on < first:
            yield Rung(kind=RungKind.BEFORE, on=on, due=due, aim=aim, days=before)
            first = on
    opening = days.on_or_after(max(quarter_start(due), issued + DAY, start))
    if ladder.opening and opening < first:
        yield Rung(kind=RungKind.OPENING, on=opening, due=due, aim=aim)
