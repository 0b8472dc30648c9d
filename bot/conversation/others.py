"""What others must hear of what was just reported: a result taken back, a report on their behalf."""

from collections.abc import Sequence

from bot.access.rights import Right, may
from bot.model import subjects
from bot.model.history import History
from bot.model.people import Link
from bot.model.plan import Task
from bot.model.progress import DECISIONS, Report, ReportKind
from bot.schedule.standing import standing_of
from bot.texts import day
from bot.turn.telling import ask_secretaries
from bot.turn.turn import Turn


def tell(turn: Turn) -> None:
    """Tell of every task that this event has reported on whom it concerns."""
    for task in turn.touched.values():
        log = History(turn.log([task]))
        fresh = [report for report in log if report.key.startswith(f"in:{turn.event.key}:")]
        _waiting(turn, task, log, fresh)
        _on_behalf(turn, task, log, fresh)


def _waiting(turn: Turn, task: Task, log: History[Report], fresh: Sequence[Report]) -> None:
    """A result that waited and no longer does, or does again, however it came to that but by a decision."""
    if not fresh or any(report.kind in DECISIONS for report in fresh):
        return
    earlier = [report for report in log if report not in fresh]
    before, now = (standing_of(task, said, turn.today, turn.zone).awaiting for said in (earlier, log))
    if before and now is None:
        secretaries = turn.secretaries(task.plan)
        _notify(turn, task, secretaries, "secretary.withdrawn", fresh[-1], on=day(turn.day_of(before)))
    elif now and before is None and now not in fresh and not may(Right.DECIDE, task, turn.links):
        ask_secretaries(turn, task, subjects.Result, now)


def _on_behalf(turn: Turn, task: Task, log: History[Report], fresh: Sequence[Report]) -> None:
    """The unit hears of what the committee's office reports for it, and of its taking that back."""
    for report in fresh:
        said = next((r for r in log if r.id == report.undoes), report)
        if said.on_behalf:
            _notify(turn, task, turn.officials(task.owner), "secretary.on_behalf", report)


def _notify(turn: Turn, task: Task, links: Sequence[Link], key: str, report: Report, **more: str) -> None:
    values = {
        "code": task.code,
        "title": task.title,
        "unit": turn.catalog.short(task.owner),
        "name": report.user_name,
        "kind": report.kind.value,
        "state": report.state.value if report.state else "",
        "percent": report.percent,
        "note": report.note,
        "undone": report.kind is ReportKind.UNDO,
    }
    told = subjects.Notice(key=key, values=values | more, tasks=(task.ref,))
    for chat in dict.fromkeys(link.chat_id for link in links):
        if chat != turn.event.chat_id:
            turn.answer(told, chat=chat)
