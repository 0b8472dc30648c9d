"""What a plan still lacks before it can be followed, a line each: for the chat and `dunghan doctor`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from bot.access.buttons import Action, data
from bot.access.rights import Right, plans_open_to
from bot.messages.notices.readiness import lacking
from bot.messages.notices.unreached import plans_of
from bot.messages.rendered import Rendered, Skip, button
from bot.messages.view import View
from bot.model import subjects
from bot.model.message import Delivery, Message
from bot.model.people import Invite, Link, Role, Unused
from bot.model.plan import Plan
from bot.planfile.review import doubts
from bot.texts.limits import fits, line

NAME_MOST = 60
REMEMBERED = timedelta(days=30)  # how long an invitation that expired unused is spoken of
MOST = (20, 10, 5, 2)  # lines of one sort, and units in one line: the first that fits in a message

Place = tuple[Role, str | None, str | None, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lack:
    """One thing: `ready.<what>` says it with the values, `ready.next_<what>` what to do in the chat,
    `ready.cli_<what>` what to do at the command line."""

    what: str
    values: Mapping[str, Any]


def lacks(view: View, plan: Plan) -> list[Lack]:
    """In the order in which they are seen to; none of a plan that lacks nothing."""
    return [*_nobody(view, plan), *_unreached(view, plan), *_expired(view, plan), *_doubtful(plan)]


def _nobody(view: View, plan: Plan) -> Iterable[Lack]:
    found = lacking(view, plan)
    leader = any(x.stands(view.today) for x in view.tx.links.all(role=Role.LEADER, plan=plan.id))
    for what, missing in (("secretary", found.secretary), ("leader", not leader), ("group", found.group)):
        if missing:
            yield Lack(what=what, values={"plan": plan.id})
    if found.units:
        asked = {x.invite.unit: _last_day(view, x.invite) for x in waiting(view)}
        name = view.world.catalog.short
        units = [{"id": unit, "name": name(unit), "until": asked.get(unit)} for unit in found.units]
        yield Lack(what="units", values={"plan": plan.id, "units": units, "total": len(units)})


def _unreached(view: View, plan: Plan) -> Iterable[Lack]:
    for link in view.tx.links.all():
        if link.unreachable_since and link.stands(view.today) and plan.id in _plans(view, link):
            since = link.unreachable_since.astimezone(view.world.zone).date()
            yield Lack(
                what="unreached",
                values={
                    "name": line(link.name, NAME_MOST),
                    "place": line(view.world.catalog.place(link.unit, link.plan), NAME_MOST),
                    "since": since,
                    "group": link.role is Role.GROUP,
                },
            )


def _expired(view: View, plan: Plan) -> Iterable[Lack]:
    """Whom somebody invited in vain, where nobody has come since and no later invitation waits."""
    held = {place for link in view.tx.links.all() for place in (_place(link), _place(link)[:3])}
    held |= {_place(each.invite) for each in waiting(view)}
    last: dict[Place, Invite] = {}
    for each in view.tx.invites.unused(view.now):
        invite, ago = each.invite, view.now - each.invite.expires_at
        if timedelta() <= ago < REMEMBERED and plan.id in _plans(view, invite):
            last[_place(invite)] = invite
    for place, invite in last.items():
        if (place if invite.post else place[:3]) not in held and place not in held:
            yield Lack(what="expired", values=whom(view, invite))


def _doubtful(plan: Plan) -> Iterable[Lack]:
    """Days that were read without being sure of their year; a day nobody can read keeps a plan out."""
    for each in doubts(plan):
        if each.say.key == "check.doubt":
            yield Lack(what="doubt", values={"file": each.file, "line": each.line, "doubt": each.say})


def waiting(view: View) -> list[Unused]:
    """The invitations that still may be used."""
    return [each for each in view.tx.invites.unused(view.now) if each.invite.expires_at > view.now]


def whom(view: View, invite: Invite) -> dict[str, Any]:
    """For whom an invitation is, and its last day."""
    return {
        "post": line(invite.post or "", NAME_MOST),
        "role": invite.role.value,
        "place": line(view.world.catalog.place(invite.unit, invite.plan), NAME_MOST),
        "unit": invite.unit,
        "plan": invite.plan,
        "until": _last_day(view, invite),
    }


def _last_day(view: View, invite: Invite) -> date:
    return invite.expires_at.astimezone(view.world.zone).date()


def _place(of: Invite | Link) -> Place:
    return of.role, of.unit, of.plan, of.post


def _plans(view: View, of: Invite | Link) -> Sequence[str]:
    return plans_of(view.world.catalog, of)


def ready(view: View, row: Delivery, of: subjects.Readiness) -> Rendered | Skip:
    """What the plans of whoever asks still lack, each with what to do about it."""
    ids = plans_open_to(Right.SEE_READINESS, view.links_of(row.chat_id))
    plans = [plan for id in ids if (plan := view.world.catalog.plans.get(id))]
    if not plans:
        return Skip("plan gone")
    found = [(plan.number, lacks(view, plan)) for plan in plans]
    html = next(h for most in MOST if fits(h := _html(view, found, most)) or most == MOST[-1])
    rows = ((button(view, "ready.invite", data(Action.INVITE, 0)),),)
    return Rendered(Message(html, rows if any(lacking for _, lacking in found) else ()), of)


def _html(view: View, found: Iterable[tuple[str, Sequence[Lack]]], most: int) -> str:
    plans = [
        {"number": number, "sorts": [list(same) for _, same in groupby(lacking, lambda each: each.what)]}
        for number, lacking in found
    ]
    return view.world.texts.html("ready.message", today=view.today, plans=plans, most=most)
