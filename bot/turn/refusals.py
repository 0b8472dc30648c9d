"""The gate: whether the speaker may do this here, and what everyone may do."""

from bot.access import commands
from bot.access.rights import RIGHTS, Right, Where, allowed, roles_with
from bot.model import subjects
from bot.model.message import EventKind, Priority
from bot.turn.turn import Outcome, Turn


def refused(turn: Turn, right: Right) -> Outcome | None:
    """Why the speaker may not do this here, said; None when they may."""
    if allowed(right, turn.rights, turn.where):
        return None
    if turn.where is Where.UNLINKED:
        return turn.turn_away("link.group_how")
    if not turn.rights:
        return turn.turn_away("toast.stranger" if turn.event.kind is EventKind.PRESS else "link.stranger")
    if turn.where not in RIGHTS[right].where:
        return turn.refuse("role.private_only")
    if not turn.links:
        return stranger(turn)
    return turn.refuse("role.not_for_you", roles=[role.value for role in roles_with(right)])


def stranger(turn: Turn) -> Outcome:
    """Somebody in a group whom nobody has invited, or whose face is hidden, is told so once a day."""
    key = "link.faceless" if turn.event.faceless else "link.stranger_in_group"
    if turn.event.kind is EventKind.PRESS:
        return turn.refuse(key)
    once = f"stranger:{turn.event.chat_id}:{turn.event.user_id}:{turn.now.date()}"
    return turn.answer(subjects.Notice(key=key, values={}), key=once, priority=Priority.STRANGER)


def help_(turn: Turn) -> Outcome:
    """`/trogiup`: what to write, and the commands, that the table allows the speaker here."""
    open_ = [c.name for c in commands.open_to(turn.rights, turn.where) if c.right is not Right.HELP]
    hints = commands.hints(turn.rights, turn.where)
    return turn.refuse("help.message", commands=open_, hints=hints, group=not turn.event.private)
