"""Who is asked in turn what words are, and what a command gives that is asked for in plain words."""

from collections.abc import Callable

from bot.access import commands
from bot.access.rights import Right, allowed
from bot.conversation import (
    deciding,
    directives,
    inviting,
    progress_requests,
    questions,
    reporting,
    snoozing,
    target_values,
    transfers,
    undoing,
    waiving,
)
from bot.conversation.dispatch.commands import HANDLERS, card_of, undo_last
from bot.conversation.planning import applying, sending
from bot.conversation.task_lists import listed
from bot.digest.named_figures import wanted
from bot.language.said import Said
from bot.language.understand import Meaning
from bot.language.wishes import Wish, wish
from bot.model import subjects
from bot.model.plan import Task
from bot.turn import albums, refusals
from bot.turn.turn import Outcome, Turn
from bot.turn.which_task import asked_for_words, lone, number_alone, shown


def _undoing(turn: Turn, said: Said) -> Outcome | None:
    return undo_last(turn) if undoing.asked(said) else None


def _task_alone(turn: Turn, said: Said) -> Outcome | None:
    """A number or a code and nothing else: the task's card, or whose evidence came with it."""
    task = lone(turn, said.text)
    if task is None:
        return None
    if turn.event.attachments and isinstance(task, Task):
        return reporting.about_task(turn, task, "")
    last = turn.pending()
    asked = last.subject if last else None
    if isinstance(asked, subjects.WhichTask) and isinstance(task, Task) and number_alone(said.text) is None:
        return reporting.chosen(turn, task, asked)
    return card_of(turn, task)


def _wished(turn: Turn, said: Said) -> Outcome | None:
    """What a command gives, asked for in plain words: who may not have it is shown the own tasks."""
    if turn.event.attachments or asked_for_words(turn):
        return None
    asked = wish(said.text, turn.today)
    leads = allowed(Right.SEE_PROGRESS, turn.rights, turn.where)
    if asked is None and leads and not allowed(Right.REPORT, turn.rights, turn.where) and wanted(said.text):
        asked = Wish("progress", said.text)  # a figure's name, from who has no task it could be said of
    if asked is None:
        return None
    right = commands.BY_NAME[asked.command].right
    if asked.command in SECRETARYS and (turn.about or not allowed(right, turn.rights, turn.where)):
        return None
    if right is Right.SEE_PROGRESS and not leads:
        if asked.evidence:
            return None  # who sends some, and is given none
        return refusals.refused(turn, Right.SEE) or listed(turn)
    return refusals.refused(turn, right) or HANDLERS[asked.command](turn, asked.rest)


# What these give is a secretary's: others say "nộp kế hoạch" of a task, and so does she in answer to one.
SECRETARYS = ("plan", "ready", "invite")

Listener = Callable[[Turn, Said], Outcome | None]


def _overheard(turn: Turn, said: Said) -> Outcome | None:
    """A group's own conversation is none of the bot's business, but for the answer to what it has just asked
    the speaker there."""
    asked = shown(turn)
    if asked is None or said.labelled or number_alone(said.text) is not None:
        return None
    told = said.reading.sure and said.reading.state is not Meaning.NONE
    dated = isinstance(asked.subject, subjects.UntilWhen) and said.until
    why = isinstance(asked.subject, subjects.WhyLater) and said.text
    reason = why or (isinstance(asked.subject, subjects.Receipt) and asked.subject.asks)
    return reporting.words(turn, said) if turn.event.attachments or told or dated or reason else None


def _passed_on(turn: Turn, said: Said) -> Outcome | None:
    asked = turn.event.private or (shown(turn) and turn.event.attachments)
    return reporting.words(turn, said) if asked else None


# Who is asked in turn what words are; the last one always answers.
READERS: tuple[Listener, ...] = (
    target_values.words,
    snoozing.words,
    reporting.period_typed,
    progress_requests.opened,
    _wished,
    _task_alone,
    reporting.words,
)
LISTENERS: tuple[Listener, ...] = (
    applying.words,
    sending.words,
    _undoing,
    albums.join,
    questions.words,
    inviting.words,
    transfers.words,
    directives.words,
    waiving.words,
    deciding.words,
    sending.first,
    *READERS,
)

# The same where nobody has spoken to the bot, and of somebody else's words.
OVERHEARD = (albums.join, target_values.words, _overheard)
PASSED_ON = (albums.join, _passed_on)
