"""What a recipient is told today: the newest rung of each open task its units own or support, in order."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from bot.model.agenda import Agenda, AgendaItem, Rung, RungKind, Urgency
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
Climb = Callable[..., Rung | None]  # `newest_rung` of one plan


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
    """The agenda of `units` for `today`: what they own and what they support, each by its part.

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
    items: list[AgendaItem] = []
    late = False
    for task in (t for t in asked if t.ref in parts):
        climb = partial(newest_rung, ladder=ladders[task.plan], days=days, issued=issued[task.plan])
        found = _found(standings[task.ref], parts[task.ref], climb, today, since)
        told = [each for each in found if since is None or each.rung.on > since]
        if task.ref in put_off.woken:
            told = told or found or _wished(standings[task.ref], parts[task.ref], days, today)
        else:
            late = late or (since is not None and any(each.rung.on < today for each in told))
        items += sorted(told, key=lambda each: (each.urgency(today), -each.rung.on.toordinal()))[:1]
    if not items:
        return None
    return Agenda(units=tuple(sorted(units)), on=today, items=ordered(items, today), late=late)


def ordered(items: Iterable[AgendaItem], today: date) -> tuple[AgendaItem, ...]:
    """Own tasks before supported ones; of each what is due today, then what newly went overdue, what comes
    due, the nearest first, and what has been overdue for long; of one date, periods that are owed come last.
    Equal ones keep their order."""
    return tuple(sorted(items, key=partial(_order, today=today)))


def _order(item: AgendaItem, today: date) -> tuple[bool, Urgency, date, bool]:
    return item.part is Share.SUPPORT, item.urgency(today), item.term(today), bool(item.owed)


def by_term(items: Iterable[AgendaItem], today: date) -> list[list[AgendaItem]]:
    """What of an ordered agenda is told together in a line: of one part, equally urgent, of one date, and
    tasks apart from periods that are owed."""
    return [list(same) for _, same in groupby(items, key=partial(_order, today=today))]


def _asks(standing: Standing) -> bool:
    return _asked_now(standing) or bool(standing.owed)


def _asked_now(standing: Standing) -> bool:
    return standing.asked and standing.state is not State.AWAITING_APPROVAL


def _part(task: Task, units: Collection[str], standing: Standing) -> Share | None:
    """Whose part of a task these units are asked for; a supporting unit until it has done its own."""
    if task.owner in units:
        return Share.OWNER
    if not _asked_now(standing):
        return None
    said = [standing.support.get(unit) for unit in task.support if unit in units]
    waits = any(report is None or report.state is not State.DONE for report in said)
    return Share.SUPPORT if waits else None


def _found(
    standing: Standing, part: Share, climb: Climb, today: date, since: date | None
) -> list[AgendaItem]:
    """What there is to say of a task: by the newest rung of the last period that is owed, one round naming
    them all, and by that of the present one. While a report is owed, nobody is told that the next period
    has opened: it is spoken of once its own days are counted."""
    owed = standing.owed if part is Share.OWNER else ()
    here = _rung(standing, climb, today) if _asked_now(standing) else None
    if owed and here and here.kind is RungKind.OPENING:
        here = None
    rungs = [(each, _rung(each, climb, today)) for each in owed[-1:]] + [(standing, here)]
    return [
        AgendaItem(
            task=standing.task,
            rung=rung,
            part=part,
            owed=owed,
            present=here.due if owed and here else None,
            told=_overdue(rung) and since is not None and _overdue(_rung(of, climb, since)),
        )
        for of, rung in rungs
        if rung
    ]


def _rung(standing: Standing, climb: Climb, until: date) -> Rung | None:
    if standing.due is None:
        return None
    start = standing.period.start if standing.period else date.min
    return climb(standing.due, until=until, start=start)


def _overdue(rung: Rung | None) -> bool:
    return rung is not None and rung.kind is RungKind.OVERDUE


def _wished(standing: Standing, part: Share, days: WorkingDays, today: date) -> list[AgendaItem]:
    """A task asked for again before its ladder has begun."""
    if standing.due is None:
        return []
    aim = days.on_or_before(standing.due)
    days_left = max(0, (aim - today).days)
    rung = Rung(kind=RungKind.BEFORE, on=today, due=standing.due, aim=aim, days=days_left)
    return [AgendaItem(task=standing.task, rung=rung, part=part)]


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
