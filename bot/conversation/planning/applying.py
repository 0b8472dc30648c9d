"""What was read of a plan file is put in force at the secretary's word, and taken back for a day."""

from collections.abc import Callable, Mapping

from bot.access.buttons import Press, whole
from bot.access.rights import Right, plans_open_to
from bot.language.folding import plain
from bot.language.said import Said
from bot.model import subjects
from bot.model.message import OutboxKind
from bot.model.people import Role
from bot.model.plan_file import PlanFile, PlanFileState
from bot.model.plan_text import PlanText
from bot.model.say import say
from bot.planfile.writing.replacing import Changed, NotReplaced
from bot.store.facts import CONFIRMED
from bot.turn.turn import Outcome, Turn

# What "hoàn tác" may mean, the newest of these: what the files then put in force is told behind the receipt.
ANSWERED = (OutboxKind.CHOICE, OutboxKind.RECEIPT, OutboxKind.VALUE)


def apply_pressed(turn: Turn, press: Press) -> Outcome:
    return _of_file(turn, whole(press.arg(0)), _apply)


def later_pressed(turn: Turn, press: Press) -> Outcome:
    return _of_file(turn, whole(press.arg(0)), _later)


def preview_pressed(turn: Turn, press: Press) -> Outcome:
    return _of_file(turn, whole(press.arg(0)), _preview)


def undo_pressed(turn: Turn, press: Press) -> Outcome:
    return _of_file(turn, whole(press.arg(0)), _undo)


def words(turn: Turn, said: Said) -> Outcome | None:
    """The same in words, in answer to the message with the buttons, or right behind it."""
    asked = plain(said.text).strip(" .!")
    if turn.event.attachments or not any(asked in deeds for deeds in WORDS.values()):
        return None
    row = turn.about or turn.pending(*ANSWERED)
    of = row.subject if row else None
    deed = WORDS.get(type(of), {}).get(asked)
    if deed is None or not isinstance(of, (subjects.PlanRead, subjects.PlanApplied)):
        return None
    return _of_file(turn, of.file, deed)


def _of_file(turn: Turn, id: int, deed: Callable[[Turn, PlanFile], Outcome]) -> Outcome:
    """The deed on a file of the speaker's own, whose plan is hers or new."""
    file = turn.tx.plan_files.get(id)
    if file is None or file.reading is None:
        return turn.refuse("drafting.too_late")
    if file.user_id != turn.event.user_id:
        return turn.refuse("toast.unknown")
    plan = file.reading.plan
    mine = plans_open_to(Right.WRITE_PLAN, turn.links)
    if not mine or (plan not in mine and plan in turn.catalog.plans):
        return turn.refuse("toast.not_yours")
    return deed(turn, file)


def _apply(turn: Turn, file: PlanFile) -> Outcome:
    reading = file.reading
    if file.state is PlanFileState.APPLIED:
        return turn.refuse("drafting.already")
    if reading and file.state is PlanFileState.TOLD:
        return turn.refuse("drafting.not_yet")
    if reading is None or reading.plan is None or not file.applicable(turn.now):
        return turn.refuse("drafting.too_late")
    if (failed := _write(turn, file, undo=False)) is not None:
        return failed
    turn.tx.plan_files.applied(file.id, turn.now)
    if reading.new:
        posts = [link for link in turn.links if link.role is Role.SECRETARY]
        me = min(posts, key=lambda link: link.deputy)
        turn.tx.links.add(
            Role.SECRETARY, me.chat_id, me.user_id, me.name, None, reading.plan, me.post, turn.now
        )
    _drawn_anew(turn, file)
    turn.answer(subjects.PlanApplied(file=file.id))
    return Outcome(toast=say("toast.kept"), linked=reading.new)


def _later(turn: Turn, file: PlanFile) -> Outcome:
    return turn.notice("drafting.waits") if file.applicable(turn.now) else turn.refuse("drafting.too_late")


def _preview(turn: Turn, file: PlanFile) -> Outcome:
    if not (file.reading and file.reading.preview):
        return turn.refuse("drafting.too_late")
    return turn.answer(subjects.PlanPreview(file=file.id))


def _undo(turn: Turn, file: PlanFile) -> Outcome:
    if not file.undoable(turn.now):
        return turn.refuse("drafting.too_late_to_undo")
    if (failed := _write(turn, file, undo=True)) is not None:
        return failed
    turn.tx.plan_files.undone(file.id)
    _resign(turn, file)
    _drawn_anew(turn, file)
    turn.notice("drafting.undone", head=file.reading.head if file.reading else "")
    return Outcome(toast=say("toast.kept"), linked=True)


def _resign(turn: Turn, file: PlanFile) -> None:
    """Of a plan that is no more nobody is the secretary."""
    plan = file.reading.plan if file.reading and file.reading.new else None
    for link in turn.tx.links.all(role=Role.SECRETARY, plan=plan) if plan else ():
        if file.applied_at and link.linked_at >= file.applied_at:  # not who was invited for it before
            turn.tx.links.end(link.id, turn.now)


def _write(turn: Turn, file: PlanFile, *, undo: bool) -> Outcome | None:
    """Put the files in the folder, and in the database for whoever leads next; why not, said."""
    made = file.reading.files if file.reading else ()
    files = [each.undone if undo else each for each in made]
    try:
        turn.rewrite(files, turn.now)
    except Changed:
        return turn.refuse("drafting.changed_since")
    except NotReplaced:
        return turn.refuse("drafting.not_written")
    if file.reading and file.reading.plan:  # who confirms the change need not be told it again
        turn.tx.facts.set(f"{CONFIRMED}{file.reading.plan}", str(file.user_id))
    turn.tx.plan_texts.put([PlanText.of(each.name, each.text) for each in files], turn.now)
    return None


def _drawn_anew(turn: Turn, file: PlanFile) -> None:
    """The message pressed loses its buttons."""
    if turn.about and isinstance(turn.subject, (subjects.PlanRead, subjects.PlanApplied)):
        turn.answer(type(turn.subject)(file=file.id), edits=turn.about.message_id)


WORDS: Mapping[type | None, Mapping[str, Callable[[Turn, PlanFile], Outcome]]] = {
    subjects.PlanRead: {
        "ap dung": _apply,
        "apply": _apply,
        "de sau": _later,
        "later": _later,
        "xem tin": _preview,
        "preview": _preview,
    },
    subjects.PlanApplied: {"hoan tac": _undo, "undo": _undo},
}
