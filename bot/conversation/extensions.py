"""What somebody asks for: more time, to a day still to be chosen or to one named; or an answer."""

from datetime import date

from bot.conversation.approval import ask_secretaries
from bot.conversation.receipts import receipt, some
from bot.conversation.turn import Outcome, Talk
from bot.language.said import Said
from bot.language.stretches import around
from bot.model import subjects
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind
from bot.model.say import say


def pass_on(talk: Talk, task: Task, note: Report, *, edits: int | None = None) -> None:
    """Put a question before the plan's secretaries, and say so to who asked it."""
    values = {"code": task.code, "title": task.title, "name": note.user_name, "text": note.note}
    unit = talk.catalog.short(note.unit) if note.unit else ""
    secretaries = talk.secretaries(task.plan)
    for link in secretaries:
        talk.tell(link, "secretary.question", **values, unit=unit)
    key = "reply.question_passed" if secretaries else "reply.question_kept"
    talk.answer(subjects.Notice(key=key, values=values), edits=edits)


def question_meant(talk: Talk, task: Task, note: Report) -> Outcome:
    pass_on(talk, task, note, edits=talk.event.message_id)
    return Outcome()


def ask_until(talk: Talk, task: Task, note: Report | None = None, *, edits: int | None = None) -> None:
    """Offer dates to ask an extension to, counted from the date in force or from today if that is past.

    `note` keeps the words that asked for it; a day of theirs that can't be one is named.
    """
    if wrong := Said(note.note, talk.today).impossible if note else None:
        talk.notice(wrong.key, **wrong.values)
    due = talk.standing(task).due
    base = max(due, talk.today) if due else talk.today
    ends = (around(base, "thang", 1).end, around(base, "quy", 0).end, around(base, "quy", 1).end)
    later = tuple(d for d in dict.fromkeys(ends) if d > base)
    asked = subjects.UntilWhen(tasks=(task.ref,), dates=later, report=note.id if note else None)
    talk.answer(asked, edits=edits)


def until_pressed(talk: Talk, task: Task, until: date) -> Outcome:
    if not later(talk, task, until):
        return talk.refuse("toast.unknown")
    note = talk.subject.report if isinstance(talk.subject, subjects.UntilWhen) else None
    said = talk.book.reports.get(note) if note is not None else None
    kept = ask_extension(talk, task, until, said.note if said else "")
    receipt(talk, some(kept), edits=talk.event.message_id, asks=None)
    return Outcome(toast=say("toast.kept"))


def extension_meant(talk: Talk, task: Task, note: Report, until: date | None) -> Outcome:
    """The unclear sentence asked for more time: until the day it named, or a day still to be chosen."""
    if not later(talk, task, until):
        ask_until(talk, task, note, edits=talk.event.message_id)
        return Outcome()
    receipt(talk, some(ask_extension(talk, task, until, note.note)), edits=talk.event.message_id)
    return Outcome(toast=say("toast.kept"))


def ask_extension(talk: Talk, task: Task, until: date | None, note: str) -> Report | None:
    """Keep the request and tell the plan's secretaries; the due date stands until they decide."""
    kept = talk.keep(task, ReportKind.EXTENSION, until=until, note=note)
    if kept and until:
        ask_secretaries(talk, task, subjects.Request, kept)
    return kept


def later(talk: Talk, task: Task, until: date | None) -> bool:
    """A date one can ask for: beyond today and beyond the due date in force."""
    due = talk.standing(task).due
    return until is not None and due is not None and until > max(due, talk.today)
