"""Words and presses become reports: kept as they were said, told back, and taken back on request."""

from collections.abc import Sequence

from bot.conversation import snoozing
from bot.conversation.approval import fulfil, settle
from bot.conversation.extensions import ask_extension, ask_until, later, pass_on
from bot.conversation.receipts import receipt, some
from bot.conversation.turn import Outcome, Talk
from bot.conversation.which_task import Missing, labelled, last_list, refs
from bot.language.said import Said
from bot.language.understand import Meaning, Reading
from bot.model import subjects
from bot.model.message import Delivery
from bot.model.plan import Task
from bot.model.progress import Part, Report, ReportKind, State
from bot.model.say import say

MOST_CHOICES = 10  # tasks offered as buttons when the bot asks which one is meant

STATES = {
    Meaning.DONE: State.DONE,
    Meaning.IN_PROGRESS: State.IN_PROGRESS,
    Meaning.BLOCKED: State.BLOCKED,
    Meaning.NOT_STARTED: State.NOT_STARTED,
}


def words(talk: Talk, said: Said) -> Outcome:
    """A sentence: every part that names its task becomes a report, the rest is asked about."""
    kept: list[Report] = []
    for part in said.parts:
        found = _task_meant(talk, part)
        if isinstance(found, Task):
            kept += _say(talk, found, part, _asked_for(talk.about))
        elif isinstance(found, Missing):
            talk.notice(found.key, label=found.label, text=part.text)
    receipt(talk, kept)
    return Outcome()


def about_task(talk: Talk, task: Task, text: str, *, edits: int | None = None) -> Outcome:
    """A sentence whose task is known."""
    receipt(talk, _say(talk, task, Said(text, talk.today), None), edits=edits)
    return Outcome()


def _task_meant(talk: Talk, part: Said) -> Task | Missing | None:
    """None: the bot has asked which task is meant, or was only thanked."""
    if part.label is not None:
        return labelled(talk, part.label)
    candidates = _open_to_report(talk, talk.about) if talk.about else _own_tasks(talk)
    if len(candidates) == 1:
        return candidates[0]
    if courtesy(talk, part):
        talk.notice("reply.courtesy")
        return None
    _ask_which(talk, part.text, candidates or _own_tasks(talk))
    return None


def courtesy(talk: Talk, said: Said) -> bool:
    """Words of no task, so none is asked for."""
    return said.reading.idle and not talk.event.attachments


def _open_to_report(talk: Talk, shown: Delivery | None) -> list[Task]:
    tasks = (talk.catalog.task(ref) for ref in refs(shown))
    return [t for t in tasks if t and talk.part(t)]


def _own_tasks(talk: Talk) -> list[Task]:
    """The open tasks the speaker may report on: those of the last list sent here come first, and those
    the own unit only supports last."""
    recent = _open_to_report(talk, last_list(talk))
    others = [t for t in talk.catalog.tasks() if talk.part(t) and t not in recent]
    others.sort(key=lambda t: talk.part(t) is not Part.OWNER)
    standings = talk.standings([*recent, *others])
    return [t for t in [*recent, *others] if standings[t.ref].open]


def _ask_which(talk: Talk, text: str, candidates: Sequence[Task]) -> None:
    if not candidates:
        talk.notice("reply.no_task")
        return
    tasks = tuple(t.ref for t in candidates[:MOST_CHOICES])
    talk.attach(None, None)
    batch = talk.batch if talk.event.attachments else None
    talk.answer(subjects.WhichTask(text=text, tasks=tasks, batch=batch))


def _asked_for(about: Delivery | None) -> State | None:
    """The state a receipt has just recorded and asked the reason of."""
    return about.subject.asks if about and isinstance(about.subject, subjects.Receipt) else None


def _say(talk: Talk, task: Task, said: Said, explains: State | None) -> list[Report]:
    if talk.part(task) is None:
        talk.notice("reply.not_yours", code=task.code, owner=talk.catalog.short(task.owner))
        return []
    if said.later:
        snoozing.snooze(talk, task, said.later)
        return []
    text, reading = said.text, said.reading
    files = bool(talk.event.attachments or talk.book.evidence.of_batch(talk.batch))
    if files and reading.state is Meaning.NONE:
        kept = some(talk.keep(task, ReportKind.EVIDENCE, note=text))
    elif explains and reading.state in (Meaning.NONE, Meaning.QUESTION):
        kept = some(talk.keep(task, ReportKind.PROGRESS, state=explains, note=text))
    else:
        kept = _record(talk, task, text, reading)
    return [*kept, *fulfil(talk, task)] if files else kept


def _record(talk: Talk, task: Task, text: str, reading: Reading) -> list[Report]:
    """Keep the words; what is plain becomes a state at once, what is not is asked with buttons."""
    if reading.sure and reading.state in STATES:
        state = STATES[reading.state]
        return some(settle(talk, task, state, reading.percent, text))
    asks = reading.state is Meaning.EXTENSION and talk.part(task) is Part.OWNER
    if reading.sure and asks and later(talk, task, reading.until):
        stuck = (
            talk.keep(task, ReportKind.PROGRESS, state=State.BLOCKED, note=text) if reading.blocked else None
        )
        return [*some(stuck), *some(ask_extension(talk, task, reading.until, text))]
    note = talk.keep(task, ReportKind.NOTE, note=text)
    if note is None:
        return []
    if reading.sure and reading.state is Meaning.QUESTION:
        pass_on(talk, task, note)
        return []
    not_theirs = reading.sure and reading.state is Meaning.EXTENSION and not asks
    if not_theirs or (reading.thanks and reading.state is Meaning.NONE):
        return [note]
    if reading.idle:
        talk.notice("reply.courtesy")
        return []
    if asks and reading.sure and task.deadline.due:
        ask_until(talk, task, note)
    else:
        _ask_meaning(talk, task, note, reading)
    return []


def _ask_meaning(talk: Talk, task: Task, note: Report, reading: Reading) -> None:
    owner = talk.part(task) is Part.OWNER
    open_ = [m for m in reading.others if m is not Meaning.EXTENSION or (owner and task.deadline.due)]
    likely = open_ or [Meaning.DONE, Meaning.IN_PROGRESS, Meaning.BLOCKED]
    until = reading.until if later(talk, task, reading.until) else None
    given = {Meaning.IN_PROGRESS: reading.percent, Meaning.EXTENSION: until}
    meanings = tuple((m.value, given.get(m)) for m in likely)
    talk.answer(subjects.WhichMeaning(report=note.id, meanings=meanings, tasks=(task.ref,)))


def state_pressed(talk: Talk, task: Task, state: State, percent: int | None) -> Outcome:
    """A state button of a card: kept, told back, and the card drawn anew."""
    kept = settle(talk, task, state, percent)
    asks = state if state is State.BLOCKED else None
    receipt(talk, some(kept), asks=asks)
    talk.card(task, edits=talk.event.message_id)
    return Outcome(toast=say("toast.kept"))


def meaning_pressed(talk: Talk, task: Task, note: Report, state: State, percent: int | None) -> Outcome:
    """The speaker says what an unclear sentence meant; the report carries the sentence."""
    kept = settle(talk, task, state, percent, note.note)
    receipt(talk, some(kept), edits=talk.event.message_id)
    return Outcome(toast=say("toast.kept"))


def note_pressed(talk: Talk, note: Report) -> Outcome:
    receipt(talk, [note], edits=talk.event.message_id)
    return Outcome(toast=say("toast.kept"))
