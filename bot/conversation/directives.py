"""A word from above on a task, or on all that a unit has overdue: passed on at once, and acknowledged."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.access.rights import Right, link_for, may, tasks_open_to
from bot.language.folding import plain
from bot.language.said import Said
from bot.language.talk import composed, opened, received
from bot.model import subjects
from bot.model.message import Delivery
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind
from bot.model.say import say
from bot.turn.telling import names, of_unit
from bot.turn.turn import Outcome, Turn
from bot.turn.which_task import EDGES, Missing, Several, coded, labelled, refs, shown, split_code

NUMBERED = re.compile(r"(?:(?:viec|so|task)\s+)?(\d{1,2})(?:[\s.:,]+|$)")


@dataclass(frozen=True, slots=True)
class Aim:
    """What a word is about: the tasks, and the words themselves."""

    tasks: tuple[Task, ...]
    text: str


# ---- what is meant ----


def command(turn: Turn, rest: str) -> Outcome:
    """`/dondoc CODE words`, `/dondoc UNIT words`: without words they are asked for."""
    aim = _aimed(turn, composed(rest)) if rest else None
    if aim is None:
        return turn.refuse("directive.how")
    return aim if isinstance(aim, Outcome) else _take(turn, aim)


def words(turn: Turn, said: Said) -> Outcome | None:
    """The same in plain words, what [Đôn đốc] has asked for, or a directive's "đã nhận"."""
    row = turn.about or (None if said.labelled else turn.pending())
    asked = row.subject if row and said.text else None
    if row and isinstance(asked, subjects.Directive) and received(said):
        return _acknowledge(turn, row, asked.reports)
    if isinstance(asked, subjects.DirectiveWanted):
        found = (turn.catalog.task(ref) for ref in asked.tasks)
        return _take(turn, Aim(tuple(t for t in found if t), said.text))
    if not tasks_open_to(Right.DIRECT, turn.catalog.tasks(), turn.links):
        return None
    aim = _ordered(turn, said)
    return aim if aim is None or isinstance(aim, Outcome) else _take(turn, aim)


def _ordered(turn: Turn, said: Said) -> Aim | Outcome | None:
    """What an order in plain words is about: "yêu cầu phòng kinh tế làm gấp II-4"."""
    order, hurries = opened(said.text, "ORDERS"), said.urges
    rest = order if order is not None or not hurries else opened(said.text, "ASKS")
    text = composed(said.text)
    if rest is not None:
        unit, behind = unit_at(turn, rest) or (None, rest)
        tasks = _codes(turn, behind)
        if tasks and (unit is None or all(task.owner == unit for task in tasks)):
            return Aim(tuple(tasks), text)
        if tasks:
            return turn.refuse(
                "directive.other_owner", tasks[0], code=tasks[0].code, owner=_owner(turn, tasks[0])
            )
        if unit and (order is not None or hurries):
            return _overdue_of(turn, unit, text)
    about = shown(turn)
    one = turn.catalog.task(refs(about)[0]) if len(refs(about)) == 1 else None
    if one and hurries and turn.part(one) is None and may(Right.DIRECT, one, turn.links):
        return Aim((one,), text)  # a leader's; a head's and a secretary's words may be a report
    return None


def _codes(turn: Turn, text: str) -> list[Task]:
    found = (coded(turn, word.strip(EDGES)) for word in text.split() if split_code(turn, word.strip(EDGES)))
    seen = (task for task in found if isinstance(task, Task) and may(Right.DIRECT, task, turn.links))
    return list({task.ref: task for task in seen}.values())


def _aimed(turn: Turn, rest: str) -> Aim | Outcome | None:
    """The task or the unit that opens a command's words."""
    if split := split_code(turn, rest):
        return _of_task(turn, coded(turn, split[0]), split[1])
    if number := NUMBERED.match(plain(rest)):
        return _of_task(turn, labelled(turn, number[1]), rest[number.end() :])
    if found := unit_at(turn, rest):
        return _overdue_of(turn, *found)
    return None


def _of_task(turn: Turn, task: Task | Several | Missing, text: str) -> Aim | Outcome:
    if isinstance(task, Missing):
        return turn.refuse(task.key, label=task.label, text=text)
    if isinstance(task, Several):
        codes = [turn.catalog.code(one.ref) for one in task.tasks]
        return turn.refuse("directive.several", label=task.label, codes=codes)
    return Aim((task,), text.strip())


def _overdue_of(turn: Turn, unit: str, text: str) -> Aim | Outcome:
    """All that the unit has overdue, as far as the speaker may direct it."""
    owned = [t for t in turn.catalog.tasks() if t.owner == unit and may(Right.DIRECT, t, turn.links)]
    if not owned:
        return turn.refuse("directive.not_your_unit", unit=turn.catalog.short(unit))
    late = overdue(turn, owned)
    if not late:
        return turn.refuse("directive.none_overdue", unit=turn.catalog.short(unit))
    return Aim(late, text.strip())


def overdue(turn: Turn, tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Those open past their due date, whose result waits for nobody."""
    found = turn.standings(tasks)
    return tuple(t for t in tasks if found[t.ref].overdue(turn.today))


def unit_at(turn: Turn, text: str) -> tuple[str, str] | None:
    """The unit whose name opens the words, and what stands behind it; the longest name wins."""
    text = composed(text)
    typed, found = plain(text), list[tuple[int, str]]()
    for unit in turn.catalog.units.values():
        for name in (unit.name, unit.short, *unit.aliases):
            if re.match(rf"{re.escape(plain(name))}(?!\w)", typed):
                found.append((len(name), unit.id))
    if not found:
        return None
    length, unit_id = max(found)
    return unit_id, text[length:].lstrip(EDGES)


# ---- pressed ----


def pressed(turn: Turn, tasks: Sequence[Task]) -> Outcome:
    """[Đôn đốc] on a card or a list: the words are asked for."""
    theirs = tuple(task.ref for task in tasks if may(Right.DIRECT, task, turn.links))
    if not theirs:
        return turn.refuse("toast.not_yours")
    return turn.answer(subjects.DirectiveWanted(tasks=theirs))


def all_pressed(turn: Turn) -> Outcome:
    """The same for what the list shows as overdue, or a message names as such."""
    of = turn.subject
    named = of.all if isinstance(of, subjects.Escalation) else refs(turn.about)
    found = [t for ref in named if (t := turn.catalog.task(ref))]
    late = overdue(turn, found)
    return pressed(turn, late) if late else turn.refuse("toast.none_overdue")


def plain_pressed(turn: Turn) -> Outcome:
    """[Gửi ngay]: without words of one's own."""
    asked = turn.subject
    if not isinstance(asked, subjects.DirectiveWanted):
        return turn.refuse("toast.unknown")
    tasks = tuple(t for ref in asked.tasks if (t := turn.catalog.task(ref)))
    return send(turn, tasks, "")


def seen_pressed(turn: Turn, report: int) -> Outcome:
    row = turn.about
    told = row.subject.reports if row and isinstance(row.subject, subjects.Directive) else (report,)
    return _acknowledge(turn, row, told)


# ---- sent and acknowledged ----


def _take(turn: Turn, aim: Aim) -> Outcome:
    """Words are sent, none are asked for."""
    return send(turn, aim.tasks, aim.text) if aim.text else pressed(turn, aim.tasks)


def send(turn: Turn, tasks: Sequence[Task], text: str) -> Outcome:
    """Keep the word on every task and pass it on to each owner's people; a message a unit."""
    theirs = [task for task in tasks if may(Right.DIRECT, task, turn.links)]
    if not theirs:
        return turn.refuse("directive.not_yours")
    standings = turn.standings(theirs)
    open_ = [task for task in theirs if standings[task.ref].open]
    if not open_:
        return turn.refuse("directive.closed", theirs[0], code=theirs[0].code)
    for unit in dict.fromkeys(task.owner for task in open_):
        _to_unit(turn, unit, [task for task in open_ if task.owner == unit], text)
    return Outcome(toast=say("toast.sent"))


def _to_unit(turn: Turn, unit: str, tasks: Sequence[Task], text: str) -> None:
    links = of_unit(turn, unit)
    if not links:
        turn.refuse("directive.nobody", tasks[0], unit=turn.catalog.short(unit), code=tasks[0].code)
        return
    kept = [r for task in tasks if (r := turn.keep(task, ReportKind.DIRECTIVE, note=text))]
    if not kept:
        return
    told, about = tuple(r.id for r in kept), tuple(r.task for r in kept)
    by = link_for(Right.DIRECT, tasks[0], turn.links)
    who = (by.post or "") if by else ""
    for link in links:
        word = subjects.Directive(reports=told, by=who, role=by.role.value if by else "", tasks=about)
        turn.answer(word, chat=link.chat_id, thread=link.thread_id)
    lost = names([link for link in links if not link.reached])
    turn.answer(subjects.DirectiveSent(reports=told, unit=unit, lost=lost, tasks=about))


def _acknowledge(turn: Turn, row: Delivery | None, told: Sequence[int]) -> Outcome:
    """Keep that the speaker has seen these directives, each once."""
    found = [(r, t) for id in told if (r := turn.tx.reports.get(id)) and (t := turn.catalog.task(r.task))]
    theirs = [(r, t) for r, t in found if r.kind is ReportKind.DIRECTIVE and may(Right.SEEN, t, turn.links)]
    if not theirs:
        return turn.refuse("toast.not_yours")
    new = [(r, t) for r, t in theirs if not _seen(turn, r, t)]
    if not new:
        return turn.refuse("toast.seen_before")
    for report, task in new:
        turn.keep(task, ReportKind.SEEN, decides=report.id)
    if row and row.message_id and isinstance(row.subject, subjects.Directive):
        turn.answer(row.subject, edits=row.message_id)
    return Outcome(toast=say("toast.seen"))


def _seen(turn: Turn, report: Report, task: Task) -> bool:
    user = turn.event.user_id
    return any(e.decides == report.id and e.user_id == user for e in turn.history(task.refs).live)


def _owner(turn: Turn, task: Task) -> str:
    return turn.catalog.short(task.owner)
