"""Snoozes: a reminder put off by a chat, one task's or a whole agenda's, never beyond the due date."""

from datetime import date, timedelta

from bot.access.buttons import Forged
from bot.access.rights import Right, may
from bot.language.said import Said
from bot.model import subjects
from bot.model.message import Delivery, OutboxKind
from bot.model.people import Role
from bot.model.plan import Task
from bot.model.say import say
from bot.texts import day
from bot.texts.limits import line
from bot.turn.turn import Outcome, Turn
from bot.turn.which_task import quoted

KEPT = "snooze.kept"
LONGEST = 60  # days
MOST_SHOWN = 15
NAME_MOST = 60
ALL = frozenset({"tat", "het", "all", "everything"})


def snooze(turn: Turn, task: Task, wish: date) -> Outcome:
    """No reminder of the task in this chat before that day, or before the due date where that is earlier."""
    if not may(Right.SNOOZE, task, turn.links):
        return turn.refuse("snooze.not_yours", task, code=task.code)
    standing = turn.standing(task)
    due = standing.first_asked
    if due is None or not standing.open:
        return turn.refuse("snooze.nothing", task, code=task.code)
    if due <= turn.today:
        return turn.refuse("snooze.too_late", task, code=task.code, due=day(due))
    until = min(wish, due, turn.today + timedelta(days=LONGEST))
    turn.put_off({task.ref: until})
    told = {"code": task.code, "title": task.title, "until": day(until), "capped": until < wish}
    turn.notice(KEPT, task, **told)
    return Outcome(toast=say("toast.kept"))


def pressed(turn: Turn, task: Task, days: int) -> Outcome:
    if not 0 < days <= LONGEST:
        raise Forged(days)
    return snooze(turn, task, turn.today + timedelta(days=days))


def all_pressed(turn: Turn, wish: date) -> Outcome:
    """The agenda's own button; pressed on a later day it means the day after that."""
    if not isinstance(turn.subject, subjects.Agenda):
        return turn.refuse("toast.unknown")
    if (wish - turn.today).days > LONGEST:
        raise Forged(wish)
    return _put_off_all(turn, turn.subject, max(wish, turn.today + timedelta(days=1)))


def words(turn: Turn, said: Said) -> Outcome | None:
    """The same in words: "mai nhắc lại" to an agenda of several tasks, or "tất cả mai nhắc lại" after it."""
    about = turn.about
    if about is None and turn.event.private and not ALL.isdisjoint(said.plain.split()) and said.later:
        about = turn.latest(OutboxKind.AGENDA)
    agenda = about.subject if about else None
    if not isinstance(agenda, subjects.Agenda) or len(agenda.tasks) < 2 or quoted(turn):
        return None
    return _put_off_all(turn, agenda, said.later) if said.later else None


def _put_off_all(turn: Turn, agenda: subjects.Agenda, wish: date) -> Outcome:
    """What of the agenda may be put off is, each task at most to its due date; the rest is counted."""
    found = [turn.catalog.task(ref) for ref in agenda.later]
    theirs = [task for task in found if task and may(Right.SNOOZE, task, turn.links)]
    standings, until = turn.standings(theirs), min(wish, turn.today + timedelta(days=LONGEST))
    dues = {task.ref: standings[task.ref].first_asked for task in theirs if standings[task.ref].open}
    waits = {ref: min(until, due) for ref, due in dues.items() if due and due > turn.today}
    tasks = [task for task in theirs if task.ref in waits]
    if not tasks:
        return turn.refuse("snooze.none")
    turn.put_off(waits)
    more = len(tasks) - MOST_SHOWN
    turn.notice(
        f"{KEPT}_all",
        *tasks,
        total=len(tasks),
        until=day(until),
        codes=[task.code for task in tasks[:MOST_SHOWN]],
        more=max(0, more),
        rest=max(0, agenda.total - len(tasks)),
    )
    return Outcome(toast=say("toast.kept"))


def take_back(turn: Turn, row: Delivery) -> None:
    """What that answer says was put off is spoken of from today again."""
    if isinstance(row.subject, subjects.Notice) and row.subject.key.startswith(KEPT) and row.subject.tasks:
        turn.put_off(dict.fromkeys(row.subject.tasks, turn.today))


def tell_secretary(turn: Turn) -> None:
    """What officials have put off in the secretary's plans: a line each, after the progress."""
    plans = {x.plan for x in turn.links if x.role is Role.SECRETARY}
    if not (turn.event.private and plans):
        return
    kept = [one for one in turn.tx.snoozes.all() if one.task.plan in plans and one.until > turn.today]
    found = [(one, task) for one in kept if (task := turn.catalog.task(one.task))]
    standings = turn.standings([task for _, task in found])
    entries = [
        {
            "code": turn.catalog.code(t.ref) if len(plans) > 1 else t.code,
            "title": t.title,
            "until": day(one.until),
            "name": line(one.user_name, NAME_MOST),
        }
        for one, t in found
        if standings[t.ref].open
    ]
    for first in range(0, len(entries), MOST_SHOWN):
        turn.notice("snooze.list", entries=entries[first : first + MOST_SHOWN])
