"""What a pressed button tells: whose part may say it, and what an unclear sentence had meant."""

from datetime import date

from bot.access.buttons import Action
from bot.conversation import extensions, reporting
from bot.conversation.turn import Outcome, Talk
from bot.language.understand import Meaning
from bot.model.plan import Task
from bot.model.progress import Part, Report


def may_press(talk: Talk, task: Task, action: Action) -> bool:
    """A state is told for the owner's part or a supporting unit's; more time is the owner's to ask."""
    part = talk.part(task)
    return part is Part.OWNER or (part is Part.SUPPORT and not action.owners)


def meant(talk: Talk, task: Task, note: Report, meaning: Meaning, given: str) -> Outcome:
    """What an unclear sentence meant, as its writer says by a button."""
    if meaning is Meaning.QUESTION:
        return extensions.question_meant(talk, task, note)
    if meaning is Meaning.EXTENSION:
        until = None if given == "-" else date.fromisoformat(given)
        may_ask = may_press(talk, task, Action.EXTEND)
        return (
            extensions.extension_meant(talk, task, note, until) if may_ask else talk.refuse("toast.not_yours")
        )
    if meaning not in reporting.STATES:
        return talk.refuse("toast.unknown")
    percent = None if given == "-" else percent_of(given)
    return reporting.meaning_pressed(talk, task, note, reporting.STATES[meaning], percent)


def percent_of(text: str) -> int:
    percent = int(text)
    if not 0 <= percent <= 100:
        raise ValueError(text)
    return percent
