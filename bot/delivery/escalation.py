"""Overdue and silent: a task nobody speaks of is laid before the unit's head, then the plan's leaders."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from bot.delivery.recipients import on_duty
from bot.messages.escalations import overdue
from bot.messages.view import View, World
from bot.model import subjects
from bot.model.agenda import Times
from bot.model.deadline import TaskRef
from bot.model.message import NewDelivery, Priority
from bot.model.people import Escalation, Link, Role, Step
from bot.model.plan import Task
from bot.model.progress import Standing
from bot.store.store import Transaction
from bot.texts.limits import line

NAME_MOST = 60


def escalate(world: World, times: Times, tx: Transaction, now: datetime) -> int:
    """One message for every head and leader with something to learn today; how many were added.

    Each step is taken once for a task and due date: noting it and planning the message are one
    transaction, so a second pass finds nothing.
    """
    view = View(world, tx, now)
    if view.now.time() < times.agenda or not world.days.is_working(view.today):
        return 0
    chats: dict[int, list[TaskRef]] = defaultdict(list)
    for task, step, links in list(_due(view)):
        told = ", ".join(dict.fromkeys(line(x.post or x.name, NAME_MOST) for x in links))
        due = view.standing(task).due
        if due and tx.escalations.add(Escalation(task=task.ref, due=due, step=step, at=view.now, told=told)):
            for chat in {x.chat_id for x in links}:
                chats[chat].append(task.ref)
    return sum(tx.outbox.add(_row(chat, tasks, view.today), view.now) for chat, tasks in chats.items())


def _due(view: View) -> Iterator[tuple[Task, Step, list[Link]]]:
    """Every step whose time has come and that somebody can be told of."""
    asked = _asked_since(view)
    heads, leaders = _told(view, Role.HEAD), _told(view, Role.LEADER)
    for plan in view.world.catalog.plans.values():
        after = {Step.UNIT_HEAD: plan.ladder.unit_head_after, Step.LEADER: plan.ladder.leader_after}
        standings = view.standings(plan.tasks)
        silent = [t for t in plan.tasks if t.owner in asked and overdue(standings[t.ref], view.today)]
        for task in silent:
            since = _silent_since(view, standings[task.ref], asked[task.owner])
            taken = {e.step for e in view.tx.escalations.of(task.refs) if e.due == standings[task.ref].due}
            links = {
                Step.UNIT_HEAD: [x for x in heads if x.unit == task.owner],
                Step.LEADER: [x for x in leaders if x.plan == task.plan],
            }
            for step in Step:
                come = after[step] and view.world.days.after(since, after[step]) <= view.today
                if come and step not in taken and links[step]:
                    yield task, step, links[step]


def _told(view: View, role: Role) -> list[Link]:
    """Those of a role who can be told today: one message a day, so none who has had theirs."""
    links = (x for x in view.tx.links.all(role=role) if x.unreachable_since is None)
    standing = [x for x in links if x.stands(view.today)]
    return [x for x in on_duty(standing) if not view.tx.outbox.has(_key(x.chat_id, view.today))]


def _asked_since(view: View) -> Mapping[str, date]:
    """Since when somebody has answered for each unit: who was never asked is not silent."""
    since: dict[str, date] = {}
    for link in [*view.tx.links.all(role=Role.OFFICIAL), *view.tx.links.all(role=Role.GROUP)]:
        if link.unit and link.stands(view.today):
            day = link.linked_at.astimezone(view.world.zone).date()
            since[link.unit] = min(day, since.get(link.unit, day))
    return since


def _silent_since(view: View, standing: Standing, asked: date) -> date:
    assert standing.due is not None
    report = standing.last_report
    spoke = report.at.astimezone(view.world.zone).date() if report else asked
    return max(standing.due, spoke, asked)


def _row(chat: int, tasks: list[TaskRef], today: date) -> NewDelivery:
    return NewDelivery(
        key=_key(chat, today),
        chat_id=chat,
        priority=Priority.AGENDA,
        subject=subjects.Escalation(on=today, all=tuple(tasks)),
    )


def _key(chat: int, today: date) -> str:
    return f"escalation:{chat}:{today.isoformat()}"
