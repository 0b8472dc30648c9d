"""The strip of a quarter: its days, what each has sent or will send, and what falls due."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.messages.view import View, World
from bot.model.message import OutboxKind
from bot.rehearsal.chats import Json
from bot.rehearsal.page.ahead import label
from bot.rehearsal.page.session import Session
from bot.schedule.calendar import SWAPPED, holiday
from bot.store.store import Transaction
from bot.texts import Texts

MARKED = (OutboxKind.AGENDA, OutboxKind.DIGEST, OutboxKind.ESCALATION, OutboxKind.MORNING)
SATURDAY, SUNDAY = 5, 6
DAY = timedelta(days=1)

Sends = Counter[tuple[date, OutboxKind]]


async def strip(session: Session, day: date, *, ahead: bool) -> Json:
    """The quarter that holds a day, as the page shows it; what is to come only where wanted, and at rest."""
    world, now = session.stage.robot.world, session.stage.clock.now()
    first, last = _quarter(day)
    sends, dues = await session.store.read(partial(_past, world, now, first))
    if ahead and last >= now.date():
        coming = await session.ahead.sendings(last) or ()
        sends.update((each.at.date(), each.row.kind) for each in coming if each.row.kind in MARKED)
    days = [first + n * DAY for n in range((last - first).days + 1)]
    title = world.texts.quarter(first)
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "title": title[:1].upper() + title[1:],
        "days": [
            {
                "day": each.isoformat(),
                "off": _off(each, world),
                "past": each < now.date(),
                "sends": _sends(sends, each, world.texts),
                "due": dues[each],
            }
            for each in days
        ],
    }


def _quarter(day: date) -> tuple[date, date]:
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first, (first + 92 * DAY).replace(day=1) - DAY


def _past(world: World, now: datetime, first: date, tx: Transaction) -> tuple[Sends, Counter[date]]:
    """What was sent from the first day on, and how many tasks are due on each day."""
    start = datetime.combine(first, time(), tzinfo=world.zone)
    went = tx.outbox.went(MARKED, start, now) if start <= now else []
    sends = Counter((at.astimezone(world.zone).date(), kind) for kind, at in went)
    standings = View(world, tx, now).standings(world.catalog.tasks())
    return sends, Counter(standing.due for standing in standings.values() if standing.due)


def _sends(sends: Sends, day: date, texts: Texts) -> list[Json]:
    found = ((kind, sends[day, kind]) for kind in MARKED)
    return [
        {"kind": kind.value, "label": label(kind, texts), "count": count} for kind, count in found if count
    ]


def _off(day: date, world: World) -> str | None:
    """Why nobody is at a desk; null for a working day."""
    if world.days.is_working(day):
        return None
    if named := holiday(day, world.texts.language):
        return named
    why = "swapped" if day in SWAPPED else {SATURDAY: "saturday", SUNDAY: "sunday"}.get(day.weekday(), "own")
    return world.texts.plain(f"rehearsal.off_{why}")
