"""The secretary's morning: what waits for her decision or her answer, and what went wrong since yesterday."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.access.buttons import Action, data, short, task_key
from bot.access.rights import Right, plans_open_to
from bot.digest.figures import Figure
from bot.messages.agenda import overdue_counts
from bot.messages.digest import NAMED_UNITS
from bot.messages.last_report import last_text
from bot.messages.notices.desk import ON_BUTTON, Desk, Entry, Line, Row, Section
from bot.messages.notices.readiness import NO_SECRETARY, lacking, with_secretary
from bot.messages.notices.unreached import plans_of
from bot.messages.rendered import Rendered, Skip, button
from bot.messages.view import View
from bot.model import subjects
from bot.model.message import Button, Delivery, DeliveryState, Message, OutboxKind
from bot.model.people import Link, Role
from bot.model.plan import Task
from bot.model.progress import Ask, Report, ReportKind, State
from bot.schedule.calendar import DAY
from bot.schedule.questions import unanswered
from bot.schedule.weekly import monday
from bot.texts.limits import clean, clip, fits, line
from bot.texts.turns import turns_told

NAME, WORDS = 60, 90  # UTF-16 units
SHOWN = 5  # of one section, each with its buttons
INVITED = 3  # units that can be invited by a button
LOOKED_AT = 31  # the newest mornings among which is the last one sent


def morning(view: View, row: Delivery, of: subjects.Morning) -> Rendered | Skip:
    """What waits as it stands now, each section with what she can do about it; none when nothing does."""
    links = [x for x in view.links_of(row.chat_id) if x.role is Role.SECRETARY]
    desk = Desk(view, plans_open_to(Right.DECIDE, links), _morning_before(view, row))
    found = [section for make in SECTIONS if (section := make(desk)).entries]
    lasting = tuple(words for section in found if section.again for words in _words(view, section))
    before = _told_last(view, row)
    found = [x for x in found if not x.again or x.again(view) or not before.issuperset(_words(view, x))]
    if not found:
        return Skip("nothing waits")
    most = next(n for n in range(SHOWN, 0, -1) if fits(_html(desk, found, n)) or n == 1)
    rows = [row for section in found for row in _rows(section, most)]
    return Rendered(
        Message(_html(desk, found, most), tuple(dict.fromkeys(rows))), replace(of, lasting=lasting)
    )


def _pending(desk: Desk) -> Section:
    """Results and requests, the oldest first."""
    view = desk.view
    found = [(task, each) for task, standing in desk.pairs for each in standing.waiting(tuple(Ask))]
    found.sort(key=lambda pair: pair[1].id)
    lines = [
        desk.line(task, on=(on := view.day_of(each)), days=(view.today - on).days, until=each.asked_until)
        for task, each in found
    ]
    whole = button(view, "morning.waiting", data(Action.WAITING), total=len(lines))
    return Section("pending", [Entry(each) for each in lines], [(whole,)])


def _questions(desk: Desk) -> Section:
    """Questions and disputes that nobody has answered for two working days, the oldest first."""
    view, tasks = desk.view, {task.ref: task for task, _ in desk.pairs}
    log = view.reports(tasks.values())
    old = [each.report for each in unanswered(log, view.today, view.world.days, view.world.zone)]
    return Section("questions", [_question(desk, tasks[each.task], each) for each in old])


def _question(desk: Desk, task: Task, asked: Report) -> Entry:
    """Answers a question, or decides a dispute."""
    view, dispute = desk.view, asked.kind is ReportKind.NOT_OURS
    told = desk.line(
        task,
        on=view.day_of(asked),
        name=line(asked.user_name, NAME),
        words=clip(clean(asked.note), WORDS),
        disputed=dispute,
    )
    code = view.code(task)
    if not dispute:
        return Entry(told, (button(view, "morning.reply", data(Action.REPLY, asked.id), code=code),))
    keep = button(view, "morning.keep_owner", data(Action.KEEP_OWNER, asked.id), code=code)
    return Entry(told, (keep, button(view, "morning.units", data(Action.UNITS, asked.id, 0), code=code)))


def _blocked(desk: Desk) -> Section:
    """What units said stands in their way since the morning before."""
    entries = []
    for task, standing in desk.pairs:
        said = standing.last_report
        if standing.state is State.BLOCKED and said and said.unit and said.known_at > desk.before:
            entries.append(_obstacle(desk, task, said))
    return Section("blocked", entries)


def _obstacle(desk: Desk, task: Task, said: Report) -> Entry:
    """Opens the card, or answers the unit."""
    view, code, key = desk.view, desk.view.code(task), task_key(task.ref)
    told = desk.line(task, on=view.day_of(said), words=clip(clean(said.note), WORDS))
    opens = button(view, "morning.open", data(Action.OPEN, key), code=code)
    return Entry(told, (opens, button(view, "morning.advise", data(Action.DIRECT, key), code=code)))


def _missed(desk: Desk) -> Section:
    """The periods of recurring and ongoing tasks that are over without their report, by task."""
    today, texts = desk.view.today, desk.view.world.texts
    entries, tasks = [], []
    for task, standing in desk.pairs:
        if owed := [each for each in standing.overdue(today) if each is not standing]:
            names = turns_told(texts, [each.period for each in owed if each.period])
            entries.append(desk.opened(task, periods=names, count=len(owed)))
            tasks.append(task)
    return Section("missed", entries, desk.whole("missed", Figure.MISSED, tasks), _first_of_week)


def _went_overdue(desk: Desk) -> Section:
    """What is due once, or in its present period, and went overdue on the last working day or on the days off
    behind it."""
    view, today = desk.view, desk.view.today
    since = view.world.days.on_or_before(today - DAY)
    late = [(task, x) for task, x in desk.pairs if x in x.overdue(today)]
    pairs = [(task, each) for task, each in late if each.due and each.due >= since]
    entries = [desk.opened(t, due=x.due, last=last_text(view, x.last_report)) for t, x in pairs]
    return Section("overdue", entries, desk.whole("overdue", Figure.OPEN_OVERDUE, [t for t, _ in pairs]))


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
    urgent = any(each["overdue"] for each in lines)
    return Section("unreached", [Entry(x) for x in lines], again=None if urgent else _first_of_week)


def _lost(desk: Desk) -> Iterable[Link]:
    view = desk.view
    links = [x for x in view.found.lost if x.stands(view.today)]
    return [x for x in links if not set(desk.ids).isdisjoint(plans_of(view.world.catalog, x))]


def _lacks(desk: Desk) -> Section:
    """Whom her plans still lack; of others only that they have no secretary at all."""
    catalog, lines = desk.view.world.catalog, []
    kept = with_secretary(desk.view)
    alone: dict[str, None] = {}
    for plan in catalog.plans.values():
        own = plan.id in desk.ids
        found = lacking(desk.view, plan) if own else None if plan.id in kept else NO_SECRETARY
        if found:
            units = [catalog.short(unit) for unit in found.units] if own else []
            alone |= dict.fromkeys(found.units if own else ())
            lines.append(
                {
                    "number": plan.number,
                    "secretary": found.secretary,
                    "group": own and found.group,
                    "units": units[:NAMED_UNITS],
                    "more": len(units[NAMED_UNITS:]),
                }
            )
    rows = [(_invite(desk.view, unit),) for unit in [*alone][:INVITED]]
    return Section("lacks", [Entry(each) for each in lines], rows, again=_first_of_month)


def _invite(view: View, unit: str) -> Button:
    """Opens /moi at the unit."""
    name = line(view.world.catalog.short(unit), ON_BUTTON)
    return button(view, "morning.invite", data(Action.INVITE_UNIT, short(unit)), name=name)


# In the order they are told. What else may wait for a secretary joins here, with its words in `morning.yaml`.
SECTIONS: tuple[Callable[[Desk], Section], ...] = (
    _pending,
    _questions,
    _blocked,
    _missed,
    _went_overdue,
    _unreached,
    _lacks,
)


def _html(desk: Desk, found: Iterable[Section], most: int) -> str:
    view = desk.view
    sections = [
        {
            "name": x.name,
            "total": len(x.entries),
            "lines": [each.line for each in x.entries[:most]],
            "more": len(x.entries[most:]),
        }
        for x in found
    ]
    standings = {task.ref: standing for task, standing in desk.pairs}
    stands = overdue_counts([task for task, _ in desk.pairs], standings, view.today)
    return view.world.texts.html("morning.message", today=view.today, stands=stands, sections=sections)


def _rows(section: Section, most: int) -> Iterable[Row]:
    """The buttons of the lines that are shown, and those for all of the section."""
    yield from (each.row for each in section.entries[:most] if each.row)
    yield from section.rows


def _words(view: View, section: Section) -> list[str]:
    return [view.world.texts.plain(f"morning.{section.name}", **each.line) for each in section.entries]


def _first_of_week(view: View) -> bool:
    return view.world.days.on_or_after(monday(view.now)) == view.today


def _first_of_month(view: View) -> bool:
    return view.world.days.on_or_after(view.today.replace(day=1)) == view.today


def _morning_before(view: View, row: Delivery) -> datetime:
    """The same hour of the working day before."""
    hour = row.created_at.astimezone(view.world.zone).time()
    return datetime.combine(view.world.days.on_or_before(view.today - DAY), hour, view.world.zone)


def _told_last(view: View, row: Delivery) -> frozenset[str]:
    """What lasted as the last message that was sent had it."""
    rows = view.tx.outbox.newest(row.chat_id, [OutboxKind.MORNING], LOOKED_AT)
    sent = (x.subject for x in rows if x.state is DeliveryState.SENT)
    return next((frozenset(of.lasting) for of in sent if isinstance(of, subjects.Morning)), frozenset())
