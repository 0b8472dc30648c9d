"""A target's figure is asked for, told, repeated back and taken back."""

import re

from bot.access.buttons import Action, Press, short, target_key, whole
from bot.access.rights import Right, target_link, targets_open_to
from bot.conversation.undoing import UNDO_LIVES
from bot.conversation.value_words import TargetFigure, reads, told
from bot.language.said import Said
from bot.model import subjects
from bot.model.evidence import EvidenceKind
from bot.model.history import History
from bot.model.message import Delivery, OutboxKind
from bot.model.people import Link
from bot.model.plan import Plan, Target
from bot.model.say import Say, say
from bot.model.target import NewTargetValue, TargetRef, TargetValue
from bot.turn import meant_tasks
from bot.turn.turn import Outcome, Turn

LARGE = re.compile(r"[0-9][., ]?[0-9]{3}")
ASKED = (OutboxKind.TARGET, OutboxKind.VALUE, OutboxKind.NOTICE)

Found = tuple[Plan, Target]


def command(turn: Turn, rest: str) -> Outcome:
    """`/chitieu`: the targets; with a number or an id one target's course; with a figure too, its report."""
    if not rest:
        return _lists(turn)
    label, _, words = rest.partition(" ")
    label = label.rstrip(":,;.")
    found = _labelled(turn, label)
    if found is not None and label.isdecimal() and _renumbered(turn, int(label), found):
        return turn.refuse("target.renumbered", label=label)
    if found is None:
        return turn.refuse("target.unknown", label=label)
    return _report(turn, found, words) if words.strip() else _page(turn, found)


def words(turn: Turn, said: Said) -> Outcome | None:
    """A figure in answer to a target's page, receipt or question, or to a list; None for other words."""
    about = turn.about
    if about is not None and about.kind is OutboxKind.TARGETS:
        return command(turn, said.text)
    found = _about(turn, about or _pending(turn, said.text))
    if found is None:
        gone = about is not None and about.kind in (OutboxKind.TARGET, OutboxKind.VALUE)
        return turn.refuse("target.gone") if gone else None
    if about is None and not reads(said.text, found[1], turn.today):
        return None
    if not any(letter.isdigit() for letter in said.text) and meant_tasks.courtesy(turn, said):
        turn.notice("reply.courtesy")
        return Outcome()
    return _report(turn, found, said.text)


def pressed(turn: Turn, press: Press) -> Outcome:
    """A list's page, a target's course, or an undo."""
    if press.action is Action.VALUE:
        return undo(turn, whole(press.arg(0)), edits=turn.event.message_id)
    if press.action is Action.TARGET:
        return _opened(turn, press.arg(0))
    key, page = press.exactly(2)
    plans = dict.fromkeys(plan.id for plan, _ in _visible(turn))
    plan = next((plan for plan in plans if short(plan) == key), None)
    if plan is None:
        return turn.refuse("toast.not_yours")
    listed = isinstance(turn.subject, (subjects.Targets, subjects.Target))
    _list(turn, plan, max(0, whole(page)), turn.event.message_id if listed else None)
    return Outcome()


def undo(turn: Turn, id: int, *, edits: int | None = None) -> Outcome:
    """Take a figure back: its giver, within ten minutes, once; the log keeps both."""
    value = turn.tx.target_values.get(id)
    found = _of(turn, value.target) if value else None
    if value is None or found is None:
        return turn.refuse("target.gone")
    if value.user_id != turn.event.user_id or _reporter(turn, found) is None:
        return turn.refuse("reply.undo_none")
    if id in History(turn.tx.target_values.of(value.target.plan)).undone:
        return turn.refuse("target.undone_already")
    if turn.at - value.at > UNDO_LIVES:
        return turn.refuse("reply.undo_late")
    _keep(turn, found, TargetFigure(value.value, value.on, value.note), undoes=id)
    _receipt(turn, value, edits=edits)
    return Outcome(toast=say("toast.undone"))


def take_back(turn: Turn, row: Delivery) -> None:
    """Take back the figure of one's own that a receipt shows, if that was not done yet."""
    value = turn.tx.target_values.get(row.subject.value) if isinstance(row.subject, subjects.Value) else None
    if value and value.id not in History(turn.tx.target_values.of(value.target.plan)).undone:
        undo(turn, value.id, edits=row.message_id)


# ---- shown ----


def _visible(turn: Turn) -> list[Found]:
    """Every target the speaker may see here, those of this chat's own plans first."""
    here = {link.plan for link in turn.chat_links}
    plans = sorted(turn.catalog.plans.values(), key=lambda plan: plan.id not in here)
    return [(plan, t) for plan in plans for t in targets_open_to(Right.SEE_TARGETS, plan, turn.rights)]


def _lists(turn: Turn) -> Outcome:
    plans = dict.fromkeys(plan.id for plan, _ in _visible(turn))
    for plan in plans:
        _list(turn, plan)
    return Outcome() if plans else turn.refuse("target.no_targets")


def _list(turn: Turn, plan: str, page: int = 0, edits: int | None = None) -> None:
    turn.answer(subjects.Targets(plan=plan, user=turn.event.user_id, page=page), edits=edits)


def _page(turn: Turn, found: Found) -> Outcome:
    """The target's course; for whoever may report, it asks for the next figure too."""
    asks = _reporter(turn, found) is not None
    turn.answer(subjects.Target(plan=found[0].id, target=found[1].id, wants=asks))
    return Outcome()


def _opened(turn: Turn, key: str) -> Outcome:
    plans = turn.catalog.plans.values()
    found = next(((p, t) for p in plans for t in p.targets if target_key(TargetRef(p.id, t.id)) == key), None)
    if found is None:
        return turn.refuse("target.gone")
    return _page(turn, found) if found in _visible(turn) else turn.refuse("toast.not_yours")


# ---- which one ----


def _labelled(turn: Turn, label: str) -> Found | None:
    """The target of a number, which is the same for everybody, or of an id: first one to report on."""
    visible = _visible(turn)
    if label.isdecimal():
        numbers = turn.catalog.target_numbers()
        return next(((p, t) for p, t in visible if numbers[TargetRef(p.id, t.id)] == int(label)), None)
    named = [(p, t) for p, t in visible if label.casefold() in (t.id, f"{p.id}/{t.id}")]
    return min(named, key=lambda each: _reporter(turn, each) is None, default=None)


def _renumbered(turn: Turn, number: int, found: Found) -> bool:
    """Whether the list answered, or else shown last here, has another target under that number.

    The plans have changed since; which of the two is meant, nobody can tell.
    """
    shown = turn.subject
    if not isinstance(shown, subjects.Targets):
        last = turn.latest(OutboxKind.TARGETS)
        shown = last.subject if last else None
    listed = shown.numbers.get(number) if isinstance(shown, subjects.Targets) else None
    return listed is not None and listed != TargetRef(found[0].id, found[1].id)


def _about(turn: Turn, row: Delivery | None) -> Found | None:
    """The target that a message of ours is about, if the plan still has it."""
    return _of(turn, row.subject.ref) if row and isinstance(row.subject, subjects.OfTarget) else None


def _of(turn: Turn, ref: TargetRef) -> Found | None:
    plan = turn.catalog.plans.get(ref.plan)
    target = plan.target(ref.target) if plan else None
    return (plan, target) if plan and target else None


def _pending(turn: Turn, text: str) -> Delivery | None:
    """The question for a figure asked last in this chat, while nothing else was said there.

    A reminder may come between; then only a figure that can be no task's number nor percent answers.
    """
    last = turn.pending(*(ASKED if LARGE.search(text) else ()))
    return last if last and isinstance(last.subject, subjects.OfTarget) and last.subject.wants else None


# ---- kept ----


def _reporter(turn: Turn, found: Found) -> Link | None:
    return target_link(Right.REPORT_TARGET, *found, turn.links)


def _report(turn: Turn, found: Found, text: str) -> Outcome:
    plan, target = found
    if _reporter(turn, found) is None:
        owner = turn.catalog.short(plan.reporter(target))
        return _say(turn, found, say("target.not_yours", owner=owner), wants=False)
    read = told(text, target, turn.today)
    if isinstance(read, Say):
        return _say(turn, found, read, wants=True)
    kept = _keep(turn, found, read)
    if kept:
        _receipt(turn, kept, typed=read.typed, other=read.other)
        if any(piece.kind is not EvidenceKind.LINK for piece in turn.event.attachments):
            turn.notice("target.no_files")
    return Outcome()


def _say(turn: Turn, found: Found, why: Say, *, wants: bool) -> Outcome:
    plan, target = found
    values = {**why.values, "title": target.title}
    asked = subjects.FigureAsked(plan=plan.id, target=target.id, wants=wants, key=why.key, values=values)
    turn.answer(asked)
    return Outcome()


def _keep(turn: Turn, found: Found, read: TargetFigure, undoes: int | None = None) -> TargetValue | None:
    """Keep a figure, or that one is taken back; None when it is kept already."""
    plan, target = found
    link = _reporter(turn, found)
    new = NewTargetValue(
        key=f"in:{turn.event.key}" if undoes is None else f"in:{turn.event.key}:{undoes}",
        target=TargetRef(plan.id, target.id),
        value=read.value,
        on=read.on,
        note=read.note,
        at=turn.at,
        user_id=turn.event.user_id,
        user_name=turn.event.user_name,
        unit=link.unit if link else None,
        undoes=undoes,
    )
    return turn.tx.target_values.add(new)


def _receipt(
    turn: Turn, value: TargetValue, *, edits: int | None = None, typed: str = "", other: str = ""
) -> None:
    ref = value.target
    told = subjects.Value(plan=ref.plan, target=ref.target, value=value.id, typed=typed, other=other)
    turn.answer(told, edits=edits)
