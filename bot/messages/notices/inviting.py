"""Inviting, a step at a time: which unit, as what, in which post; and the invitations that wait."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from bot.access.buttons import Action, data, short
from bot.access.rights import Right, plans_open_to
from bot.language.folding import plain
from bot.messages.notices.lacks import waiting, whom
from bot.messages.notices.readiness import lacking
from bot.messages.pager import Rows, page_of
from bot.messages.rendered import Rendered, Skip, button
from bot.messages.view import View
from bot.model import subjects
from bot.model.message import Button, Delivery, Message
from bot.model.people import Link, Role, Unused
from bot.model.plan import Catalog, Plan
from bot.store.store import Transaction
from bot.texts.limits import line

UNITS, LISTED, POSTS = 8, 8, 6  # on one page; posts offered
NAME = 48  # letters on a button
OF_UNIT = (Role.OFFICIAL, Role.HEAD, Role.GROUP)
OF_PLAN = (Role.LEADER, Role.GROUP)
ANY = "-"  # in a button's data: whichever plan it is; no post


# ---- what may be invited for, and what is known of it ----


def units_within(catalog: Catalog, plans: Iterable[str]) -> list[str]:
    """The units with a part in these plans, in the plans' order."""
    tasks = [task for id in plans if id in catalog.plans for task in catalog.plans[id].tasks]
    return [*dict.fromkeys(unit for task in tasks for unit in (task.owner, *task.support))]


def within(catalog: Catalog, plans: Sequence[str], links: Iterable[Unused]) -> list[Unused]:
    """The invitations for these plans and the units with a part in them."""
    units = set(units_within(catalog, plans))
    return [x for x in links if x.invite.plan in plans or x.invite.unit in units]


def known_posts(tx: Transaction, unit: str, role: Role) -> list[str]:
    """Posts to offer: those of the unit itself, then those that others of the role have."""
    links = tx.links.all(role=role)
    links.sort(key=lambda link: link.unit != unit)
    return [*dict.fromkeys(link.post for link in links if link.post)][:POSTS]


def found(catalog: Catalog, units: Iterable[str], words: str) -> list[str]:
    """The units whose names have all these words."""
    wanted = plain(words).split()
    return [unit for unit in units if all(word in _names(catalog, unit) for word in wanted)]


def _names(catalog: Catalog, unit: str) -> str:
    known = catalog.units.get(unit)
    return plain(" ".join((unit, known.name, known.short, *known.aliases) if known else (unit,)))


# ---- the steps ----


def inviting(view: View, row: Delivery, of: subjects.Inviting) -> Rendered | Skip:
    """The step that is open."""
    ids = plans_open_to(Right.INVITE, view.links_of(row.chat_id))
    plans = [plan for id in ids if (plan := view.world.catalog.plans.get(id))]
    if not plans:
        return Skip("plan gone")
    if of.unit is None:
        html, rows = _plans(view, plans, of.role) if of.role else _units(view, plans, of)
    else:
        html, rows = _posts(view, of.unit, of.role) if of.role else _roles(view, of.unit)
    return Rendered(Message(html, tuple(rows)), of)


def _units(view: View, plans: Sequence[Plan], of: subjects.Inviting) -> tuple[str, Rows]:
    """Those without anybody first."""
    catalog = view.world.catalog
    alone = {unit: None for plan in plans for unit in lacking(view, plan).units}
    asked = {each.invite.unit for each in waiting(view)}
    all_ = units_within(catalog, [plan.id for plan in plans])
    units = found(catalog, [*alone, *(unit for unit in all_ if unit not in alone)], of.find)
    page = page_of(units, of.page, UNITS)
    html = view.world.texts.html(
        "invite.which_unit", alone=len(alone), total=len(all_), page=page.number, pages=page.pages
    )
    rows: Rows = [
        (_unit(view, unit, "invited" if unit in asked else "nobody" if unit in alone else "there"),)
        for unit in page.items
    ]
    rows += page.turns(view, partial(data, Action.INVITE))
    rows.append(tuple(_as(view, ANY, role, f"invite.plan_{role}") for role in OF_PLAN))
    if open_ := within(catalog, [plan.id for plan in plans], waiting(view)):
        rows.append((button(view, "invite.waiting", data(Action.INVITES, 0), total=len(open_)),))
    if alone:
        rows.append((button(view, "invite.cards", data(Action.INVITE_CARDS), total=len(alone)),))
    return html, rows


def _unit(view: View, unit: str, state: str) -> Button:
    name = line(view.world.catalog.short(unit), NAME)
    return button(view, f"invite.unit_{state}", data(Action.INVITE_UNIT, short(unit)), name=name)


def _as(view: View, place: str, role: Role, key: str, **values: Any) -> Button:
    return button(view, key, data(Action.INVITE_AS, place, role.value), **values)


def _plans(view: View, plans: Sequence[Plan], role: Role) -> tuple[str, Rows]:
    html = view.world.texts.html("invite.which_plan", role=role.value)
    numbers = ((line(plan.number, NAME), short(plan.id)) for plan in plans)
    return html, [(Button(number, data(Action.INVITE_AS, key, role.value)),) for number, key in numbers]


def _roles(view: View, unit: str) -> tuple[str, Rows]:
    there = [link for link in view.tx.links.all(unit=unit) if link.stands(view.today)]
    html = view.world.texts.html("invite.as_what", **_of(view, unit), there=[_there(each) for each in there])
    rows: Rows = [(_as(view, short(unit), role, f"invite.as_{role}"),) for role in OF_UNIT]
    return html, [*rows, (button(view, "invite.back", data(Action.INVITE, 0)),)]


def _there(link: Link) -> dict[str, Any]:
    return {"name": line(link.name, NAME), "post": line(link.post or "", NAME), "role": link.role.value}


def _posts(view: View, unit: str, role: Role) -> tuple[str, Rows]:
    html = view.world.texts.html("invite.which_post", **_of(view, unit), role=role.value)
    place = short(unit)
    rows: Rows = [
        (Button(line(post, NAME), data(Action.INVITE_AS, place, role.value, short(post))),)
        for post in known_posts(view.tx, unit, role)
    ]
    rows.append((button(view, "invite.no_post", data(Action.INVITE_AS, place, role.value, ANY)),))
    return html, [*rows, (button(view, "invite.back_to_unit", data(Action.INVITE_UNIT, place)),)]


def _of(view: View, unit: str) -> dict[str, str]:
    known = view.world.catalog.units.get(unit)
    return {"unit": known.name if known else unit}


# ---- what waits ----


def invitations(view: View, row: Delivery, of: subjects.Invitations) -> Rendered | Skip:
    """Who has been invited and has not come: for whom, by whom, until when, and a button to take it back."""
    plans = plans_open_to(Right.INVITE, view.links_of(row.chat_id))
    catalog = view.world.catalog
    open_ = matching(catalog, within(catalog, plans, waiting(view)), of.find)
    page = page_of(open_, of.page, LISTED)
    html = view.world.texts.html(
        "invite.list",
        entries=[{"number": n, **_waiting(view, each)} for n, each in page.numbered()],
        total=len(open_),
        page=page.number,
        pages=page.pages,
    )
    rows: Rows = [(_take_back(view, n, each),) for n, each in page.numbered()]
    rows += page.turns(view, partial(data, Action.INVITES))
    return Rendered(Message(html, (*rows, (button(view, "invite.back", data(Action.INVITE, 0)),))), of)


def matching(catalog: Catalog, open_: Iterable[Unused], words: str) -> list[Unused]:
    """Those for a unit, plan or post with all these words."""
    wanted = plain(words).split()
    return [each for each in open_ if all(word in _searched(catalog, each) for word in wanted)]


def _searched(catalog: Catalog, each: Unused) -> str:
    invite = each.invite
    names = _names(catalog, invite.unit) if invite.unit else catalog.place(None, invite.plan)
    return plain(f"{names} {invite.post or ''}")


def _take_back(view: View, number: int, each: Unused) -> Button:
    payload = data(Action.TAKE_BACK, short(each.key))
    return button(view, "invite.take_back", payload, number=number, **whom(view, each.invite))


def _waiting(view: View, each: Unused) -> dict[str, Any]:
    by = view.tx.links.get(each.invite.made_by) if each.invite.made_by else None
    told = {"by": line(by.name, NAME) if by else "", "deputy": each.invite.valid_to is not None}
    return {**whom(view, each.invite), **told}
