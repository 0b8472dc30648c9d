"""Inviting from the chat: which unit, as what, in which post; a message to forward, or cards to print."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.access import codes
from bot.access.buttons import Press, one_of, short, whole
from bot.access.rights import Right, plans_open_to
from bot.conversation import linking
from bot.conversation.directives import unit_at
from bot.language.folding import plain
from bot.language.said import Said
from bot.language.talk import composed
from bot.language.wishes import wish
from bot.messages.notices.inviting import (
    ANY,
    OF_PLAN,
    OF_UNIT,
    found,
    known_posts,
    matching,
    units_within,
    within,
)
from bot.messages.notices.readiness import lacking
from bot.messages.notices.unreached import plans_of
from bot.messages.view import View, World
from bot.model import subjects
from bot.model.people import Invite, Role, Unused
from bot.model.say import say
from bot.schedule.calendar import WorkingDays
from bot.texts import DEFAULT, day, texts_in
from bot.turn.turn import Outcome, Turn
from bot.turn.which_task import number_alone

POST_MOST = 100  # letters of a post
HAVE_POSTS = (Role.OFFICIAL, Role.HEAD)
# What may follow `/moi`, without marks: a role behind a unit is the unit's, alone it is the plan's.
ROLES: Mapping[Role, tuple[str, ...]] = {
    Role.OFFICIAL: ("can bo", "official"),
    Role.HEAD: ("thu truong", "lanh dao don vi", "head"),
    Role.LEADER: ("lanh dao", "leader"),
    Role.GROUP: ("nhom", "group"),
}
WAITING = ("cho", "waiting")
CANCEL = ("huy", "cancel")
CARDS = ("phieu", "cards")


# ---- said ----


def command(turn: Turn, rest: str) -> Outcome:
    """`/moi`, or at once: a unit, what its person is to be and the post; `lãnh đạo`, `nhóm`; `chờ`, `hủy`,
    `phiếu`."""
    rest = composed(rest).strip()
    if not rest:
        return turn.answer(subjects.Inviting())
    named = unit_at(turn, rest)
    if named and named[0] in _units(turn):
        return _of_unit(turn, *named)
    if _behind(rest, WAITING) == "":
        return turn.answer(subjects.Invitations())
    if (behind := _behind(rest, CANCEL)) is not None:
        return _cancel(turn, behind)
    if _behind(rest, CARDS) == "":
        return cards(turn)
    role = next((role for role in OF_PLAN if _behind(rest, ROLES[role]) == ""), None)
    return _of_plan(turn, role) if role else _looked_for(turn, rest)


def _behind(text: str, words: Iterable[str]) -> str | None:
    """What stands behind any of these words, which open the text; None where none does."""
    typed = plain(text)
    opening = next((word for word in words if typed == word or typed.startswith(f"{word} ")), None)
    return None if opening is None else text[len(opening) :].strip()


def _of_unit(turn: Turn, unit: str, behind: str) -> Outcome:
    if not behind:
        return turn.answer(subjects.Inviting(unit=unit))
    for role in OF_UNIT:
        if (post := _behind(behind, ROLES[role])) is not None:
            return _as(turn, unit, role, post)
    return turn.refuse("invite.how")


def _as(turn: Turn, unit: str, role: Role, post: str) -> Outcome:
    if role in HAVE_POSTS and not post:
        return turn.answer(subjects.Inviting(unit=unit, role=role))
    if len(post) > POST_MOST:
        return turn.refuse("invite.post_too_long", most=POST_MOST)
    return _make(turn, role, unit=unit, post=post if role in HAVE_POSTS else None)


def _of_plan(turn: Turn, role: Role, *, edits: int | None = None) -> Outcome:
    plans = _plans(turn)
    if len(plans) == 1:
        return _make(turn, role, plan=plans[0], edits=edits)
    return turn.answer(subjects.Inviting(role=role), edits=edits)


def _looked_for(turn: Turn, words: str) -> Outcome:
    units = found(turn.catalog, _units(turn), words)
    if not units:
        return turn.refuse("invite.how")
    only = subjects.Inviting(unit=units[0]) if len(units) == 1 else subjects.Inviting(find=words)
    return turn.answer(only)


def words(turn: Turn, said: Said) -> Outcome | None:
    """The post that was asked for; words that ask or tell something else are none."""
    row = turn.about or turn.pending()
    asked = row.subject if row and said.text else None
    if not isinstance(asked, subjects.Inviting) or not (asked.unit and asked.role):
        return None
    if row is not turn.about and _something_else(turn, said):
        return None
    if asked.unit not in _units(turn):
        return turn.refuse("invite.not_yours")
    return _as(turn, asked.unit, asked.role, " ".join(said.text.split()))


def _something_else(turn: Turn, said: Said) -> bool:
    reports = said.labelled or number_alone(said.text) is not None or turn.event.attachments
    return bool(reports or wish(said.text, turn.today))


# ---- pressed ----


def pressed(turn: Turn, press: Press) -> Outcome:
    """A page of the units."""
    asked = turn.subject
    find = asked.find if isinstance(asked, subjects.Inviting) else ""
    return _step(turn, subjects.Inviting(find=find, page=_page(press)))


def unit_pressed(turn: Turn, press: Press) -> Outcome:
    unit = _keyed(_units(turn), press.arg(0))
    return _step(turn, subjects.Inviting(unit=unit)) if unit else turn.refuse("invite.not_yours")


def as_pressed(turn: Turn, press: Press) -> Outcome:
    """As what, of a unit or a plan; with a post, it is made."""
    place, role = press.arg(0), one_of(Role, press.arg(1))
    edits = _edited(turn)
    if role in OF_PLAN and place == ANY:
        return _of_plan(turn, role, edits=edits)
    if role in OF_PLAN and (plan := _keyed(_plans(turn), place)):
        return _make(turn, role, plan=plan, edits=edits)
    unit = _keyed(_units(turn), place)
    if unit is None or role not in OF_UNIT:
        return turn.refuse("invite.not_yours")
    if role not in HAVE_POSTS:
        return _make(turn, role, unit=unit, edits=edits)
    if not press.args[2:]:
        return _step(turn, subjects.Inviting(unit=unit, role=role))
    post = None if press.arg(2) == ANY else _keyed(known_posts(turn.tx, unit, role), press.arg(2))
    if post is None and press.arg(2) != ANY:
        return turn.refuse("toast.unknown")
    return _make(turn, role, unit=unit, post=post, edits=edits)


def list_pressed(turn: Turn, press: Press) -> Outcome:
    find = turn.subject.find if isinstance(turn.subject, subjects.Invitations) else ""
    return _step(turn, subjects.Invitations(find=find, page=_page(press)))


def take_back_pressed(turn: Turn, press: Press) -> Outcome:
    """The invitation is worth nothing any more, and the list is drawn anew."""
    mine = next((each for each in _open(turn) if short(each.key) == press.arg(0)), None)
    if mine is None or not turn.tx.invites.end(mine.key, turn.now):
        return turn.refuse("invite.gone")
    shown = turn.subject if isinstance(turn.subject, subjects.Invitations) else subjects.Invitations()
    _step(turn, shown)
    return Outcome(toast=say("invite.taken_back"))


def _step(turn: Turn, subject: subjects.Inviting | subjects.Invitations) -> Outcome:
    """The message pressed becomes the next step, if it was one; else this is a new one."""
    return turn.answer(subject, edits=_edited(turn))


def _edited(turn: Turn) -> int | None:
    steps = isinstance(turn.subject, (subjects.Inviting, subjects.Invitations))
    return turn.event.message_id if steps else None


def _page(press: Press) -> int:
    return max(0, whole(press.arg(0)))


def _keyed(ids: Iterable[str], key: str) -> str | None:
    return next((id for id in ids if short(id) == key), None)


# ---- made ----


def _make(
    turn: Turn,
    role: Role,
    *,
    unit: str | None = None,
    plan: str | None = None,
    post: str | None = None,
    edits: int | None = None,
) -> Outcome:
    """An invitation, as a message of its own to forward."""
    invite = _invite(turn, role, unit, plan, post)
    address = linking.invited(turn, invite)
    values = {
        "role": role.value,
        "post": post or "",
        "place": turn.catalog.place(unit, plan),
        "until": day(invite.expires_at.date()),
    }
    turn.answer(subjects.Notice(key="invite.made", values=values), edits=edits)
    told = {**values, **_named(turn, unit, plan), "link": address, "code": linking.pasted(address)}
    turn.notice(f"invite.for_{role.value}", **told)
    return Outcome()


def _invite(turn: Turn, role: Role, unit: str | None, plan: str | None, post: str | None) -> Invite:
    new = Invite(role=role, unit=unit, plan=plan, post=post, expires_at=codes.expiry(turn.now))
    return replace(new, made_by=_through(turn, plans_of(turn.catalog, new)))


def _through(turn: Turn, plans: Iterable[str]) -> int:
    """Through which link the speaker invites: the invitation lives no longer."""
    return next(x.id for x in turn.links for plan in plans if plan in plans_open_to(Right.INVITE, [x]))


def _named(turn: Turn, unit: str | None, plan: str | None) -> dict[str, str]:
    """How the unit is called in full, and the plans it is about."""
    known = turn.catalog.units.get(unit or "")
    of_plan = turn.catalog.plans.get(plan or "")
    numbers = [
        turn.catalog.plans[id].number for id in _plans(turn) if unit in units_within(turn.catalog, [id])
    ]
    return {
        "unit": known.name if known else unit or "",
        "plan": f"{of_plan.number} – {of_plan.title}" if of_plan else ", ".join(numbers),
    }


def _cancel(turn: Turn, words: str) -> Outcome:
    """Take back the one meant, or ask which."""
    meant = matching(turn.catalog, _open(turn), words)
    if not meant:
        return turn.refuse("invite.none_open")
    if len(meant) > 1 or not words:
        return turn.answer(subjects.Invitations(find=words))
    turn.tx.invites.end(meant[0].key, turn.now)
    return turn.notice("invite.taken_back")


def cards(turn: Turn) -> Outcome:
    """For each plan a file of invitations to print, one for every unit that nobody answers for."""
    # Who is missing depends on plans and links alone, not on days off or on words.
    world = World(catalog=turn.catalog, days=WorkingDays(), texts=texts_in(DEFAULT), zone=turn.zone)
    view, made = View(world, turn.tx, turn.now), 0
    for id in _plans(turn):
        alone = lacking(view, turn.catalog.plans[id]).units
        invites = [(unit, _invite(turn, Role.OFFICIAL, unit, None, None)) for unit in alone]
        given = tuple((unit, linking.invited(turn, invite)) for unit, invite in invites)
        if given:
            made += len(given)
            until = codes.expiry(turn.now).date()
            turn.answer(subjects.InviteCards(plan=id, cards=given, until=until))
    return Outcome(toast=say("invite.cards_sent", total=made)) if made else turn.refuse("invite.none_alone")


def _open(turn: Turn) -> list[Unused]:
    unused = turn.tx.invites.unused(turn.now)
    mine = within(turn.catalog, _plans(turn), unused)
    return [each for each in mine if each.invite.expires_at > turn.now]


def _plans(turn: Turn) -> list[str]:
    return [id for id in plans_open_to(Right.INVITE, turn.links) if id in turn.catalog.plans]


def _units(turn: Turn) -> list[str]:
    return units_within(turn.catalog, _plans(turn))
