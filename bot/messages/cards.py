"""The card of one task and the receipt of what was kept, made from the log at the moment of sending."""

from collections.abc import Collection, Sequence
from typing import Any

from bot.access import rights
from bot.access.buttons import CARD, Action, data, task_key
from bot.access.rights import Right, group_sees, may
from bot.messages import directives, template_values
from bot.messages.evidence import opener
from bot.messages.last_report import stands
from bot.messages.notices.escalations import history
from bot.messages.rendered import Rendered, Skip, button, task_of
from bot.messages.view import View
from bot.model import subjects
from bot.model.evidence import Evidence
from bot.model.history import History
from bot.model.message import Button, Delivery, Message
from bot.model.people import Role
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind, Share, Standing
from bot.texts.limits import clip, fits
from bot.texts.turns import turn_names

HISTORY = 8  # entries of the log on a detailed card
FILES = 8
SNOOZE_DAYS = 3
SUPPORT = 10
ASIDE = (ReportKind.NOTE, ReportKind.EVIDENCE)  # kept, and no report where none stands beside it
QUESTION = 300
WORDING = 1200  # of the document's own, which its reader has at hand
ENTRIES = 12  # reports in one receipt: more undo buttons than that no thumb finds


def card(view: View, row: Delivery, of: subjects.Card) -> Rendered | Skip:
    """One task: brief, or with its history, evidence, units and source."""
    task = task_of(view, of)
    if task is None:
        return Skip("task gone")
    links = view.links_of(row.chat_id)
    if not (may(Right.SEE, task, links) or group_sees(task, links)):
        return Skip("unlinked")  # a card still shown to who has changed posts
    standing, detail = view.standing(task), of.detail
    assists = rights.assists(task, links)
    # In a group somebody may; a leader reads: what would be refused is not offered.
    answers = row.chat_id < 0 or rights.reports(task, links)
    owner = "" if detail or rights.owns(task, links) else view.world.catalog.short(task.owner)
    reports = view.tx.reports.newest_of(task.refs, HISTORY) if detail else []
    pieces = view.tx.evidence.of(task.refs)
    undone = view.tx.reports.undone([piece.report_id for piece in pieces if piece.report_id])
    pieces = [piece for piece in pieces if piece.report_id not in undone]
    html = next(
        h
        for n in (HISTORY, 4, 2, 0)
        if fits(h := _html(view, task, standing, reports, pieces, of, owner, assists, answers, n)) or not n
    )
    rows = _buttons(view, task, detail=detail, assists=assists, answers=answers)
    if of.question:
        rows = ((button(view, "button.ask", data(Action.ASK, task_key(task.ref))),), *rows)
    rows += tuple(filter(None, (opener(view, task, pieces),)))
    rows += directives.on_card(view, row, task, standing)
    rows += _later(view, row, task, standing)
    if standing.owed and may(Right.WAIVE, task, links):
        rows += ((button(view, "button.waive", data(Action.WAIVE, task_key(task.ref))),),)
    return Rendered(Message(html, rows), of)


def _later(view: View, row: Delivery, task: Task, standing: Standing) -> tuple[tuple[Button, ...], ...]:
    """Being reminded later, where reminders go and there is time left until the due date."""
    reminded = any(x.unit and x.role in (Role.OFFICIAL, Role.GROUP) for x in view.links_of(row.chat_id))
    due = standing.first_asked
    if not (reminded and standing.open and due and due > view.today):
        return ()
    key = task_key(task.ref)
    return ((button(view, "snooze.button", data(Action.SNOOZE, key, SNOOZE_DAYS), days=SNOOZE_DAYS),),)


def _html(
    view: View,
    task: Task,
    standing: Standing,
    reports: Sequence[Report],
    pieces: Sequence[Evidence],
    of: subjects.Card,
    owner: str,
    assists: bool,
    answers: bool,
    most: int,
) -> str:
    """The card's text with at most that many entries of each list; `owner`: whose it is, where the reader
    is of another unit or of none."""
    detail = of.detail
    last = standing.last_report
    return view.world.texts.html(
        "card.message",
        question=clip(of.question, QUESTION),
        task=view.named(task),
        standing=standing,
        state=template_values.standing_text(view.world.texts, standing),
        when=template_values.when_text(view, task, standing),
        turn=template_values.turn_of(view, standing),
        owed=template_values.owed_text(view, standing.owed),
        last=template_values.report_line(view, last) if last else None,
        returned=template_values.report_line(view, standing.returned) if standing.returned else None,
        files=len(pieces),
        wording=clip(task.text, WORDING),
        owner=owner,
        assists=assists,
        answers=answers,
        support=_support(view, task, standing)[: min(SUPPORT, most)]
        if detail
        else _spoken(view, task, standing),
        detail=template_values.detail(view, task) if detail else None,
        history=history(view, task, reports, most) if detail else [],
        pieces=[template_values.evidence_line(view, e) for e in pieces[-min(FILES, most) :]]
        if detail and most
        else [],
    )


def _support(view: View, task: Task, standing: Standing) -> list[dict[str, Any]]:
    """Every supporting unit and what it said last."""
    said = {unit: standing.support.get(unit) for unit in task.support}
    return [
        {"unit": view.world.catalog.short(unit), "said": template_values.report_line(view, r) if r else None}
        for unit, r in said.items()
    ]


def _spoken(view: View, task: Task, standing: Standing) -> list[dict[str, Any]]:
    return [entry for entry in _support(view, task, standing) if entry["said"]][:SUPPORT]


def _buttons(
    view: View, task: Task, *, detail: bool, assists: bool, answers: bool
) -> tuple[tuple[Button, ...], ...]:
    """The rows of the card, with those buttons of each that mean something here and would not be refused."""
    idle = {Action.DETAIL: detail, Action.EXTEND: task.deadline.due is None}

    def offered(action: Action) -> bool:
        may_press = answers or action.right is Right.SEE
        return may_press and not idle.get(action) and not (assists and action.owners)

    rows = (tuple(_button(view, task, *each) for each in row if offered(each.action)) for row in CARD)
    return tuple(row for row in rows if row)


def _button(view: View, task: Task, action: Action, percent: int | None) -> Button:
    given = [] if percent is None else [percent]
    payload = data(action, task_key(task.ref), *given)
    return button(view, f"button.{action.name.lower()}", payload, percent=percent)


def receipt(view: View, _: Delivery, of: subjects.Receipt) -> Rendered | Skip:
    """What was kept, repeated back, each with its undo."""
    reports = [r for id in of.reports if (r := view.tx.reports.get(id))]
    tasks = {r.task: view.world.catalog.task(r.task) for r in reports}
    since = min((r.known_at for r in reports), default=None)
    known = view.reports({t.ref: t for t in tasks.values() if t}.values(), since)
    log = History([*known, *view.tx.reports.of([ref for ref, task in tasks.items() if task is None])])
    undone = log.undone
    pieces = view.tx.evidence.of([x for ref, task in tasks.items() for x in (task.refs if task else (ref,))])
    told = {r.task for r in reports if r.answers}
    entries = [
        template_values.receipt_entry(
            view, r, r.id in undone, [e for e in pieces if e.report_id == r.id], log
        )
        | {
            "aside": r.kind in ASIDE and r.task not in told,
            "stands": stands(view, r) if r.id in undone else "",
        }
        for r in reports
    ]
    open_ = [r for r in reports if r.id not in undone]
    html = view.world.texts.html(
        "receipt.message",
        entries=entries,
        asks=of.asks,
        claims=any(r.kind is ReportKind.CLAIM for r in open_) and not _fulfilled(open_),
        evidence=any(r.kind is ReportKind.EVIDENCE for r in open_),
        support=any(r.part is Share.SUPPORT for r in open_),
    )
    return Rendered(Message(html, tuple(_undo_buttons(view, open_[:ENTRIES], reports))), of)


def waived(view: View, _: Delivery, of: subjects.Waived) -> Rendered | Skip:
    """To the officials whose task it is: for which periods nothing is owed any more."""
    task, reports = task_of(view, of), [r for id in of.reports if (r := view.tx.reports.get(id))]
    if task is None or not reports:
        return Skip("task gone")
    found = (period for r in reports if (period := template_values.turn_told(view, task, r)))
    turns = turn_names(view.world.texts, sorted(found, key=lambda period: period.end))
    said = template_values.report_line(view, reports[0])
    html = view.world.texts.html("decision.told_waive", task=view.named(task), turns=turns, said=said)
    return Rendered(Message(html), of)


def _fulfilled(reports: Collection[Report]) -> bool:
    claims = {r.task for r in reports if r.kind is ReportKind.CLAIM}
    return claims <= {r.task for r in reports if r.kind is ReportKind.PROGRESS}


def _undo_buttons(view: View, open_: list[Report], all_: list[Report]) -> list[tuple[Button, ...]]:
    """One button a report, named by its task's code, or by what it says where one task has several."""
    key = "button.undo" if len(all_) == 1 else "button.undo_one"
    if len(all_) > 1 and len({r.task for r in all_}) < len(all_):
        key = "button.undo_what"
    what = {r.id: template_values.what_text(view.world.texts, r) for r in open_}
    return [
        (button(view, key, data(Action.UNDO, r.id), code=view.code_of(r.task), what=what[r.id]),)
        for r in open_
    ]
