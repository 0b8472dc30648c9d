"""Who has nothing to be told today: known by dates alone, and settled without a look at the log."""

from collections.abc import Mapping, Set
from datetime import date

from bot.messages.view import View
from bot.schedule.foreseen import Dates, foreseen, newest, put_off
from bot.store.facts import ASIDE
from bot.store.links import Waiting


def settle(view: View, newest_change: int) -> None:
    """Who can be written to and surely has no agenda today counts as told of it: nearly all, on most days."""
    tx = view.tx
    waiting = tx.links.waiting(view.today)
    if not waiting:
        return
    since = {x.planned_through for x in waiting}
    earliest = min((day for day in since if day), default=view.today)
    speaking = _speaking(view, since)
    told = [newest_change if x.changes_through is None else x.changes_through for x in waiting]
    changed = tx.changes.newest_of_units(min(told)) if min(told) < newest_change else {}
    woken = tx.snoozes.chats(earliest)
    failed = tx.facts.starting(f"{ASIDE}agenda:")

    def quiet(link: Waiting, told: int) -> bool:
        return not (
            link.unit in speaking[link.planned_through]
            or changed.get(link.unit, 0) > told
            or link.chat_id in woken
            or f"{ASIDE}agenda:{link.id}" in failed
        )

    found = [x.id for x, through in zip(waiting, told, strict=True) if quiet(x, through)]
    tx.links.planned_through(found, view.today)
    tx.links.changes_through(found, newest_change)


def _speaking(view: View, since: Set[date | None]) -> Mapping[date | None, Set[str]]:
    """The units that may have something to be told, by the last day that they were told of."""
    catalog, found = view.world.catalog, {day: set[str]() for day in since}
    for of in (catalog.once(foreseen), put_off(catalog, view.tx.reports.granted())):
        for dates, units in of.items():
            last = _newest(view, dates)
            for day in since:
                if last and (day is None or last > day):
                    found[day] |= units
    return found


def _newest(view: View, dates: Dates) -> date | None:
    try:
        return newest(dates, view.world.days, view.today)
    except Exception:  # each unit's own agenda fails by it as well, and is put aside alone
        return date.max
