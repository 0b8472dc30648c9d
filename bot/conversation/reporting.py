"""Words and presses become reports: kept as they were said, told back, and taken back on request."""

from datetime import date

from bot.access.rights import Right, may
from bot.conversation import snoozing
from bot.conversation.approval import fulfil, settle
from bot.conversation.extensions import ask_extension, ask_until, typed_until, why_told, wished
from bot.conversation.remarks import remark
from bot.language.meaning import STATES
from bot.language.pieces import MOST_LABELS
from bot.language.said import Borrowed, Said
from bot.language.talk import asks
from bot.language.understand import Meaning
from bot.model import subjects
from bot.model.message import EventKind, Subject
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind, Share, State
from bot.model.say import say
from bot.turn import doubts, which_period
from bot.turn.meant_tasks import tasks_meant
from bot.turn.receipts import receipt, some
from bot.turn.turn import Outcome, Turn
from bot.turn.which_task import Missing, runs, shown

DATED = (Meaning.NONE, Meaning.EXTENSION, Meaning.BLOCKED)  # what a day may be said beside


def words(turn: Turn, said: Said) -> Outcome:
    """A sentence: every part that names its task becomes a report, the rest is asked about.

    What is too much for one message is asked to be sent apart.
    """
    kept: list[Report] = []
    missing: dict[str, list[Said]] = {}
    asked, left, named = shown(turn), list(said.parts), 0
    files = _files_before(turn, said)
    while left and named < MOST_LABELS and not turn.full:
        part = left.pop(0)
        found = tasks_meant(turn, part)
        if isinstance(found, Missing):
            missing.setdefault(found.key, []).append(part)
            continue
        named += 1
        for task in found:
            kept += _say(turn, task, part, asked.subject if asked and part.label is None else None)
    for key, parts in missing.items():
        texts = {part.text for part in parts}
        label = runs(part.label or "" for part in parts)
        turn.notice(key, label=label, text=texts.pop() if len(texts) == 1 else "")
    if files and kept:
        turn.files_placed()
    receipt(turn, kept)
    if left:
        taken = said.parts[: -len(left)]
        ends = {"first": taken[0].label, "last": taken[-1].label, "next": left[0].label}
        turn.notice("reply.too_much", taken=len(taken), left=len(left), text=left[0].text, **ends)
    return Outcome()


def _files_before(turn: Turn, said: Said) -> bool:
    """Whether these words are those of files sent just before, about which the bot has asked: they name one
    task, and the files go with them."""
    row = turn.about or turn.pending()
    of = row.subject if row else None
    if not isinstance(of, subjects.WhichTask) or not of.batch or of.text or turn.event.attachments:
        return False
    if len(said.parts) != 1 or said.parts[0].label is None:
        return False
    turn.batch = of.batch
    return True


def about_task(turn: Turn, task: Task, text: str) -> Outcome:
    """A sentence whose task is known."""
    receipt(turn, _say(turn, task, Said(text, turn.today), None))
    return Outcome()


def chosen(turn: Turn, task: Task, asked: subjects.WhichTask, *, edits: int | None = None) -> Outcome:
    """The task that the words asked about meant."""
    turn.batch = asked.batch or turn.batch
    if not (asked.text or asked.batch):
        return turn.card(task, edits=edits)
    said = (Borrowed if asked.borrowed else Said)(asked.text, turn.today)
    receipt(turn, _say(turn, task, said, None), edits=edits)
    return Outcome()


def _say(turn: Turn, task: Task, said: Said, asked: Subject | None) -> list[Report]:
    """Words about a task, perhaps in answer to what was asked about it."""
    if turn.part(task) is None:
        asked_of = asks(said) or said.reading.state is Meaning.QUESTION
        if asked_of and may(Right.SEE, task, turn.links):
            turn.card(task, detail=True)
        else:
            turn.notice("reply.not_yours", task, code=task.code, owner=turn.catalog.short(task.owner))
        return []
    if said.later:
        snoozing.snooze(turn, task, said.later)
        return []
    doubts.typed(turn, said, asked)
    if isinstance(asked, subjects.WhyLater) and said.text and not isinstance(said, Borrowed):
        told = _why(turn, task, said, asked)
        if told is not None:
            return told
    if turn.overtaken(task):
        return some(turn.keep(task, ReportKind.NOTE, note=said.text))
    kept: list[Report] = []
    for named, words in which_period.named(turn, task, said):
        end = named or which_period.answered(turn, task, asked)
        unnamed = end is None and not isinstance(asked, subjects.UntilWhen) and _tells(turn, words)
        if unnamed and which_period.ask(turn, task, said.text):
            return kept
        kept += _of_period(turn, task, words, asked, end)
    return kept


def _why(turn: Turn, task: Task, said: Said, asked: subjects.WhyLater) -> list[Report] | None:
    """The reason for more time, of the period that it was asked for."""
    if asked.period is not None:
        turn.meant[task.ref] = asked.period
    told = why_told(turn, task, said, asked)
    turn.meant.pop(task.ref, None)
    return told


def _tells(turn: Turn, said: Said) -> bool:
    """Whether words, or the files with them, are a report or a request for more time."""
    reading = said.reading
    return bool(turn.event.attachments) or (
        reading.sure and (reading.state in STATES or reading.state is Meaning.EXTENSION)
    )


def _of_period(turn: Turn, task: Task, said: Said, asked: Subject | None, end: date | None) -> list[Report]:
    """Words about a task in the period that ends on that day, or else in the present one."""
    if end is not None:
        turn.meant[task.ref] = end
    kept = _told(turn, task, said, asked)
    turn.meant.pop(task.ref, None)
    return kept


def _told(turn: Turn, task: Task, said: Said, asked: Subject | None) -> list[Report]:
    text, reading = said.text, said.reading
    own = not (reading.idle or isinstance(said, Borrowed))
    explains = asked.asks if own and isinstance(asked, subjects.Receipt) else None
    files = turn.brings
    if files and reading.state is Meaning.NONE:
        kept = some(turn.keep(task, ReportKind.EVIDENCE, note=text))
    elif explains and (not reading.sure or reading.state in (Meaning.NONE, Meaning.QUESTION)):
        kept = some(turn.keep(task, ReportKind.PROGRESS, state=explains, note=text))
    elif isinstance(asked, subjects.UntilWhen) and reading.state in DATED and (said.until or said.impossible):
        kept = typed_until(turn, task, said, asked)
    else:
        other = remark(turn, task, said)
        kept = _record(turn, task, said) if other is None else other
    return [*kept, *fulfil(turn, task)] if files else kept


def _record(turn: Turn, task: Task, said: Said) -> list[Report]:
    """Keep the words; what is plain becomes a state at once, what is not is asked with buttons."""
    text, reading = said.text, said.reading
    if reading.sure and reading.state in STATES:
        state = STATES[reading.state]
        return some(settle(turn, task, state, reading.percent, text))
    wants = reading.state is Meaning.EXTENSION and turn.part(task) is Share.OWNER
    until = wished(turn, task, said) if wants and reading.sure else None
    if until and said.reason:
        blocked = reading.blocked
        stuck = (
            turn.keep(task, ReportKind.PROGRESS, state=State.BLOCKED, note=said.obstacle) if blocked else None
        )
        return [*some(stuck), *ask_extension(turn, task, until, said)]
    note = turn.keep(task, ReportKind.NOTE, note=text)
    if note is None:
        return []
    if reading.sure and reading.state is Meaning.EXTENSION and not wants:
        return [note]
    if until:
        ask_extension(turn, task, until, said)
    elif wants and reading.sure and task.deadline.due:
        ask_until(turn, task, note)
    else:
        _ask_meaning(turn, task, note, said)
    return []


def _ask_meaning(turn: Turn, task: Task, note: Report, said: Said) -> None:
    reading = said.reading
    owner = turn.part(task) is Share.OWNER
    open_ = [m for m in reading.others if m is not Meaning.EXTENSION or (owner and task.deadline.due)]
    likely = open_ or [Meaning.DONE, Meaning.IN_PROGRESS, Meaning.BLOCKED]
    until = wished(turn, task, said) if reading.until else None
    given = {Meaning.IN_PROGRESS: reading.percent, Meaning.EXTENSION: until}
    meanings = tuple((m.value, given.get(m)) for m in likely)
    doubts.asked(turn, note, reading, likely)
    turn.answer(subjects.WhichMeaning(report=note.id, meanings=meanings, tasks=(task.ref,)))


def state_pressed(turn: Turn, task: Task, state: State, percent: int | None) -> Outcome:
    """A state button of a card: kept, told back, and the card drawn anew."""
    if which_period.ask(turn, task, state=state, percent=percent):
        return Outcome()
    kept = settle(turn, task, state, percent)
    asks = state if state is State.BLOCKED else None
    turn.card(task, edits=turn.event.message_id)
    receipt(turn, some(kept), asks=asks)
    return Outcome(toast=say("toast.kept"))


def meaning_pressed(turn: Turn, task: Task, note: Report, state: State, percent: int | None) -> Outcome:
    """The speaker says what an unclear sentence meant; the report carries the sentence."""
    if which_period.ask(turn, task, note.note, state, percent, edits=turn.event.message_id):
        return Outcome()
    kept = settle(turn, task, state, percent, note.note)
    receipt(turn, some(kept), edits=turn.event.message_id)
    return Outcome(toast=say("toast.kept"))


def extend_pressed(turn: Turn, task: Task) -> Outcome:
    """More time, to a day still to be chosen."""
    if not which_period.ask(turn, task, extends=True):
        ask_until(turn, task)
    return Outcome()


def period_chosen(turn: Turn, task: Task, asked: subjects.WhichPeriod, end: date) -> Outcome:
    """What was said or pressed before it was known of which period it is."""
    turn.batch = asked.batch or turn.batch
    if asked.noted is not None:
        pieces = turn.tx.evidence.of(task.refs)
        turn.tx.evidence.unplace([piece.id for piece in pieces if piece.report_id == asked.noted])
    edits = turn.event.message_id if turn.event.kind is EventKind.PRESS else None
    if asked.extends or asked.state:
        turn.meant[task.ref] = end
    if asked.extends:
        ask_until(turn, task, edits=edits)
        return Outcome()
    if asked.state:
        kept = some(settle(turn, task, asked.state, asked.percent, asked.text))
    else:
        kept = _of_period(turn, task, Said(asked.text, turn.today), None, end)
    asks = asked.state if asked.state is State.BLOCKED and not asked.text else None
    receipt(turn, kept, edits=edits, asks=asks)
    return Outcome(toast=say("toast.kept"))


def period_typed(turn: Turn, said: Said) -> Outcome | None:
    """The name of a period that was asked for, and nothing else."""
    row = turn.about or turn.pending()
    asked = row.subject if row else None
    if not isinstance(asked, subjects.WhichPeriod):
        return None
    task = next((task for ref in asked.tasks if (task := turn.catalog.task(ref))), None)
    end = which_period.typed(turn, said, asked, task) if task and turn.part(task) is Share.OWNER else None
    return period_chosen(turn, task, asked, end) if task and end else None


def note_pressed(turn: Turn, note: Report) -> Outcome:
    doubts.meant(turn, note.id, Meaning.NONE)
    receipt(turn, [note], edits=turn.event.message_id)
    return Outcome(toast=say("toast.kept"))
