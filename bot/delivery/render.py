"""An outbox row becomes a message at the moment it is sent, from the state at that moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.conversation.buttons import Action, data, task_key
from bot.conversation.permissions import Deed
from bot.delivery import lines
from bot.delivery.view import View, World
from bot.digest import render as digest_text
from bot.model.deadline import TaskRef
from bot.model.message import Button, Delivery, Message, OutboxKind
from bot.model.people import Role
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind
from bot.store.store import Transaction
from bot.texts.limits import clip

PAGE = 10  # tasks in one list: what a thumb still finds
NUMBERS_A_ROW = 5
HISTORY = 5  # reports on a detailed card
NOTE_MOST = 600
TITLE_ON_BUTTON = 48
ALL_TIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message ready to go, and its row's subject as it was rendered."""

    message: Message
    subject: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Skip:
    """Nothing to say any more, and why (kept in the ledger)."""

    reason: str


def render(world: World, row: Delivery, tx: Transaction, now: datetime) -> Rendered | Skip:
    """The message a row is about; every kind has one maker."""
    return MAKERS[row.kind](View(world, tx, now), row)


def _agenda(view: View, row: Delivery) -> Rendered | Skip:
    catalog = view.world.catalog
    links = view.tx.links.of_chat(row.chat_id)
    linked = {x.unit for x in links if x.role is Role.OFFICIAL}
    since = {unit: _date(day) for unit, day in row.subject["since"].items() if unit in linked}
    if not since:
        return Skip("unlinked")
    on = date.fromisoformat(row.subject["on"])
    agendas = [view.agenda([unit], on, day) for unit, day in since.items()]
    items = [item for agenda in agendas if agenda for item in agenda.items]
    if not items:
        return Skip("nothing open")
    late = on < view.today or any(agenda.late for agenda in agendas if agenda)
    items.sort(key=lambda i: (i.rung.due >= view.today, i.rung.due))
    pairs = [(task, item.rung) for item in items[:PAGE] if (task := catalog.task(item.task))]
    shown = [task for task, _ in pairs]
    html = view.world.texts.html(
        "agenda.message",
        today=view.today,
        units=[catalog.units[unit].name for unit in since if unit in catalog.units],
        late=late,
        total=len(items),
        overdue=sum(1 for i in items if i.rung.due < view.today),
        lines=[lines.agenda_line(view, n, task, rung) for n, (task, rung) in enumerate(pairs, 1)],
        more=len(items) - len(pairs),
    )
    rows = _number_buttons(shown, 1)
    if len(items) > PAGE:
        rows.append((_button(view, "button.all", data(Action.PAGE, 0), total=len(items)),))
    return Rendered(Message(html, tuple(rows)), {**row.subject, "tasks": _refs(shown), "first": 1})


def _tasks(view: View, row: Delivery) -> Rendered | Skip:
    links = view.tx.links.of_user(row.subject["user"])
    tasks = view.tasks_of(links, Deed.SEE)
    standings = view.standings(tasks)
    still_open = [t for t in tasks if standings[t.ref].open]
    still_open.sort(key=lambda t: standings[t.ref].due or date.max)
    pages = max(1, -(-len(still_open) // PAGE))
    page = min(int(row.subject["page"]), pages - 1)
    shown = still_open[page * PAGE : (page + 1) * PAGE]
    first = page * PAGE + 1
    html = view.world.texts.html(
        "tasks.message",
        total=len(still_open),
        page=page + 1,
        pages=pages,
        lines=[lines.task_line(view, n, t, standings[t.ref]) for n, t in enumerate(shown, first)],
    )
    turn = [
        _button(view, key, data(Action.PAGE, to))
        for key, to in (("button.previous", page - 1), ("button.next", page + 1))
        if 0 <= to < pages
    ]
    rows = _number_buttons(shown, first) + ([tuple(turn)] if turn else [])
    return Rendered(Message(html, tuple(rows)), {**row.subject, "tasks": _refs(shown), "first": first})


def _card(view: View, row: Delivery) -> Rendered | Skip:
    task = _task(view, row)
    if task is None:
        return Skip("task gone")
    detail = bool(row.subject.get("detail"))
    standing = view.standing(task)
    reports = view.tx.reports.of([task.ref]) if detail else []
    html = view.world.texts.html(
        "card.message",
        task=task,
        standing=standing,
        state=lines.state_text(view.world.texts, standing.state, standing.percent),
        when=lines.when_text(view, task, standing),
        last=lines.report_line(view, standing.last_report) if standing.last_report else None,
        detail=lines.detail(view, task) if detail else None,
        history=[lines.report_line(view, r) for r in reports[-HISTORY:]],
    )
    return Rendered(Message(html, _card_buttons(view, task, detail)), row.subject)


def _card_buttons(view: View, task: Task, detail: bool) -> tuple[tuple[Button, ...], ...]:
    key = task_key(task.ref)
    percents = [
        _button(view, "button.working", data(Action.WORKING, key, n), percent=n) for n in (25, 50, 75, 90)
    ]
    last = [_button(view, "button.blocked", data(Action.BLOCKED, key))]
    if task.deadline.due:
        last.append(_button(view, "button.extend", data(Action.EXTEND, key)))
    rows = [
        (_button(view, "button.done", data(Action.DONE, key)),),
        tuple(percents[:2]),
        tuple(percents[2:]),
        tuple(last),
    ]
    if not detail:
        rows.append((_button(view, "button.detail", data(Action.DETAIL, key)),))
    return tuple(rows)


def _receipt(view: View, row: Delivery) -> Rendered | Skip:
    kept = [view.tx.reports.get(id) for id in row.subject["reports"]]
    reports = [r for r in kept if r]
    undone = {r.undoes for r in view.tx.reports.of({r.task for r in reports}) if r.kind is ReportKind.UNDO}
    entries = [lines.receipt_entry(view, r, r.id in undone) for r in reports]
    html = view.world.texts.html("receipt.message", entries=entries, asks=row.subject.get("asks"))
    open_ = [r for r in reports if r.id not in undone]
    return Rendered(Message(html, tuple(_undo_buttons(view, open_, len(reports)))), row.subject)


def _undo_buttons(view: View, reports: list[Report], total: int) -> list[tuple[Button, ...]]:
    key = "button.undo" if total == 1 else "button.undo_one"
    return [(_button(view, key, data(Action.UNDO, r.id), code=r.task.code),) for r in reports]


def _choice(view: View, row: Delivery) -> Rendered | Skip:
    return CHOICES[row.subject["ask"]](view, row)


def _choose_task(view: View, row: Delivery) -> Rendered | Skip:
    found = [view.world.catalog.task(TaskRef(p, c)) for p, c in row.subject["tasks"]]
    tasks = [t for t in found if t]
    html = view.world.texts.html("choice.task", text=clip(row.subject["text"], NOTE_MOST))
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


def _choose_meaning(view: View, row: Delivery) -> Rendered | Skip:
    task, report = _task(view, row), view.tx.reports.get(row.subject["report"])
    if task is None or report is None:
        return Skip("task gone")
    html = view.world.texts.html("choice.meaning", task=task, text=clip(report.note, NOTE_MOST))
    rows = [
        (
            Button(
                lines.meaning_text(view.world.texts, meaning, percent),
                data(Action.MEANS, report.id, meaning, "-" if percent is None else percent),
            ),
        )
        for meaning, percent in row.subject["meanings"]
    ]
    rows.append((_button(view, "button.note_only", data(Action.NOTE, report.id)),))
    return Rendered(Message(html, tuple(rows)), row.subject)


def _choose_until(view: View, row: Delivery) -> Rendered | Skip:
    task = _task(view, row)
    if task is None:
        return Skip("task gone")
    html = view.world.texts.html("choice.until", task=task, standing=view.standing(task))
    rows = tuple(
        (
            _button(
                view, "button.until", data(Action.UNTIL, task_key(task.ref), d), until=date.fromisoformat(d)
            ),
        )
        for d in row.subject["dates"]
    )
    return Rendered(Message(html, rows), row.subject)


def _notice(view: View, row: Delivery) -> Rendered | Skip:
    values = {k: clip(v, NOTE_MOST) if isinstance(v, str) else v for k, v in row.subject["values"].items()}
    return Rendered(Message(view.world.texts.html(row.subject["key"], **values)), row.subject)


def _digest(view: View, row: Delivery) -> Rendered | Skip:
    plan = view.world.catalog.plans.get(row.subject["plan"])
    if plan is None:
        return Skip("plan gone")
    week_ago = row.subject.get("week_ago")
    since = datetime.fromisoformat(week_ago) if week_ago else view.now - ALL_TIME
    digest = view.digest(plan, week_ago=since)
    message = digest_text.render(digest, view.world.catalog, view.world.texts, plan)
    return Rendered(message, row.subject)


def _task(view: View, row: Delivery) -> Task | None:
    (plan, code), *_ = row.subject["tasks"]
    return view.world.catalog.task(TaskRef(plan, code))


def _number_buttons(tasks: list[Task], first: int) -> list[tuple[Button, ...]]:
    numbers = [Button(str(n), data(Action.OPEN, task_key(t.ref))) for n, t in enumerate(tasks, first)]
    return [tuple(numbers[i : i + NUMBERS_A_ROW]) for i in range(0, len(numbers), NUMBERS_A_ROW)]


def _button(view: View, key: str, payload: str, **values: Any) -> Button:
    return Button(view.world.texts.plain(key, **values), payload)


def _refs(tasks: list[Task]) -> list[list[str]]:
    return [[t.plan, t.code] for t in tasks]


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


CHOICES: Mapping[str, Callable[[View, Delivery], Rendered | Skip]] = {
    "task": _choose_task,
    "meaning": _choose_meaning,
    "until": _choose_until,
}

MAKERS: Mapping[OutboxKind, Callable[[View, Delivery], Rendered | Skip]] = {
    OutboxKind.AGENDA: _agenda,
    OutboxKind.TASKS: _tasks,
    OutboxKind.CARD: _card,
    OutboxKind.RECEIPT: _receipt,
    OutboxKind.CHOICE: _choice,
    OutboxKind.NOTICE: _notice,
    OutboxKind.DIGEST: _digest,
    OutboxKind.PROGRESS: _digest,
}
