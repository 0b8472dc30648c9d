"""Questions with buttons: which task, what was meant, until when, and what a secretary decides."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.conversation.buttons import Action, data, task_key
from bot.conversation.pending import Ask, waiting
from bot.conversation.permissions import Deed
from bot.delivery import lines, posts
from bot.delivery.cards import live_evidence
from bot.delivery.rendered import Rendered, Skip, button, task_of
from bot.delivery.view import View
from bot.model.deadline import TaskRef
from bot.model.history import History
from bot.model.message import Button, Delivery, Message
from bot.model.plan import Task
from bot.model.progress import Report
from bot.texts.limits import clip, line

NOTE_MOST = 600
FILES_MOST = 200
TITLE_ON_BUTTON = 48
TITLE = 110
PENDING_MOST = 10


def choice(view: View, row: Delivery) -> Rendered | Skip:
    """The question a row asks."""
    return CHOICES[row.subject["ask"]](view, row)


def _task(view: View, row: Delivery) -> Rendered | Skip:
    found = [view.world.catalog.task(TaskRef(p, c)) for p, c in row.subject["tasks"]]
    tasks = [t for t in found if t]
    files = (
        ", ".join(e.what.name for e in view.tx.evidence.of_batch(row.subject["batch"]))
        if row.subject.get("batch")
        else ""
    )
    html = view.world.texts.html(
        "choice.task", text=clip(row.subject["text"], NOTE_MOST), files=line(files, FILES_MOST)
    )
    rows = tuple(
        (
            Button(
                clip(f"{t.code} {t.title}", TITLE_ON_BUTTON),
                data(Action.TASK, row.id, task_key(t.ref)),
            ),
        )
        for t in tasks
    )
    return Rendered(Message(html, rows), row.subject)


def _meaning(view: View, row: Delivery) -> Rendered | Skip:
    task, report = task_of(view, row), view.tx.reports.get(row.subject["report"])
    if task is None or report is None:
        return Skip("task gone")
    html = view.world.texts.html("choice.meaning", task=task, text=clip(report.note, NOTE_MOST))
    rows = [
        (
            Button(
                lines.meaning_text(view.world.texts, meaning, given),
                data(Action.MEANS, report.id, meaning, "-" if given is None else given),
            ),
        )
        for meaning, given in row.subject["meanings"]
    ]
    rows.append((button(view, "button.note_only", data(Action.NOTE, report.id)),))
    return Rendered(Message(html, tuple(rows)), row.subject)


def _until(view: View, row: Delivery) -> Rendered | Skip:
    task = task_of(view, row)
    if task is None:
        return Skip("task gone")
    dates = [date.fromisoformat(d) for d in row.subject["dates"]]
    html = view.world.texts.html("choice.until", task=task, standing=view.standing(task), example=dates[0])
    key = task_key(task.ref)
    rows = tuple(
        (button(view, "button.until", data(Action.UNTIL, key, d.isoformat()), until=d),) for d in dates
    )
    return Rendered(Message(html, rows), row.subject)


def _result(view: View, row: Delivery) -> Rendered | Skip:
    """A result that waits for a secretary: what was said, what proves it, and what was decided since."""
    return _to_decide(
        view, row, "decision.result", (("approve", "button.approve"), ("return", "button.return"))
    )


def _request(view: View, row: Delivery) -> Rendered | Skip:
    """A request for more time, for a secretary to decide."""
    return _to_decide(view, row, "decision.request", (("grant", "button.grant"), ("refuse", "button.refuse")))


def _to_decide(view: View, row: Delivery, key: str, verdicts: tuple[tuple[str, str], ...]) -> Rendered | Skip:
    task, report = task_of(view, row), view.tx.reports.get(row.subject["report"])
    if task is None or report is None:
        return Skip("task gone")
    standing = view.standing(task)
    waits = any(x is not None and x.id == report.id for x in (standing.awaiting, standing.extension))
    log = History(view.tx.reports.of(task.refs))
    decided = None if waits else log.decision_on(report)
    pieces = live_evidence(view.tx.evidence.of(task.refs), log)
    html = view.world.texts.html(
        key,
        task=task,
        unit=view.world.catalog.short(task.owner),
        report=lines.report_line(view, report),
        on=report.at.astimezone(view.world.zone).date(),
        due=standing.due,
        until=report.asked_until,
        extensions=standing.extensions,
        files=[lines.evidence_line(view, e) for e in pieces[-5:]],
        waits=waits,
        decided=lines.report_line(view, decided) if decided else None,
    )
    rows = [(button(view, label, data(Action.DECIDE, report.id, verdict)),) for verdict, label in verdicts]
    return Rendered(Message(html, tuple(rows) if waits else ()), row.subject)


def _words(view: View, row: Delivery) -> Rendered | Skip:
    """What a decision still needs: a reason, or the number of the deciding document."""
    task = task_of(view, row)
    if task is None:
        return Skip("task gone")
    verdict, until = row.subject["verdict"], row.subject.get("until")
    html = view.world.texts.html(
        f"decision.words_{verdict}", task=task, until=date.fromisoformat(until) if until else None
    )
    report = row.subject.get("report")
    rows: tuple[tuple[Button, ...], ...] = ()
    if verdict != "return" and report is not None:
        rows = ((button(view, f"button.plain_{verdict}", data(Action.DECIDE, report, verdict, "-")),),)
    return Rendered(Message(html, rows), row.subject)


def _pending(view: View, row: Delivery) -> Rendered | Skip:
    """What waits for this chat's decisions, the oldest first, each with a button that puts its question."""
    asks = [Ask(ask) for ask in row.subject["of"]]
    tasks = view.tasks_of(view.links_of(row.chat_id), Deed.DECIDE)
    standings = view.standings(tasks)
    found = [(task, report) for task in tasks for report in waiting(standings[task.ref], asks)]
    found.sort(key=lambda pair: pair[1].id)
    shown = found[:PENDING_MOST]
    html = view.world.texts.html(
        "decision.pending",
        asks=row.subject["of"],
        entries=[_waiting(view, task, report) for task, report in shown],
        more=len(found) - len(shown),
    )
    rows = tuple(
        (Button(clip(f"{task.code} {task.title}", TITLE_ON_BUTTON), data(Action.DECIDE, report.id, "ask")),)
        for task, report in shown
    )
    return Rendered(Message(html, rows), row.subject)


def _waiting(view: View, task: Task, report: Report) -> dict[str, object]:
    return {
        "code": task.code,
        "title": line(task.title, TITLE),
        "unit": view.world.catalog.short(task.owner),
        "on": report.at.astimezone(view.world.zone).date(),
        "until": report.asked_until,
    }


CHOICES: Mapping[str, Callable[[View, Delivery], Rendered | Skip]] = {
    "task": _task,
    "meaning": _meaning,
    "until": _until,
    "result": _result,
    "request": _request,
    "words": _words,
    "pending": _pending,
    "post": posts.which,
    "unlink": posts.sure_to_unlink,
    "leave": posts.sure_to_leave,
}
