"""A secretary waives the report of a period: by command, in words, or with a button on the card."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from bot.access import buttons
from bot.access.rights import Right, may
from bot.language.said import Said
from bot.language.talk import opened
from bot.model import subjects
from bot.model.people import Role
from bot.model.plan import Task
from bot.model.progress import ReportKind, Standing
from bot.model.say import say
from bot.schedule.periods import TURNING
from bot.turn import which_period
from bot.turn.receipts import receipt
from bot.turn.turn import Outcome, Turn
from bot.turn.which_task import Missing, Several, coded, refs, shown, split_code

ALL = "-"


def command(turn: Turn, rest: str) -> Outcome:
    """`/mien CODE periods reason`; without a period those that are owed are offered."""
    split = split_code(turn, rest)
    if split is None:
        return turn.refuse("decision.waive_how")
    task = coded(turn, split[0], partial(_may, turn))
    if isinstance(task, Missing):
        return turn.refuse(task.key, label=task.label, text=split[1])
    if isinstance(task, Several):
        plans = [turn.catalog.plans[one.plan].number for one in task.tasks]
        return turn.refuse("decision.which_plan", label=task.label, plans=plans)
    return _waived(turn, task, split[1]) if _may(turn, task) else turn.refuse("toast.not_yours")


def words(turn: Turn, said: Said) -> Outcome | None:
    """`I-3 miễn tháng 1`, `miễn I-3 tháng 1`, or `miễn kỳ này` of the task that is open; a secretary's."""
    before = split_code(turn, said.text)
    text = before[1] if before else said.text
    rest = opened(text, "WAIVES")
    if rest is None:
        return None
    behind = before or split_code(turn, rest)
    task = coded(turn, behind[0]) if behind else _open(turn)
    if not isinstance(task, Task) or not _may(turn, task):
        return None
    return _waived(turn, task, behind[1] if behind and not before else rest)


def pressed(turn: Turn, task: Task, which: Sequence[str]) -> Outcome:
    """The card's button offers the periods that are owed; each of these, or all of them, has its own."""
    if not which:
        return _waived(turn, task, "")
    owed = _owed(turn.standings([task])[task.ref])
    day = None if which[0] == ALL else buttons.day(which[0])
    chosen = [end for end in owed if day in (None, end)]
    return _keep(turn, task, chosen, "") if chosen else turn.refuse("toast.decided")


def _may(turn: Turn, task: Task) -> bool:
    return may(Right.WAIVE, task, turn.links)


def _open(turn: Turn) -> Task | None:
    """The one task that is spoken of."""
    found = refs(shown(turn))
    return turn.catalog.task(found[0]) if len(found) == 1 else None


def _owed(standing: Standing) -> tuple[date, ...]:
    return tuple(each.period.end for each in standing.owed if each.period)


def _waived(turn: Turn, task: Task, text: str) -> Outcome:
    if task.deadline.kind not in TURNING:
        return turn.refuse("decision.waive_no_turns", task, code=task.code)
    standing = turn.standings([task])[task.ref]
    names = Said(text, turn.today).turns
    ends = [end for name in names for end in which_period.meant(turn, task, standing, name)]
    if ends:
        return _keep(turn, task, ends, " ".join(name.rest for name in names).strip())
    if not (owed := _owed(standing)):
        return turn.refuse("decision.waive_nothing", task, code=task.code)
    return turn.answer(subjects.WhichWaived(periods=owed, tasks=(task.ref,)))


def _keep(turn: Turn, task: Task, ends: Sequence[date], note: str) -> Outcome:
    """Keep a waiver for each period, repeat it back, and tell the owner's officials."""
    kept = []
    for end in dict.fromkeys(ends):
        turn.meant[task.ref] = end
        if waived := turn.keep(task, ReportKind.WAIVE, note=note):
            kept.append(waived)
    asked = isinstance(turn.subject, subjects.WhichWaived)
    receipt(turn, kept, edits=turn.event.message_id if asked else None)
    told = subjects.Waived(reports=tuple(report.id for report in kept), tasks=(task.ref,))
    officials = turn.standing_links(turn.tx.links.all(role=Role.OFFICIAL, unit=task.owner))
    for chat in dict.fromkeys(link.chat_id for link in officials if kept):
        if chat != turn.event.chat_id:
            turn.answer(told, chat=chat)
    return Outcome(toast=say("toast.kept"))
