"""The secretary's morning: what waits for her decision or her answer, and what went wrong since yesterday."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from bot.access.buttons import Action, data, short, task_key
from bot.access.rights import Right, plans_open_to
from bot.digest.figures import Figure
from bot.digest.named_figures import By
from bot.messages.notices.readiness import lacking
from bot.messages.notices.unreached import plans_of
from bot.messages.rendered import Rendered, Skip, button
from bot.messages.view import View
from bot.model import subjects
from bot.model.message import Button, Delivery, DeliveryState, Message, OutboxKind
from bot.model.people import Link, Role
from bot.model.plan import Plan, Task
from bot.model.progress import Ask, Report, ReportKind, Standing
from bot.schedule.calendar import DAY
from bot.schedule.questions import unanswered
from bot.schedule.weekly import monday
from bot.texts.limits import clean, clip, fits, line
from bot.texts.turns import turn_names

TITLE, NAME, WORDS, ON_BUTTON = 90, 60, 90, 48  # UTF-16 units
BUTTONS = 4  # tasks of one section that have a button
LOOKED_AT = 20  # the newest mornings among which is the last one sent

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the message: its lines, the tasks whose cards are a press away, and buttons of its own.
    What `lasts` until somebody sees to it is no news every day."""

    name: str
    lines: Sequence[Line]
    tasks: Sequence[Task] = ()
    rows: Sequence[tuple[Button, ...]] = ()
    lasts: bool = False


def morning(view: View, row: Delivery, of: subjects.Morning) -> Rendered | Skip:
    """What waits as it stands now; none when nothing does. What lasts is told in the week's first message,
    and when it is not what she was told last."""
    links = [x for x in view.links_of(row.chat_id) if x.role is Role.SECRETARY]
    desk = Desk(view, plans_open_to(Right.DECIDE, links))
    found = [section for make in SECTIONS if (section := make(desk)).lines]
    say = view.world.texts.plain
    lasting = tuple(say(f"morning.{x.name}", **each) for x in found if x.lasts for each in x.lines)
    if not (_first_of_week(view) or lasting != _told_last(view, row)):
        found = [section for section in found if not section.lasts]
    if not found:
        return Skip("nothing waits")
    html = next(h for most in (5, 4, 3, 2, 1) if fits(h := _html(view, found, most)) or most == 1)
    return Rendered(Message(html, tuple(_rows(view, desk, found))), replace(of, lasting=lasting))


@dataclass(frozen=True)
class Desk:
    """The plans one secretary answers for, as they stand."""

    view: View
    ids: Sequence[str]

    @cached_property
    def plans(self) -> list[Plan]:
        return [plan for id in self.ids if (plan := self.view.world.catalog.plans.get(id))]

    @cached_property
    def pairs(self) -> list[tuple[Task, Standing]]:
        tasks = [task for plan in self.plans for task in plan.tasks]
        standings = self.view.standings(tasks)
        return [(task, standings[task.ref]) for task in tasks]

    def line(self, task: Task, **more: Any) -> Line:
        catalog = self.view.world.catalog
        return {
            "code": task.code,
            "title": line(task.title, TITLE),
            "unit": catalog.short(task.owner),
            "plan": catalog.plans[task.plan].number if len(self.plans) > 1 else None,
            **more,
        }

    def day(self, report: Report) -> date:
        return report.at.astimezone(self.view.world.zone).date()


def _pending(desk: Desk) -> Section:
    """Results and requests, the oldest first."""
    found = [(task, each) for task, standing in desk.pairs for each in standing.waiting(tuple(Ask))]
    found.sort(key=lambda pair: pair[1].id)
    lines = [
        desk.line(task, on=(on := desk.day(each)), days=(desk.view.today - on).days, until=each.asked_until)
        for task, each in found
    ]
    return Section("pending", lines)


def _questions(desk: Desk) -> Section:
    """Questions and disputes that nobody has answered for two working days, the oldest first."""
    view, tasks = desk.view, {task.ref: task for task, _ in desk.pairs}
    log = view.reports(tasks.values())
    old = [each.report for each in unanswered(log, view.today, view.world.days, view.world.zone)]
    lines = [
        desk.line(
            tasks[each.task],
            on=desk.day(each),
            name=line(each.user_name, NAME),
            words=clip(clean(each.note), WORDS),
            disputed=each.kind is ReportKind.NOT_OURS,
        )
        for each in old
    ]
    return Section("questions", lines, rows=[_answering(view, tasks[x.task], x) for x in old[:BUTTONS]])


def _answering(view: View, task: Task, asked: Report) -> tuple[Button, ...]:
    """Answers a question, or decides a dispute."""
    say, code = view.world.texts.plain, view.code(task)
    if asked.kind is ReportKind.QUESTION:
        return (Button(say("morning.reply", code=code), data(Action.REPLY, asked.id)),)
    keep = Button(say("morning.keep_owner", code=code), data(Action.KEEP_OWNER, asked.id))
    return keep, Button(say("morning.units", code=code), data(Action.UNITS, asked.id, 0))


def _missed(desk: Desk) -> Section:
    """The periods of recurring and ongoing tasks that are over without their report, by task."""
    today, texts = desk.view.today, desk.view.world.texts
    lines, tasks = [], []
    for task, standing in desk.pairs:
        if owed := [each for each in standing.overdue(today) if each is not standing]:
            names = turn_names(texts, [each.period for each in owed if each.period])
            lines.append(desk.line(task, periods=names, count=len(owed)))
            tasks.append(task)
    return Section("missed", lines, tasks, lasts=True)


def _went_overdue(desk: Desk) -> Section:
    """What is due once, or in its present period, and went overdue on the last working day or on the days off
    behind it."""
    view, today = desk.view, desk.view.today
    since = view.world.days.on_or_before(today - DAY)
    late = [(task, x) for task, x in desk.pairs if x in x.overdue(today)]
    pairs = [(task, each) for task, each in late if each.due and each.due >= since]
    return Section("overdue", [desk.line(t, due=x.due) for t, x in pairs], [task for task, _ in pairs])


def _unreached(desk: Desk) -> Section:
    """Who can't be written to; of a unit that nobody can be told for, what of it is overdue."""
    view, catalog = desk.view, desk.view.world.catalog
    late = [task for task, x in desk.pairs if x.overdue(view.today)]
    lines: list[Line] = []
    for link in _lost(desk):
        nobody = link.unit is not None and not view.reaches(link.unit)
        lines.append(
            {
                "name": line(clean(link.name), NAME),
                "unit": catalog.short(link.unit) if link.unit else None,
                "since": (link.unreachable_since or view.now).astimezone(view.world.zone).date(),
                "nobody": nobody,
                "overdue": [task.code for task in late if nobody and task.owner == link.unit],
            }
        )
    return Section("unreached", lines, lasts=not any(each["overdue"] for each in lines))


def _lost(desk: Desk) -> Iterable[Link]:
    view = desk.view
    links = [x for x in view.tx.links.all() if not x.reached and x.stands(view.today)]
    return [x for x in links if not set(desk.ids).isdisjoint(plans_of(view.world.catalog, x))]


def _lacks(desk: Desk) -> Section:
    """Of her plans and of those that have no secretary at all, whom they still lack."""
    catalog, lines = desk.view.world.catalog, []
    for plan in catalog.plans.values():
        found = lacking(desk.view, plan)
        if found and (plan.id in desk.ids or found.secretary):
            units = [catalog.short(unit) for unit in found.units]
            lines.append(
                {
                    "number": plan.number,
                    "secretary": found.secretary,
                    "group": found.group,
                    "units": units[:UNITS],
                    "more": len(units[UNITS:]),
                }
            )
    return Section("lacks", lines, lasts=True)


UNITS = 6  # named in one line
WHOLE = {"missed": Figure.MISSED.value, "overdue": Figure.OPEN_OVERDUE.value}  # sections with a whole list
# In the order they are told. What else may wait for a secretary joins here, with its words in `morning.yaml`.
SECTIONS: tuple[Callable[[Desk], Section], ...] = (
    _pending,
    _questions,
    _missed,
    _went_overdue,
    _unreached,
    _lacks,
)


def _html(view: View, found: Iterable[Section], most: int) -> str:
    sections = [
        {"name": x.name, "total": len(x.lines), "lines": x.lines[:most], "more": len(x.lines[most:])}
        for x in found
    ]
    return view.world.texts.html("morning.message", today=view.today, sections=sections)


def _rows(view: View, desk: Desk, found: Sequence[Section]) -> Iterable[tuple[Button, ...]]:
    if waiting := _lines(found, "pending"):
        yield (button(view, "morning.waiting", data(Action.WAITING), total=len(waiting)),)
    yield from (row for section in found for row in section.rows)
    tasks = {task.ref: task for section in found for task in section.tasks[:BUTTONS]}
    for task in tasks.values():
        yield (
            Button(clip(f"{view.code(task)} {task.title}", ON_BUTTON), data(Action.OPEN, task_key(task.ref))),
        )
    for name, figure in WHOLE.items():
        for plan in desk.plans:
            if any(task.plan == plan.id for task in _tasks(found, name)):
                where = data(Action.FIGURES, short(plan.id), By.FIGURE.value, figure, 0)
                label = {"number": plan.number if len(desk.plans) > 1 else None}
                yield (button(view, f"morning.all_{name}", where, **label),)


def _lines(found: Iterable[Section], name: str) -> Sequence[Line]:
    return next((section.lines for section in found if section.name == name), ())


def _tasks(found: Iterable[Section], name: str) -> Sequence[Task]:
    return next((section.tasks for section in found if section.name == name), ())


def _first_of_week(view: View) -> bool:
    return view.world.days.on_or_after(monday(view.now)) == view.today


def _told_last(view: View, row: Delivery) -> tuple[str, ...]:
    """What lasted as the last message that was sent had it."""
    rows = view.tx.outbox.newest(row.chat_id, [OutboxKind.MORNING], LOOKED_AT)
    sent = (x.subject for x in rows if x.state is DeliveryState.SENT)
    return next((of.lasting for of in sent if isinstance(of, subjects.Morning)), ())
