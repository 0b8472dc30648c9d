"""A message that its sender changed: what it had said is taken back, and its words are read as of then."""

from collections.abc import Callable, Iterable, Sequence

from bot.conversation import deciding, snoozing, target_values, undoing
from bot.language.said import Said
from bot.model import subjects
from bot.model.message import Delivery
from bot.model.progress import DECISIONS, SPOKEN, Report, ReportKind
from bot.turn.turn import Outcome, Turn

Reader = Callable[[Turn, Said], Outcome | None]
QUESTIONS = (
    subjects.WhichTask,
    subjects.WhichMeaning,
    subjects.UntilWhen,
    subjects.WhyLater,
    subjects.WhichPeriod,
)


def heard(turn: Turn, said: Said, readers: Iterable[Reader], *, command: bool) -> Outcome:
    """What a changed message says now, within ten minutes; commands, undo and decisions are for new ones."""
    edited_at, shown = turn.event.edited_at, _shown(turn)
    if not turn.links or not (shown or turn.addressed):
        return Outcome()
    if edited_at and edited_at - turn.at > undoing.UNDO_LIVES:
        return turn.refuse("reply.edit_late")
    turn.tx.inbox.overtaken(
        [int(key) for key in turn.event.was], turn.now
    )  # what could not be read is mended
    reports = _kept(turn, shown)
    if any(report.kind in DECISIONS | SPOKEN for report in reports):
        return turn.refuse("reply.edit_not_run")
    if reports and not undoing.take_back(turn, reports):
        return turn.refuse("decision.undo_decided")
    _redraw(turn, shown)
    if command or undoing.asked(said) or deciding.decides(turn, said):
        return turn.refuse("reply.edit_not_run")
    if not turn.addressed:
        return Outcome()
    _unplace(turn, reports)
    answers = (reader(turn, said) for reader in readers)
    return next((outcome for outcome in answers if outcome), Outcome())


def _shown(turn: Turn) -> list[Delivery]:
    """What the answers to its earlier words show in this chat now: a press may have answered a question."""
    outbox, chat = turn.tx.outbox, turn.event.chat_id
    answers = [row for key in turn.event.was for row in outbox.of_update(key) if row.chat_id == chat]
    now = ((outbox.message(chat, row.message_id) if row.message_id else row) for row in answers)
    return list({row.id: row for row in now if row}.values())


def _kept(turn: Turn, shown: Iterable[Delivery]) -> list[Report]:
    """Its sender's reports that its earlier words led to and that nobody took back."""
    by_words = [report for key in turn.event.was for report in turn.tx.reports.of(update=key)]
    turn.first_report = max((r.id for r in by_words), default=turn.first_report)
    found = {r.id: r for r in [*by_words, *(r for row in shown for r in undoing.told(turn, row))]}
    undone = turn.history({r.task for r in found.values()}).undone
    mine = (r for r in found.values() if r.user_id == turn.event.user_id and r.kind is not ReportKind.UNDO)
    return [report for report in mine if report.id not in undone]


def _unplace(turn: Turn, reports: Sequence[Report]) -> None:
    """The pictures sent together with it go where its words now say; its own comes with them anew."""
    own, ids = tuple(f"in:{key}:" for key in turn.event.was), {report.id for report in reports}
    album = turn.tx.evidence.of_batch(turn.batch) if turn.event.album else []
    others = [x.id for x in album if x.report_id in ids and not x.key.startswith(own)]
    turn.tx.evidence.unplace(others)


def _redraw(turn: Turn, shown: Sequence[Delivery]) -> None:
    """Its receipts say that it was taken back; what it was asked needs no answer any more."""
    for row in shown:
        if isinstance(row.subject, subjects.Value):
            target_values.take_back(turn, row)
        elif isinstance(row.subject, QUESTIONS):
            turn.answer(subjects.Notice(key="reply.edit_asked", values={}), edits=row.message_id)
        elif isinstance(row.subject, subjects.Receipt) and row.message_id:
            turn.answer(row.subject, edits=row.message_id)
        else:
            snoozing.take_back(turn, row)
