"""What was kept is repeated back, with its undo."""

from collections.abc import Sequence

from bot.model import subjects
from bot.model.progress import Report, State
from bot.turn.turn import Turn


def receipt(
    turn: Turn, reports: Sequence[Report], *, edits: int | None = None, asks: State | None = None
) -> None:
    """Repeat back what was kept, with an undo button; rendered from the log when it is sent."""
    if not reports:
        return
    told, tasks = tuple(r.id for r in reports), tuple(dict.fromkeys(r.task for r in reports))
    turn.answer(subjects.Receipt(reports=told, tasks=tasks, asks=asks), edits=edits)


def some(report: Report | None) -> list[Report]:
    """What was kept, if it was: the same event handled again keeps nothing."""
    return [report] if report else []
