"""Reports are taken back: each by its own giver, within ten minutes, and never behind a decision."""

from collections.abc import Sequence
from datetime import timedelta

from bot.conversation import decided, questions
from bot.language.folding import plain
from bot.language.said import Said
from bot.model import subjects
from bot.model.message import Delivery
from bot.model.progress import DECISIONS, Report, ReportKind
from bot.model.say import say
from bot.texts import LANGUAGES, template
from bot.turn.receipts import receipt
from bot.turn.turn import Outcome, Turn

UNDO_LIVES = timedelta(minutes=10)


def undo(turn: Turn, reports: Sequence[Report], *, edits: int | None = None) -> Outcome:
    """Take reports back, each by its own giver within ten minutes; the log keeps both."""
    mine = [r for r in reports if r.user_id == turn.event.user_id]
    fresh = [r for r in mine if turn.at - r.at <= UNDO_LIVES]
    if not fresh:
        return turn.refuse("reply.undo_late" if mine else "reply.undo_none")
    if turn.history({r.task for r in fresh}).undone >= {r.id for r in fresh}:
        return turn.refuse("reply.undone_already")
    if not take_back(turn, fresh):
        return turn.refuse("decision.undo_decided")
    shown = turn.tx.outbox.message(turn.event.chat_id, edits) if edits else turn.about
    receipt(turn, told(turn, shown) or reports, edits=edits)
    return Outcome(toast=say("toast.undone"))


def take_back(turn: Turn, reports: Sequence[Report]) -> bool:
    """Keep that these are taken back, save those decided on; False where all of them are."""
    log = turn.history({report.task for report in reports})
    open_ = [report for report in reports if not log.decision_on(report)]
    for report in open_:
        task = turn.catalog.task(report.task)
        if task and report.id not in log.undone:
            turn.keep(task, ReportKind.UNDO, undoes=report.id)
            if report.kind in DECISIONS:
                decided.tell(turn, task, report, undone=True)
            elif report.kind is ReportKind.ANSWER:
                questions.taken_back(turn, task, report)
    return bool(open_)


def asked(said: Said) -> bool:
    """Whether it is "hoàn tác" and nothing else: what the button of a receipt is called, in any language."""
    words = {plain(template(language, "button.undo")) for language in LANGUAGES}
    return said.plain.strip(" .!") in words


def told(turn: Turn, row: Delivery | None) -> list[Report]:
    """All reports of a receipt, where it is one: undoing one leaves the others in it."""
    ids = row.subject.reports if row and isinstance(row.subject, subjects.Receipt) else ()
    return [report for id in ids if (report := turn.tx.reports.get(id))]
