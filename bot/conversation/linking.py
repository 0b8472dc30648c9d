"""Invitations: a code typed or pressed binds this account or group to its role."""

from datetime import timedelta

from bot.conversation.turn import Outcome, Talk
from bot.model.people import Invite, InviteFault, Link, Role
from bot.texts import day

MOST_FAILED_TRIES = 5  # an hour, per account: a code can't be guessed by trying
TRIES_WINDOW = timedelta(hours=1)


def start(talk: Talk, code: str) -> Outcome:
    """`/start`, with a code or without."""
    if not code:
        return _greet(talk)
    if _guessing(talk):
        return talk.refuse("link.too_many")
    invite = talk.book.invites.find(code, talk.now)
    if isinstance(invite, InviteFault):
        return _refuse(talk, invite)
    if (invite.role is Role.GROUP) == talk.event.private:
        return talk.refuse("link.for_group" if talk.event.private else "link.for_person")
    if (invite.replaces or invite.valid_to) and _holds(talk, invite):
        return talk.refuse("link.known")  # nobody succeeds or stands in for themselves
    talk.book.invites.use(code, talk.now, talk.event.user_id)
    return _bind(talk, invite)


def _greet(talk: Talk) -> Outcome:
    links = talk.links if talk.event.private else talk.chat_links
    key = "link.known" if links else ("link.stranger" if talk.event.private else "link.group_how")
    return talk.refuse(key)


def _guessing(talk: Talk) -> bool:
    since = talk.now - TRIES_WINDOW
    return talk.book.invites.failed_tries(talk.event.user_id, since) >= MOST_FAILED_TRIES


def _refuse(talk: Talk, fault: InviteFault) -> Outcome:
    if talk.links and talk.event.private and fault is InviteFault.USED:
        return talk.refuse("link.known")
    talk.book.invites.note_failure(talk.event.user_id, talk.now)
    return talk.refuse(f"link.{fault.value}")


def _bind(talk: Talk, invite: Invite) -> Outcome:
    """The new link; the one it replaces, and an earlier deputyship of the same person, end at once.

    A successor starts with a first agenda: it holds every open task whose ladder has begun, and so also
    whatever the predecessor was not told any more.
    """
    for link in _outdated(talk, invite):
        talk.book.links.end(link.id, talk.now)
    replaced = talk.book.links.get(invite.replaces) if invite.replaces else None
    _add(talk, invite)
    if replaced:
        talk.book.links.end(replaced.id, talk.now)
        talk.tell(replaced, "post.handed_over", **_values(talk, invite), name=talk.event.user_name)
    if invite.valid_to:
        for holder in of_post(talk, invite):
            if not holder.deputy:
                talk.tell(holder, "post.stood_in", **_values(talk, invite), name=talk.event.user_name)
    talk.notice(_welcome(invite), **_values(talk, invite))
    return Outcome(linked=True)


def _add(talk: Talk, invite: Invite) -> None:
    event = talk.event
    group = invite.role is Role.GROUP
    talk.book.links.add(
        invite.role,
        event.chat_id,
        None if group else event.user_id,
        event.chat_title if group else event.user_name,
        invite.unit,
        invite.plan,
        invite.post,
        talk.now,
        thread_id=event.thread_id if group else None,
        valid_from=invite.valid_from,
        valid_to=invite.valid_to,
    )


def _outdated(talk: Talk, invite: Invite) -> list[Link]:
    """What the new link takes the place of: a deputyship of the same post, a group's other topic."""
    if invite.role is Role.GROUP:
        here = talk.book.links.of_chat(talk.event.chat_id)
        return [x for x in here if _same_post(x, invite) and x.thread_id != talk.event.thread_id]
    return [x for x in _own(talk) if x.deputy and _same_post(x, invite)]


def _holds(talk: Talk, invite: Invite) -> bool:
    return any(not x.deputy and _same_post(x, invite) for x in _own(talk))


def _own(talk: Talk) -> list[Link]:
    return talk.book.links.of_user(talk.event.user_id)


def of_post(talk: Talk, post: Invite | Link) -> list[Link]:
    """Everybody who holds that post or stands in for it."""
    same = talk.book.links.all(role=post.role, unit=post.unit, plan=post.plan)
    return [x for x in same if _same_post(x, post)]


def _same_post(link: Link, post: Invite | Link) -> bool:
    return (link.role, link.unit, link.plan, link.post) == (post.role, post.unit, post.plan, post.post)


def _welcome(invite: Invite) -> str:
    if invite.valid_to:
        return "post.welcome_deputy"
    if invite.role is Role.GROUP and invite.unit:
        return "group.welcome_unit"
    return f"link.welcome_{invite.role.value}"


def _values(talk: Talk, invite: Invite) -> dict[str, str]:
    unit = talk.catalog.units.get(invite.unit or "")
    plan = talk.catalog.plans.get(invite.plan or "")
    return {
        "unit": unit.name if unit else invite.unit or "",
        "post": invite.post or "",
        "plan": f"{plan.number} – {plan.title}" if plan else (invite.plan or ""),
        "role": invite.role.value,
        "place": talk.catalog.place(invite.unit, invite.plan),
        "start": day(invite.valid_from) if invite.valid_from else "",
        "end": day(invite.valid_to) if invite.valid_to else "",
    }
