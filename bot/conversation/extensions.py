"""More time is asked for: to a day still to be chosen or to one named, and never without a reason."""

from datetime import date

from bot.language.said import Said
from bot.language.stretches import around
from bot.language.understand import Meaning
from bot.model import subjects
from bot.model.message import Subject
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind
from bot.model.say import say
from bot.texts import day as dated
from bot.turn.receipts import receipt, some
from bot.turn.telling import ask_secretaries
from bot.turn.turn import Outcome, Turn

MOST_YEARS = 5  # more time that can be asked for or granted at once


def ask_until(turn: Turn, task: Task, note: Report | None = None, *, edits: int | None = None) -> None:
    """Offer dates to ask an extension to, counted from the date in force or from today if that is past.

    `note` keeps the words that asked for it; a day of theirs that can't be one is named.
    """
    said = Said(note.note, turn.today) if note else None
    if said and said.impossible:
        turn.notice(said.impossible.key, **said.impossible.values)
    elif said and (until := _named(turn, task, said)) and too_far(turn, task, until):
        turn.notice("decision.too_far", task, code=task.code, until=dated(until), years=MOST_YEARS)
    due = turn.standing(task).due
    base = max(due, turn.today) if due else turn.today
    ends = (around(base, "thang", 1).end, around(base, "quy", 0).end, around(base, "quy", 1).end)
    later = tuple(d for d in dict.fromkeys(ends) if d > base)
    asked = subjects.UntilWhen(
        tasks=(task.ref,),
        dates=later,
        report=note.id if note else None,
        period=turn.meant.get(task.ref),
    )
    turn.answer(asked, edits=edits)


def until_pressed(turn: Turn, task: Task, until: date) -> Outcome:
    if isinstance(turn.subject, subjects.UntilWhen) and turn.subject.period:
        turn.meant[task.ref] = turn.subject.period
    if not later(turn, task, until):
        return turn.refuse("toast.unknown")
    kept = ask_extension(turn, task, until, _asked_in(turn, turn.subject), edits=turn.event.message_id)
    if not kept:
        return Outcome()
    receipt(turn, kept, edits=turn.event.message_id)
    return Outcome(toast=say("toast.kept"))


def _asked_in(turn: Turn, question: Subject | None) -> Said:
    """The words that asked for more time without a day."""
    id = question.report if isinstance(question, subjects.UntilWhen) else None
    report = turn.tx.reports.get(id) if id is not None else None
    return Said(report.note if report else "", turn.today)


def typed_until(turn: Turn, task: Task, said: Said, asked: subjects.UntilWhen) -> list[Report]:
    """The day that was asked for, typed; one that can't be is asked for anew."""
    if until := wished(turn, task, said):
        before = _asked_in(turn, asked)
        whole = said if said.reason or not before.reason else Said(f"{before.text}, {said.text}", turn.today)
        if not whole.reason:
            turn.keep(task, ReportKind.NOTE, note=said.text)
        return ask_extension(turn, task, until, whole)
    ask_until(turn, task, turn.keep(task, ReportKind.NOTE, note=said.text))
    return []


def why_told(turn: Turn, task: Task, said: Said, asked: subjects.WhyLater) -> list[Report] | None:
    """The reason asked for, perhaps with another day; None for words that tell how the task stands."""
    reading = said.reading
    anew = reading.state is Meaning.EXTENSION
    if reading.percent is not None or (reading.sure and reading.state in (Meaning.DONE, Meaning.QUESTION)):
        return None
    until = (wished(turn, task, said) if anew else None) or asked.until
    if not later(turn, task, until):
        ask_until(turn, task, turn.keep(task, ReportKind.NOTE, note=said.text))
    elif reading.idle or (anew and not said.reason):
        turn.keep(task, ReportKind.NOTE, note=said.text)
        _ask_why(turn, task, until)
    else:
        return _request(turn, task, until, said.text)
    return []


def extension_meant(turn: Turn, task: Task, note: Report, until: date | None) -> Outcome:
    """The unclear sentence asked for more time: until the day it named, or a day still to be chosen."""
    edits = turn.event.message_id
    if day := later(turn, task, until):
        kept = ask_extension(turn, task, day, Said(note.note, turn.today), edits=edits)
        receipt(turn, kept, edits=edits)
        return Outcome(toast=say("toast.kept") if kept else None)
    ask_until(turn, task, note, edits=edits)
    return Outcome()


def ask_extension(
    turn: Turn, task: Task, until: date, said: Said, *, edits: int | None = None
) -> list[Report]:
    """The request, kept and laid before the secretaries once it tells why; else the reason is asked."""
    if said.reason:
        return _request(turn, task, until, said.text)
    _ask_why(turn, task, until, edits=edits)
    return []


def _ask_why(turn: Turn, task: Task, until: date, *, edits: int | None = None) -> None:
    asked = subjects.WhyLater(until=until, period=turn.meant.get(task.ref), tasks=(task.ref,))
    turn.answer(asked, edits=edits)


def _request(turn: Turn, task: Task, until: date, note: str) -> list[Report]:
    """Keep the request and tell the plan's secretaries; the due date stands until they decide."""
    kept = turn.keep(task, ReportKind.EXTENSION, until=until, note=note)
    if kept:
        ask_secretaries(turn, task, subjects.Request, kept)
    return some(kept)


def wished(turn: Turn, task: Task, said: Said) -> date | None:
    """The day that words ask for, if one can."""
    return later(turn, task, _named(turn, task, said))


def _named(turn: Turn, task: Task, said: Said) -> date | None:
    due = turn.standing(task).due
    return said.until_beyond(due) if due else said.until


def later(turn: Turn, task: Task, until: date | None) -> date | None:
    """The date, if one can ask for it: beyond today and the due date in force, by so many years at most."""
    due = turn.standing(task).due
    wanted = until is not None and due is not None and until > max(due, turn.today)
    return until if wanted and not too_far(turn, task, until) else None


def too_far(turn: Turn, task: Task, until: date | None) -> bool:
    """Whether a date is more years than can be given beyond the due date in force, or beyond today."""
    base = max(turn.standing(task).due or turn.today, turn.today)
    latest = (base.year + MOST_YEARS, base.month, base.day)
    return until is not None and (until.year, until.month, until.day) > latest
