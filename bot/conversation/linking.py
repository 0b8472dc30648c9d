"""Invitations: a code typed or pressed binds this account or group to its role."""

import secrets
from datetime import datetime, timedelta

from bot.conversation.talk import Outcome, Talk
from bot.model.people import Invite, InviteFault, Role

CODE_LIVES = timedelta(days=7)
MOST_FAILED_TRIES = 5  # an hour, per account: a code can't be guessed by trying
TRIES_WINDOW = timedelta(hours=1)


def new_code() -> str:
    """A code within Telegram's limits for a deep link: 1 to 64 of A-Z a-z 0-9 _ and -."""
    return secrets.token_urlsafe(24)


def deep_link(bot_name: str, role: Role, code: str) -> str:
    """The link that carries the code; a group's asks which group to add the bot to."""
    start = "startgroup" if role is Role.GROUP else "start"
    return f"https://t.me/{bot_name}?{start}={code}"


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
    )
    unit = talk.catalog.units.get(invite.unit or "")
    plan = talk.catalog.plans.get(invite.plan or "")
    talk.notice(
        f"link.welcome_{invite.role.value}",
        unit=unit.name if unit else invite.unit or "",
        post=invite.post or "",
        plan=f"{plan.number} – {plan.title}" if plan else (invite.plan or ""),
    )
    return Outcome(linked=True)


def expiry(now: datetime) -> datetime:
    """When a code made now stops working."""
    return now + CODE_LIVES
