"""A file or link sent with a report, as it goes to whoever opens it; and the buttons for that."""

from collections.abc import Sequence

from bot.access.buttons import Action, data, task_key
from bot.access.rights import Right, group_sees, may
from bot.messages import template_values
from bot.messages.rendered import Rendered, Skip, button, task_of
from bot.messages.view import View
from bot.model import subjects
from bot.model.evidence import Evidence, EvidenceKind
from bot.model.message import Button, Delivery, File, FileKind, Message
from bot.model.plan import Task
from bot.texts.limits import line

TITLE = 200


def piece(view: View, row: Delivery, of: subjects.Piece) -> Rendered | Skip:
    """One piece, by the id that Telegram knows it by, else from the evidence folder."""
    task, kept = task_of(view, of), view.tx.evidence.get(of.piece)
    if task is None or kept is None or kept.task not in task.refs:
        return Skip("task gone")
    links = view.links_of(row.chat_id)
    if task.classification or not (may(Right.SEE, task, links) or group_sees(task, links)):
        return Skip("unlinked")
    if kept.report_id is not None and view.tx.reports.undone([kept.report_id]):
        return Skip("taken back")
    rows = _following(view, task, of)
    told = _message(view, "evidence.piece", task, kept, rows)
    if kept.what.kind is EvidenceKind.LINK:
        return Rendered(told, of)
    name, kind = kept.what.name, FileKind(kept.what.kind.value)
    sent = Message(told.html, rows, File(name, kind=kind, id=kept.what.file_id))
    copy = view.tx.evidence.copy_of(kept)
    made = (lambda: File(name, copy.read_bytes(), kind)) if copy else None
    return Rendered(sent, of, made, _message(view, "evidence.gone", task, kept, rows))


def _message(
    view: View, key: str, task: Task, kept: Evidence, rows: tuple[tuple[Button, ...], ...]
) -> Message:
    values = template_values.evidence_line(view, kept)
    link = kept.what.kind is EvidenceKind.LINK
    told = {**values, "name": kept.what.name if link else values["name"]}
    return Message(
        view.world.texts.html(key, piece=told, title=line(task.title, TITLE), code=view.code(task)), rows
    )


def _following(view: View, task: Task, of: subjects.Piece) -> tuple[tuple[Button, ...], ...]:
    """Behind the last one of those sent together: the way to those left."""
    if not of.left:
        return ()
    return ((button(view, "evidence.more", _data(task, of.report, of.after), left=of.left),),)


def opener(
    view: View, task: Task, pieces: Sequence[Evidence], report: int | None = None, *, short: bool = False
) -> tuple[Button, ...]:
    """The button that opens these pieces of the task, or of a report on it; none where there is nothing to
    be opened."""
    if not pieces or task.classification:
        return ()
    key = "evidence.short" if short else "evidence.open"
    return (button(view, key, _data(task, report, 0), count=len(pieces)),)


def _data(task: Task, report: int | None, after: int) -> str:
    return data(Action.EVIDENCE, task_key(task.ref), "-" if report is None else report, after)
