"""What a recipient is told today: the newest rung of each open task its units own or support."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.model.agenda import Agenda, AgendaItem, Rung, RungKind
from bot.model.deadline import TaskRef
from bot.model.people import Snooze
from bot.model.plan import Ladder, Task
from bot.model.progress import Share, Standing, State
from bot.schedule.calendar import WorkingDays
from bot.schedule.ladder import newest_rung


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Tasks a chat put off beyond a day, and those it put off until then."""

    hushed: Collection[TaskRef] = frozenset()
    woken: Collection[TaskRef] = frozenset()


NOTHING = Snoozed()


def agenda_for(
    units: Collection[str],
    tasks: Iterable[Task],
    standings: Mapping[TaskRef, Standing],
    today: date,
    since: date | None,
    days: WorkingDays,
    ladders: Mapping[str, Ladder],
    issued: Mapping[str, date],
    put_off: Snoozed = NOTHING,
) -> Agenda | None:
    """The agenda of `units` for `today`: what they own, then what they support, each by its part.

    None on a day off and where there is nothing to say.

    `since` is the last day whose rungs were told: the days missed since then collapse into this
    agenda, which is then `late` (decision 6). With `since` None it is the recipient's first,
    never late: each task whose ladder has begun appears once. `ladders` and `issued` are by plan id;
    a task that waits for approval is not asked about again. A task put off is left out, and on the day it
    was put off to it is in, whether or not a rung falls on that day.
    """
    if not days.is_working(today):
        return None
    asked = [t for t in tasks if t.ref not in put_off.hushed and _asks(standings[t.ref])]
    parts = {t.ref: part for t in asked if (part := _part(t, units, standings[t.ref]))}
    asked = [t for t in asked if t.ref in parts]
    newest = {
        t.ref: _newest(standings[t.ref], parts[t.ref], ladders[t.plan], days, issued[t.plan], today)
        for t in asked
    }
    told = {ref: rung for ref, rung in newest.items() if rung and (since is None or rung.on > since)}
    woken = [ref for ref in newest if ref in put_off.woken]
    again = {ref: newest[ref] or _wished(standings[ref], days, today) for ref in woken}
    items = [
        AgendaItem(task=ref, rung=rung, part=parts[ref], owed=_owed(standings[ref], parts[ref]))
        for ref, rung in (again | told).items()
        if rung
    ]
    if not items:
        return None
    # Overdue ones have the oldest due dates, so they come first; equal ones keep the plan's order.
    items.sort(key=lambda item: (item.part is Share.SUPPORT, item.due))
    late = since is not None and any(rung.on < today for ref, rung in told.items() if ref not in again)
    return Agenda(units=tuple(sorted(units)), on=today, items=tuple(items), late=late)


def _asks(standing: Standing) -> bool:
    return _asked_now(standing) or bool(standing.owed)


def _asked_now(standing: Standing) -> bool:
    return standing.asked and standing.state is not State.AWAITING_APPROVAL


def _owed(standing: Standing, part: Share) -> tuple[Standing, ...]:
    return standing.owed if part is Share.OWNER else ()


def _part(task: Task, units: Collection[str], standing: Standing) -> Share | None:
    """Whose part of a task these units are asked for; a supporting unit until it has done its own."""
    if task.owner in units:
        return Share.OWNER
    if not _asked_now(standing):
        return None
    said = [standing.support.get(unit) for unit in task.support if unit in units]
    waits = any(report is None or report.state is not State.DONE for report in said)
    return Share.SUPPORT if waits else None


def _wished(standing: Standing, days: WorkingDays, today: date) -> Rung | None:
    """The rung of a task asked for again before its ladder has begun."""
    if standing.due is None:
        return None
    aim = days.on_or_before(standing.due)
    return Rung(kind=RungKind.BEFORE, on=today, due=standing.due, aim=aim, days=max(0, (aim - today).days))


def _newest(
    standing: Standing, part: Share, ladder: Ladder, days: WorkingDays, issued: date, today: date
) -> Rung | None:
    """The newest rung of the present period, and of the last of those that are owed: one weekly round names
    them all."""
    asked = [*_owed(standing, part)[-1:], *([standing] if _asked_now(standing) else [])]
    found = (_rung(each, ladder, days, issued, today) for each in asked)
    return max((rung for rung in found if rung), key=lambda rung: rung.on, default=None)


def _rung(standing: Standing, ladder: Ladder, days: WorkingDays, issued: date, today: date) -> Rung | None:
    if standing.due is None:
        return None
    start = standing.period.start if standing.period else date.min
    return newest_rung(standing.due, ladder, days, issued=issued, until=today, start=start)


def snoozed(snoozes: Iterable[Snooze], on: date, since: date | None, days: WorkingDays) -> Snoozed:
    """What snoozes mean for an agenda of `on` to a chat that was told everything up to `since`."""
    wakes = {one.task: wakes_on(one, days) for one in snoozes}
    hushed = {task for task, wake in wakes.items() if on < wake}
    woken = {task for task, wake in wakes.items() if wake <= on and since is not None and since < wake}
    return Snoozed(frozenset(hushed), frozenset(woken))


def wakes_on(one: Snooze, days: WorkingDays) -> date:
    """The day to remind again: the last working day up to the one asked for, which may be the due date."""
    day = days.on_or_before(one.until)
    return day if day > one.asked_on else one.until
