"""A plan's evidence as a file in the chat: what is in it, and in how many parts."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from bot.access.buttons import Action, data, short
from bot.messages import template_values
from bot.messages.rendered import Rendered, button
from bot.messages.view import View
from bot.model import proofs, subjects
from bot.model.deadline import Period
from bot.model.evidence import Evidence, EvidenceKind, EvidenceState
from bot.model.history import History
from bot.model.message import File, Message
from bot.model.plan import Plan, Task
from bot.model.progress import Report
from bot.papers.pack import Packed, pack, parts_of
from bot.texts import Texts, quarter
from bot.texts.limits import line

PACK = "zip"
NAMED = 5  # of those left out, in the message; the index names all
NAME = 60
MISSING = {EvidenceState.TOO_LARGE: "too_large", EvidenceState.LOST: "lost", EvidenceState.WAITING: "waiting"}


def packed(view: View, plan: str, quarter: Period | None) -> Iterator[tuple[str, bytes]]:
    """Every part of it under its name, as a chat gets them; none where there is no evidence."""
    part, parts = 0, 1
    while part < parts:
        of = subjects.Paper(plan=plan, format=PACK, quarter=quarter, part=part)
        rendered = evidence(view, of, view.world.catalog.plans[plan])
        if rendered.file is None:
            return
        file = rendered.file()
        yield file.name, file.data
        part, parts = part + 1, part + 1 + bool(rendered.message.buttons)


def evidence(view: View, of: subjects.Paper, plan: Plan) -> Rendered:
    """The message with one part of it; where there is none, words alone."""
    texts = view.world.texts
    tasks = {ref: task for task in plan.tasks for ref in task.refs}
    log = History(view.whole_log(plan.tasks))
    found = [(tasks[piece.task], piece) for piece in _pieces(view, of, plan, log) if piece.task]
    found.sort(key=lambda each: (plan.tasks.index(each[0]), each[1].id))
    said = {report.id: report for report in log}
    packed = [_packed(view, task, piece, said) for task, piece in found if not task.classification]
    withheld = tuple(dict.fromkeys(task.code for task, _ in found if task.classification))
    told = {"number": plan.number, "on": view.today, "quarter": of.quarter}
    heading = view.world.marked(texts.plain("papers.pack_heading", **told))
    parts = parts_of(packed)
    last = parts[-1] if parts else 0
    part = min(of.part, last)
    absent = [line(f"{piece.name} ({piece.code})", NAME) for piece in packed if piece.missing]
    html = texts.html(
        "figures.pack",
        files=sum(not (piece.link or piece.missing) for piece in packed),
        links=sum(piece.link for piece in packed),
        tasks=len({piece.code for piece in packed}),
        part=part + 1,
        parts=last + 1,
        absent=absent[:NAMED],
        more=len(absent[NAMED:]),
        withheld=withheld[:NAMED],
        more_withheld=len(withheld[NAMED:]),
        **told,
    )
    if not packed:
        return Rendered(Message(html), of)
    follow = data(Action.FILE, short(plan.id), PACK, part + 1)
    onward = (button(view, "figures.next_part", follow, part=part + 2, parts=last + 1),)
    name = _name(plan, of, view.today, part, last)
    made = partial(_file, name, packed, part, heading, withheld, texts)
    return Rendered(Message(html, (onward,) if part < last else ()), of, made)


def _file(
    name: str, packed: Sequence[Packed], part: int, heading: str, withheld: Sequence[str], texts: Texts
) -> File:
    return File(name, pack(packed, part, heading, withheld, texts))


def _pieces(view: View, of: subjects.Paper, plan: Plan, log: History[Report]) -> list[Evidence]:
    """What stood at that moment; of a quarter, what was sent in it and what is of the tasks due in it."""
    kept = view.tx.evidence.of([ref for task in plan.tasks for ref in task.refs])
    found = [piece for piece in proofs.standing(kept, log) if piece.at <= view.now]
    if of.quarter is None:
        return found
    term, standings = of.quarter, view.standings(plan.tasks)
    due = {ref for task in plan.tasks for ref in task.refs if (on := standings[task.ref].due) and on in term}
    zone = view.world.zone
    return [piece for piece in found if piece.task in due or piece.at.astimezone(zone).date() in term]


def _packed(view: View, task: Task, piece: Evidence, said: dict[int, Report]) -> Packed:
    what, report = piece.what, said.get(piece.report_id or 0)
    link = what.kind is EvidenceKind.LINK
    told = template_values.report_line(view, report) if report else None
    return Packed(
        code=task.code,
        title=task.title,
        unit=view.world.catalog.short(task.owner),
        report=view.world.texts.plain("papers.pack_told", told=told) if told else "",
        by=piece.user_name,
        at=piece.at.astimezone(view.world.zone),
        name=what.name,
        size=0 if link or piece.state in MISSING else what.size or 0,
        copy=view.tx.evidence.copy_of(piece),
        missing="" if link else MISSING.get(piece.state, ""),
        link=link,
    )


def _name(plan: Plan, of: subjects.Paper, on: date, part: int, last: int) -> str:
    only = [quarter(of.quarter.end).lower().replace("/", "-")] if of.quarter else []
    numbered = [str(part + 1)] if last else []
    return "-".join([plan.id, "minh-chung", *only, on.isoformat(), *numbered]) + f".{PACK}"
