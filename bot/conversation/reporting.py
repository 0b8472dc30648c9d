"""Words and presses become reports: kept as they were said, told back, and taken back on request."""

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.conversation.parts import Part, parts
from bot.conversation.permissions import Deed, may
from bot.conversation.talk import Outcome, Talk
from bot.conversation.targets import Missing, labelled, shown
from bot.conversation.understand import Meaning, Reading, understand
from bot.model.deadline import TaskRef
from bot.model.message import Delivery, OutboxKind
from bot.model.people import Role
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind, State
from bot.model.say import say
from bot.texts import day

UNDO_LIVES = timedelta(minutes=10)
MOST_CHOICES = 10  # tasks offered as buttons when the bot asks which one is meant

STATES = {
    Meaning.DONE: State.DONE,
    Meaning.IN_PROGRESS: State.IN_PROGRESS,
    Meaning.BLOCKED: State.BLOCKED,
    Meaning.NOT_STARTED: State.NOT_STARTED,
}


def words(talk: Talk, text: str, about: Delivery | None) -> Outcome:
    """A sentence: every part that names its task becomes a report, the rest is asked about."""
    kept: list[Report] = []
    for part in parts(text):
        found = _task_meant(talk, part, about)
        if isinstance(found, Task):
            kept += _say(talk, found, part.text, _asked_for(about))
        elif isinstance(found, Missing):
            talk.notice(found.key, label=found.label, text=part.text)
    _receipt(talk, kept)
    return Outcome()


def about_task(talk: Talk, task: Task, text: str, *, edits: int | None = None) -> Outcome:
    """A sentence whose task is known."""
    _receipt(talk, _say(talk, task, text, None), edits=edits)
    return Outcome()


def _task_meant(talk: Talk, part: Part, about: Delivery | None) -> Task | Missing | None:
    """None: the bot has asked which task is meant."""
    if part.label is not None:
        return labelled(talk, part.label, about)
    candidates = _open_to_report(talk, shown(talk, about)) if about is not None else _own_tasks(talk)
    if len(candidates) == 1:
        return candidates[0]
    _ask_which(talk, part.text, candidates or _own_tasks(talk))
    return None


def _open_to_report(talk: Talk, refs: Sequence[TaskRef]) -> list[Task]:
    tasks = (talk.catalog.task(ref) for ref in refs)
    return [t for t in tasks if t and may(Deed.REPORT, t, talk.links)]


def _own_tasks(talk: Talk) -> list[Task]:
    """The open tasks the speaker may report on; those of the last list sent here come first."""
    recent = _open_to_report(talk, shown(talk, None))
    others = [t for t in talk.catalog.tasks() if may(Deed.REPORT, t, talk.links) and t not in recent]
    return [t for t in [*recent, *others] if talk.standing(t).open]


def _ask_which(talk: Talk, text: str, candidates: Sequence[Task]) -> None:
    if not candidates:
        talk.notice("reply.no_task")
        return
    tasks = [[t.plan, t.code] for t in candidates[:MOST_CHOICES]]
    talk.answer(OutboxKind.CHOICE, subject={"ask": "task", "text": text, "tasks": tasks})


def _asked_for(about: Delivery | None) -> State | None:
    """The state a receipt has just recorded and asked the reason of."""
    asks = about.subject.get("asks") if about else None
    return State(asks) if asks else None


def _say(talk: Talk, task: Task, text: str, explains: State | None) -> list[Report]:
    if not may(Deed.REPORT, task, talk.links):
        talk.notice("reply.not_yours", code=task.code, owner=talk.catalog.short(task.owner))
        return []
    reading = understand(text, talk.today)
    if explains and reading.state in (Meaning.NONE, Meaning.QUESTION):
        return _some(talk.keep(task, ReportKind.PROGRESS, state=explains, note=text))
    return _record(talk, task, text, reading)


def _record(talk: Talk, task: Task, text: str, reading: Reading) -> list[Report]:
    """Keep the words; what is plain becomes a state at once, what is not is asked with buttons."""
    if reading.sure and reading.state in STATES:
        state = STATES[reading.state]
        return _some(talk.keep(task, ReportKind.PROGRESS, state=state, percent=reading.percent, note=text))
    if reading.sure and reading.state is Meaning.EXTENSION and _later(talk, task, reading.until):
        return _some(ask_extension(talk, task, reading.until, text))
    note = talk.keep(task, ReportKind.NOTE, note=text)
    if note is None:
        return []
    if reading.thanks and reading.state is Meaning.NONE:
        return [note]
    if reading.state is Meaning.EXTENSION and reading.sure and task.deadline.due:
        ask_until(talk, task)
    else:
        _ask_meaning(talk, task, note, reading)
    return []


def _ask_meaning(talk: Talk, task: Task, note: Report, reading: Reading) -> None:
    likely = [m for m in reading.others if m in STATES] or [
        Meaning.DONE,
        Meaning.IN_PROGRESS,
        Meaning.BLOCKED,
    ]
    meanings = [[m.value, reading.percent if m is Meaning.IN_PROGRESS else None] for m in likely]
    subject = {
        "ask": "meaning",
        "report": note.id,
        "meanings": meanings,
        "tasks": [[task.plan, task.code]],
    }
    talk.answer(OutboxKind.CHOICE, subject=subject)


def ask_until(talk: Talk, task: Task) -> None:
    """Offer dates to ask an extension to, counted from the date in force or from today if that is past."""
    due = talk.standing(task).due
    base = max(due, talk.today) if due else talk.today
    dates = dict.fromkeys([_month_end(base, 1), _quarter_end(base, 0), _quarter_end(base, 1)])
    later = [d.isoformat() for d in dates if d > base][:3]
    subject = {"ask": "until", "tasks": [[task.plan, task.code]], "dates": later}
    talk.answer(OutboxKind.CHOICE, subject=subject)


def _month_end(base: date, months: int) -> date:
    return base + relativedelta(months=months, day=31)


def _quarter_end(base: date, quarters: int) -> date:
    return base + relativedelta(months=(-base.month) % 3 + 3 * quarters, day=31)


def state_pressed(talk: Talk, task: Task, state: State, percent: int | None) -> Outcome:
    """A state button of a card: kept, told back, and the card drawn anew."""
    kept = talk.keep(task, ReportKind.PROGRESS, state=state, percent=percent)
    asks = state if state is State.BLOCKED else None
    _receipt(talk, _some(kept), asks=asks)
    talk.answer(OutboxKind.CARD, edits=talk.event.message_id, subject={"tasks": [[task.plan, task.code]]})
    return Outcome(toast=say("toast.kept"))


def ask_extension(talk: Talk, task: Task, until: date | None, note: str) -> Report | None:
    """Keep the request and tell the plan's secretaries; the due date stands until they decide."""
    kept = talk.keep(task, ReportKind.EXTENSION, until=until, note=note)
    if kept and until:
        for link in talk.book.links.all(role=Role.SECRETARY, plan=task.plan):
            values = {
                "code": task.code,
                "title": task.title,
                "unit": talk.catalog.short(task.owner),
                "name": talk.event.user_name,
                "until": day(until),
                "note": note,
            }
            subject = {"key": "secretary.extension", "values": values}
            talk.answer(OutboxKind.NOTICE, chat=link.chat_id, subject=subject)
    return kept


def _later(talk: Talk, task: Task, until: date | None) -> bool:
    """A date one can ask for: beyond today and beyond the due date in force."""
    due = talk.standing(task).due
    return until is not None and due is not None and until > max(due, talk.today)


def until_pressed(talk: Talk, task: Task, until: date) -> Outcome:
    if not _later(talk, task, until):
        return talk.refuse("toast.unknown")
    kept = ask_extension(talk, task, until, "")
    _receipt(talk, _some(kept), edits=talk.event.message_id, asks=None)
    return Outcome(toast=say("toast.kept"))


def meaning_pressed(talk: Talk, task: Task, note: Report, state: State, percent: int | None) -> Outcome:
    """The speaker says what an unclear sentence meant; the report carries the sentence."""
    kept = talk.keep(task, ReportKind.PROGRESS, state=state, percent=percent, note=note.note)
    _receipt(talk, _some(kept), edits=talk.event.message_id)
    return Outcome(toast=say("toast.kept"))


def note_pressed(talk: Talk, note: Report) -> Outcome:
    _receipt(talk, [note], edits=talk.event.message_id)
    return Outcome(toast=say("toast.kept"))


def undo(talk: Talk, reports: Sequence[Report], *, edits: int | None = None) -> Outcome:
    """Take reports back, each by its own giver within ten minutes; the log keeps both."""
    mine = [r for r in reports if r.user_id == talk.event.user_id]
    fresh = [r for r in mine if talk.now - r.at <= UNDO_LIVES]
    if not fresh:
        return talk.refuse("reply.undo_late" if mine else "reply.undo_none")
    for report in fresh:
        task = talk.catalog.task(report.task)
        if task and not talk.undone(report):
            talk.keep(task, ReportKind.UNDO, undoes=report.id)
    _receipt(talk, _listed(talk) or reports, edits=edits)
    return Outcome(toast=say("toast.undone"))


def _listed(talk: Talk) -> list[Report]:
    """All reports of the receipt that was answered or pressed: undoing one leaves the others in it."""
    about = talk.about
    if about is None or about.kind is not OutboxKind.RECEIPT:
        return []
    kept = (talk.book.reports.get(id) for id in about.subject["reports"])
    return [r for r in kept if r]


def _receipt(
    talk: Talk,
    reports: Sequence[Report],
    *,
    edits: int | None = None,
    asks: State | None = None,
) -> None:
    """Repeat back what was kept, with an undo button; rendered from the log when it is sent."""
    if not reports:
        return
    subject: dict[str, object] = {
        "reports": [r.id for r in reports],
        "tasks": [list(ref) for ref in dict.fromkeys((r.task.plan, r.task.code) for r in reports)],
    }
    if asks:
        subject["asks"] = asks.value
    talk.answer(OutboxKind.RECEIPT, edits=edits, subject=subject)


def _some(report: Report | None) -> list[Report]:
    return [report] if report else []
