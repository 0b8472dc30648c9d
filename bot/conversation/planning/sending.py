"""A secretary sends a plan file, or asks for a workbook to fill in; what else she sends is evidence."""

from pathlib import Path

from bot.access.buttons import Press, short
from bot.access.rights import Right, allowed, plans_open_to
from bot.documents.refusals import MOST_BYTES
from bot.language.folding import plain
from bot.language.said import Said
from bot.language.wishes import wish
from bot.messages.notices.drafting import EMPTY
from bot.model import subjects
from bot.model.evidence import Attachment, EvidenceKind
from bot.model.message import Delivery
from bot.model.people import Role
from bot.model.plan import Plan
from bot.model.plan_file import NewPlanFile
from bot.texts import LANGUAGES, template
from bot.turn.turn import Outcome, Turn

YAML, EXCEL = frozenset({".yaml", ".yml"}), frozenset({".xlsx", ".xlsm"})
DOCUMENTS = YAML | EXCEL | {".docx", ".pdf"}
BLANK = ("trong", "bang trong", "empty")
OURS = ("drafting.file_stem", "sheet.empty_file")  # what the bot's own workbooks are called


def command(turn: Turn, rest: str) -> Outcome:
    """`/kehoach`: with a file, it is a plan; alone, what may be sent; with `trống` or a number, a sheet."""
    if files := _documents(turn):
        return _take(turn, files, asked=True)
    wanted = plain(rest)
    if wanted in BLANK:
        return turn.answer(subjects.PlanSheet())
    named = [plan for plan in _mine(turn) if wanted in (plan.id, plain(plan.number))]
    return _sheet(turn, named[0]) if named else turn.answer(subjects.PlanWanted())


def awaited(turn: Turn) -> bool:
    """Whether the speaker is only somebody for plans that are still to be made: nothing else can be meant."""
    known = turn.catalog.plans
    return bool(turn.links) and all(x.role is Role.SECRETARY and x.plan not in known for x in turn.links)


def first(turn: Turn, said: Said) -> Outcome | None:
    """Whatever such a speaker says leads there."""
    if not (turn.event.private and awaited(turn)):
        return None
    asked = wish(said.text, turn.today)
    return command(turn, asked.rest if asked and asked.command == "plan" else "")


def words(turn: Turn, said: Said) -> Outcome | None:
    """A file that answers what the bot asked or returned, that is known by its name, or said to be a plan."""
    files = _documents(turn)
    if not (files and turn.event.private and allowed(Right.WRITE_PLAN, turn.links, turn.where)):
        return None
    asked = wish(said.text, turn.today) if said.text else None
    if (asked and asked.command == "plan") or (awaited(turn) and {_kind(x.name) for x in files} <= DOCUMENTS):
        return _take(turn, files, asked=True)
    if turn.event.reply_to:
        return _take(turn, files, asked=True) if _of_plans(turn.about) else None
    known = all(_known(file.name) for file in files)
    if said.text and (said.labelled or not known):
        return None
    row, kinds = turn.pending(), {_kind(file.name) for file in files}
    if row and isinstance(row.subject, subjects.PlanWanted) and kinds <= DOCUMENTS:
        return _take(turn, files, asked=True)
    likely = known or (_of_plans(row) and kinds <= EXCEL)
    return _take(turn, files, asked=False) if likely else None


def _documents(turn: Turn) -> list[Attachment]:
    return [each for each in turn.event.attachments if each.kind is EvidenceKind.DOCUMENT]


def _of_plans(row: Delivery | None) -> bool:
    of = row.subject if row else None
    return isinstance(of, (subjects.PlanWanted, subjects.PlanSheet, subjects.PlanRead))


def _kind(name: str) -> str:
    return Path(name).suffix.lower()


def _known(name: str) -> bool:
    """A plan file by its sort, or a workbook under the name that the bot gave it."""
    kind, stem = _kind(name), plain(Path(name).stem)
    ours = (plain(template(language, key)) for key in OURS for language in LANGUAGES)
    return kind in YAML or (kind in EXCEL and stem.startswith(tuple(ours)))


def _take(turn: Turn, files: list[Attachment], *, asked: bool) -> Outcome:
    """Keep them to be read beside everything else."""
    for place, file in enumerate(files):
        if (file.size or 0) > MOST_BYTES:
            turn.notice("drafting.too_large", name=file.name)
            continue
        new = NewPlanFile(
            key=f"in:{turn.event.key}:{place}",
            user_id=turn.event.user_id,
            at=turn.now,
            name=file.name,
            file_id=file.file_id,
            asked=asked,
        )
        if turn.tx.plan_files.add(new):
            turn.notice("drafting.reading", name=file.name, long=_kind(file.name) not in YAML | EXCEL)
    return Outcome()


def sheet_pressed(turn: Turn, press: Press) -> Outcome:
    """A plan as it is, or an empty form."""
    if press.arg(0) == EMPTY:
        return turn.answer(subjects.PlanSheet())
    plan = next((each for each in _mine(turn) if short(each.id) == press.arg(0)), None)
    return _sheet(turn, plan) if plan else turn.refuse("toast.not_yours")


def _mine(turn: Turn) -> list[Plan]:
    ids = plans_open_to(Right.WRITE_PLAN, turn.links)
    return [turn.catalog.plans[id] for id in ids if id in turn.catalog.plans]


def _sheet(turn: Turn, plan: Plan) -> Outcome:
    if any(task.classification for task in plan.tasks):
        return turn.refuse("drafting.secret")
    return turn.answer(subjects.PlanSheet(plan=plan.id))
