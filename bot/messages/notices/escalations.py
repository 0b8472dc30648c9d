"""Overdue without a word: the message to a head or leader, and what a card tells of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.access.rights import Right
from bot.messages.directives import on_list
from bot.messages.folding import IN_FULL, Folded, by_unit, folded, untold
from bot.messages.last_report import last_text
from bot.messages.pager import task_numbers
from bot.messages.rendered import Rendered, Skip
from bot.messages.template_values import left_text, owed_text, report_line
from bot.messages.view import View
from bot.model import subjects
from bot.model.message import Delivery, Message
from bot.model.people import Escalation, Role
from bot.model.plan import Task
from bot.model.progress import Report
from bot.texts import moment
from bot.texts.limits import line

TITLE = 200
FEW_CODES, FEW_UNITS = 5, 10  # of what stands beside the list


def escalation(view: View, row: Delivery, of: subjects.Escalation) -> Rendered | Skip:
    """What is overdue without a word, for a head or a leader: every task is named, all are urged at once."""
    tasks = _still_silent(view, of)
    if not tasks:
        return Skip("nothing open")
    silent = _silent_days(view, row, tasks)
    told = {task.ref: _entry(view, task) for task in tasks[:IN_FULL]}
    unasked = _unasked(view, row, tasks)
    beside = by_unit(view, unasked, FEW_CODES)

    def html(shown: Sequence[Task], rest: Folded) -> str:
        return view.world.texts.html(
            "escalation.message",
            today=view.today,
            total=len(tasks),
            silent=silent,
            entries=[{"number": n, **told[task.ref]} for n, task in enumerate(shown, 1)],
            folded=rest,
            unasked=beside[:FEW_UNITS],
            more_units=len(beside[FEW_UNITS:]),
            more=len(unasked),
        )

    full, text = folded(view, tasks, html)
    shown = tasks[:full]
    return Rendered(
        Message(text, (*task_numbers(shown, 1), *on_list(view, row, tasks))),
        replace(of, tasks=tuple(t.ref for t in shown), all=tuple(t.ref for t in tasks)),
    )


def _silent_days(view: View, row: Delivery, tasks: Iterable[Task]) -> int:
    """For how many working days at least none of these was spoken of, when this chat is told."""
    heads = any(x.role is Role.HEAD for x in view.links_of(row.chat_id))
    ladders = [view.world.catalog.plans[task.plan].ladder for task in tasks]
    return min((heads and x.unit_head_after) or x.leader_after for x in ladders)


def _still_silent(view: View, of: subjects.Escalation) -> list[Task]:
    """What is still overdue when the message goes out, the longest first."""
    tasks = [t for ref in of.all if (t := view.world.catalog.task(ref))]
    standings = view.standings(tasks)
    left = [t for t in tasks if any(not each.waits for each in standings[t.ref].overdue(view.today))]
    return sorted(left, key=lambda t: standings[t.ref].first_asked or date.max)


def _unasked(view: View, row: Delivery, told: Collection[Task]) -> list[Task]:
    """What is overdue where nobody is linked: nobody was asked, so it is nobody's silence, but who reads of
    the others must not take it for done."""
    tasks = view.tasks_of(view.links_of(row.chat_id), Right.DIRECT)
    alone = {unit for unit in {task.owner for task in tasks} if not view.asked(unit)}
    named = {task.ref for task in told}
    standings = view.standings(task for task in tasks if task.owner in alone and task.ref not in named)
    return [t for t in tasks if t.ref in standings and standings[t.ref].overdue(view.today)]


def _entry(view: View, task: Task) -> dict[str, Any]:
    """One task of the message: whose it is, how late, and what was said last."""
    standing = view.standing(task)
    return {
        "code": view.code(task),
        "title": line(task.title, TITLE),
        "unit": view.world.catalog.short(task.owner),
        "due": standing.first_asked,
        "left": left_text(view.world.texts, due, view.today) if (due := standing.first_asked) else "",
        "owed": owed_text(view, standing.owed),
        "last": last_text(view, standing.last_report),
        "untold": untold(view, task.owner),
    }


def history(view: View, task: Task, reports: Iterable[Report], most: int) -> list[dict[str, Any]]:
    """The newest lines of a card's history, oldest first: what was said, and whom a silence was told to."""
    said = [(r.at, report_line(view, r)) for r in reports]
    told = [(e.at, _step_line(view, e)) for e in view.tx.escalations.of(task.refs)]
    entries = sorted([*said, *told], key=lambda entry: entry[0])
    return [line_ for _, line_ in entries[-most:]] if most else []


def _step_line(view: View, step: Escalation) -> dict[str, Any]:
    texts = view.world.texts
    return {
        "at": moment(step.at.astimezone(view.world.zone)),
        "name": texts.plain("escalation.by"),
        "what": texts.plain(f"escalation.{step.step.value}", told=step.told),
        "note": "",
        "unit": None,
    }
