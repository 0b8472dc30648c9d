"""A day's reminders of some units: what is asked today, numbered, to be pressed or answered."""

from dataclasses import replace
from typing import Any

from bot.access.buttons import Action, data
from bot.messages.notices.unit_changes import changed_lines
from bot.messages.pager import PAGE, task_numbers
from bot.messages.rendered import Rendered, Skip, button
from bot.messages.template_values import aim_text, left_text, owed_text, words_beside
from bot.messages.view import View
from bot.model import subjects
from bot.model.agenda import AgendaItem
from bot.model.message import Button, Delivery, Message
from bot.model.people import Role
from bot.model.plan import Task
from bot.model.progress import Share, Standing
from bot.schedule.periods import TURNING

NEWS = 5  # changes of the plan in one agenda, each in the place of a task


def agenda(view: View, row: Delivery, of: subjects.Agenda) -> Rendered | Skip:
    catalog = view.world.catalog
    links = [x for x in view.links_of(row.chat_id) if x.thread_id == row.thread_id]
    linked = {x.unit for x in links if x.role in (Role.OFFICIAL, Role.GROUP)}
    since = {unit: day for unit, day in of.since.items() if unit in linked}
    if not since:
        return Skip("unlinked")
    agendas = [view.agenda([unit], of.on, day, row.chat_id) for unit, day in since.items()]
    items = [item for agenda in agendas if agenda for item in agenda.items]
    news = changed_lines(view, {unit: of.news[unit] for unit in since if unit in of.news})
    if not items and not news:
        return Skip("nothing open")
    late = of.on < view.today or any(agenda.late for agenda in agendas if agenda)
    items.sort(key=lambda i: (i.part is Share.SUPPORT, i.due >= view.today, i.due))
    room = PAGE - len(news[:NEWS])
    pairs = [(task, item) for item in items[:room] if (task := catalog.task(item.task))]
    shown = [task for task, _ in pairs]
    standings = view.standings(shown)
    own = [item for item in items if item.part is Share.OWNER]
    later = tuple(item.task for item in items if view.may_wait(item.due))
    overdue = tuple(item.task for item in own if item.due < view.today)
    html = view.world.texts.html(
        "agenda.message",
        today=view.today,
        units=[catalog.units[unit].name for unit in since if unit in catalog.units],
        late=late,
        total=len(own),
        assists=len(items) - len(own),
        overdue=len(overdue),
        lines=[_line(view, n, task, item, standings[task.ref]) for n, (task, item) in enumerate(pairs, 1)],
        more=len(items) - len(pairs),
        news=news[:NEWS],
        more_news=len(news[NEWS:]),
    )
    rows = task_numbers(shown, 1)
    if len(items) > room:
        rows.append((button(view, "button.all", data(Action.PAGE, 0), total=len(items)),))
    if later:
        rows.append((_later_button(view, len(later)),))
    told = replace(of, tasks=tuple(t.ref for t in shown), later=later, overdue=overdue, total=len(items))
    return Rendered(Message(html, tuple(rows)), told)


def _later_button(view: View, count: int) -> Button:
    """Puts off what may still wait to the next working day."""
    to = view.world.days.after(view.today, 1)
    tomorrow = (to - view.today).days == 1
    return button(
        view, "snooze.all", data(Action.SNOOZE_ALL, to.isoformat()), to=to, tomorrow=tomorrow, count=count
    )


def _line(view: View, number: int, task: Task, item: AgendaItem, standing: Standing) -> dict[str, Any]:
    """A task of an agenda: what of it is owed, and what is due next, where that is still open."""
    due = standing.due if item.owed and standing.period else item.rung.due
    here = due if due and (standing.asked or not item.owed) else None
    return {
        "assists": item.part is Share.SUPPORT,
        "owner": view.world.catalog.short(task.owner),
        "number": number,
        "code": view.code(task),
        "title": task.title,
        "written": words_beside(view, task, here),
        "first": standing.first_due if standing.extensions and here == standing.due else None,
        "assigned": task.assigned.number if task.assigned else None,
        "owed": owed_text(view, item.owed),
        "due": here,
        "left": left_text(view.world.texts, here, view.today) if here else "",
        "turning": task.deadline.kind in TURNING,
        "aim": aim_text(view, here) if here else None,
    }
