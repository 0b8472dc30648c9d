"""The reminder ladder: on which working days a due date is spoken of, before and after it."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

from bot.model.agenda import Rung, RungKind
from bot.model.deadline import quarter_start
from bot.model.plan import Ladder
from bot.schedule.calendar import DAY, WorkingDays

MONDAY = 1  # the ordinal of the first Monday


def rungs(
    due: date, ladder: Ladder, days: WorkingDays, *, issued: date, until: date, start: date = date.min
) -> tuple[Rung, ...]:
    """Every rung up to and including `until`, oldest first; each on a working day, at most one a day.

    Opening: the first working day of the quarter that holds `due`, later than `issued`, and only
    ahead of all the others. Before: counted back from the last working day not after `due`, moved to
    the working day before when off. Overdue: the working days `ladder.overdue` after `due`, and later
    than these in rounds that are the same days for all due dates: every `ladder.overdue_every` days, counted
    in whole from a Monday (7: each Monday; 0: never), moved to the working day after
    when off. Of several on one day the closer one counts: the fewest days before. Nothing stands before
    `issued`, nor before `start`, which for an ongoing or recurring task is the first day of its period.
    """
    toward_due = tuple(_up_to_due(due, ladder, days, issued=issued, start=start))
    overdue = tuple(_overdue(due, ladder, days, issued=issued, until=until))
    return tuple(rung for rung in reversed(overdue + toward_due) if rung.on <= until)


@lru_cache(maxsize=8192)  # many tasks share a date, and an agenda asks when it is planned and when it is sent
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
    rounds: Iterator[date] = iter(())
    if step := ladder.overdue_every:
        rounds = _rounds(step, days, since=_apart(first[0], step, days) if first else due + DAY, until=until)
    for on in chain(rounds, first):
        if issued <= on <= until:
            yield Rung(kind=RungKind.OVERDUE, on=on, due=due, aim=aim, days=(on - due).days)


def _apart(last: date, step: int, days: WorkingDays) -> date:
    """The first day on which a round does not merely repeat the rung on `last`: not the working day after it,
    nor within two days, unless rounds themselves are as close."""
    return max(last + min(step, 3) * DAY, days.after(last, min(step, 2)))


def _rounds(step: int, days: WorkingDays, *, since: date, until: date) -> Iterator[date]:
    """The days from `since` to `until` on which whatever is overdue is spoken of, the newest first."""
    last = None
    day = until - (until.toordinal() - MONDAY) % step * DAY
    while (on := days.on_or_after(day)) >= since:
        if on <= until and on != last:
            yield on
            last = on
        day -= step * DAY


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
