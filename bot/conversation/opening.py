"""Opens what stands beside a report or a task: its files and links, each a message of its own."""

from dataclasses import replace

from bot.access.buttons import Press, whole
from bot.model import proofs, subjects
from bot.model.evidence import Evidence
from bot.model.plan import Task
from bot.model.say import say
from bot.turn.turn import Outcome, Turn

MOST = 8  # pieces sent at one press; the last one's button brings those that follow


def pressed(turn: Turn, task: Task, press: Press) -> Outcome:
    """The pieces of the task, or of one report on it, from that place on."""
    _, of, start = press.exactly(3)
    report, first = None if of == "-" else whole(of), whole(start, 0)
    if task.classification:
        return turn.refuse("evidence.classified")
    found = _pieces(turn, task, report)
    shown = found[first : first + MOST]
    if not shown:
        return turn.refuse("evidence.none")
    told = subjects.Piece(tasks=(task.ref,), piece=0, report=report)
    for piece in shown[:-1]:
        turn.answer(replace(told, piece=piece.id))
    through = first + len(shown)
    turn.answer(replace(told, piece=shown[-1].id, left=len(found) - through, after=through))
    return Outcome(toast=say("evidence.sending", count=len(shown)))


def _pieces(turn: Turn, task: Task, report: int | None) -> list[Evidence]:
    log, pieces = turn.history(task.refs), turn.tx.evidence.of(task.refs)
    if report is None:
        return proofs.standing(pieces, log)
    return next((proofs.of_report(pieces, log, each) for each in log if each.id == report), [])
