"""Snoozes: a reminder put off by a chat, never beyond the due date."""

from datetime import date, timedelta

from bot.conversation.dates import find_dates
from bot.conversation.permissions import Deed, may
from bot.conversation.talk import Outcome, Talk
from bot.conversation.words import fold, tokens
from bot.model.people import Role
from bot.model.plan import Task
from bot.model.say import say
from bot.texts import day
from bot.texts.limits import line

USUAL = 3  # days
LONGEST = 60
MOST_SHOWN = 15
NAME_MOST = 60
DATED = frozenset({"DAY", "SPAN", "ROUGH"})
ASKS = frozenset({"nhac", "remind", "snooze"})  # "xin hoãn 3 ngày" asks for more time
# What a wish to be reminded later is made of; with any other word beside it, it is an answer about the task.
FILLERS = frozenset({
    "xin", "nho", "nhac", "hoan", "lai", "sau", "trong", "vao", "khi", "luc", "toi", "den", "de", "cho",
    "giup", "em", "minh", "anh", "chi", "bot", "viec", "nay", "nua", "them", "hay", "a", "nhe", "nha",
    "voi", "vang", "da", "ok", "remind", "me", "again", "in", "after", "on", "snooze", "later", "please",
    "it", "this",
})  # fmt: skip


def asked(text: str, today: date) -> date | None:
    """The day somebody wants to be reminded again on ("nhắc lại sau 3 ngày"), None for any other words."""
    found = [t for t in find_dates(tokens(text), today) if t.word != ","]
    words = {fold(t.word.rstrip("'")) for t in found if t.word not in DATED}
    if not words & ASKS or words - FILLERS:
        return None
    days = [t.value for t in found if t.word in DATED]
    if not days:
        return today + timedelta(days=USUAL) if words & {"lai", "sau", "again", "later", "snooze"} else None
    return days[0] if len(days) == 1 and days[0] and days[0] > today else None


def snooze(talk: Talk, task: Task, wish: date) -> Outcome:
    """No reminder of the task in this chat before that day, or before the due date where that is earlier."""
    if not may(Deed.SNOOZE, task, talk.links):
        return talk.refuse("snooze.not_yours", code=task.code)
    standing = talk.standing(task)
    if standing.due is None or not standing.open:
        return talk.refuse("snooze.nothing", code=task.code)
    if standing.due <= talk.today:
        return talk.refuse("snooze.too_late", code=task.code, due=day(standing.due))
    until = min(wish, standing.due, talk.today + timedelta(days=LONGEST))
    talk.put_off(task, until)
    talk.notice("snooze.kept", code=task.code, title=task.title, until=day(until), capped=until < wish)
    return Outcome(toast=say("toast.kept"))


def pressed(talk: Talk, task: Task, days: int) -> Outcome:
    if not 0 < days <= LONGEST:
        raise ValueError(days)
    return snooze(talk, task, talk.today + timedelta(days=days))


def tell_secretary(talk: Talk) -> None:
    """What officials have put off in the secretary's plans: a line each, after the progress."""
    plans = {x.plan for x in talk.links if x.role is Role.SECRETARY}
    if not (talk.event.private and plans):
        return
    entries = []
    for one in talk.book.snoozes.all():
        task = talk.catalog.task(one.task)
        if task and task.plan in plans and one.until > talk.today and talk.standing(task).open:
            until, name = day(one.until), line(one.user_name, NAME_MOST)
            entries.append({"code": task.code, "title": task.title, "until": until, "name": name})
    if entries:
        more = len(entries) - MOST_SHOWN
        talk.notice("snooze.list", entries=entries[:MOST_SHOWN], more=max(0, more))
