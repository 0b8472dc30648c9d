"""A state is kept as the plan's rules have it: a result may need evidence, and a secretary's approval."""

from bot.access.rights import Right, may
from bot.conversation import decided
from bot.model import subjects
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind, Share, State
from bot.schedule.standing import period_of
from bot.turn.telling import ask_secretaries
from bot.turn.turn import Turn


def settle(turn: Turn, task: Task, state: State, percent: int | None = None, note: str = "") -> Report | None:
    """Keep a state; "done" is a claim while evidence is missing, and waits where the plan wants approval.

    Said by a secretary of a result that waits, it is accepted, as of the day it was reported.
    """
    if state is not State.DONE or turn.part(task) is Share.SUPPORT:
        return turn.keep(task, ReportKind.PROGRESS, state=state, percent=percent, note=note)
    plan, decides = turn.catalog.plans[task.plan], may(Right.DECIDE, task, turn.links)
    if plan.evidence_for_done and not evidenced(turn, task):
        return turn.keep(task, ReportKind.CLAIM, note=note)
    standing = turn.standing(task)
    if standing.awaiting and decides:
        kept = turn.keep(task, ReportKind.APPROVE, note=note, decides=standing.awaiting.id)
        if kept:
            decided.tell(turn, task, kept)
        return kept
    waits = plan.approval and standing.state is not State.DONE and not decides
    state = State.AWAITING_APPROVAL if waits else State.DONE
    kept = turn.keep(task, ReportKind.PROGRESS, state=state, note=note)
    if kept and waits and standing.awaiting is None:
        ask_secretaries(turn, task, subjects.Result, kept)
    return kept


def evidenced(turn: Turn, task: Task) -> bool:
    """Whether a file or link of the owner's stands beside the task in its period, or comes now."""
    if turn.brings:
        return True
    period = turn.standing(task).period
    log = turn.history(task.refs)
    owners = {
        report.id
        for report in log
        if report.part is Share.OWNER
        and report.id not in log.undone
        and (period is None or period_of(task, report, log, turn.zone) == period)
    }
    return any(piece.report_id in owners for piece in turn.tx.evidence.of(task.refs))


def fulfil(turn: Turn, task: Task) -> list[Report]:
    """The evidence a claim waited for has come: what was claimed is kept as done, in the words it had."""
    claim = turn.standing(task).claim
    if claim is None or turn.part(task) is not Share.OWNER or not evidenced(turn, task):
        return []
    kept = settle(turn, task, State.DONE, note=claim.note)
    return [kept] if kept else []
