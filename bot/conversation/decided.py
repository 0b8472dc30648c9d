"""A decision is kept, repeated back, and told to the officials whose task it is."""

from datetime import date

from bot.conversation.extensions import MOST_YEARS, too_far
from bot.model import subjects
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind
from bot.model.say import say
from bot.texts import day
from bot.turn.receipts import receipt
from bot.turn.turn import Outcome, Turn


def decide(
    turn: Turn,
    task: Task,
    kind: ReportKind,
    report: Report | None,
    *,
    note: str = "",
    until: date | None = None,
) -> Outcome:
    """Keep the decision, repeat it back, and tell the officials whose task it is."""
    granted = until if kind is ReportKind.GRANT else None
    if report is not None:
        turn.mean(task, report)
    if granted and too_far(turn, task, granted):
        return turn.refuse("decision.too_far", task, code=task.code, until=day(granted), years=MOST_YEARS)
    kept = turn.keep(task, kind, note=note, until=granted, decides=report.id if report else None)
    if kept:
        receipt(turn, [kept])
        tell(turn, task, kept)
    return Outcome(toast=say("toast.kept"))


def tell(turn: Turn, task: Task, decision: Report, *, undone: bool = False) -> None:
    """Tell the owner's officials of a decision, or that it was taken back."""
    values = {
        "code": task.code,
        "title": task.title,
        "name": decision.user_name,
        "until": day(decision.asked_until) if decision.asked_until else "",
        "note": decision.note,
    }
    key = "decision.taken_back" if undone else f"decision.told_{decision.kind.value}"
    told = subjects.Notice(key=key, values=values, tasks=(task.ref,))
    for chat in dict.fromkeys(x.chat_id for x in turn.officials(task.owner)):
        if chat != turn.event.chat_id:
            turn.answer(told, chat=chat)
