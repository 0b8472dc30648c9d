"""A unit says that a task is another's: the secretary keeps the owner, or hands the task over."""

from bot.access.buttons import short
from bot.access.rights import Right, may
from bot.conversation.directives import unit_at
from bot.conversation.questions import pass_on
from bot.language.said import Said
from bot.language.talk import is_only, opened
from bot.model import subjects
from bot.model.message import Subject
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind
from bot.model.say import say
from bot.planfile.overlay import NotWritten, Transfer
from bot.turn.receipts import receipt, some
from bot.turn.telling import ask_secretaries, back, of_unit
from bot.turn.turn import Outcome, Turn


def disputed(turn: Turn, task: Task, text: str, *, edits: int | None = None) -> None:
    """Lay before the secretaries that the unit says the task is not its own; of a unit that only helps it is
    a question."""
    if not may(Right.DISPUTE, task, turn.links):
        pass_on(turn, task, text, edits=edits)
        return
    kept = turn.keep(task, ReportKind.NOT_OURS, note=text)
    if kept:
        ask_secretaries(turn, task, subjects.Disputed, kept)
    receipt(turn, some(kept), edits=edits)


def meant(turn: Turn, task: Task, note: Report) -> Outcome:
    """An unclear sentence said so, as its writer says by a button."""
    disputed(turn, task, note.note, edits=turn.event.message_id)
    return Outcome(toast=say("toast.kept"))


# ---- pressed ----


def keep_pressed(turn: Turn, task: Task, report: Report) -> Outcome:
    return _done(turn, task, report) or _keep(turn, task, report, "")


def units_pressed(turn: Turn, task: Task, report: Report, page: int) -> Outcome:
    """[Chuyển cho …]: the units to choose from, a page at a time."""
    edits = turn.event.message_id if isinstance(turn.subject, subjects.WhichUnit) else None
    asked = subjects.WhichUnit(report=report.id, page=max(0, page), tasks=(task.ref,))
    return _done(turn, task, report) or turn.answer(asked, edits=edits)


def unit_pressed(turn: Turn, task: Task, report: Report, key: str) -> Outcome:
    """A unit of that list; whether she is sure is asked before anything is written."""
    unit = _unit(turn, key)
    if unit is None:
        return turn.refuse("toast.unknown")
    return _done(turn, task, report) or _ask_sure(turn, task, report, unit)


def sure_pressed(turn: Turn, task: Task, report: Report, key: str) -> Outcome:
    unit = _unit(turn, key)
    if unit is None:
        return turn.refuse("toast.unknown")
    return _done(turn, task, report) or _transfer(turn, task, report, unit)


def _unit(turn: Turn, key: str) -> str | None:
    return next((unit for unit in turn.catalog.units if short(unit) == key), None)


def _done(turn: Turn, task: Task, report: Report) -> Outcome | None:
    """Why nothing is left to decide: it is no such report, decided, or taken back."""
    if report.kind is not ReportKind.NOT_OURS:
        return turn.refuse("toast.unknown")
    log = turn.history(task.refs)
    over = log.decision_on(report) or report.id in log.undone
    return turn.refuse("toast.decided") if over else None


# ---- said ----


def words(turn: Turn, said: Said) -> Outcome | None:
    """The same in words, in answer to the messages that have the buttons."""
    asked = turn.subject if turn.about and said.text else None
    if not isinstance(asked, (subjects.Disputed, subjects.SureToTransfer)):
        return None
    report = turn.tx.reports.get(asked.report)
    task = turn.catalog.task(report.task) if report else None
    if report is None or task is None:
        return turn.refuse("toast.task_gone")
    if not may(Right.TRANSFER, task, turn.links):
        return turn.refuse("toast.not_yours")
    return _done(turn, task, report) or _said(turn, task, report, said, asked)


def _said(turn: Turn, task: Task, report: Report, said: Said, asked: Subject) -> Outcome:
    if opened(said.text, "KEEPS") is not None:
        return _keep(turn, task, report, said.text)
    if isinstance(asked, subjects.SureToTransfer) and is_only(said, "SURE"):
        return _transfer(turn, task, report, asked.unit)
    rest = opened(said.text, "GIVES")
    found = unit_at(turn, rest) if rest else None
    return _ask_sure(turn, task, report, found[0]) if found else turn.refuse("transfer.how")


# ---- decided ----


def _ask_sure(turn: Turn, task: Task, report: Report, unit: str) -> Outcome:
    if unit == task.owner:
        return turn.refuse("transfer.same", task, code=task.code, unit=turn.catalog.short(unit))
    return turn.answer(subjects.SureToTransfer(report=report.id, unit=unit, tasks=(task.ref,)))


def _keep(turn: Turn, task: Task, report: Report, text: str) -> Outcome:
    """The owner stays, and whoever asked is told."""
    kept = turn.keep(task, ReportKind.ANSWER, note=text, decides=report.id)
    if kept:
        values = {
            "code": task.code,
            "title": task.title,
            "unit": turn.catalog.short(task.owner),
            "note": text,
        }
        turn.notice("transfer.kept", task, **values)
        back(turn, report, subjects.Notice(key="transfer.told_kept", values=values, tasks=(task.ref,)))
    return Outcome(toast=say("toast.kept"))


def _transfer(turn: Turn, task: Task, report: Report, unit: str) -> Outcome:
    """Write it down beside the plan, as a secretary would by hand; both units are told."""
    if unit != task.owner:
        new = Transfer(task=task.ref, owner=unit, by=turn.event.user_name, at=turn.at)
        try:
            turn.tx.plan_texts.put([turn.hand_over(new)], turn.now)
        except NotWritten as failure:
            return turn.notice("transfer.not_written", task, file=failure.file, text=failure.text)
    before, after = turn.catalog.short(task.owner), turn.catalog.short(unit)
    kept = turn.keep(task, ReportKind.ANSWER, note=after, decides=report.id)
    if kept is None:
        return Outcome()
    values = {"code": task.code, "title": task.title, "before": before, "after": after}
    turn.notice("transfer.done", task, **values)
    for key, which in (("transfer.told_before", task.owner), ("transfer.told_after", unit)):
        told = subjects.Notice(key=key, values=values, tasks=(task.ref,))
        for link in of_unit(turn, which):
            turn.answer(told, chat=link.chat_id, thread=link.thread_id)
    return Outcome(toast=say("toast.kept"))
