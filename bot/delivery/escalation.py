"""Overdue and silent: what a unit was told of and nobody speaks of is laid before its head, then leaders."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Literal

from bot.delivery.aside import Aside, Piece
from bot.delivery.recipients import on_duty
from bot.messages.found import Found
from bot.messages.view import View, World
from bot.model import subjects
from bot.model.agenda import Times
from bot.model.deadline import TaskRef
from bot.model.history import History
from bot.model.message import NewDelivery, OutboxKind, Priority
from bot.model.people import Escalation, Link, Role, Step
from bot.model.plan import Plan, Task
from bot.model.progress import ReportKind, Standing
from bot.schedule.calendar import DAY
from bot.store.store import Transaction
from bot.texts.limits import line

NAME_MOST = 60
TO_ACT = 2  # working days that a unit's own people have before anybody above them is told


def escalate(world: World, times: Times, tx: Transaction, now: datetime, found: Found | None = None) -> int:
    """One message for every head and leader with something to learn today; how many were added.

    Each step is taken once for a task and due date: noting it and planning the message are one
    transaction, so a second pass finds nothing.
    """
    view = View(world, tx, now, found=found)
    if view.now.time() < times.agenda or not world.days.is_working(view.today):
        return 0
    heads, leaders = _told(view, Role.HEAD), _told(view, Role.LEADER)
    if not heads and not leaders:
        return 0
    aside, asked = Aside(view), _asked_since(view)
    chats: dict[int, list[TaskRef]] = defaultdict(list)
    headed, led = _by(heads, "unit"), _by(leaders, "plan")
    below = asked.keys() & headed.keys()
    for plan in world.catalog.plans.values():
        above = asked.keys() if plan.id in led else below
        if not above:
            continue
        for late in aside.run(_piece(plan, ""), partial(_silent, view, plan, above)) or ():
            task, of_unit = late.task, headed.get(late.task.owner, [])
            links = {Step.UNIT_HEAD: of_unit, Step.LEADER: led.get(plan.id, [])}
            left = [step for step in Step if links[step] and step not in late.before]
            taken = partial(_taken, view, plan, late, asked[task.owner], {step: links[step] for step in left})
            for chat in aside.run(_piece(plan, task.code), taken, writes=bool(left)) or ():
                if task.ref not in chats[chat]:  # once, however many of its periods are owed
                    chats[chat].append(task.ref)
    return sum(tx.outbox.add(_row(chat, tasks, view.today), view.now) for chat, tasks in chats.items())


def _piece(plan: Plan, code: str) -> Piece:
    """The escalation of one task, or with no code the search for a plan's silent ones."""
    values = {"plan": plan.number, "code": code}
    return Piece(key=f"escalation:{plan.id}/{code}", what="escalation", values=values, plans=(plan.id,))


def _by(links: Iterable[Link], of: Literal["unit", "plan"]) -> Mapping[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(getattr(link, of) or "", []).append(link)
    return found


@dataclass(frozen=True, slots=True)
class _Late:
    """A task, or a period of it, that is overdue, and when which steps were taken `before`."""

    task: Task
    standing: Standing
    before: Mapping[Step, datetime]


def _silent(view: View, plan: Plan, above: Collection[str]) -> list[_Late]:
    """What is overdue of the units `above` whom somebody can be told today."""
    theirs = [task for task in plan.tasks if task.owner in above]
    standings = view.standings(theirs)
    late = [(task, each) for task in theirs for each in standings[task.ref].overdue(view.today)]
    late = [(task, each) for task, each in late if not each.waits]
    view.found.links_of_unit.of(task.owner for task, _ in late)
    taken: Mapping[tuple[TaskRef, date], dict[Step, datetime]] = defaultdict(dict)
    for each in view.tx.escalations.of({ref for task, _ in late for ref in task.refs}) if late else ():
        taken[each.task, each.due][each.step] = each.at
    return [_Late(task, each, _before(taken, task, each.due)) for task, each in late]


def _before(
    taken: Mapping[tuple[TaskRef, date], Mapping[Step, datetime]], task: Task, due: date | None
) -> Mapping[Step, datetime]:
    """The steps that were taken for a task, by any code it had, and due date."""
    found: dict[Step, datetime] = {}
    for ref in task.refs:
        found |= taken.get((ref, due), {}) if due else {}
    return found


def _taken(view: View, plan: Plan, late: _Late, asked: date, links: Mapping[Step, list[Link]]) -> list[int]:
    """Takes every step whose time has come, of those with somebody to tell; whose chats those are."""
    if not links:  # as of nearly all that has been overdue for long
        return []
    after = {Step.UNIT_HEAD: plan.ladder.unit_head_after, Step.LEADER: plan.ladder.leader_after}
    task, due = late.task, late.standing.due
    since = _silent_since(view, task, late.standing, asked)
    chats: list[int] = []
    for step in links:
        come = after[step] and view.world.days.after(since, after[step]) <= view.today
        # Who can't be reached is tried where nobody else can be told.
        tried = [x for x in links[step] if x.reached] or links[step]
        if due and come and _in_turn(view, plan, task, due, step, late.before):
            told = ", ".join(dict.fromkeys(line(x.post or x.name, NAME_MOST) for x in tried))
            new = Escalation(task=task.ref, due=due, step=step, at=view.now, told=told)
            if view.tx.escalations.add(new):
                chats += {x.chat_id for x in tried}
    return chats


def _in_turn(
    view: View, plan: Plan, task: Task, due: date, step: Step, before: Mapping[Step, datetime]
) -> bool:
    """Whether those who come first have had their time: the unit's own people before its head, its head
    before the leaders, as many working days as the ladder puts between the two. Who can't be told holds
    up nobody; the secretary hears of that."""
    days, ladder = view.world.days, plan.ladder
    if step is Step.LEADER and ladder.unit_head_after and _head_of(view, task):
        apart = max(1, ladder.leader_after - ladder.unit_head_after)
        told = before.get(Step.UNIT_HEAD)
        return told is not None and days.after(_day(view, told), apart) <= view.today
    first = _first_told(view, task, due)
    return days.after(first, TO_ACT) <= view.today if first else not view.reaches(task.owner)


def _head_of(view: View, task: Task) -> bool:
    links = view.found.links_of_unit[task.owner]
    return any(x.role is Role.HEAD and x.reached and x.stands(view.today) for x in links)


def _first_told(view: View, task: Task, due: date) -> date | None:
    """The day on which the owner's people were first sent an agenda with this task past its due date."""
    chats = {x.chat_id for x in view.asked(task.owner)}
    since = datetime.combine(due + DAY, time(), view.world.zone)
    for row in view.tx.outbox.sent_since(chats, OutboxKind.AGENDA, since):
        of = row.subject
        # An earlier version kept only those it showed: the overdue ones come first.
        if isinstance(of, subjects.Agenda) and not {*of.overdue, *of.tasks}.isdisjoint(task.refs):
            return _day(view, row.sent_at or row.created_at)
    return None


def _day(view: View, moment: datetime) -> date:
    return moment.astimezone(view.world.zone).date()


def _told(view: View, role: Role) -> list[Link]:
    """Those of a role who can be told today: one message a day, so none who has had theirs."""
    standing = [x for x in view.tx.links.all(role=role) if x.stands(view.today)]
    told = view.tx.outbox.known([_key(x.chat_id, view.today) for x in standing])
    return [x for x in on_duty(standing) if _key(x.chat_id, view.today) not in told]


def _asked_since(view: View) -> Mapping[str, date]:
    """Since when somebody has answered for each unit: who was never asked is not silent."""
    since: dict[str, date] = {}
    for link in [*view.tx.links.all(role=Role.OFFICIAL), *view.tx.links.all(role=Role.GROUP)]:
        if link.unit and link.stands(view.today):
            day = _day(view, link.linked_at)
            since[link.unit] = min(day, since.get(link.unit, day))
    return since


def _silent_since(view: View, task: Task, standing: Standing, asked: date) -> date:
    """Since when nothing was said of it by its unit, nor sent back to it by a secretary."""
    assert standing.due is not None
    log = History(view.reports([task])).live
    back = [report for report in log if report.kind in (ReportKind.RETURN, ReportKind.REFUSE)]
    spoke = [_day(view, report.at) for report in (standing.last_report, *back) if report]
    return max(standing.due, asked, *spoke)


def _row(chat: int, tasks: list[TaskRef], today: date) -> NewDelivery:
    return NewDelivery(
        key=_key(chat, today),
        chat_id=chat,
        priority=Priority.AGENDA,
        subject=subjects.Escalation(on=today, all=tuple(tasks)),
    )


def _key(chat: int, today: date) -> str:
    return f"escalation:{chat}:{today.isoformat()}"
