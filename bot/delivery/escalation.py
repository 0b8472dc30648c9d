"""Overdue and silent: a task nobody speaks of is laid before the unit's head, then the plan's leaders."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from bot.delivery.recipients import on_duty
from bot.messages.template_values import left_text, report_line
from bot.messages.view import View, World
from bot.model import subjects
from bot.model.agenda import Times
from bot.model.deadline import TaskRef
from bot.model.message import NewDelivery, Priority
from bot.model.people import Escalation, Link, Role, Step
from bot.model.plan import Task
from bot.model.progress import Report, Standing, State
from bot.store.store import Transaction
from bot.texts import moment
from bot.texts.limits import line

MOST_SHOWN = 10
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
        silent = [t for t in plan.tasks if t.owner in asked and _overdue(standings[t.ref], view.today)]
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


def _overdue(standing: Standing, today: date) -> bool:
    waits = standing.state is State.AWAITING_APPROVAL
    return standing.open and not waits and standing.due is not None and standing.due < today


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


def still_silent(view: View, of: subjects.Escalation) -> list[Task]:
    """What is still overdue when the message goes out, the longest first."""
    tasks = [t for ref in of.all if (t := view.world.catalog.task(ref))]
    standings = view.standings(tasks)
    left = [t for t in tasks if _overdue(standings[t.ref], view.today)]
    return sorted(left, key=lambda t: standings[t.ref].due or date.max)


def entry(view: View, number: int, task: Task) -> dict[str, Any]:
    """One numbered task of the message: whose it is, how late, and what was said last."""
    standing = view.standing(task)
    report = standing.last_report
    return {
        "number": number,
        "code": task.code,
        "title": task.title,
        "unit": view.world.catalog.short(task.owner),
        "due": standing.due,
        "left": left_text(view.world.texts, standing.due, view.today) if standing.due else "",
        "spoke": report.at.astimezone(view.world.zone).date() if report else None,
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
