"""A word from above: to the unit, back to whoever sent it, and the question for its words."""

from collections.abc import Collection, Sequence
from typing import Any

from bot.access.buttons import Action, data, task_key
from bot.access.rights import Right, may
from bot.messages import template_values
from bot.messages.folding import IN_FULL, Folded, folded
from bot.messages.pager import task_numbers
from bot.messages.rendered import Rendered, Skip, button
from bot.messages.view import View
from bot.model import subjects
from bot.model.history import History
from bot.model.message import Button, Delivery, DeliveryState, Message
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind, Standing
from bot.texts import moment
from bot.texts.limits import clean, clip, line

WORDS = 1000
NAME, TITLE = 60, 110
LOST = (DeliveryState.UNREACHABLE, DeliveryState.REFUSED)


def directive(view: View, row: Delivery, of: subjects.Directive) -> Rendered | Skip:
    """For the unit: who says it, of which tasks; its button stays until somebody of this chat has seen it."""
    tasks, first = _about(view, of), view.tx.reports.get(of.reports[0])
    if not tasks or first is None:
        return Skip("task gone")
    seen = _seen(view, of.reports)
    html, shown = _listed(
        view,
        tasks,
        "directive.told",
        by=line(of.by or first.user_name, NAME),
        role=of.role if not of.by else "",
        text=clip(clean(first.note), WORDS),
        seen=[_by(view, report) for report in seen],
    )
    users = {link.user_id for link in view.links_of(row.chat_id)}
    done = any(report.user_id in users for report in seen)
    rows = [] if done else [(button(view, "button.seen", data(Action.SEEN, of.reports[0])),)]
    subject = subjects.Directive(
        reports=of.reports, by=of.by, role=of.role, tasks=tuple(t.ref for t in shown), quiet=of.quiet
    )
    return Rendered(Message(html, (*rows, *task_numbers(shown, 1))), subject)


def sent(view: View, _: Delivery, of: subjects.DirectiveSent) -> Rendered | Skip:
    """For whoever said it: who has acknowledged it and when, and who could not be reached."""
    tasks, first = _about(view, of), view.tx.reports.get(of.reports[0])
    if not tasks or first is None:
        return Skip("task gone")
    lost = _lost(view, of, first)
    html = _listed(
        view,
        tasks,
        "directive.sent",
        unit=view.world.catalog.short(of.unit),
        text=clip(clean(first.note), WORDS),
        seen=[_by(view, report) for report in _seen(view, of.reports)],
        lost=[line(name, NAME) for name in lost],
    )[0]
    return Rendered(Message(html), of)


def _lost(view: View, of: subjects.DirectiveSent, first: Report) -> list[str]:
    """Who could not be reached when it was said and has not been since, and whom it has missed."""
    found = [(row.state, row.chat_id, row.subject) for row in view.tx.outbox.of_update(first.update)]
    words = [
        (state, chat)
        for state, chat, word in found
        if isinstance(word, subjects.Directive) and word.reports == of.reports
    ]

    def names(states: Collection[DeliveryState]) -> list[str]:
        chats = dict.fromkeys(chat for state, chat in words if state in states)
        return [link.post or link.name for chat in chats for link in view.links_of(chat)]

    arrived = names([DeliveryState.SENT])
    return [name for name in dict.fromkeys([*of.lost, *names(LOST)]) if name not in arrived]


def wanted(view: View, _: Delivery, of: subjects.DirectiveWanted) -> Rendered | Skip:
    tasks = _tasks(view, of.tasks)
    if not tasks:
        return Skip("task gone")
    units = [view.world.catalog.short(unit) for unit in dict.fromkeys(t.owner for t in tasks)]
    html = _listed(view, tasks, "directive.wanted", units=units)[0]
    return Rendered(Message(html, ((button(view, "button.direct_plain", data(Action.DIRECT_PLAIN)),),)), of)


def on_card(view: View, row: Delivery, task: Task, standing: Standing) -> tuple[tuple[Button, ...], ...]:
    """[Đôn đốc] below an open task, for who may."""
    if not (standing.open and may(Right.DIRECT, task, view.links_of(row.chat_id))):
        return ()
    return ((button(view, "button.direct", data(Action.DIRECT, task_key(task.ref))),),)


def on_list(view: View, row: Delivery, overdue: list[Task]) -> tuple[tuple[Button, ...], ...]:
    """The same below a list, for what of it is overdue."""
    links = view.links_of(row.chat_id)
    count = sum(may(Right.DIRECT, task, links) for task in overdue)
    return ((button(view, "button.direct_all", data(Action.DIRECT_ALL), count=count),),) if count else ()


def _tasks(view: View, refs: Any) -> list[Task]:
    return [task for ref in refs if (task := view.world.catalog.task(ref))]


def _about(view: View, of: subjects.Directive | subjects.DirectiveSent) -> list[Task]:
    """All the tasks it is kept on, also those that the message shown last named by code alone."""
    return _tasks(view, [report.task for id in of.reports if (report := view.tx.reports.get(id))])


def _listed(view: View, tasks: Sequence[Task], key: str, **values: Any) -> tuple[str, Sequence[Task]]:
    """The text that tells of the tasks, and which of them stand in it with their numbers."""
    lines = [_line(view, n, task) for n, task in enumerate(tasks[:IN_FULL], 1)]

    def html(shown: Sequence[Task], rest: Folded) -> str:
        return view.world.texts.html(key, lines=lines[: len(shown)], folded=rest, **values)

    full, text = folded(view, tasks, html)
    return text, tasks[:full]


def _line(view: View, number: int, task: Task) -> dict[str, Any]:
    standing = view.standing(task)
    due = standing.first_asked
    left = due and template_values.left_text(view.world.texts, due, view.today)
    return {
        "n": number,
        "code": view.code(task),
        "title": line(task.title, TITLE),
        "due": due,
        "left": left,
    }


def _seen(view: View, reports: tuple[int, ...]) -> list[Report]:
    """Who has acknowledged the first of these, once each."""
    first = view.tx.reports.get(reports[0])
    task = view.world.catalog.task(first.task) if first else None
    log = History(view.tx.reports.of(task.refs)).live if task else ()
    return [r for r in log if r.kind is ReportKind.SEEN and r.decides == reports[0]]


def _by(view: View, report: Report) -> dict[str, Any]:
    found = view.tx.links.of_user(report.user_id)
    post = next((x.post for x in found if x.post and x.unit == report.unit), None)
    return {
        "name": line(post or report.user_name, NAME),
        "at": moment(report.at.astimezone(view.world.zone)),
    }
