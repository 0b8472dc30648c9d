"""The passes: what is due at `now` goes into the outbox; run again, they add nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain

from bot.delivery.aside import Aside, Piece
from bot.delivery.quiet import settle
from bot.delivery.recipients import Recipients, recipients
from bot.messages.found import Found
from bot.messages.notices.unreached import plans_of
from bot.messages.view import View, World
from bot.model.agenda import Times
from bot.model.message import NewDelivery, OutboxKind, Priority
from bot.model.people import Link
from bot.model.subjects import Agenda
from bot.store.links import Place
from bot.store.store import StoreUnavailable, Transaction

KEEP_INBOX = KEEP_PLAN_FILES = KEEP_TRIES = timedelta(days=30)
KEEP_OUTBOX = timedelta(days=400)  # a year, and what is told of the one before
AT_ONCE = 50  # places planned in one transaction: about a fifth of a second


def plan_day(world: World, times: Times, tx: Transaction, now: datetime, found: Found | None = None) -> int:
    """One agenda for every unit's group and official's chat that has something due; how many were added.

    All days up to today that a chat was not told of are told at once. A link's `planned_through`
    moves in the same transaction, so a second pass finds nothing, whatever the clock did meanwhile, unless
    it had run ahead by more than a day.
    """
    found = found or Found(tx)
    planned, after = plan_some(world, times, tx, now, found=found)
    while after is not None:
        more, after = plan_some(world, times, tx, now, after, found)
        planned += more
    return planned


def plan_some(
    world: World,
    times: Times,
    tx: Transaction,
    now: datetime,
    after: Place | None = None,
    found: Found | None = None,
) -> tuple[int, Place | None]:
    """`plan_day` for the places that follow `after`, as many as keep nobody else waiting for the database;
    how many agendas were added, and the last place, or None when it was the last of all."""
    view = View(world, tx, now, found=found)
    if view.now.time() < times.agenda or not world.days.is_working(view.today):
        return 0, None
    newest = tx.changes.newest()
    if after is None:
        _distrust(view)
        _through_groups(view)
        settle(view, newest)
    places = tx.links.untold_places(view.today, after, AT_ONCE + 1)
    here = tx.links.of_chats({chat for chat, _ in places[:AT_ONCE]})
    who = recipients(tx, {x.unit for x in here if x.unit}, view.today)
    tx.links.planned_through([x.id for x in who.through_others], view.today)
    new = [x.id for x in who.through_others if x.changes_through is None]
    tx.links.changes_through(new, newest)  # back on duty, they hear of what changed from now on
    waiting, aside, told = _waiting(who, view.today), Aside(view), list[int]()
    here_now = {place: waiting[place] for place in places[:AT_ONCE]}
    found_all = _read_together(view, [link for links in here_now.values() for link in links])
    planned = sum(
        _plan_chat(view, aside, place, links, newest, told, found_all) for place, links in here_now.items()
    )
    tx.links.planned_through(told, view.today)
    tx.links.changes_through(told, newest)
    return planned, places[AT_ONCE - 1] if len(places) > AT_ONCE else None


def _read_together(view: View, links: Sequence[Link]) -> bool:
    """Finds all their units' tasks in one reading of the log, and what they put off; whether it went well."""
    given = (view.world.catalog.given_to.get(unit, ()) for unit in {str(x.unit) for x in links})
    try:
        with view.tx.piece():
            view.found.put_off.of(x.chat_id for x in links)
            view.standings({task.ref: task for task in chain(*given)}.values())
    except StoreUnavailable:
        raise
    except Exception:  # the unit that it is about fails by it again, and is put aside alone
        return False
    return True


def _distrust(view: View) -> None:
    """A chat told of days yet to come was told under a wrong date: it is told anew, rather once too often
    than not until then. A day more is nothing, a clock is set back by as much; and under a date before
    any plan was issued, that date itself is wrong."""
    plans = view.world.catalog.plans.values()
    if any(plan.issued <= view.today for plan in plans):
        view.tx.links.forget_beyond(view.today + timedelta(days=1))


def _waiting(who: Recipients, today: date) -> Mapping[Place, list[Link]]:
    places: Mapping[Place, list[Link]] = defaultdict(list)
    for link in who.told:
        if link.planned_through is None or link.planned_through < today:
            places[link.chat_id, link.thread_id].append(link)
    return places


def agenda_key(place: Place, day: date) -> str:
    chat, thread = place
    return f"agenda:{chat}{f'/{thread}' if thread else ''}:{day.isoformat()}"


def _plan_chat(
    view: View,
    aside: Aside,
    place: Place,
    links: list[Link],
    newest: int,
    told_now: list[int],
    found_all: bool,
) -> bool:
    """Whether a place gets an agenda; which of its links have been told by it is added to `told_now`. Where
    all was found together, only changes are still to be read."""
    chat, thread = place
    due = {
        x.id: aside.run(
            _piece(view, x),
            partial(_due, view, x, newest),
            writes=not found_all or _told_of(x, newest) < newest,
        )
        for x in links
    }
    quiet, found = [x for x in links if due[x.id] is False], [x for x in links if due[x.id]]
    key = agenda_key(place, view.today)
    if found and view.tx.outbox.has(key):
        # This chat had its agenda today, or it is on its way again. What a unit's group should have been told
        # does not wait; the tasks of a unit that was linked meanwhile come with the next one.
        found = [x for x in found if x.reached and view.lost_group(x)]
        key = f"{key}:{'+'.join(sorted(str(x.unit) for x in found))}"
        found = [] if view.tx.outbox.has(key) else found
    if found:
        late = _supersede(view, place)
        since = {str(x.unit): x.planned_through for x in found}
        told = {str(x.unit): told for x in found if (told := _told_of(x, newest)) < newest}
        behind = told | {unit: after for unit, (after, _) in late.news.items()}
        row = NewDelivery(
            key=key,
            chat_id=chat,
            priority=Priority.AGENDA,
            subject=Agenda(
                on=view.today,
                since={**since, **late.since},
                news={unit: (after, newest) for unit, after in behind.items()},
            ),
            thread_id=thread,
        )
        view.tx.outbox.add(row, view.now)
    told_now += [x.id for x in (*quiet, *found)]
    return bool(found)


def _told_of(link: Link, newest: int) -> int:
    """The last change a link was told of; who is new hears of tasks as they are."""
    return newest if link.changes_through is None else link.changes_through


def _through_groups(view: View) -> None:
    """Who is told through the unit's group has been told what the group has."""
    for link, told in view.tx.links.behind_groups(view.today).items():
        view.tx.links.changes_through([link], told)


def _due(view: View, link: Link, newest: int) -> bool | None:
    """Whether a unit has something due; None where nobody asks: who can't be reached is tried again at
    every rung, not every day until then."""
    if link.unit is None:
        return None if not link.reached else False
    before = view.world.days.on_or_before(view.today - timedelta(days=1))
    if not link.reached and not view.agenda([link.unit], view.today, before, link.chat_id):
        return None
    agenda = view.agenda([link.unit], view.today, link.planned_through, link.chat_id)
    return bool(agenda or view.changes(link.unit, _told_of(link, newest), newest))


def _piece(view: View, link: Link) -> Piece:
    """A unit's agenda in one place."""
    catalog, key = view.world.catalog, f"agenda:{link.id}"
    return Piece(
        key=key, what="agenda", values={"unit": catalog.short(link.unit or "")}, plans=plans_of(catalog, link)
    )


def _supersede(view: View, place: Place) -> Agenda:
    """An agenda of an earlier day still unsent gives way to today's, which tells what it would have."""
    late = Agenda(on=view.today, since={})
    unsent = view.tx.outbox.unsent(place[0], OutboxKind.AGENDA)
    for row in (row for row in unsent if row.thread_id == place[1]):
        view.tx.outbox.skip(row.id, "superseded", view.now)
        if isinstance(row.subject, Agenda):
            since, news = {**row.subject.since, **late.since}, {**row.subject.news, **late.news}
            late = replace(late, since=since, news=news)
    return late


def prune(tx: Transaction, now: datetime) -> int:
    """Forget handled updates that Telegram can't send again (it keeps them for 24 hours), old plan files,
    failed tries of codes and messages of long ago; how many of these, at most so many at once."""
    tx.inbox.prune(now - KEEP_INBOX)
    tx.plan_files.prune(now - KEEP_PLAN_FILES)
    tx.invites.prune(now - KEEP_TRIES)
    return tx.outbox.prune(now - KEEP_OUTBOX)
