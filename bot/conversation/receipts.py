"""What was kept is repeated back, with its undo."""

from collections.abc import Sequence

from bot.conversation.talk import Talk
from bot.model.message import OutboxKind
from bot.model.progress import Report, State


def receipt(
    talk: Talk, reports: Sequence[Report], *, edits: int | None = None, asks: State | None = None
) -> None:
    """Repeat back what was kept, with an undo button; rendered from the log when it is sent."""
    if not reports:
        return
    subject: dict[str, object] = {
        "reports": [r.id for r in reports],
        "tasks": [list(ref) for ref in dict.fromkeys((r.task.plan, r.task.code) for r in reports)],
    }
    if asks:
        subject["asks"] = asks.value
    talk.answer(OutboxKind.RECEIPT, edits=edits, subject=subject)


def some(report: Report | None) -> list[Report]:
    """What was kept, if it was: the same event handled again keeps nothing."""
    return [report] if report else []
