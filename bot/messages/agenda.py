"""A day's reminders of some units: what is asked today, numbered, to be pressed or answered."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.access.buttons import Action, data
from bot.digest.figures import Figure, cell_of
from bot.messages.notices.unit_changes import changed_lines
from bot.messages.pager import PAGE, task_numbers
from bot.messages.rendered import Rendered, Skip, button
from bot.messages.template_values import aim_text, left_text, owed_text, turn_of, what_text, words_beside
from bot.messages.view import View
from bot.model import subjects
from bot.model.agenda import AgendaItem
from bot.model.deadline import TaskRef
from bot.model.message import Button, Delivery, Message
from bot.model.people import Role
from bot.model.plan import Task
from bot.model.progress import Share, Standing, State
from bot.schedule.agenda import by_term, ordered
from bot.schedule.periods import TURNING
from bot.texts.limits import fits
from bot.texts.turns import has_name, turn_name

NEWS = 5  # changes of the plan in one agenda, each in the place of a task
NAMED = 300  # tasks that one agenda names, in full or by code: what its length allows
LONGER = timedelta(days=14)  # how much more time an example asks for


def agenda(view: View, row: Delivery, of: subjects.Agenda) -> Rendered | Skip:
    catalog = view.world.catalog
    links = [x for x in view.links_of(row.chat_id) if x.thread_id == row.thread_id]
    linked = {x.unit for x in links if x.role in (Role.OFFICIAL, Role.GROUP)}
    since = {unit: day for unit, day in of.since.items() if unit in linked}
    if not since:
        return Skip("unlinked")
    agendas = [view.agenda([unit], of.on, day, row.chat_id) for unit, day in since.items()]
    items = ordered((item for agenda in agendas if agenda for item in agenda.items), view.today)
    news = changed_lines(view, {unit: of.news[unit] for unit in since if unit in of.news})
    if not items and not news:
        return Skip("nothing open")
    head = {
        "today": view.today,
        "units": [catalog.units[unit].name for unit in since if unit in catalog.units],
        "late": of.on < view.today or any(agenda.late for agenda in agendas if agenda),
        "reminds": _reminds(items, view.today),
        "stands": _stands(view, since),
        "news": news[:NEWS],
        "more_news": len(news[NEWS:]),
    }
    full, named, html = _fitting(view, items, since, head)
    later = tuple(item.task for item in items if view.may_wait(item.due))
    rows = task_numbers([task for item in items[:full] if (task := catalog.task(item.task))], 1)
    if len(items) > full:
        rows.append((button(view, "button.all", data(Action.PAGE, 0), total=len(items)),))
    if not head["late"] and any(_worth_a_day(view, item) for item in items):
        rows.append((_later_button(view, len(later), of=len(items)),))
    told = replace(
        of,
        tasks=tuple(item.task for item in items[:full]),
        later=later,
        overdue=tuple(item.task for item in items[:named] if _is_overdue(item, view.today)),
        total=len(items),
    )
    return Rendered(Message(html, tuple(rows)), told)


def _is_overdue(item: AgendaItem, today: date) -> bool:
    return item.part is Share.OWNER and item.due < today


def _reminds(items: Sequence[AgendaItem], today: date) -> dict[str, int]:
    """What the message reminds of: how many tasks of its own units, due today, overdue, coming, of these the
    ones that owe a former period, and others'; each is counted by the date it is told by."""
    own = [item for item in items if item.part is Share.OWNER]
    overdue = sum(item.term(today) < today for item in own)
    due = sum(item.term(today) == today for item in own)
    return {
        "own": len(own),
        "due": due,
        "overdue": overdue,
        "coming": len(own) - due - overdue,
        "behind": sum(bool(item.owed) and item.term(today) >= today for item in own),
        "assists": len(items) - len(own),
    }


def _stands(view: View, units: Iterable[str]) -> dict[str, int]:
    given = view.world.catalog.given_to
    tasks = [task for unit in units for task in given.get(unit, ()) if task.owner == unit]
    return overdue_counts(tasks, view.standings(tasks), view.today)


def overdue_counts(
    tasks: Iterable[Task], standings: Mapping[TaskRef, Standing], today: date
) -> dict[str, int]:
    """How many of the tasks are overdue, as the digest counts them: those with a due date, of which some were
    reported done and wait for approval, and those that owe the report of a former period."""
    tasks = tuple(tasks)
    late = [t for t in tasks if cell_of(t, standings[t.ref], today) is Figure.OPEN_OVERDUE]
    missed = [t for t in tasks if t.deadline.kind in TURNING and standings[t.ref].overdue(today)]
    waiting = [t for t in late if standings[t.ref].state is State.AWAITING_APPROVAL]
    return {
        "overdue": len(late) + len(missed),
        "late": len(late),
        "missed": len(missed),
        "waiting": len(waiting),
    }


def _fitting(
    view: View, items: Sequence[AgendaItem], units: Collection[str], head: Mapping[str, Any]
) -> tuple[int, int, str]:
    """The message: as many tasks in full as have a number and fit, all others by their codes; and how many
    are told in full, and at all."""
    room = min(PAGE - len(head["news"]), len(items))
    lines = _lines(view, items[:room], units)
    html = ""
    for full, named in _sizes(room):
        folds = _folds(view, items[full:named])
        html = view.world.texts.html(
            "agenda.message",
            **head,
            lines=lines[:full],
            folds=folds,
            more=len(items) - full,
            unnamed=max(len(items) - named, 0),
            examples=[_example(view, item, str(n), n) for n, item in enumerate(items[: min(full, 2)], 1)],
            by_code=[_example(view, item, view.code_of(item.task), 2) for item in items[full : full + 1]],
        )
        if fits(html):
            break
    return full, named, html


def _sizes(room: int) -> Iterator[tuple[int, int]]:
    """How many tasks may be told in full, and how many at all, until the message is short enough."""
    least = min(room, 1)
    yield from ((full, NAMED) for full in range(room, least - 1, -1))
    yield from ((least, NAMED // part) for part in (2, 4, 8))


def _folds(view: View, items: Sequence[AgendaItem]) -> list[dict[str, Any]]:
    """The tasks that are named by their codes alone, a line a date."""
    today = view.today
    return [
        {
            "assists": same[0].part is Share.SUPPORT,
            "due": same[0].term(today),
            "left": left_text(view.world.texts, same[0].term(today), today),
            "today": same[0].term(today) == today,
            "over": same[0].term(today) < today,
            "owed": bool(same[0].owed),
            "several": any(len(item.owed) > 1 for item in same),
            "codes": [view.code_of(item.task) for item in same],
        }
        for same in by_term(items, today)
    ]


def _worth_a_day(view: View, item: AgendaItem) -> bool:
    """Whether a day's rest means something: what is due on the next working day is spoken of then anyway."""
    return view.may_wait(item.due) and item.rung.aim > view.world.days.after(view.today, 1)


def _later_button(view: View, count: int, of: int) -> Button:
    """Puts off what may still wait to the next working day."""
    to = view.world.days.after(view.today, 1)
    return button(
        view,
        "snooze.all",
        data(Action.SNOOZE_ALL, to.isoformat()),
        to=to,
        tomorrow=(to - view.today).days == 1,
        count=count,
        part=count < of,
    )


def _example(view: View, item: AgendaItem, name: str, place: int) -> str:
    """What might be answered about a task: which period that is owed is done; what is overdue, why, or until
    when; else how far it is. The second of two says something else than the first."""
    say, periods = view.world.texts.plain, [each.period for each in item.owed if each.period]
    if named := [period for period in periods if has_name(period)]:
        return say("agenda.example_period", name=name, period=turn_name(view.world.texts, named[0]))
    if item.due < view.today:
        until = view.world.days.on_or_after(view.today + LONGER)
        return say("agenda.example_late", name=name, second=place == 2, until=until)
    return say("agenda.example_open", name=name, second=place == 2)


def _lines(view: View, items: Sequence[AgendaItem], units: Collection[str]) -> list[dict[str, Any]]:
    """The tasks told in full, numbered."""
    pairs = [(task, item) for item in items if (task := view.world.catalog.task(item.task))]
    standings = view.standings(task for task, _ in pairs)
    return [
        {
            "number": number,
            **_line(view, task, item, standings[task.ref]),
            **_said(view, item, standings[task.ref], units),
        }
        for number, (task, item) in enumerate(pairs, 1)
    ]


def _said(view: View, item: AgendaItem, standing: Standing, units: Collection[str]) -> dict[str, Any]:
    """What was reported last of what is overdue: by its owner, or by these units of their part."""
    parts = [report for unit, report in standing.support.items() if unit in units]
    of_part = max(parts, key=lambda report: report.id, default=None)
    report = standing.last_report if item.part is Share.OWNER else of_part
    return {
        "over": item.due < view.today,
        "spoke": view.day_of(report) if report else None,
        "said": what_text(view.world.texts, report) if report else "",
    }


def _line(view: View, task: Task, item: AgendaItem, standing: Standing) -> dict[str, Any]:
    """A task of an agenda: what of it is owed, and what is due next, where it is time to speak of that."""
    here = item.present if item.owed else item.rung.due
    return {
        "assists": item.part is Share.SUPPORT,
        "owner": view.world.catalog.short(task.owner),
        "code": view.code(task),
        "title": task.title,
        "owed": owed_text(view, item.owed),
        "due": here,
        "turn": turn_of(view, standing),
        "first": standing.first_due if standing.extensions and here == standing.due else None,
        "beside": _beside(view, task, here),
        "left": left_text(view.world.texts, here, view.today) if here else "",
        "pressing": here is not None and here <= view.today,
        "late": here is not None and here < view.today,
        "aim": aim_text(view, here) if here else None,
    }


def _beside(view: View, task: Task, due: date | None) -> str:
    """What stands beside a due date: the words it was written in, of a report its period says more, and the
    documents it comes from."""
    say, followed = view.world.texts.plain, view.world.catalog.followed(task)
    if task.deadline.kind not in TURNING:
        written = words_beside(view, task, due)
    else:
        written = say("when.follows", followed=replace(followed, written="")) if followed else ""
    given = task.assigned
    by = say("agenda.given", number=given.number, issued=given.issued) if given else ""
    return "; ".join(filter(None, (written, by)))
