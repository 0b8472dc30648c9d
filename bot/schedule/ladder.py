"""The reminder ladder: on which working days a due date is spoken of, before and after it."""

from collections.abc import Iterator
from datetime import date, timedelta

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
    the working day before when off. Overdue: every `ladder.overdue_every` days after `due` (0: never),
    moved to the working day after when off. Of several on one day the closer one counts: the fewest
    days before, the most days after. Nothing stands before `issued`, nor before `start`, which for
    an ongoing or recurring task is the first day of its period.
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
    if ladder.overdue_every < 1:
        return
    aim, last = days.on_or_before(due), None
    steps = (until - due).days // ladder.overdue_every
    for after in range(steps * ladder.overdue_every, 0, -ladder.overdue_every):
        on = days.on_or_after(due + timedelta(days=after))
        if on < issued:
            return
        if on <= until and on != last:
            yield Rung(kind=RungKind.OVERDUE, on=on, due=due, aim=aim, days=after)
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
