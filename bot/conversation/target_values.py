"""A target's figure is asked for, told, repeated back and taken back."""

import re

from bot.access.buttons import Action, Press, short, target_key, whole
from bot.access.rights import Deed, target_link, targets_open_to
from bot.conversation import reporting
from bot.conversation.turn import Outcome, Talk
from bot.conversation.undoing import UNDO_LIVES
from bot.conversation.value_words import Told, reads, told
from bot.language.said import Said
from bot.model import subjects
from bot.model.evidence import EvidenceKind
from bot.model.history import History
from bot.model.message import Delivery, OutboxKind
from bot.model.people import Link
from bot.model.plan import Plan, Target
from bot.model.say import Say, say
from bot.model.target import NewTargetValue, TargetRef, TargetValue

LARGE = re.compile(r"[0-9][., ]?[0-9]{3}")
ASKED = (OutboxKind.TARGET, OutboxKind.VALUE, OutboxKind.NOTICE)

Found = tuple[Plan, Target]


def command(talk: Talk, rest: str) -> Outcome:
    """`/chitieu`: the targets; with a number or an id one target's course; with a figure too, its report."""
    if not rest:
        return _lists(talk)
    label, _, words = rest.partition(" ")
    label = label.rstrip(":,;.")
    found = _labelled(talk, label)
    if found is not None and label.isdecimal() and _renumbered(talk, int(label), found):
        return talk.refuse("target.renumbered", label=label)
    if found is None:
        return talk.refuse("target.unknown", label=label)
    return _report(talk, found, words) if words.strip() else _page(talk, found)


def words(talk: Talk, said: Said) -> Outcome | None:
    """A figure in answer to a target's page, receipt or question, or to a list; None for other words."""
    about = talk.about
    if about is not None and about.kind is OutboxKind.TARGETS:
        return command(talk, said.text)
    found = _about(talk, about or _pending(talk, said.text))
    if found is None:
        gone = about is not None and about.kind in (OutboxKind.TARGET, OutboxKind.VALUE)
        return talk.refuse("target.gone") if gone else None
    if about is None and not reads(said.text, found[1], talk.today):
        return None
    if not any(letter.isdigit() for letter in said.text) and reporting.courtesy(talk, said):
        talk.notice("reply.courtesy")
        return Outcome()
    return _report(talk, found, said.text)


def pressed(talk: Talk, press: Press) -> Outcome:
    """A list's page, a target's course, or an undo."""
    if press.action is Action.VALUE:
        return undo(talk, whole(press.args[0]), edits=talk.event.message_id)
    if press.action is Action.TARGET:
        return _opened(talk, press.args[0])
    key, page = press.args
    plans = dict.fromkeys(plan.id for plan, _ in _visible(talk))
    plan = next((plan for plan in plans if short(plan) == key), None)
    if plan is None:
        return talk.refuse("toast.not_yours")
    listed = isinstance(talk.subject, (subjects.Targets, subjects.Target))
    _list(talk, plan, max(0, whole(page)), talk.event.message_id if listed else None)
    return Outcome()


def undo(talk: Talk, id: int, *, edits: int | None = None) -> Outcome:
    """Take a figure back: its giver, within ten minutes, once; the log keeps both."""
    value = talk.book.target_values.get(id)
    found = _of(talk, value.target) if value else None
    if value is None or found is None:
        return talk.refuse("target.gone")
    if value.user_id != talk.event.user_id or _reporter(talk, found) is None:
        return talk.refuse("reply.undo_none")
    if id in History(talk.book.target_values.of(value.target.plan)).undone:
        return talk.refuse("target.undone_already")
    if talk.now - value.at > UNDO_LIVES:
        return talk.refuse("reply.undo_late")
    _keep(talk, found, Told(value.value, value.on, value.note), undoes=id)
    _receipt(talk, value, edits=edits)
    return Outcome(toast=say("toast.undone"))


# ---- shown ----


def _visible(talk: Talk) -> list[Found]:
    """Every target the speaker may see here, those of this chat's own plans first."""
    here = {link.plan for link in talk.chat_links}
    plans = sorted(talk.catalog.plans.values(), key=lambda plan: plan.id not in here)
    return [(plan, t) for plan in plans for t in targets_open_to(Deed.SEE_TARGETS, plan, talk.rights)]


def _lists(talk: Talk) -> Outcome:
    plans = dict.fromkeys(plan.id for plan, _ in _visible(talk))
    for plan in plans:
        _list(talk, plan)
    return Outcome() if plans else talk.refuse("target.no_targets")


def _list(talk: Talk, plan: str, page: int = 0, edits: int | None = None) -> None:
    talk.answer(subjects.Targets(plan=plan, user=talk.event.user_id, page=page), edits=edits)


def _page(talk: Talk, found: Found) -> Outcome:
    """The target's course; for whoever may report, it asks for the next figure too."""
    asks = _reporter(talk, found) is not None
    talk.answer(subjects.Target(plan=found[0].id, target=found[1].id, wants=asks))
    return Outcome()


def _opened(talk: Talk, key: str) -> Outcome:
    plans = talk.catalog.plans.values()
    found = next(((p, t) for p in plans for t in p.targets if target_key(TargetRef(p.id, t.id)) == key), None)
    if found is None:
        return talk.refuse("target.gone")
    return _page(talk, found) if found in _visible(talk) else talk.refuse("toast.not_yours")


# ---- which one ----


def _labelled(talk: Talk, label: str) -> Found | None:
    """The target of a number, which is the same for everybody, or of an id: first one to report on."""
    visible = _visible(talk)
    if label.isdecimal():
        numbers = talk.catalog.target_numbers()
        return next(((p, t) for p, t in visible if numbers[TargetRef(p.id, t.id)] == int(label)), None)
    named = [(p, t) for p, t in visible if label.casefold() in (t.id, f"{p.id}/{t.id}")]
    return min(named, key=lambda each: _reporter(talk, each) is None, default=None)


def _renumbered(talk: Talk, number: int, found: Found) -> bool:
    """Whether the list answered, or else shown last here, has another target under that number.

    The plans have changed since; which of the two is meant, nobody can tell.
    """
    shown = talk.subject
    if not isinstance(shown, subjects.Targets):
        last = talk.latest(OutboxKind.TARGETS)
        shown = last.subject if last else None
    listed = shown.numbers.get(number) if isinstance(shown, subjects.Targets) else None
    return listed is not None and listed != TargetRef(found[0].id, found[1].id)


def _about(talk: Talk, row: Delivery | None) -> Found | None:
    """The target that a message of ours is about, if the plan still has it."""
    return _of(talk, row.subject.ref) if row and isinstance(row.subject, subjects.OfTarget) else None


def _of(talk: Talk, ref: TargetRef) -> Found | None:
    plan = talk.catalog.plans.get(ref.plan)
    target = plan.target(ref.target) if plan else None
    return (plan, target) if plan and target else None


def _pending(talk: Talk, text: str) -> Delivery | None:
    """The question for a figure asked last in this chat, while nothing else was said there.

    A reminder may come between; then only a figure that can be no task's number nor percent answers.
    """
    last = talk.pending(*(ASKED if LARGE.search(text) else ()))
    return last if last and isinstance(last.subject, subjects.OfTarget) and last.subject.wants else None


# ---- kept ----


def _reporter(talk: Talk, found: Found) -> Link | None:
    return target_link(Deed.REPORT_TARGET, *found, talk.links)


def _report(talk: Talk, found: Found, text: str) -> Outcome:
    plan, target = found
    if _reporter(talk, found) is None:
        owner = talk.catalog.short(plan.reporter(target))
        return talk.refuse("target.not_yours", title=target.title, owner=owner)
    read = told(text, target, talk.today)
    if isinstance(read, Say):
        values = {**read.values, "title": target.title}
        asked = subjects.FigureAsked(plan=plan.id, target=target.id, wants=True, key=read.key, values=values)
        talk.answer(asked)
        return Outcome()
    kept = _keep(talk, found, read)
    if kept:
        _receipt(talk, kept, typed=read.typed, other=read.other)
        if any(piece.kind is not EvidenceKind.LINK for piece in talk.event.attachments):
            talk.notice("target.no_files")
    return Outcome()


def _keep(talk: Talk, found: Found, read: Told, undoes: int | None = None) -> TargetValue | None:
    """Keep a figure, or that one is taken back; None when it is kept already."""
    plan, target = found
    link = _reporter(talk, found)
    new = NewTargetValue(
        key=f"in:{talk.event.key}",
        target=TargetRef(plan.id, target.id),
        value=read.value,
        on=read.on,
        note=read.note,
        at=talk.now,
        user_id=talk.event.user_id,
        user_name=talk.event.user_name,
        unit=link.unit if link else None,
        undoes=undoes,
    )
    return talk.book.target_values.add(new)


def _receipt(
    talk: Talk, value: TargetValue, *, edits: int | None = None, typed: str = "", other: str = ""
) -> None:
    ref = value.target
    told = subjects.Value(plan=ref.plan, target=ref.target, value=value.id, typed=typed, other=other)
    talk.answer(told, edits=edits)
