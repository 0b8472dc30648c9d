"""The digest pass: each plan's digest at its own moment, to every group linked to it, once a week."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from bot.delivery.aside import Aside, Piece
from bot.messages.view import View, World
from bot.model import subjects
from bot.model.agenda import Times
from bot.model.message import NewDelivery, Priority
from bot.model.people import Link, Role
from bot.model.plan import Plan
from bot.schedule.weekly import WEEK, Edition, after, due, edition_on, monday
from bot.store.store import Transaction

Next = Mapping[str, datetime]
AT_ONCE = 20  # plans looked at in one transaction: others wait for it


def digest_week(
    world: World, times: Times, tx: Transaction, now: datetime, plans: Iterable[Plan] | None = None
) -> tuple[int, Next]:
    """The digests of these plans (none named: of all) that are due, on time or up to three days late: how
    many rows were added, and when each plan's next one goes out.

    A late one waits for a working day and the hour of agendas.
    """
    view = View(world, tx, now)
    aside, added, following = Aside(view), 0, {}
    for plan in world.catalog.plans.values() if plans is None else plans:
        piece = Piece(key=f"digest:{plan.id}", what="digest", values={"plan": plan.number}, plans=(plan.id,))
        if made := aside.run(piece, partial(_digest, view, times, plan)):
            added += made[0]
            following[plan.id] = made[1]
    return added, {plan: moment for plan, moment in following.items() if moment}


def _digest(view: View, times: Times, plan: Plan) -> tuple[int, datetime | None]:
    moment = due(_kept_edition(view, plan), view.now)
    hour = min(times.agenda, view.world.digest_rules(plan).at)
    ready = moment and view.world.days.is_working(view.today) and view.now.time() >= hour
    rows = _rows(view, plan, moment) if moment and ready else ()
    return sum(view.tx.outbox.add(row, view.now) for row in rows), _next(view, plan)


def _next(view: View, plan: Plan) -> datetime | None:
    """This week's, unless it has gone out already."""
    this = _edition(view, plan, _kept(view, plan)).this
    if this and this > view.now:
        groups = view.tx.links.all(role=Role.GROUP, plan=plan.id)
        if not groups or not all(_told(view, group, monday(this)) for group in groups):
            return this
    return after(view.now, view.world.digest_rules(plan), view.world.days)


def _kept_edition(view: View, plan: Plan) -> Edition:
    """The plan's edition, kept: a week's moment must be known when the plan's day changes after it."""
    kept = _kept(view, plan)
    edition = _edition(view, plan, kept)
    if edition != kept:
        moments = (moment.isoformat() if moment else "" for moment in (edition.before, edition.this))
        view.tx.facts.set(_fact(plan), " ".join(moments))
    return edition


def _edition(view: View, plan: Plan, kept: Edition | None) -> Edition:
    return edition_on(kept, view.world.digest_rules(plan), view.world.days, view.now)


def _kept(view: View, plan: Plan) -> Edition | None:
    found = view.tx.facts.get(_fact(plan))
    if found is None:
        return None
    before, _, this = found.partition(" ")
    return Edition(_moment(before), _moment(this))


def _fact(plan: Plan) -> str:
    return f"digest:{plan.id}"


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _rows(view: View, plan: Plan, moment: datetime) -> Iterator[NewDelivery]:
    week = monday(moment)
    for group in view.tx.links.all(role=Role.GROUP, plan=plan.id):
        if _told(view, group, week):
            continue  # on the day the plan had before, or before it was linked again in another topic
        week_ago = moment - WEEK
        row = NewDelivery(
            # By link: a group that becomes a supergroup changes its chat id within the week.
            key=f"digest:{group.id}:{week.isoformat()}",
            chat_id=group.chat_id,
            priority=Priority.DIGEST,
            thread_id=group.thread_id,
            subject=subjects.Digest(plan=plan.id, week=week, week_ago=week_ago),
        )
        yield row
        if view.world.digest_rules(plan).picture:
            picture = subjects.Paper(plan=plan.id, week=week, week_ago=week_ago, format="png")
            yield replace(row, key=f"picture:{row.key}", subject=picture)


def _told(view: View, group: Link, week: date) -> bool:
    return view.tx.outbox.digested(group.chat_id, str(group.plan), week)
