"""The gate: whether the speaker may do this here, and what everyone may do."""

from bot.access import commands
from bot.access.rights import TABLE, Deed, Where, allowed, roles_with
from bot.conversation.turn import Outcome, Talk
from bot.model.message import EventKind


def refused(talk: Talk, deed: Deed) -> Outcome | None:
    """Why the speaker may not do this here, said; None when they may."""
    if allowed(deed, talk.rights, talk.where):
        return None
    if talk.where is Where.UNLINKED:
        return talk.refuse("link.group_how")
    if not talk.rights:
        return talk.refuse("toast.stranger" if talk.event.kind is EventKind.PRESS else "link.stranger")
    if talk.where not in TABLE[deed].where:
        return talk.refuse("role.private_only")
    if not talk.links:
        return talk.refuse("link.stranger_in_group")
    return talk.refuse("role.not_for_you", roles=[role.value for role in roles_with(deed)])


def help_(talk: Talk) -> Outcome:
    """`/trogiup`: how to answer, and the commands that the table allows the speaker here."""
    open_ = [c.name for c in commands.open_to(talk.rights, talk.where) if c.deed is not Deed.HELP]
    answers = allowed(Deed.REPORT, talk.rights, talk.where)
    return talk.refuse("help.message", commands=open_, answers=answers, group=not talk.event.private)
