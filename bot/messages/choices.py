"""Questions with buttons: which task, what was meant, until when, and what a secretary decides."""

from datetime import date
from functools import partial

from bot.access.buttons import Action, data, task_key
from bot.access.rights import Right
from bot.messages import template_values
from bot.messages.evidence import opener
from bot.messages.pager import Rows, page_of
from bot.messages.rendered import Rendered, Skip, button, task_of
from bot.messages.view import View
from bot.model import proofs, subjects
from bot.model.history import History
from bot.model.message import Button, Delivery, Message
from bot.model.plan import Task
from bot.model.progress import Ask, Report, ReportKind, Share
from bot.schedule.periods import TURNING, period_on
from bot.texts.limits import clip, line
from bot.texts.turns import turn_name

NOTE_MOST = 600
ANSWER_MOST = 2000
FILES_MOST = 200
FILES = 5  # named in one question
TITLE_ON_BUTTON = 48
TITLE = 110
PAGE = 10  # tasks to choose from in one message
ANSWERS = {subjects.Result.ASK: ("approve", "return"), subjects.Request.ASK: ("grant", "refuse")}


def which_task(view: View, row: Delivery, of: subjects.WhichTask) -> Rendered | Skip:
    tasks = [t for ref in of.tasks if (t := view.world.catalog.task(ref))]
    pieces = view.tx.evidence.of_batch(of.batch) if of.batch else []
    if pieces and all(piece.task for piece in pieces) and not of.text:
        return Skip("the words on a later picture said it")
    files = ", ".join(piece.what.name for piece in pieces)
    page = page_of(tasks, of.turned_to, PAGE)
    html = view.world.texts.html(
        "choice.task",
        text=clip(of.text, NOTE_MOST),
        files=line(files, FILES_MOST),
        page=page.number,
        pages=page.pages,
    )
    said = of.text or of.batch  # else a card is wanted
    rows: Rows = [
        (
            Button(
                clip(f"{view.code(t)} {t.title}", TITLE_ON_BUTTON),
                data(Action.TASK, row.id, task_key(t.ref)) if said else data(Action.OPEN, task_key(t.ref)),
            ),
        )
        for t in page.items
    ]
    rows += page.turns(view, partial(data, Action.MORE_TASKS, row.id))
    return Rendered(Message(html, tuple(rows)), of)


def which_meaning(view: View, _: Delivery, of: subjects.WhichMeaning) -> Rendered | Skip:
    task, report = task_of(view, of), view.tx.reports.get(of.report)
    if task is None or report is None:
        return Skip("task gone")
    turn, text = template_values.period_text(view, task, report), clip(report.note, NOTE_MOST)
    html = view.world.texts.html("choice.meaning", task=view.named(task), text=text, turn=turn)
    rows = [
        (
            Button(
                template_values.meaning_text(view.world.texts, meaning, given),
                data(Action.MEANS, report.id, meaning, "-" if given is None else given),
            ),
        )
        for meaning, given in of.meanings
    ]
    rows.append((button(view, "button.note_only", data(Action.NOTE, report.id)),))
    return Rendered(Message(html, tuple(rows)), of)


def which_period(view: View, row: Delivery, of: subjects.WhichPeriod) -> Rendered | Skip:
    task = task_of(view, of)
    if task is None or task.deadline.kind not in TURNING:
        return Skip("task gone")
    texts = view.world.texts
    what = template_values.state_text(texts, of.state, of.percent) if of.state else ""
    text = clip(of.text, NOTE_MOST)
    html = texts.html("choice.period", task=view.named(task), text=text, what=what, extends=of.extends)
    ends = ((end, data(Action.PERIOD, row.id, end.isoformat())) for end in of.periods)
    rows = tuple((Button(_named(view, task, end), payload),) for end, payload in ends)
    return Rendered(Message(html, rows), of)


def which_waived(view: View, _: Delivery, of: subjects.WhichWaived) -> Rendered | Skip:
    task = task_of(view, of)
    if task is None or task.deadline.kind not in TURNING:
        return Skip("task gone")
    html = view.world.texts.html("choice.waived", task=view.named(task))
    key = task_key(task.ref)
    rows = [
        (Button(_named(view, task, end), data(Action.WAIVE, key, end.isoformat())),) for end in of.periods
    ]
    if len(of.periods) > 1:
        rows.append((button(view, "button.waive_all", data(Action.WAIVE, key, "-")),))
    return Rendered(Message(html, tuple(rows)), of)


def _named(view: View, task: Task, end: date) -> str:
    """A period on a button."""
    name = turn_name(view.world.texts, period_on(task.deadline, end))
    return name[:1].upper() + name[1:]


def until_when(view: View, _: Delivery, of: subjects.UntilWhen) -> Rendered | Skip:
    task = task_of(view, of)
    if task is None:
        return Skip("task gone")
    standing = view.standing(task).at(of.period)
    html = view.world.texts.html(
        "choice.until", task=view.named(task), standing=standing, example=of.dates[0]
    )
    key = task_key(task.ref)
    rows = tuple(
        (button(view, "button.until", data(Action.UNTIL, key, d.isoformat()), until=d),) for d in of.dates
    )
    return Rendered(Message(html, rows), of)


def why_later(view: View, _: Delivery, of: subjects.WhyLater) -> Rendered | Skip:
    task = task_of(view, of)
    if task is None:
        return Skip("task gone")
    return Rendered(
        Message(view.world.texts.html("choice.why_later", task=view.named(task), until=of.until)), of
    )


def decision(view: View, _: Delivery, of: subjects.Decision) -> Rendered | Skip:
    """A result or a request that waits for a secretary: what was said, what proves it, and what was decided
    since."""
    task, report = task_of(view, of), view.tx.reports.get(of.report)
    if task is None or report is None:
        return Skip("task gone")
    period = template_values.turn_told(view, task, report)
    standing = view.standing(task).at(period.end if period else None)
    waits = any(x is not None and x.id == report.id for x in (standing.awaiting, standing.extension))
    log = History(view.tx.reports.of(task.refs))
    decided = None if waits else log.decision_on(report)
    pieces = proofs.of_report(view.tx.evidence.of(task.refs), log, report)
    html = view.world.texts.html(
        f"decision.{of.ASK}",
        task=view.named(task),
        unit=view.world.catalog.short(task.owner),
        report=template_values.report_line(view, report),
        turn=template_values.turn_of(view, standing),
        on=report.at.astimezone(view.world.zone).date(),
        due=standing.due,
        until=report.asked_until,
        extensions=standing.extensions,
        files=[template_values.evidence_line(view, e) for e in pieces[:FILES]],
        more_files=len(pieces[FILES:]),
        waits=waits,
        decided=template_values.report_line(view, decided) if decided else None,
        gone=None if waits or decided else _gone(view, task, log, report),
        replaced=None if waits or decided else _replaced(log, report),
    )
    rows = [opener(view, task, pieces, report.id)]
    if waits:
        verdicts = ANSWERS[of.ASK]
        rows += [(button(view, f"button.{each}", data(Action.DECIDE, report.id, each)),) for each in verdicts]
    return Rendered(Message(html, tuple(filter(None, rows))), of)


def _gone(view: View, task: Task, log: History[Report], result: Report) -> dict[str, object] | None:
    """What was told instead of a result that waited, or its taking back."""
    later = (entry for entry in log if entry.id > result.id)
    by = next((entry for entry in later if view.put_back(task, log, entry) == result), None)
    return template_values.report_line(view, by) if by else None


def question(view: View, _: Delivery, of: subjects.Question) -> Rendered | Skip:
    """A question for a secretary: whose, how to answer, and what was answered since."""
    task, report = task_of(view, of), view.tx.reports.get(of.report)
    if task is None or report is None:
        return Skip("task gone")
    log = History(view.tx.reports.of(task.refs))
    answer, withdrawn = log.decision_on(report), report.id in log.undone
    html = view.world.texts.html(
        "question.asked",
        task=view.named(task),
        **_asked(view, report),
        answer=template_values.report_line(view, answer) if answer else None,
        withdrawn=withdrawn,
    )
    rows = ((button(view, "button.reply", data(Action.REPLY, report.id)),),)
    return Rendered(Message(html, () if answer or withdrawn else rows), of)


def answer_wanted(view: View, _: Delivery, of: subjects.AnswerWanted) -> Rendered | Skip:
    task, report = task_of(view, of), view.tx.reports.get(of.report)
    if task is None or report is None:
        return Skip("task gone")
    html = view.world.texts.html("question.wanted", task=view.named(task), **_asked(view, report))
    return Rendered(Message(html), of)


def answer(view: View, _: Delivery, of: subjects.Answer) -> Rendered | Skip:
    """The answer, with its question, for whoever asked."""
    task, report = task_of(view, of), view.tx.reports.get(of.report)
    asked = view.tx.reports.get(report.decides) if report and report.decides is not None else None
    if task is None or report is None or asked is None:
        return Skip("task gone")
    html = view.world.texts.html(
        "question.answered",
        task=view.named(task),
        name=report.user_name,
        text=clip(report.note, ANSWER_MOST),
        **_asked(view, asked),
    )
    return Rendered(Message(html), of)


def _asked(view: View, report: Report) -> dict[str, object]:
    return {
        "asked": template_values.report_line(view, report),
        "unit": view.world.catalog.short(report.unit) if report.unit else "",
    }


def _replaced(log: History[Report], report: Report) -> date | None:
    """The day asked for instead, in a request made since."""
    requests = [r for r in log.live if r.kind is ReportKind.EXTENSION and r.part is Share.OWNER]
    newer = [r for r in requests if r.id > report.id and report.kind is ReportKind.EXTENSION]
    return newer[-1].asked_until if newer else None


def why_decided(view: View, _: Delivery, of: subjects.WhyDecided) -> Rendered | Skip:
    """What a decision still needs: a reason, or the number of the deciding document."""
    task, verdict = task_of(view, of), of.verdict
    if task is None:
        return Skip("task gone")
    html = view.world.texts.html(f"decision.words_{verdict}", task=view.named(task), until=of.until)
    rows: tuple[tuple[Button, ...], ...] = ()
    if verdict != "return" and of.report is not None:
        rows = ((button(view, f"button.plain_{verdict}", data(Action.DECIDE, of.report, verdict, "-")),),)
    return Rendered(Message(html, rows), of)


def pending(view: View, row: Delivery, of: subjects.Pending) -> Rendered | Skip:
    """What waits for this chat's decisions, the oldest first, each with a button that puts its question."""
    asks = [Ask(ask) for ask in of.of]
    tasks = view.tasks_of(view.links_of(row.chat_id), Right.DECIDE)
    standings = view.standings(tasks)
    found = [(task, report) for task in tasks for report in standings[task.ref].waiting(asks)]
    found.sort(key=lambda pair: pair[1].id)
    page = page_of(found, of.turned_to, PAGE)
    html = view.world.texts.html(
        "decision.pending",
        asks=of.of,
        entries=[_waiting(view, task, report) for task, report in page.items],
        page=page.number,
        pages=page.pages,
    )
    rows: Rows = [(_put(view, task, report), *_opener(view, task, report)) for task, report in page.items]
    rows += page.turns(view, partial(data, Action.WAITING))
    return Rendered(Message(html, tuple(rows)), of)


def _put(view: View, task: Task, report: Report) -> Button:
    """Puts the question of what waits."""
    name = clip(f"{view.code(task)} {task.title}", TITLE_ON_BUTTON)
    return Button(name, data(Action.DECIDE, report.id, "ask"))


def _opener(view: View, task: Task, report: Report) -> tuple[Button, ...]:
    pieces = view.tx.evidence.of(task.refs)
    found = proofs.of_report(pieces, view.tx.reports.of(task.refs), report) if pieces else []
    return opener(view, task, found, report.id, short=True)


def _waiting(view: View, task: Task, report: Report) -> dict[str, object]:
    return {
        "code": view.code(task),
        "title": line(task.title, TITLE),
        "unit": view.world.catalog.short(task.owner),
        "on": report.at.astimezone(view.world.zone).date(),
        "until": report.asked_until,
        "turn": template_values.period_text(view, task, report),
    }
