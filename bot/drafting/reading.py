"""A file to a reading: a document becomes a workbook to correct, a filled workbook or YAML a proposal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.drafting.around import Around
from bot.drafting.proposing import is_secret, listed, proposal
from bot.importer import apart
from bot.importer.draft import Doubt, Draft
from bot.importer.matching import free_id
from bot.importer.onto import compared
from bot.importer.words.wording import clean
from bot.importer.writing import Writing
from bot.language.folding import plain
from bot.model.plan import Plan, Unit
from bot.model.plan_file import Reading, Rewritten
from bot.model.say import Mistake, Problem, Say
from bot.planfile.catalog import load_trees
from bot.planfile.files import EXTENSION
from bot.planfile.values import slug
from bot.planfile.yamlnodes import read_nodes
from bot.texts import Texts
from bot.texts.limits import clip
from bot.workbook.drafted import book_of_draft
from bot.workbook.files import files_of
from bot.workbook.finding import headings
from bot.workbook.taking import Taken, stale, taken

YAML = (EXTENSION, ".yml")
# Of a caption, which holds a quarter of a message.
WORST, WORST_MOST, HEAD_MOST, NAME_LEAST = 4, 100, 300, 30


def read(name: str, data: bytes, around: Around, *, asked: bool = True) -> Reading:
    """What is made of a file of that name; unless it was said to be a plan, no document is taken for one.

    Blocks for as long as its reading takes.
    """
    name = Path(name).name
    try:
        if Path(name).suffix.lower() in YAML:
            return _of_text(name, data, around)
        return _of_document(name, data, around, asked)
    except Mistake as mistake:
        return _wrong(name, mistake.what, around.texts)


def _wrong(name: str, found: Sequence[Say | Problem], texts: Texts) -> Reading:
    """Its mistakes; where there are several, its name stands above them."""
    lines = [texts.problem(each) if isinstance(each, Problem) else texts.plain(each) for each in found]
    if len(lines) > 1:
        lines = [line.removeprefix(name).lstrip(":, ") for line in lines]
    return listed("drafting.refused" if len(lines) == 1 else "drafting.wrong", lines)


# ---- a plan file as YAML ----


def _of_text(name: str, data: bytes, around: Around) -> Reading:
    tree, problems = read_nodes(name, data)
    if tree is None or problems:
        return _wrong(name, problems, around.texts)
    loaded = load_trees(name, [tree], [around.folder])
    if loaded.problems:
        return _wrong(name, loaded.problems, around.texts)
    if len(loaded.catalog.plans) != 1:
        return Reading(key="drafting.no_plan")
    (plan,) = loaded.catalog.plans.values()
    return _proposed(plan, data.decode("utf-8-sig"), (), around)


# ---- a document, or a filled workbook ----


def _of_document(name: str, data: bytes, around: Around, asked: bool) -> Reading:
    units = tuple(around.loaded.catalog.units.values())
    with TemporaryDirectory(prefix="dunghan-") as folder:
        file = Path(folder) / "document"
        file.write_bytes(data)
        answer = apart.read_document(file, units, form=headings(), name=name)
    if answer.grid:
        read = taken(clean(name), answer.grid, units, [around.folder], around.texts)
        return _of_workbook(name, read, around)
    if not (asked and answer.draft):
        return Reading(key="drafting.not_a_sheet")
    return _sheet(name, answer.draft, units, around)


def _of_workbook(name: str, read: Taken, around: Around) -> Reading:
    plan, known = read.plan, around.loaded.catalog
    was = known.plans.get(plan.id)
    before = around.text(Path(was.file).name) if was and around.keeps(was) else None
    onto = before.removeprefix("\ufeff") if before else None
    files = files_of(read, name, onto, known.units, around.texts)
    new = [Rewritten(_free(f"{plan.id}.units", around), files.units, None)] if files.units else []
    notes = [around.texts.plain(one) for one in (*read.form.unread, *stale(read, around.texts))]
    return _proposed(plan, files.plan, new, around, notes)


def _proposed(
    plan: Plan, text: str, units: Sequence[Rewritten], around: Around, notes: Sequence[str] = ()
) -> Reading:
    if not around.keeps(plan):
        return Reading(key="drafting.not_yours", head=plan.number)
    was = around.loaded.catalog.plans.get(plan.id)
    name = Path(was.file).name if was else _free(plan.id, around)
    file = Rewritten(name, text, around.text(name))
    return proposal(plan, (*units, file), around, notes)


def _free(stem: str, around: Around) -> str:
    """A name of a file that is not there yet."""
    taken = {file.name.removesuffix(EXTENSION) for file in around.folder.glob(f"*{EXTENSION}")}
    number, name = 2, stem
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return f"{name}{EXTENSION}"


# ---- the draft of a document ----


def _sheet(name: str, draft: Draft, units: Sequence[Unit], around: Around) -> Reading:
    plans = around.loaded.catalog.plans
    number = plain(draft.plan.number or "")
    was = next((plan for plan in plans.values() if number and plain(plan.number) == number), None)
    if was and not around.keeps(was):
        return Reading(key="drafting.not_yours", head=was.number)
    if was and is_secret(was):
        return Reading(key="drafting.secret")
    awaited = next((id for id in around.mine if id not in plans), None)  # she is invited for that one
    id = was.id if was else awaited or free_id(slug(draft.plan.number or Path(name).stem), set(plans))
    writing = Writing(
        name=id,
        document=clean(name),
        known=units,
        beside=frozenset(unit.id for unit in units),
        texts=around.texts,
        today=around.now.date(),
        onto=was,
        compared=compared(draft, was) if was else None,
    )
    from bot.workbook.writing import written  # only where Excel is written

    lines = tuple(_told(draft, around.texts))
    doubtful = sum(bool(task.doubts) for task in draft.tasks)
    return Reading(
        key="drafting.sheet",
        head=clip(_counts(draft, around.texts), HEAD_MOST),
        lines=lines,
        more=max(0, doubtful - WORST),
        plan=id,
        new=was is None,
        sheet=written(book_of_draft(draft, writing), around.texts, around.now.date()),
        sheet_name=around.texts.plain("drafting.file", plan=id),
    )


def _counts(draft: Draft, texts: Texts) -> str:
    plan = replace(draft.plan, title=clip(draft.plan.title, WORST_MOST) if draft.plan.title else None)
    return texts.plain(
        "importer.found",
        plan=plan,
        tasks=len(draft.tasks),
        dated=sum(task.due is not None for task in draft.tasks),
        owned=sum(bool(task.owner) for task in draft.tasks),
        targets=len(draft.targets),
    )


def _told(draft: Draft, texts: Texts) -> Iterator[str]:
    """What is doubtful of the head, then the most doubtful items."""
    head = [_why([doubt], texts) for doubt in (*draft.plan.doubts, *draft.doubts)]
    if head:
        yield clip("; ".join(head), WORST_MOST)
    worst = sorted((task for task in draft.tasks if task.doubts), key=lambda task: task.confidence)
    for task in worst[:WORST]:
        why = _why(task.doubts, texts)
        title = clip(task.title, max(NAME_LEAST, WORST_MOST - len(f"{task.place} : {why}")))
        yield clip(f"{task.place} {title}: {why}", WORST_MOST)


def _why(doubts: Iterable[Doubt], texts: Texts) -> str:
    return "; ".join(texts.plain(f"importer.doubt_{doubt.key}", **doubt.values) for doubt in doubts)
