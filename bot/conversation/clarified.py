"""What a pressed button tells: whose part may say it, and what an unclear sentence had meant."""

from bot.access.buttons import Action, day, whole
from bot.conversation import extensions, questions, reporting, transfers
from bot.language.meaning import STATES
from bot.language.understand import Meaning
from bot.model.plan import Task
from bot.model.progress import Report, Share
from bot.turn.turn import Outcome, Turn


def may_press(turn: Turn, task: Task, action: Action) -> bool:
    """A state is told for the owner's part or a supporting unit's; more time is the owner's to ask."""
    part = turn.part(task)
    return part is Share.OWNER or (part is Share.SUPPORT and not action.owners)


def meant(turn: Turn, task: Task, note: Report, meaning: Meaning, given: str) -> Outcome:
    """What an unclear sentence meant, as its writer says by a button."""
    if meaning is Meaning.QUESTION:
        return questions.meant(turn, task, note)
    if meaning is Meaning.NOT_OURS:
        return transfers.meant(turn, task, note)
    if meaning is Meaning.EXTENSION:
        until = None if given == "-" else day(given)
        may_ask = may_press(turn, task, Action.EXTEND)
        return (
            extensions.extension_meant(turn, task, note, until) if may_ask else turn.refuse("toast.not_yours")
        )
    if meaning not in STATES:
        return turn.refuse("toast.unknown")
    percent = None if given == "-" else percent_of(given)
    return reporting.meaning_pressed(turn, task, note, STATES[meaning], percent)


def percent_of(text: str) -> int:
    return whole(text, least=0, most=100)
