"""Files sent together come one by one, as an album or in a row: what was said of the first holds for all."""

from datetime import timedelta

from bot.language.said import Said
from bot.model import subjects
from bot.model.message import Delivery, OutboxKind
from bot.turn.turn import Outcome, Turn

IN_A_ROW = timedelta(seconds=30)  # how soon after the one before it a file without words belongs to that
LOOKED_THROUGH = 10  # messages, for the last that was no mere drawing anew


def join(turn: Turn, said: Said) -> Outcome | None:
    """Put a further file beside those before it; None for the first, and for what has words of its own."""
    if said.text or not turn.event.attachments:
        return None
    before = turn.tx.evidence.of_batch(turn.batch)
    if not before and (batch := _followed(turn)):
        turn.batch, before = batch, turn.tx.evidence.of_batch(batch)
    if not before:
        return None
    placed = {(piece.task, piece.report_id) for piece in before}
    for ref, report in placed:
        task = turn.catalog.task(ref) if ref else None
        turn.attach(task, report)
        if task is not None and report is not None:
            _recount(turn, report)
            turn.touched[task.ref] = task
    if (None, None) in placed:
        _ask_of_all(turn)
    return Outcome()


def _followed(turn: Turn) -> str | None:
    """What was sent together before this: a moment ago, and the bot has only asked or told of it since."""
    event = turn.event
    last = turn.tx.evidence.last_of(event.user_id) if event.private and not event.reply_to else None
    if last is None or not timedelta(0) <= turn.at - last.at <= IN_A_ROW:
        return None
    row = _said_last(turn)
    of = row.subject if row else None
    asked = isinstance(of, subjects.WhichTask) and of.batch == last.batch
    told = isinstance(of, subjects.Receipt) and last.report_id in of.reports
    return last.batch if asked or told else None


def _said_last(turn: Turn) -> Delivery | None:
    """What this chat was told last, or is about to be."""
    rows = turn.tx.outbox.newest(turn.event.chat_id, tuple(OutboxKind), LOOKED_THROUGH)
    return next((row for row in rows if not row.subject.quiet), None)


def _recount(turn: Turn, report: int) -> None:
    """A confirmation sent before this file came is drawn anew; one that still waits will count it."""
    last = turn.latest(OutboxKind.RECEIPT)
    if last and isinstance(last.subject, subjects.Receipt) and report in last.subject.reports:
        turn.answer(last.subject, edits=last.message_id)


def _ask_of_all(turn: Turn) -> None:
    """The question which task it is about names this file too; one that still waits will."""
    last = _said_last(turn)
    if last and last.message_id and isinstance(last.subject, subjects.WhichTask):
        turn.answer(last.subject, edits=last.message_id)
