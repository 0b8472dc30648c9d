"""Pictures sent together come one by one: what was said of the first holds for all."""

from bot.conversation.turn import Outcome, Turn
from bot.language.said import Said
from bot.model import subjects
from bot.model.message import OutboxKind


def join(turn: Turn, said: Said) -> Outcome | None:
    """Put a further picture beside those before it; None for the first, and for what is no album's."""
    if not turn.event.album or said.text:
        return None
    before = turn.tx.evidence.of_batch(turn.batch)
    if not before:
        return None
    placed = {(piece.task, piece.report_id) for piece in before}
    for ref, report in placed:
        task = turn.catalog.task(ref) if ref else None
        turn.attach(task, report)
        if task is not None and report is not None:
            _recount(turn, report)
            turn.touched[task.ref] = task
    return Outcome()


def _recount(turn: Turn, report: int) -> None:
    """A confirmation sent before this picture came is drawn anew; one that still waits will count it."""
    last = turn.latest(OutboxKind.RECEIPT)
    if last and isinstance(last.subject, subjects.Receipt) and report in last.subject.reports:
        turn.answer(last.subject, edits=last.message_id)
