"""What a pressed button tells: whose part may say it, and what an unclear sentence had meant."""

from bot.access.buttons import Action, day, whole
from bot.conversation import extensions, questions, reporting, transfers
from bot.language.meaning import STATES
from bot.language.understand import Meaning
from bot.model.plan import Task
from bot.model.progress import Report, Share
from bot.turn import doubts
from bot.turn.turn import Outcome, Turn


def may_press(turn: Turn, task: Task, action: Action) -> bool:
    """A state is told for the owner's part or a supporting unit's; more time is the owner's to ask."""
    part = turn.part(task)
    return part is Share.OWNER or (part is Share.SUPPORT and not action.owners)


def meant(turn: Turn, task: Task, note: Report, meaning: Meaning, given: str) -> Outcome:
    """What an unclear sentence meant, as its writer says by a button."""
    extends = meaning is Meaning.EXTENSION
    if extends and not may_press(turn, task, Action.EXTEND):
        return turn.refuse("toast.not_yours")
    if not extends and meaning not in (*STATES, Meaning.QUESTION, Meaning.NOT_OURS):
        return turn.refuse("toast.unknown")
    until = day(given) if extends and given != "-" else None
    percent = percent_of(given) if meaning in STATES and given != "-" else None
    doubts.meant(turn, note.id, meaning, percent, until)
    if meaning is Meaning.QUESTION:
        return questions.meant(turn, task, note)
    if meaning is Meaning.NOT_OURS:
        return transfers.meant(turn, task, note)
    if extends:
        return extensions.extension_meant(turn, task, note, until)
    return reporting.meaning_pressed(turn, task, note, STATES[meaning], percent)


def percent_of(text: str) -> int:
    return whole(text, least=0, most=100)
