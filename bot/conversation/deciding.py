"""A secretary decides: results are accepted or returned, more time is granted or refused."""

from collections.abc import Collection, Mapping
from datetime import date

from bot.access.rights import Right, may
from bot.conversation.decided import decide
from bot.conversation.extensions import too_far
from bot.language import verdicts
from bot.language.folding import fold
from bot.language.said import Said
from bot.model import subjects
from bot.model.message import Delivery
from bot.model.plan import Task
from bot.model.progress import Ask, Report, ReportKind
from bot.texts import day
from bot.turn import pending, which_period
from bot.turn.turn import Outcome, Turn
from bot.turn.which_task import Missing, Several, coded, refs, split_code, unknown_code

ASK = "ask"  # in a button of what waits: put the question again
VERDICTS: Mapping[str, ReportKind] = {
    "approve": ReportKind.APPROVE,
    "return": ReportKind.RETURN,
    "grant": ReportKind.GRANT,
    "refuse": ReportKind.REFUSE,
}


# ---- pressed ----


def pressed(turn: Turn, report: Report, task: Task, verdict: str, *, plain: bool) -> Outcome:
    """A button of a question to decide; where words are wanted they are asked for, unless `plain`."""
    if not may(Right.DECIDE, task, turn.links):
        return turn.refuse("toast.not_yours")
    if verdict == ASK:
        return pending.ask_anew(turn, task, report)
    kind = VERDICTS.get(verdict)
    if kind is None:
        return turn.refuse("toast.unknown")
    if not _waits(turn, task, kind, report.id):
        return turn.refuse("toast.decided")
    if kind is ReportKind.APPROVE or (plain and kind is not ReportKind.RETURN):
        return decide(turn, task, kind, report, until=report.asked_until)
    return _ask_words(turn, task, verdict, report)


def _waits(turn: Turn, task: Task, kind: ReportKind, report: int) -> bool:
    ask = Ask.RESULT if kind in (ReportKind.APPROVE, ReportKind.RETURN) else Ask.REQUEST
    return any(waiting.id == report for waiting in turn.standing(task).waiting([ask]))


def _ask_words(
    turn: Turn, task: Task, verdict: str, report: Report | None, until: date | None = None
) -> Outcome:
    """Ask for the reason, or for the number of the deciding document."""
    until = until or (report.asked_until if report else None)
    id = report.id if report else None
    turn.answer(subjects.WhyDecided(verdict=verdict, report=id, tasks=(task.ref,), until=until))
    return Outcome()


# ---- said ----


def words(turn: Turn, said: Said) -> Outcome | None:
    """Words that answer a question to decide; None where they answer no such question."""
    about = turn.about or _pending(turn, said)
    named = _named(turn, said) if about is None else None
    if named:
        return named
    if waiting := _loose(turn, said, about):
        return _of_the_one(turn, said, *waiting) or pending.offer(turn, pending.BOTH)
    asked = about.subject if about and said.text else None
    if isinstance(asked, subjects.Piece) and (
        verdicts.YES.match(said.plain) or verdicts.NO.match(said.plain)
    ):
        asked = _looked_at(turn, asked)
    if not isinstance(asked, (subjects.Decision, subjects.WhyDecided)):
        return None
    task = next((t for ref in asked.tasks if (t := turn.catalog.task(ref))), None)
    if task is None:
        return None
    if not may(Right.DECIDE, task, turn.links):
        return turn.refuse("toast.not_yours")
    report = turn.tx.reports.get(asked.report) if asked.report is not None else None
    if isinstance(asked, subjects.WhyDecided):
        return _completed(turn, task, report, said.text, asked)
    return _said(turn, task, report, said) or turn.refuse(f"decision.how_{asked.ASK}")


def _looked_at(turn: Turn, piece: subjects.Piece) -> subjects.Decision | None:
    """The question whose file the speaker, who decides it, has opened and answers now."""
    report = turn.tx.reports.get(piece.report) if piece.report is not None else None
    task = turn.catalog.task(report.task) if report else None
    if report is None or task is None or not may(Right.DECIDE, task, turn.links):
        return None
    waits = report.id in {each.id for each in turn.standing(task).waiting(pending.BOTH)}
    return pending.question(task, report) if waits else None


def decides(turn: Turn, said: Said) -> bool:
    """Whether words would decide something: said to a question to decide, or by their sound."""
    about = turn.about or _pending(turn, said)
    split = split_code(turn, said.text)
    words = [said.plain, Said(split[1], turn.today).plain] if split else [said.plain]
    asked = about is not None and isinstance(about.subject, (subjects.Decision, subjects.WhyDecided))
    return asked or any(verdicts.DECIDES.match(each) for each in words)


def _named(turn: Turn, said: Said) -> Outcome | None:
    """A yes or a no behind the code of a task that waits for it."""
    split = split_code(turn, said.text)
    task = _meant(turn, split[0], pending.BOTH) if split else None
    if split is None or not isinstance(task, Task) or not may(Right.DECIDE, task, turn.links):
        return None
    behind = Said(split[1], turn.today)
    if not verdicts.DECIDES.match(behind.plain):
        return None
    waiting = turn.standing(task).waiting(pending.BOTH)
    return _said(turn, task, waiting[0], behind) if len(waiting) == 1 else None


def _of_the_one(turn: Turn, said: Said, first: pending.Waiting, *others: pending.Waiting) -> Outcome | None:
    """A yes where a single result waits, and nothing else."""
    task, report = first
    if others or report.kind is ReportKind.EXTENSION or not verdicts.AGREES.fullmatch(said.plain):
        return None
    return decide(turn, task, ReportKind.APPROVE, report, note=said.text)


def _loose(turn: Turn, said: Said, about: Delivery | None) -> list[pending.Waiting]:
    """What waits for a yes or a no that is said to nothing in particular; one that names its task is a
    report's own words."""
    decides = verdicts.DECIDES.match(said.plain) and not said.labelled
    return pending.waiting(turn) if decides and not refs(about) and turn.event.private else []


def _pending(turn: Turn, said: Said) -> Delivery | None:
    """The question for words asked last in this chat, while nothing else was said there.

    Words that name a task of their own answer no question.
    """
    last = None if said.labelled else turn.pending()
    return last if last and isinstance(last.subject, subjects.WhyDecided) else None


def _completed(
    turn: Turn, task: Task, report: Report | None, text: str, asked: subjects.WhyDecided
) -> Outcome:
    """The words asked for: with them the decision is whole."""
    kind = VERDICTS[asked.verdict]
    if report is not None and not _waits(turn, task, kind, report.id):
        return turn.refuse("toast.decided")
    return decide(turn, task, kind, report, note=text, until=asked.until)


def _said(turn: Turn, task: Task, report: Report | None, said: Said) -> Outcome | None:
    """A decision in words; None where they are neither a yes nor a no."""
    if report is None:
        return None
    if verdicts.NO.match(said.plain):
        return _refused(turn, task, report, said.text, verdicts.reason(said.text))
    if not verdicts.YES.match(said.plain):
        return None
    if report.kind is ReportKind.EXTENSION:
        return _granted(turn, task, report, said.text)
    if not _waits(turn, task, ReportKind.APPROVE, report.id):
        return turn.refuse("toast.decided")
    return decide(turn, task, ReportKind.APPROVE, report, note=said.text)


def _refused(turn: Turn, task: Task, report: Report, text: str, reason: str) -> Outcome:
    verdict = "refuse" if report.kind is ReportKind.EXTENSION else "return"
    if not _waits(turn, task, VERDICTS[verdict], report.id):
        return turn.refuse("toast.decided")
    if not reason:
        return _ask_words(turn, task, verdict, report)
    return decide(turn, task, VERDICTS[verdict], report, note=text)


def _granted(turn: Turn, task: Task, report: Report | None, text: str) -> Outcome:
    """A grant in words: to the day they name or the one asked for, by the document they name."""
    if report is not None and not _waits(turn, task, ReportKind.GRANT, report.id):
        return turn.refuse("toast.decided")
    if report is not None:
        turn.mean(task, report)
    said, due = Said(verdicts.DOCUMENT.sub(" ", text), turn.today), turn.standing(task).due
    until = (said.until_beyond(due) if due else said.until) or (report.asked_until if report else None)
    if until is None:
        return turn.refuse("decision.which_day", task, code=task.code)
    if due is None or until <= due:
        return turn.refuse(
            "decision.not_later", task, code=task.code, until=day(until), due=day(due) if due else ""
        )
    if not too_far(turn, task, until) and not verdicts.DOCUMENT.search(text):
        return _ask_words(turn, task, "grant", report, until)
    return decide(turn, task, ReportKind.GRANT, report, note=text, until=until)


# ---- typed as a command ----


def command(turn: Turn, name: str, rest: str) -> Outcome:
    """`/duyet CODE`, `/tralai CODE reason`, `/giahan CODE words`; alone, each lists what waits for it."""
    if not rest:
        return pending.offer(turn, [Ask.REQUEST if name == "extension" else Ask.RESULT])
    split = split_code(turn, rest)
    if split is None and (unknown := unknown_code(rest)):
        return turn.refuse("reply.no_code", label=unknown[0], text=unknown[1])
    if split is None:
        return turn.refuse(f"decision.{name}_how")
    code, text = split
    task = _meant(turn, code, [Ask.REQUEST if name == "extension" else Ask.RESULT])
    if isinstance(task, Missing):
        return turn.refuse(task.key, label=task.label, text=text)
    if isinstance(task, Several):
        plans = [turn.catalog.plans[one.plan].number for one in task.tasks]
        return turn.refuse("decision.which_plan", label=task.label, plans=plans)
    if not may(Right.DECIDE, task, turn.links):
        return turn.refuse("toast.not_yours")
    waiting = which_period.of_named(
        turn, task, turn.standing(task).waiting([Ask.REQUEST if name == "extension" else Ask.RESULT]), text
    )
    if name == "extension":
        if waiting and verdicts.NO.match(fold(text.casefold())):
            return _refused(turn, task, waiting, text, verdicts.reason(text))
        return _granted(turn, task, waiting, text)
    if waiting is None:
        return turn.refuse("decision.nothing_waits", task, code=task.code)
    if name == "approve":
        return decide(turn, task, ReportKind.APPROVE, waiting, note=text)
    return _refused(turn, task, waiting, text, verdicts.BECAUSE.sub("", text))


def _meant(turn: Turn, code: str, asks: Collection[Ask]) -> Task | Several | Missing:
    """The task of a code: of those the speaker decides on, one of which something waits."""

    def decided(task: Task) -> bool:
        return may(Right.DECIDE, task, turn.links)

    return coded(turn, code, decided, lambda task: decided(task) and turn.standing(task).waiting(asks))
