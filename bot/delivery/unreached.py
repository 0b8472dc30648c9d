"""What did not arrive, or not as it should: what is undone, and who hears of it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.delivery.passes import agenda_key
from bot.messages.notices.unreached import concerned
from bot.messages.view import World
from bot.model import subjects
from bot.model.message import Delivery as Row
from bot.model.message import DeliveryState, NewDelivery, OutboxKind, Priority
from bot.model.people import Link, Role
from bot.model.refusal import ONE_SORT, SHUT, Refusal, sort_of
from bot.store.outbox_statements import NOT_DELIVERED
from bot.store.store import Transaction

GATHERED = timedelta(minutes=15)  # the first failure of the day waits for the others
EXCUSE = "excuse:"  # how the keys begin of what is said in a file's stead


def lost(world: World, tx: Transaction, row: Row, reason: str, now: datetime) -> list[int]:
    """A row ended undelivered: its rungs aren't counted as told, and whom it concerns hears of it.

    Returns the chats of the secretaries told; none where no plan has one who can be reached.
    """
    sort = sort_of(reason)
    if row.subject.quiet and sort is not Refusal.AWAY:
        return []  # the message stays as it was
    news = True
    if sort in SHUT or isinstance(row.subject, subjects.Agenda):
        news = tx.links.unreachable(row.chat_id, now, _topics(row, sort))
    if isinstance(row.subject, subjects.Directive):
        _redraw_sent(tx, row, row.subject, now)
    if excuse := _excuse(tx, row, sort):
        tx.outbox.add(excuse, now)
    untell(tx, row)
    if isinstance(row.subject, subjects.Unreached):
        return []
    if sort in ONE_SORT:
        return _tell_what(world, tx, row, sort, now)
    told = _secretaries(world, tx, row, sort)
    for secretary in told:
        _tell(world, tx, secretary, now, news)
    return told


def reached(world: World, tx: Transaction, row: Row, around: Refusal | None, now: datetime) -> None:
    """A row was sent, perhaps `around` a refusal: its place can be written to, its rungs are told."""
    here = tx.links.of_chat(row.chat_id)
    topics = _topics(row, around) if around else (row.thread_id,)
    if not all(x.reached for x in here) and tx.links.reachable(row.chat_id, topics):
        tx.outbox.put_back(row.chat_id, now.astimezone(world.zone).date(), now)
    if isinstance(row.subject, subjects.Directive) and row.edits is None:
        _redraw_sent(tx, row, row.subject, now)
    if isinstance(row.subject, subjects.Agenda):
        units = row.subject.since
        told = [x for x in here if x.thread_id == row.thread_id and x.unit in units]
        if row.chat_id > 0:  # in place of a group that takes nothing, which hears no more of that day
            groups = [x for unit in units for x in tx.links.all(role=Role.GROUP, unit=unit)]
            told += [x for x in groups if not x.reached]
        on = row.subject.on
        if behind := [x.id for x in told if x.planned_through is None or x.planned_through < on]:
            tx.links.planned_through(behind, on)
        for unit, (_, through) in row.subject.news.items():
            theirs = {x.id for x in tx.links.all(unit=unit)}
            tx.links.changes_through(theirs.intersection(x.id for x in told), through)
    if around in (Refusal.TOPIC, Refusal.PHOTOS):
        _tell_what(world, tx, row, around, now)


def _topics(row: Row, sort: Refusal) -> Collection[int | None] | None:
    """Where nothing is taken: a topic's messages were tried in no topic as well."""
    return None if sort is Refusal.AWAY else {row.thread_id, None}


def _there(tx: Transaction, row: Row) -> list[Link]:
    return [x for x in tx.links.of_chat(row.chat_id) if x.thread_id == row.thread_id]


def _redraw_sent(tx: Transaction, row: Row, of: subjects.Directive, now: datetime) -> None:
    """What whoever said a word from above was told of it, drawn anew where it stands already: it says who
    could not be reached. One still to be sent will say so itself."""
    first = tx.reports.get(of.reports[0])
    for told in tx.outbox.of_update(first.update) if first else ():
        subject, message = told.subject, told.message_id
        if (
            not isinstance(subject, subjects.DirectiveSent)
            or subject.reports != of.reports
            or message is None
        ):
            continue
        if not tx.outbox.changes(told.chat_id, message):
            new = NewDelivery(
                key=f"redraw:{told.id}:{row.id}:{row.attempts}",
                chat_id=told.chat_id,
                priority=Priority.REDRAW,
                subject=replace(subject, quiet=True),
                edits=message,
            )
            tx.outbox.add(new, now)


def untell(tx: Transaction, row: Row) -> None:
    """What was to be told comes again, to whoever can be told."""
    match row.subject:
        case subjects.Agenda(on=on, since=since, news=news):
            for unit, through in since.items():
                for link in tx.links.all(unit=unit):
                    counted = link.planned_through is not None and link.planned_through >= on
                    if counted and not _told_elsewhere(tx, link, row, on):
                        tx.links.untold([link.id], through, news[unit][0] if unit in news else None)
        case subjects.Escalation(all=tasks):
            others = tx.outbox.planned_at(row.kind, row.created_at)
            alive = [other.subject for other in others if other.state not in NOT_DELIVERED]
            told = {ref for of in alive if isinstance(of, subjects.Escalation) for ref in of.all}
            tx.escalations.forget([ref for ref in tasks if ref not in told], row.created_at)


def _told_elsewhere(tx: Transaction, link: Link, row: Row, on: date) -> bool:
    """Whether the link's own place had an agenda of that day, another than this row, with its unit in it."""
    place = link.chat_id, link.thread_id
    own = None if place == (row.chat_id, row.thread_id) else tx.outbox.by_key(agenda_key(place, on))
    return own is not None and isinstance(own.subject, subjects.Agenda) and link.unit in own.subject.since


def _excuse(tx: Transaction, row: Row, sort: Refusal) -> NewDelivery | None:
    """Why the file that was asked for doesn't come: said there, or alone to whoever asked where not even
    that is taken."""
    again, asker = row.key.startswith(EXCUSE), row.subject.to
    if not again and (row.kind is not OutboxKind.FILE or getattr(row.subject, "week", None)):
        return None  # nobody asked for it
    there = sort not in SHUT and not again
    if not there and (asker is None or asker == row.chat_id or not _alone(tx, asker)):
        return None
    if there:
        why = subjects.Notice(key="outage.no_file", values={"allowed": sort not in ONE_SORT}, to=asker)
    else:
        of = {"name": _name(tx, row), "away": sort is Refusal.AWAY}
        why = subjects.Notice(key="outage.no_file_there", values=of)
    return NewDelivery(
        key=f"{EXCUSE}{row.id}",
        chat_id=row.chat_id if there or asker is None else asker,
        priority=Priority.ANSWER,
        subject=why,
        thread_id=row.thread_id if there else None,
    )


def _alone(tx: Transaction, user: int) -> bool:
    """Whether somebody can be written to in their own chat, whose id is theirs."""
    return any(link.reached and link.chat_id == user for link in tx.links.of_user(user))


def _name(tx: Transaction, row: Row) -> str:
    return next((x.name for x in _there(tx, row) or tx.links.of_chat(row.chat_id)), "")


def _secretaries(world: World, tx: Transaction, row: Row, sort: Refusal) -> list[int]:
    """Those of the plans it concerns, who are told where they are not the ones out of reach."""
    links = tx.links.of_chat(row.chat_id)
    here = links if sort is Refusal.AWAY else _there(tx, row) or links
    plans = concerned(world.catalog, here, row, whole=sort is Refusal.AWAY)
    found = [x for plan in sorted(plans) for x in tx.links.all(role=Role.SECRETARY, plan=plan)]
    return sorted({x.chat_id for x in found if x.reached and (x.chat_id != row.chat_id or sort not in SHUT)})


def _tell(world: World, tx: Transaction, chat: int, now: datetime, news: bool) -> None:
    """In the message of the day; where that has gone out, and this is news, in tomorrow's."""
    today = now.astimezone(world.zone).date()
    for after in (timedelta(0), timedelta(days=1))[: 1 + news]:
        key, on = f"unreached:{chat}:{(today + after).isoformat()}", today + after
        known = tx.outbox.by_key(key)
        if known is None:
            new = NewDelivery(
                key=key, chat_id=chat, priority=Priority.DIGEST, subject=subjects.Unreached(on=on)
            )
            tx.outbox.add(new, now, now + GATHERED + after)
        if known is None or known.state is DeliveryState.PENDING:
            return


def _tell_what(world: World, tx: Transaction, row: Row, sort: Refusal, now: datetime) -> list[int]:
    """What a place doesn't take though the rest arrives: once a month, for as long as it lasts."""
    told = _secretaries(world, tx, row, sort)
    topic = row.thread_id if sort is Refusal.TOPIC else None
    month = now.astimezone(world.zone).strftime("%Y-%m")
    for secretary in told:
        new = NewDelivery(
            key=f"limited:{secretary}:{row.chat_id}/{topic}:{sort}:{month}",
            chat_id=secretary,
            priority=Priority.DIGEST,
            subject=subjects.Notice(
                key="outage.limited", values={"name": _name(tx, row), "topic": topic, "what": sort.value}
            ),
        )
        tx.outbox.add(new, now)
    return told
