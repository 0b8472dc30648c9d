"""A state is kept as the plan's rules have it: a result may need evidence, and a secretary's approval."""

from bot.access.rights import Deed, may
from bot.conversation import deciding
from bot.conversation.turn import Talk
from bot.model import subjects
from bot.model.plan import Task
from bot.model.progress import Part, Report, ReportKind, State


def settle(talk: Talk, task: Task, state: State, percent: int | None = None, note: str = "") -> Report | None:
    """Keep a state; "done" is a claim while evidence is missing, and waits where the plan wants approval.

    Said by a secretary of a result that waits, it is accepted, as of the day it was reported.
    """
    if state is not State.DONE or talk.part(task) is Part.SUPPORT:
        return talk.keep(task, ReportKind.PROGRESS, state=state, percent=percent, note=note)
    plan, decides = talk.catalog.plans[task.plan], may(Deed.DECIDE, task, talk.links)
    if plan.evidence_for_done and not evidenced(talk, task):
        return talk.keep(task, ReportKind.CLAIM, note=note)
    standing = talk.standing(task)
    if standing.awaiting and decides:
        kept = talk.keep(task, ReportKind.APPROVE, note=note, decides=standing.awaiting.id)
        if kept:
            deciding.tell(talk, task, kept)
        return kept
    waits = plan.approval and standing.state is not State.DONE and not decides
    state = State.AWAITING_APPROVAL if waits else State.DONE
    kept = talk.keep(task, ReportKind.PROGRESS, state=state, note=note)
    if kept and waits and standing.awaiting is None:
        ask_secretaries(talk, task, subjects.Result, kept)
    return kept


def ask_secretaries(talk: Talk, task: Task, ask: type[subjects.Decision], report: Report) -> None:
    """Put a result or a request before every secretary of the plan."""
    for link in talk.secretaries(task.plan):
        talk.answer(ask(report=report.id, tasks=(task.ref,)), chat=link.chat_id)


def evidenced(talk: Talk, task: Task) -> bool:
    """Whether a file or link of the owner's stands beside the task, in its present turn, or comes with these
    words."""
    if talk.event.attachments or talk.book.evidence.of_batch(talk.batch):
        return True
    turn = talk.standing(task).turn
    log = talk.history(task.refs)
    owners = {report.id for report in log if report.part is Part.OWNER} - log.undone
    return any(
        piece.report_id in owners and (turn is None or piece.at.astimezone(talk.zone).date() in turn)
        for piece in talk.book.evidence.of(task.refs)
    )


def fulfil(talk: Talk, task: Task) -> list[Report]:
    """The evidence a claim waited for has come: what was claimed is kept as done, in the words it had."""
    claim = talk.standing(task).claim
    if claim is None or talk.part(task) is not Part.OWNER or not evidenced(talk, task):
        return []
    kept = settle(talk, task, State.DONE, note=claim.note)
    return [kept] if kept else []
