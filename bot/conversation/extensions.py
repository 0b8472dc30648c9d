"""What somebody asks for: more time, to a day still to be chosen or to one named; or an answer."""

from datetime import date

from bot.conversation.approval import ask_secretaries
from bot.conversation.receipts import receipt, some
from bot.conversation.turn import Outcome, Turn
from bot.language.said import Said
from bot.language.stretches import around
from bot.model import subjects
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind
from bot.model.say import say
from bot.texts import day

MOST_YEARS = 5  # more time that can be asked for or granted at once


def pass_on(turn: Turn, task: Task, note: Report, *, edits: int | None = None) -> None:
    """Put a question before the plan's secretaries, and say so to who asked it."""
    values = {"code": task.code, "title": task.title, "name": note.user_name, "text": note.note}
    unit = turn.catalog.short(note.unit) if note.unit else ""
    secretaries = turn.secretaries(task.plan)
    for link in secretaries:
        turn.tell(link, "secretary.question", **values, unit=unit)
    key = "reply.question_passed" if secretaries else "reply.question_kept"
    turn.answer(subjects.Notice(key=key, values=values, tasks=(task.ref,)), edits=edits)


def ask_until(turn: Turn, task: Task, note: Report | None = None, *, edits: int | None = None) -> None:
    """Offer dates to ask an extension to, counted from the date in force or from today if that is past.

    `note` keeps the words that asked for it; a day of theirs that can't be one is named.
    """
    said = Said(note.note, turn.today) if note else None
    if said and said.impossible:
        turn.notice(said.impossible.key, **said.impossible.values)
    elif said and said.until and too_far(turn, task, said.until):
        turn.notice("decision.too_far", code=task.code, until=day(said.until), years=MOST_YEARS)
    due = turn.standing(task).due
    base = max(due, turn.today) if due else turn.today
    ends = (around(base, "thang", 1).end, around(base, "quy", 0).end, around(base, "quy", 1).end)
    later = tuple(d for d in dict.fromkeys(ends) if d > base)
    asked = subjects.UntilWhen(tasks=(task.ref,), dates=later, report=note.id if note else None)
    turn.answer(asked, edits=edits)


def until_pressed(turn: Turn, task: Task, until: date) -> Outcome:
    if not later(turn, task, until):
        return turn.refuse("toast.unknown")
    note = turn.subject.report if isinstance(turn.subject, subjects.UntilWhen) else None
    said = turn.tx.reports.get(note) if note is not None else None
    kept = ask_extension(turn, task, until, said.note if said else "")
    receipt(turn, some(kept), edits=turn.event.message_id, asks=None)
    return Outcome(toast=say("toast.kept"))


def typed_until(turn: Turn, task: Task, said: Said) -> list[Report]:
    """The day that was asked for, typed; one that can't be is asked for anew."""
    if later(turn, task, said.until):
        return some(ask_extension(turn, task, said.until, said.text))
    ask_until(turn, task, turn.keep(task, ReportKind.NOTE, note=said.text))
    return []


def extension_meant(turn: Turn, task: Task, note: Report, until: date | None) -> Outcome:
    """The unclear sentence asked for more time: until the day it named, or a day still to be chosen."""
    if not later(turn, task, until):
        ask_until(turn, task, note, edits=turn.event.message_id)
        return Outcome()
    receipt(turn, some(ask_extension(turn, task, until, note.note)), edits=turn.event.message_id)
    return Outcome(toast=say("toast.kept"))


def ask_extension(turn: Turn, task: Task, until: date | None, note: str) -> Report | None:
    """Keep the request and tell the plan's secretaries; the due date stands until they decide."""
    kept = turn.keep(task, ReportKind.EXTENSION, until=until, note=note)
    if kept and until:
        ask_secretaries(turn, task, subjects.Request, kept)
    return kept


def later(turn: Turn, task: Task, until: date | None) -> bool:
    """A date one can ask for: beyond today and the due date in force, by so many years at most."""
    due = turn.standing(task).due
    wanted = until is not None and due is not None and until > max(due, turn.today)
    return wanted and not too_far(turn, task, until)


def too_far(turn: Turn, task: Task, until: date | None) -> bool:
    """Whether a date is more years than can be given beyond the due date in force, or beyond today."""
    base = max(turn.standing(task).due or turn.today, turn.today)
    latest = (base.year + MOST_YEARS, base.month, base.day)
    return until is not None and (until.year, until.month, until.day) > latest
