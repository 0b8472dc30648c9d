"""The digest pass: each plan's digest at its own moment, to every group linked to it, once a week."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial

from bot.delivery.aside import Aside, Piece
from bot.messages.view import View, World
from bot.model import subjects
from bot.model.agenda import Times
from bot.model.digest import DigestRules, DigestWishes
from bot.model.message import NewDelivery, Priority
from bot.model.people import Link
from bot.model.plan import Plan
from bot.schedule.weekly import WEEK, Edition, after, due, edition_on, monday
from bot.store.store import Transaction

Next = Mapping[str, datetime]
AT_ONCE = 60  # plans looked at in one transaction: others wait for it, a fifth of a second where all are due


def digest_week(
    world: World, times: Times, tx: Transaction, now: datetime, plans: Iterable[Plan] | None = None
) -> tuple[int, Next]:
    """The digests of these plans (none named: of all) that are due, on time or up to three days late: how
    many rows were added, and when each plan's next one goes out.

    A late one waits for a working day and the hour of agendas.
    """
    view = View(world, tx, now)
    plans = list(world.catalog.plans.values() if plans is None else plans)
    facts = tx.facts.of([_fact(plan) for plan in plans])
    groups: dict[str, list[Link]] = {}
    for link in tx.links.groups_of_plans([plan.id for plan in plans]):
        groups.setdefault(str(link.plan), []).append(link)
    aside, added, following = Aside(view), 0, {}

    @cache  # thousands of plans share a few
    def edition_of(kept: str | None, wishes: DigestWishes) -> Edition:
        return _edition(view, world.digest.under(wishes), kept)

    for plan in plans:
        piece = Piece(key=f"digest:{plan.id}", what="digest", values={"plan": plan.number}, plans=(plan.id,))
        here, kept = groups.get(plan.id, []), facts.get(_fact(plan))
        week = replace(piece, key=f"{piece.key}:week")  # of its own: found well, it ends no fault of the rest
        edition = aside.run(week, partial(edition_of, kept, plan.digest), writes=False)
        if edition is None:
            continue
        work = partial(_digest, view, times, plan, edition, here, kept)
        if made := aside.run(piece, work, writes=bool(here) or _written(edition) != kept):
            added += made[0]
            following[plan.id] = made[1]
    return added, {plan: moment for plan, moment in following.items() if moment}


def _digest(
    view: View, times: Times, plan: Plan, edition: Edition, groups: Sequence[Link], kept: str | None
) -> tuple[int, datetime | None]:
    """The edition is kept: a week's moment must be known when the plan's day changes after it."""
    if (written := _written(edition)) != kept:
        view.tx.facts.set(_fact(plan), written)
    moment, rules = due(edition, view.now), view.world.digest_rules(plan)
    ready = view.world.days.is_working(view.today) and view.now.time() >= min(times.agenda, rules.at)
    rows = _rows(view, plan, groups, moment) if moment and ready else ()
    added = sum(view.tx.outbox.add(row, view.now) for row in rows)
    return added, _next(view, rules, edition.this, groups)


def _next(view: View, rules: DigestRules, this: datetime | None, groups: Sequence[Link]) -> datetime | None:
    """This week's, unless it has gone out already."""
    if this and this > view.now and not (groups and all(_told(view, x, monday(this)) for x in groups)):
        return this
    return after(view.now, rules, view.world.days)


def _edition(view: View, rules: DigestRules, kept: str | None) -> Edition:
    before, _, this = (kept or "").partition(" ")
    known = None if kept is None else Edition(_moment(before), _moment(this))
    return edition_on(known, rules, view.world.days, view.now)


def _written(edition: Edition) -> str:
    return " ".join(moment.isoformat() if moment else "" for moment in (edition.before, edition.this))


def _fact(plan: Plan) -> str:
    return f"digest:{plan.id}"


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _rows(view: View, plan: Plan, groups: Iterable[Link], moment: datetime) -> Iterator[NewDelivery]:
    week = monday(moment)
    for group in groups:
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
