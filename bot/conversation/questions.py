"""Questions: a card answers what it can, a secretary the rest, and the answer goes to whoever asked."""

from bot.access.rights import Right, may
from bot.language.said import Said
from bot.language.talk import card_answers, for_secretary
from bot.model import subjects
from bot.model.evidence import EvidenceKind
from bot.model.message import Delivery
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind
from bot.model.say import say
from bot.turn.receipts import receipt, some
from bot.turn.telling import ask_secretaries, back
from bot.turn.turn import Outcome, Turn


def heard(turn: Turn, task: Task, said: Said) -> None:
    """A question about a task: its card where that tells what is asked, else the secretary is asked."""
    named = for_secretary(said)
    decides = may(Right.ANSWER, task, turn.links)
    if named is not None and not decides:
        pass_on(turn, task, named or _open(turn) or said.text)
    elif decides or card_answers(said):
        turn.answer(subjects.Card(tasks=(task.ref,), detail=True, question="" if decides else said.text))
    else:
        pass_on(turn, task, said.text)


def _open(turn: Turn) -> str:
    """What was asked last here, and answered with a card."""
    row = turn.about or turn.pending()
    return row.subject.question if row and isinstance(row.subject, subjects.Card) else ""


def pass_on(turn: Turn, task: Task, text: str, *, edits: int | None = None) -> None:
    """Put a question before the plan's secretaries, and say so to who asked it."""
    kept = turn.keep(task, ReportKind.QUESTION, note=text)
    if kept:
        ask_secretaries(turn, task, subjects.Question, kept)
    receipt(turn, some(kept), edits=edits)


def ask_pressed(turn: Turn, task: Task) -> Outcome:
    """What the card did not answer goes to the secretary; the card stays, without the button."""
    card = turn.subject
    if not isinstance(card, subjects.Card) or not card.question:
        return turn.refuse("toast.unknown")
    turn.card(task, detail=card.detail, edits=turn.event.message_id)
    pass_on(turn, task, card.question)
    return Outcome(toast=say("toast.passed_on"))


def meant(turn: Turn, task: Task, note: Report) -> Outcome:
    """An unclear sentence was a question, as its writer says by a button."""
    pass_on(turn, task, note.note, edits=turn.event.message_id)
    return Outcome()


# ---- answered ----


def reply_pressed(turn: Turn, task: Task, question: Report) -> Outcome:
    if question.kind is not ReportKind.QUESTION:
        return turn.refuse("toast.unknown")
    return turn.answer(subjects.AnswerWanted(report=question.id, tasks=(task.ref,)))


def words(turn: Turn, said: Said) -> Outcome | None:
    """A secretary's words to a question: a reply to it, or what was asked for by [Trả lời]."""
    row = turn.about or _wanted(turn, said)
    asked = row.subject if row and said.text else None
    if not isinstance(asked, (subjects.Question, subjects.AnswerWanted)):
        return None
    question = turn.tx.reports.get(asked.report)
    task = turn.catalog.task(question.task) if question else None
    if question is None or task is None:
        return turn.refuse("toast.task_gone")
    if not may(Right.ANSWER, task, turn.links):
        return turn.refuse("toast.not_yours")
    if any(piece.kind is not EvidenceKind.LINK for piece in turn.event.attachments):
        return turn.refuse("question.no_files")
    if question.id in turn.history(task.refs).undone:
        return turn.refuse("question.withdrawn")
    kept = turn.keep(task, ReportKind.ANSWER, note=said.text, decides=question.id)
    receipt(turn, some(kept))
    if kept:
        back(turn, question, subjects.Answer(report=kept.id, tasks=(task.ref,)))
    return Outcome()


def _wanted(turn: Turn, said: Said) -> Delivery | None:
    """Words that name a task of their own answer nothing."""
    last = None if said.labelled else turn.pending()
    return last if last and isinstance(last.subject, subjects.AnswerWanted) else None


def taken_back(turn: Turn, task: Task, answer: Report) -> None:
    """Whoever asked hears that an answer no longer stands."""
    question = turn.tx.reports.get(answer.decides) if answer.decides is not None else None
    if question:
        values = {"code": task.code, "title": task.title, "note": answer.note}
        told = subjects.Notice(key="question.taken_back", values=values, tasks=(task.ref,))
        back(turn, question, told)
