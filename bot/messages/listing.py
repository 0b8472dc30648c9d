"""What the commands list, as plain data: every task's standing, every unit's agenda."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.messages.view import View
from bot.model.agenda import AgendaItem
from bot.model.plan import Plan, Task
from bot.model.progress import Report, Share, Standing


def status(view: View) -> Iterator[dict[str, Any]]:
    """One row a task, in the plans' own order; dates are ISO, absent ones null."""
    standings = view.standings(view.world.catalog.tasks())
    for plan in view.world.catalog.plans.values():
        for task in plan.tasks:
            yield _status(view, plan, task, standings[task.ref])


def _status(view: View, plan: Plan, task: Task, standing: Standing) -> dict[str, Any]:
    return {
        "plan": plan.id,
        "code": task.code,
        "title": task.title,
        "source": {"section": task.source.section, "item": task.source.item},
        "state": standing.state.value,
        "percent": standing.percent,
        "owner": task.owner,
        "support": list(task.support),
        "deadline": task.deadline.written or None,
        "due": _iso(standing.due),
        "first_due": _iso(standing.first_due),
        "late": standing.late(view.today),
        "days_late": standing.days_late(view.today),
        "reported_on": _iso(standing.reported_on),
        "extensions": standing.extensions,
        "periods": [_period(view, each) for each in standing.rounds if each.period],
        "last_report": _report(view, standing.last_report) if standing.last_report else None,
    }


def _period(view: View, standing: Standing) -> dict[str, Any]:
    """One period of an ongoing or recurring task, and what became of it."""
    assert standing.period
    return {
        "start": _iso(standing.period.start),
        "end": _iso(standing.period.end),
        "due": _iso(standing.due),
        "mark": standing.mark(view.today).value,
        "reported": _iso(standing.met_on),
    }


def _report(view: View, report: Report) -> dict[str, Any]:
    return {
        "at": report.at.astimezone(view.world.zone).isoformat(),
        "kind": report.kind.value,
        "state": report.state.value if report.state else None,
        "percent": report.percent,
        "note": report.note,
        "by": report.user_name,
        "unit": report.unit,
    }


def agendas(view: View, on: date, unit: str | None) -> Iterator[dict[str, Any]]:
    """What each unit is told on that day, as if it had been told everything up to the day before."""
    catalog, since = view.world.catalog, date.fromordinal(on.toordinal() - 1)
    view.standings(catalog.given_to.get(unit, ()) if unit else catalog.tasks())  # found together
    for unit_id in [unit] if unit else catalog.units:
        agenda = view.agenda([unit_id], on, since)
        if agenda is not None:
            yield {
                "unit": unit_id,
                "on": on.isoformat(),
                "tasks": [_item(view, item) for item in agenda.items if item.part is Share.OWNER],
                "support": [_item(view, item) for item in agenda.items if item.part is Share.SUPPORT],
            }


def _item(view: View, item: AgendaItem) -> dict[str, Any]:
    task = view.world.catalog.task(item.task)
    return {
        "plan": item.task.plan,
        "code": item.task.code,
        "title": task.title if task else "",
        "deadline": task.deadline.written if task else "",
        "due": item.rung.due.isoformat(),
        "owed": [_iso(each.due) for each in item.owed],
        "aim": item.rung.aim.isoformat(),
        "rung": item.rung.kind.value,
        "days": item.rung.days,
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
