"""What a recipient is told today: the newest rung of each open task its units own, as one agenda."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from bot.model.agenda import Agenda, AgendaItem, Rung
from bot.model.deadline import TaskRef
from bot.model.plan import Ladder, Task
from bot.model.progress import Standing, State
from bot.schedule.calendar import WorkingDays
from bot.schedule.ladder import newest_rung


def agenda_for(
    units: Collection[str],
    tasks: Iterable[Task],
    standings: Mapping[TaskRef, Standing],
    today: date,
    since: date | None,
    days: WorkingDays,
    ladders: Mapping[str, Ladder],
    issued: Mapping[str, date],
) -> Agenda | None:
    """The agenda of `units` for `today`, or None on a day off and where there is nothing to say.

    `since` is the last day whose rungs were told: the days missed since then collapse into this
    agenda, which is then `late` (DESIGN, decision 6). With `since` None it is the recipient's first,
    never late: each task whose ladder has begun appears once. `ladders` and `issued` are by plan id;
    a task that waits for approval is not asked about again.
    """
    if not days.is_working(today):
        return None
    asked = [t for t in tasks if t.owner in units and _asks(standings[t.ref])]
    newest = {t.ref: _rung(standings[t.ref], ladders[t.plan], days, issued[t.plan], today) for t in asked}
    items = [AgendaItem(task=ref, rung=rung) for ref, rung in newest.items() if rung and _untold(rung, since)]
    if not items:
        return None
    # Overdue ones have the oldest due dates, so they come first; equal ones keep the plan's order.
    items.sort(key=lambda item: item.rung.due)
    late = since is not None and any(item.rung.on < today for item in items)
    return Agenda(units=tuple(sorted(units)), on=today, items=tuple(items), late=late)


def _asks(standing: Standing) -> bool:
    return standing.open and standing.state is not State.AWAITING_APPROVAL


def _untold(rung: Rung, since: date | None) -> bool:
    return since is None or rung.on > since


def _rung(standing: Standing, ladder: Ladder, days: WorkingDays, issued: date, today: date) -> Rung | None:
    if standing.due is None:
        return None
    start = standing.turn.start if standing.turn else date.min
    return newest_rung(standing.due, ladder, days, issued=issued, until=today, start=start)
