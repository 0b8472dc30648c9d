"""Words on a task that are no report: courtesies, questions, "not ours", directives, notes."""

from bot.conversation.extensions import pass_on
from bot.conversation.receipts import some
from bot.conversation.turn import Turn
from bot.language.said import Borrowed, Said
from bot.language.understand import Meaning
from bot.model.people import Role
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind

ABOVE = (Role.HEAD, Role.SECRETARY)  # whose words without a state are a directive or a note


def remark(turn: Turn, task: Task, said: Said) -> list[Report] | None:
    """What such words leave in the log, to be repeated back; None for a report, or what may be one."""
    reading = said.reading
    if isinstance(said, Borrowed):
        return None
    if reading.idle:
        turn.notice("reply.courtesy")
        return []
    if reading.sure and reading.state is Meaning.NOT_OURS:
        return some(turn.keep(task, ReportKind.NOT_OURS, note=said.text))
    asks, role = reading.sure and reading.state is Meaning.QUESTION, _role(turn, task)
    if asks and role is not Role.SECRETARY:
        ask_secretary(turn, task, said.text)
        return []
    if role in ABOVE and (asks or (said.urges and not reading.sure)):
        return some(turn.keep(task, ReportKind.DIRECTIVE, note=said.text))
    noted = reading.thanks or role in ABOVE
    if noted and reading.state is Meaning.NONE:
        return some(turn.keep(task, ReportKind.NOTE, note=said.text))
    return None


def ask_secretary(turn: Turn, task: Task, text: str, *, edits: int | None = None) -> None:
    """Keep a question and put it before the plan's secretaries."""
    kept = turn.keep(task, ReportKind.QUESTION, note=text)
    if kept:
        pass_on(turn, task, kept, edits=edits)


def _role(turn: Turn, task: Task) -> Role | None:
    """As what the speaker has a word on the task: as an official where they are one."""
    link = turn.link(task)
    return link.role if link else None
