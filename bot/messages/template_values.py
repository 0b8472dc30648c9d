"""One line about one thing: a task in a list, a report, a state, a due date with its reason."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bot.access.rights import assists, owns
from bot.language.echo import repeats
from bot.language.folding import plain
from bot.messages.view import View
from bot.model.deadline import Period
from bot.model.evidence import Evidence
from bot.model.people import Link, Role
from bot.model.plan import Task
from bot.model.progress import REPORTED, Report, ReportKind, Share, Standing, State
from bot.schedule.periods import TURNING
from bot.schedule.standing import period_of
from bot.texts import Texts, day, moment
from bot.texts.limits import clean, clip, line
from bot.texts.turns import has_name, turn_name, turn_names

WRITTEN_MOST = 80
BARELY = re.compile(r"^(?:(?:cham nhat|truoc|den|het|xong|ngay)\s+)*")  # before a date alone
LINK_MOST = 160  # the words of another plan, with its number and the task's code
NOTE_MOST = 200
NAME_MOST = 60
FILES = 5  # named in one receipt


def state_text(texts: Texts, state: State, percent: int | None) -> str:
    """`Đang làm 60%`."""
    words = texts.plain(f"state.{state.value}")
    told = percent is not None and state not in (State.DONE, State.AWAITING_APPROVAL)
    return f"{words} {percent}%" if told else words


def standing_text(texts: Texts, standing: Standing) -> str:
    """The same of a standing; of who has never reported nothing is known, not even that it has not begun."""
    if standing.state is State.NOT_STARTED and standing.last_report is None:
        return texts.plain("state.unreported")
    return state_text(texts, standing.state, standing.percent)


def meaning_text(texts: Texts, meaning: str, given: date | int | None) -> str:
    """What a reading is called on a button; `given` is its percent, or an extension's day."""
    if meaning in set(State):
        return state_text(texts, State(meaning), given if isinstance(given, int) else None)
    return texts.plain(f"button.means_{meaning}", until=given)


def left_text(texts: Texts, due: date, today: date) -> str:
    """How far the due date is: `còn 7 ngày`, `đến hạn hôm nay`, `quá hạn 3 ngày`."""
    days = (due - today).days
    if days == 0:
        return texts.plain("when.today")
    return texts.plain("when.left", days=days) if days > 0 else texts.plain("when.over", days=-days)


def term_text(texts: Texts, standing: Standing, today: date) -> str | None:
    """How far the due date of an open task is; of one that was reported done and waits for approval, only
    how late it was."""
    if standing.due is None or not standing.asked:
        return None
    if late := standing.days_late(today):
        return texts.plain("when.over", days=late)
    return None if standing.reported_on else left_text(texts, standing.due, today)


def written_text(view: View, task: Task) -> str:
    """The deadline as written; where it is another plan's, whose and in which words."""
    followed = view.world.catalog.followed(task)
    if followed is None:
        return clip(task.deadline.written, WRITTEN_MOST)
    return clip(view.world.texts.plain("when.follows", followed=followed), LINK_MOST)


def words_beside(view: View, task: Task, due: date | None) -> str:
    """The deadline as written, for beside the date it means; empty where it says that date and no more."""
    written = written_text(view, task)
    said = re.sub(r"\b0+(?=\d)", "", BARELY.sub("", plain(written))).strip()
    return "" if due and said == day(due) else written


def basis_text(view: View, task: Task) -> str | None:
    """By which document a task was assigned, and what the plan itself had said of its deadline."""
    given = task.assigned
    if given is None:
        return None
    texts, plan, first = view.world.texts, view.world.catalog.plans[task.plan], given.original
    written = written_text(view, first)
    source = (
        written
        if first.deadline.borrowed
        else texts.plain("when.source", number=plan.number, issued=plan.issued, written=written)
    )
    due = first.deadline.due
    return texts.plain("when.assigned", source=source, due=due, number=given.number, issued=given.issued)


def when_text(view: View, task: Task, standing: Standing) -> dict[str, Any]:
    """The deadline as written, the date it means and how far that is, and who set it when."""
    texts = view.world.texts
    written, basis = words_beside(view, task, standing.first_due), basis_text(view, task)
    if standing.due is None:
        waits = task.deadline.after
        return {"written": written, "due": None, "left": None, "waits": waits, "aim": None, "basis": basis}
    return {
        "written": written,
        "due": standing.due,
        "left": term_text(texts, standing, view.today),
        "waits": None,
        "aim": aim_text(view, standing.due),
        "basis": basis,
    }


def aim_text(view: View, due: date) -> str | None:
    """The working day to finish by when the due date itself is a day off."""
    aim = view.world.days.on_or_before(due)
    if aim == due or aim < view.today:
        return None
    named = _weekday(view.world.texts, aim)
    return view.world.texts.plain("when.aim_today", day=named) if aim == view.today else named


def _weekday(texts: Texts, value: date) -> str:
    return texts.plain("when.weekday", number=value.weekday(), value=value)


def owed_text(view: View, owed: Sequence[Standing]) -> str:
    """The former periods a report is owed for, and how late the oldest is; empty where none is."""
    if not owed:
        return ""
    texts = view.world.texts
    periods = [each.period for each in owed if each.period]
    one = len(periods) == 1 and has_name(periods[0])
    names = turn_name(texts, periods[0]) if one else turn_names(texts, periods)
    first = min((each.due for each in owed if each.due), default=view.today)
    days, told = (view.today - first).days, all(each.told_on for each in owed)
    return texts.plain("when.owed", count=len(owed), periods=names, days=days, unfinished=told)


def task_line(view: View, number: int, task: Task, standing: Standing) -> dict[str, Any]:
    return {
        "number": number,
        "code": view.code(task),
        "title": task.title,
        "state": standing_text(view.world.texts, standing),
        "due": standing.due,
        "left": term_text(view.world.texts, standing, view.today),
        "reported": standing.reported_on,
        "waits": task.deadline.after if standing.due is None else None,
        "owed": owed_text(view, standing.owed),
    }


def read_line(
    view: View, number: int, task: Task, standing: Standing, reader: Sequence[Link]
) -> dict[str, Any]:
    """The same for a reader with these links, who is told whose it is where it isn't the own unit's."""
    owner = "" if owns(task, reader) else view.world.catalog.short(task.owner)
    return {
        **task_line(view, number, task, standing),
        "assists": assists(task, reader),
        "owner": owner,
    }


def report_line(view: View, report: Report) -> dict[str, Any]:
    """Who said what and when, of which period, in their own words."""
    task = view.world.catalog.task(report.task)
    did = what_text(view.world.texts, report)
    what = [did, period_text(view, task, report) if task else ""]
    name = clip(clean(report.user_name), NAME_MOST)
    return {
        "at": moment(report.at.astimezone(view.world.zone)),
        "name": view.world.texts.plain("what.on_behalf", name=name) if report.on_behalf else name,
        "what": ", ".join(filter(None, what)),
        "note": "" if repeats(report.note, did) else clip(clean(report.note), NOTE_MOST),
        "unit": _supporting(view, report),
    }


def _supporting(view: View, report: Report) -> str | None:
    """The supporting unit whose part a report is about."""
    assists = report.part is Share.SUPPORT and report.unit
    return view.world.catalog.short(assists) if assists else None


def evidence_line(view: View, piece: Evidence) -> dict[str, Any]:
    """A file or link: its name as its sender gave it, its kind, and whether the file itself is kept."""
    return {
        "name": line(piece.what.name, NAME_MOST),
        "kind": piece.what.kind.value,
        "state": piece.state.value,
        "mib": -(-(piece.what.size or 0) // 2**20),
        "by": line(piece.user_name, NAME_MOST),
        "on": piece.at.astimezone(view.world.zone).date(),
    }


def what_text(texts: Texts, report: Report) -> str:
    """What a report did, in two or three words."""
    if report.kind is ReportKind.PROGRESS and report.state:
        return state_text(texts, report.state, report.percent)
    return texts.plain(f"what.{report.kind.value}", until=report.asked_until)


def period_text(view: View, task: Task, report: Report) -> str:
    """The period that an entry about an ongoing or recurring task is of: the one it names, or its day's."""
    tells = report.kind in REPORTED or report.period is not None or report.kind is ReportKind.EXTENSION
    period = turn_told(view, task, report) if tells else None
    return turn_name(view.world.texts, period) if period else ""


def turn_told(view: View, task: Task, report: Report) -> Period | None:
    """The period an entry is of; null where the task does not turn."""
    turns = task.deadline.kind in TURNING
    return period_of(task, report, (), view.world.zone) if turns else None


def turn_of(view: View, standing: Standing) -> str:
    """The period that a standing is of."""
    return turn_name(view.world.texts, standing.period) if standing.period else ""


def receipt_entry(
    view: View, report: Report, undone: bool, pieces: Sequence[Evidence], log: Iterable[Report]
) -> dict[str, Any]:
    task = view.world.catalog.task(report.task)
    withdrawn = view.put_back(task, log, report) if task and report.kind in REPORTED else None
    return {
        "code": view.code_of(report.task),
        "title": task.title if task else "",
        "what": what_text(view.world.texts, report),
        "turn": period_text(view, task, report) if task else "",
        "note": clip(clean(report.note), NOTE_MOST),
        "undone": undone,
        "kind": report.kind.value,
        "passed": _passed(view, report),
        "extension": report.kind is ReportKind.EXTENSION,
        "waits": report.state is State.AWAITING_APPROVAL,
        "support": report.part is Share.SUPPORT,
        "withdrawn": view.day_of(withdrawn) if withdrawn else None,
        "behalf": report.on_behalf,
        "files": [evidence_line(view, piece) for piece in pieces[:FILES]],
        "more_files": max(0, len(pieces) - FILES),
    }


def _passed(view: View, report: Report) -> bool | None:
    """Whether there is a secretary who gets what is the secretary's to answer."""
    if report.kind not in (ReportKind.QUESTION, ReportKind.NOT_OURS):
        return None
    return any(x.stands(view.today) for x in view.tx.links.all(role=Role.SECRETARY, plan=report.task.plan))


def detail(view: View, task: Task) -> dict[str, Any]:
    """What stands behind a card: who owns it, who helps, where the document says so."""
    catalog = view.world.catalog
    plan = catalog.plans[task.plan]
    return {
        "before": _before(view, task),
        "owner": catalog.units[task.owner].name,
        "support": [catalog.units[u].name for u in task.support],
        "number": plan.number,
        "section": task.source.section,
        "item": task.source.item,
        "owner_basis": task.owner_basis,
    }


def _before(view: View, task: Task) -> str:
    """What else the plan itself had said of a task that was assigned: owner, support, deliverable."""
    catalog, texts, first = view.world.catalog, view.world.texts, task.original
    parts = []
    if first.owner != task.owner:
        parts.append(texts.plain("card.before_owner", unit=catalog.short(first.owner)))
    if first.support != task.support and first.support:
        units = ", ".join(catalog.short(unit) for unit in first.support)
        parts.append(texts.plain("card.before_support", units=units))
    if first.deliverable != task.deliverable and first.deliverable:
        parts.append(texts.plain("card.before_deliverable", deliverable=first.deliverable))
    return "; ".join(parts)
