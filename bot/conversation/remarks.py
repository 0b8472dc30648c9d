"""Words on a task that are no report: courtesies, questions, "not ours", directives, notes."""

from bot.conversation import directives, questions, transfers
from bot.language.said import Borrowed, Said
from bot.language.talk import asks, card_answers, for_secretary
from bot.language.understand import Meaning
from bot.model.people import Role
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind
from bot.turn.receipts import some
from bot.turn.turn import Turn

ABOVE = (Role.HEAD, Role.SECRETARY)  # whose words without a state are a directive or a note


def remark(turn: Turn, task: Task, said: Said) -> list[Report] | None:
    """What such words leave in the log, to be repeated back; None for a report, or what may be one."""
    reading, role = said.reading, _role(turn, task)
    if isinstance(said, Borrowed):
        return None
    if reading.idle:
        turn.keep(task, ReportKind.NOTE, note=said.text)
        turn.notice("reply.courtesy")
        return []
    if reading.sure and reading.state is Meaning.NOT_OURS:
        transfers.disputed(turn, task, said.text)
        return []
    asked = asks(said)
    if for_secretary(said) is not None or (asked and (role is not Role.SECRETARY or card_answers(said))):
        questions.heard(turn, task, said)
        return []
    # The trained reader has heard those who do the work, and nobody who presses for it.
    if asked or (role in ABOVE and said.urges and not said.ruled.sure):
        directives.send(turn, [task], said.text)
        return []
    noted = reading.thanks or role in ABOVE
    if noted and reading.state is Meaning.NONE:
        return some(turn.keep(task, ReportKind.NOTE, note=said.text))
    return None


def _role(turn: Turn, task: Task) -> Role | None:
    """As what the speaker has a word on the task: as an official where they are one."""
    link = turn.link(task)
    return link.role if link else None
