"""One line about one thing: a task in a list, a report, a state, a due date with its reason."""

from datetime import date
from typing import Any

from bot.delivery.view import View
from bot.model.agenda import Rung
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind, Standing, State
from bot.texts import Texts, moment
from bot.texts.limits import clean, clip

WRITTEN_MOST = 80
NOTE_MOST = 200
NAME_MOST = 60


def state_text(texts: Texts, state: State, percent: int | None) -> str:
    """`Đang làm 60%`."""
    words = texts.plain(f"state.{state.value}")
    return f"{words} {percent}%" if percent is not None and state is not State.DONE else words


def meaning_text(texts: Texts, meaning: str, percent: int | None) -> str:
    return state_text(texts, State(meaning), percent)


def left_text(texts: Texts, due: date, today: date) -> str:
    """How far the due date is: `còn 7 ngày`, `hạn hôm nay`, `quá hạn 3 ngày`."""
    days = (due - today).days
    if days == 0:
        return texts.plain("when.today")
    return texts.plain("when.left", days=days) if days > 0 else texts.plain("when.over", days=-days)


def when_text(view: View, task: Task, standing: Standing) -> dict[str, Any]:
    """The deadline as written, the date it means and how far that is."""
    texts = view.world.texts
    written = clip(task.deadline.written, WRITTEN_MOST)
    if standing.due is None:
        waits = task.deadline.after
        return {"written": written, "due": None, "left": None, "waits": waits, "aim": None}
    left = left_text(texts, standing.due, view.today) if standing.open else None
    return {
        "written": written,
        "due": standing.due,
        "left": left,
        "waits": None,
        "aim": _aim(view, standing.due),
    }


def _aim(view: View, due: date) -> str | None:
    """The working day to finish by when the due date itself is a day off."""
    aim = view.world.days.on_or_before(due)
    if aim == due or due < view.today:
        return None
    return _weekday(view.world.texts, aim)


def _weekday(texts: Texts, value: date) -> str:
    return texts.plain("when.weekday", number=value.weekday(), value=value)


def agenda_line(view: View, number: int, task: Task, rung: Rung) -> dict[str, Any]:
    return {
        "number": number,
        "code": task.code,
        "title": task.title,
        "written": clip(task.deadline.written, WRITTEN_MOST),
        "due": rung.due,
        "left": left_text(view.world.texts, rung.due, view.today),
        "turning": task.deadline.every is not None,
        "aim": _aim(view, rung.due),
    }


def task_line(view: View, number: int, task: Task, standing: Standing) -> dict[str, Any]:
    return {
        "number": number,
        "code": task.code,
        "title": task.title,
        "state": state_text(view.world.texts, standing.state, standing.percent),
        "due": standing.due,
        "left": left_text(view.world.texts, standing.due, view.today) if standing.due else None,
        "waits": task.deadline.after if standing.due is None else None,
    }


def report_line(view: View, report: Report) -> dict[str, Any]:
    """Who said what and when, in their own words."""
    return {
        "at": moment(report.at.astimezone(view.world.zone)),
        "name": clip(clean(report.user_name), NAME_MOST),
        "what": what_text(view.world.texts, report),
        "note": clip(clean(report.note), NOTE_MOST),
    }


def what_text(texts: Texts, report: Report) -> str:
    """What a report did, in two or three words."""
    if report.kind is ReportKind.PROGRESS and report.state:
        return state_text(texts, report.state, report.percent)
    return texts.plain(f"what.{report.kind.value}", until=report.asked_until)


def receipt_entry(view: View, report: Report, undone: bool) -> dict[str, Any]:
    task = view.world.catalog.task(report.task)
    return {
        "code": report.task.code,
        "title": task.title if task else "",
        "what": what_text(view.world.texts, report),
        "note": clip(clean(report.note), NOTE_MOST),
        "undone": undone,
        "extension": report.kind is ReportKind.EXTENSION,
    }


def detail(view: View, task: Task) -> dict[str, Any]:
    """What stands behind a card: who owns it, who helps, where the document says so."""
    catalog = view.world.catalog
    plan = catalog.plans[task.plan]
    return {
        "owner": catalog.units[task.owner].name,
        "support": [catalog.units[u].name for u in task.support],
        "number": plan.number,
        "section": task.source.section,
        "item": task.source.item,
        "owner_basis": task.owner_basis,
    }
