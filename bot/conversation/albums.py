"""Pictures sent together come one by one: what was said of the first holds for all."""

from bot.conversation.turn import Outcome, Talk
from bot.language.said import Said
from bot.model import subjects
from bot.model.message import OutboxKind


def join(talk: Talk, said: Said) -> Outcome | None:
    """Put a further picture beside those before it; None for the first, and for what is no album's."""
    if not talk.event.album or said.text:
        return None
    before = talk.book.evidence.of_batch(talk.batch)
    if not before:
        return None
    placed = {(piece.task, piece.report_id) for piece in before}
    for ref, report in placed:
        task = talk.catalog.task(ref) if ref else None
        talk.attach(task, report)
        if task is not None and report is not None:
            _recount(talk, report)
            talk.touched[task.ref] = task
    return Outcome()


def _recount(talk: Talk, report: int) -> None:
    """A confirmation sent before this picture came is drawn anew; one that still waits will count it."""
    last = talk.latest(OutboxKind.RECEIPT)
    if last and isinstance(last.subject, subjects.Receipt) and report in last.subject.reports:
        talk.answer(last.subject, edits=last.message_id)
