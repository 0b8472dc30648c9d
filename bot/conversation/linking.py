"""Invitations: a code typed or pressed binds this account or group to its role."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from bot.access import codes
from bot.messages.notices.unreached import plans_of
from bot.model.people import Invite, InviteFault, Link, Role
from bot.texts import day
from bot.turn.turn import Outcome, Turn

AROUND = " \n.,;:!?()[]<>*`\"'“”‘’"  # what is pasted or typed around a code
# What bold and slanting words are typed with may stand before a code, and then behind it too.
CODE = rf"(?<![\w-])(?P<mark>[_~|]{{0,2}})(?P<code>[A-Za-z0-9_-]{{{codes.LENGTH}}})(?P=mark)(?![\w-])"
OPENS = r"(?i:(?:\bt(?:elegram)?\.(?:me|dog)/|\btg:)\S{0,200}?[?&]start(?:group)?=)"
LINK, WRONG_LINK = re.compile(OPENS + CODE), re.compile(OPENS + r"(?P<code>[A-Za-z0-9_-]+)")
ALONE, AMID = re.compile(rf"[{re.escape(AROUND)}]*{CODE}[{re.escape(AROUND)}]*"), re.compile(CODE)
MOST_FAILED_TRIES = 5  # an hour, per account: a code can't be guessed by trying
TRIES_WINDOW = timedelta(hours=1)


def offered(turn: Turn, text: str) -> str:
    """The code that words in a private chat bring.

    Who is not invited yet has nothing else to say. In the words of others, and in those passed on, so long a
    word may be anything: it must be a code that was given out. What they pass on is not meant for us.
    """
    borrowed, known = turn.event.borrowed, bool(turn.links)
    if not borrowed and (code := pasted(text, amid=not known)):
        return code
    code = "" if borrowed and known else pasted(text, amid=True)
    return code if code and turn.tx.invites.find(code, turn.at) is not InviteFault.UNKNOWN else ""


def pasted(text: str, *, amid: bool = False) -> str:
    """The code of an invitation sent without its command: alone, as the whole link, perhaps within another
    link or broken at the end of a line, or `amid` other words."""
    typed = unquote(text)
    for one in (typed, typed.replace("\n", "")):
        if found := LINK.search(one) or (AMID.search(one) if amid else ALONE.fullmatch(one)):
            return found["code"]
    wrong = WRONG_LINK.search(typed)
    return wrong["code"] if wrong else ""


def invited(turn: Turn, invite: Invite) -> str:
    """The link to send of a new invitation."""
    code = codes.new_code()
    turn.tx.invites.add(code, invite, turn.now)
    return codes.deep_link(turn.bot_name, invite.role, code)


def start(turn: Turn, rest: str) -> Outcome:
    """`/start`, with a code or without."""
    code = pasted(rest, amid=True) or rest.strip(AROUND)
    if not code:
        return _greet(turn)
    if _guessing(turn):
        return turn.turn_away("link.too_many")
    invite = turn.tx.invites.find(code, turn.at)
    if isinstance(invite, InviteFault):
        return _refuse(turn, invite)
    if (invite.role is Role.GROUP) == turn.event.private:
        return turn.turn_away("link.for_group" if turn.event.private else "link.for_person")
    if (invite.replaces or invite.valid_to) and _holds(turn, invite):
        return turn.refuse("link.known")  # nobody succeeds or stands in for themselves
    turn.tx.invites.use(code, turn.at, turn.event.user_id)
    return _bind(turn, invite)


def _greet(turn: Turn) -> Outcome:
    if turn.links if turn.event.private else turn.chat_links:
        return turn.refuse("link.known")
    return turn.turn_away("link.stranger" if turn.event.private else "link.group_how")


def _guessing(turn: Turn) -> bool:
    since = turn.now - TRIES_WINDOW
    return turn.tx.invites.failed_tries(turn.event.user_id, since) >= MOST_FAILED_TRIES


def _refuse(turn: Turn, fault: InviteFault) -> Outcome:
    if turn.links and turn.event.private and fault is InviteFault.USED:
        return turn.refuse("link.known")
    turn.tx.invites.note_failure(turn.event.user_id, turn.now)
    return turn.turn_away(f"link.{fault.value}")


def _bind(turn: Turn, invite: Invite) -> Outcome:
    """The new link; the one it replaces, and an earlier deputyship of the same person, end at once.

    A successor starts with a first agenda: it holds every open task whose ladder has begun, and so also
    whatever the predecessor was not told any more.
    """
    for link in _outdated(turn, invite):
        end(turn, link)
    replaced = turn.tx.links.get(invite.replaces) if invite.replaces else None
    made = _add(turn, invite)
    if replaced:
        end(turn, replaced)
        turn.tell(replaced, "post.handed_over", **_values(turn, invite), name=turn.event.user_name)
    if invite.valid_to:
        for holder in of_post(turn, invite):
            if not holder.deputy:
                turn.tell(holder, "post.stood_in", **_values(turn, invite), name=turn.event.user_name)
    if not replaced and not made.deputy:
        _announce(turn, made)
    turn.notice(_welcome(invite), **_values(turn, invite))
    return Outcome(linked=True)


def _announce(turn: Turn, made: Link) -> None:
    """The secretaries of its plans hear of a new link: an invitation may have gone astray."""
    found = [x for plan in plans_of(turn.catalog, made) for x in turn.secretaries(plan)]
    for secretary in {x.chat_id: x for x in found if x.user_id != turn.event.user_id}.values():
        told = {"name": made.name, "by": turn.event.user_name}
        turn.tell(secretary, "post.joined", **told, **described(turn, made))


def end(turn: Turn, link: Link) -> None:
    """The link ends now, and with it its deputies, who are told."""
    for deputy in turn.tx.links.end(link.id, turn.now):
        turn.tell(deputy, "post.ended", **described(turn, deputy))


def described(turn: Turn, link: Link) -> dict[str, str | int]:
    return {
        "id": link.id,
        "role": link.role.value,
        "post": link.post or "",
        "place": turn.catalog.place(link.unit, link.plan),
    }


def _add(turn: Turn, invite: Invite) -> Link:
    event = turn.event
    group = invite.role is Role.GROUP
    return turn.tx.links.add(
        invite.role,
        event.chat_id,
        None if group else event.user_id,
        event.chat_title if group else event.user_name,
        invite.unit,
        invite.plan,
        invite.post,
        turn.now,
        thread_id=event.thread_id if group else None,
        valid_from=invite.valid_from,
        valid_to=invite.valid_to,
        made_by=invite.made_by if invite.valid_to else None,
    )


def _outdated(turn: Turn, invite: Invite) -> list[Link]:
    """What the new link takes the place of: a deputyship of the same post, a group's other topic."""
    if invite.role is Role.GROUP:
        here = turn.tx.links.of_chat(turn.event.chat_id)
        return [x for x in here if _same_post(x, invite) and x.thread_id != turn.event.thread_id]
    return [x for x in _own(turn) if x.deputy and _same_post(x, invite)]


def _holds(turn: Turn, invite: Invite) -> bool:
    return any(not x.deputy and _same_post(x, invite) for x in _own(turn))


def _own(turn: Turn) -> list[Link]:
    return turn.tx.links.of_user(turn.event.user_id)


def of_post(turn: Turn, post: Invite | Link) -> list[Link]:
    """Everybody who holds that post or stands in for it."""
    same = turn.tx.links.all(role=post.role, unit=post.unit, plan=post.plan)
    return [x for x in same if _same_post(x, post)]


def _same_post(link: Link, post: Invite | Link) -> bool:
    return (link.role, link.unit, link.plan, link.post) == (post.role, post.unit, post.plan, post.post)


def _welcome(invite: Invite) -> str:
    if invite.valid_to:
        return "post.welcome_deputy"
    if invite.role is Role.GROUP and invite.unit:
        return "group.welcome_unit"
    return f"link.welcome_{invite.role.value}"


def _values(turn: Turn, invite: Invite) -> dict[str, Any]:
    unit = turn.catalog.units.get(invite.unit or "")
    plan = turn.catalog.plans.get(invite.plan or "")
    return {
        "unit": unit.name if unit else invite.unit or "",
        "post": invite.post or "",
        "plan": f"{plan.number} – {plan.title}" if plan else (invite.plan or ""),
        "awaited": plan is None,
        "by": turn.event.user_name,
        "role": invite.role.value,
        "place": turn.catalog.place(invite.unit, invite.plan),
        "start": day(invite.valid_from) if invite.valid_from else "",
        "end": day(invite.valid_to) if invite.valid_to else "",
    }
