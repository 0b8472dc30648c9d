"""A draft as a plan file that `dunghan check` takes, with the units it names; whole or not at all."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.importer.draft import Doubt, Draft, DraftTarget, DraftTask, DraftUnit
from bot.importer.matching import free_id, key, proposed
from bot.importer.onto import Compared
from bot.importer.words.times import SHORTEST
from bot.importer.words.wording import clean
from bot.model.deadline import DeadlineKind
from bot.model.plan import Plan, Unit
from bot.planfile.deadline import read_deadline
from bot.planfile.fields import TASK
from bot.planfile.values import CODE, ID, sayable, slug
from bot.planfile.writing.text import scalar
from bot.texts import Texts

LONGEST = 500
LONGEST_DEADLINE = 200
NO_SECTION = "VB"


@dataclass(frozen=True, slots=True)
class Files:
    """The texts of a plan file and of the units that stand nowhere yet; null where none are needed."""

    plan: str
    units: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Writing:
    """What a plan file is made of beside the draft: the units there are, the plan it is laid onto."""

    name: str
    document: str
    known: Sequence[Unit]  # which the plan may name as they are
    beside: frozenset[str]  # ids that stand beside the plan already
    texts: Texts
    today: date
    onto: Plan | None = None
    compared: Compared | None = None


def files_of(draft: Draft, writing: Writing) -> Files:
    """The plan and its units as text."""
    names = dict.fromkeys(name for task in draft.tasks for name in (*task.owner, *task.support))
    issuer = draft.plan.issuer or writing.texts.plain("importer.file_no_issuer")
    new = proposed(
        [*(n for n in names if n not in draft.matched), issuer], [unit.id for unit in writing.known]
    )
    ids = {name: draft.matched.get(name) or new[key(name)].id for name in names}
    owner = writing.onto.owner if writing.onto else _issuer_unit(issuer, writing.known) or new[key(issuer)].id
    used = {owner, *(ids[name] for name in names)}
    lines = [*_head(draft, writing, issuer, owner), *_targets(draft, writing), *_tasks(draft, writing, ids)]
    return Files("\n".join(lines) + "\n", _units(used, new.values(), writing))


def _issuer_unit(issuer: str, known: Sequence[Unit]) -> str | None:
    return next(
        (
            unit.id
            for unit in known
            if key(issuer) in {key(name) for name in (unit.name, unit.short, *unit.aliases)}
        ),
        None,
    )


def _head(draft: Draft, writing: Writing, issuer: str, owner: str) -> Iterator[str]:
    plan, onto, texts = draft.plan, writing.onto, writing.texts
    issued = plan.issued or (onto.issued if onto else None)
    id = (
        onto.id
        if onto
        else writing.name
        if ID.fullmatch(writing.name)
        else free_id(slug(plan.number or writing.name), set())
    )
    document = clean(writing.document)[:120]
    yield f"# {texts.plain('importer.file_head', document=document, tasks=len(draft.tasks))}"
    yield f"plan: {id}"
    number = plan.number or (onto.number if onto else None)
    yield _said("number", number, 100, texts)
    title = plan.title or (onto.title if onto else None)
    yield _said("title", title, LONGEST, texts)
    yield f"issuer: {scalar(issuer[:LONGEST])}{_ask(not plan.issuer, 'issuer', texts)}"
    yield f"issued: {(issued or plan.cited or writing.today).isoformat()}{_ask(not issued, 'issued', texts)}"
    yield f"owner: {owner}"
    yield ""
    yield "sections:"
    for section in dict.fromkeys(task.section for task in draft.tasks):
        name = (onto.sections.get(section) if onto else None) or draft.sections.get(section, section)
        yield f"  {scalar(section[:30])}: {scalar(name[:LONGEST])}"
    if not draft.tasks:
        yield f"  {NO_SECTION}: {scalar(NO_SECTION)}"


def _said(key: str, said: str | None, most: int, texts: Texts) -> str:
    value = (said or texts.plain(f"importer.file_no_{key}"))[:most]
    return f"{key}: {scalar(value)}{_ask(not said, key, texts)}"


def _ask(missing: bool, what: str, texts: Texts) -> str:
    return f"  # {texts.plain(f'importer.doubt_no_{what}')}" if missing else ""


def sound_targets(draft: Draft) -> list[DraftTarget]:
    """Those that say enough to stand in a plan."""
    return [t for t in draft.targets if t.horizon and t.unit and 2000 <= t.horizon <= 2100]


def _targets(draft: Draft, writing: Writing) -> Iterator[str]:
    sound = sound_targets(draft)
    if not sound:
        return
    yield ""
    yield "targets:"
    taken: set[str] = set()
    for target in sound:
        id = free_id(slug(target.title)[:48].strip("-"), taken)
        taken.add(id)
        yield from _remarks(target.doubts, target, writing.texts)
        yield f"  - id: {id}"
        yield f"    title: {scalar(target.title)}"
        yield f"    horizon: {target.horizon}"
        yield f"    unit: {scalar(target.unit)}"
        rising = target.high is not None and float(target.value) < float(target.high)
        yield f"    range: [{target.value}, {target.high}]" if rising else f"    value: {target.value}"


def _tasks(draft: Draft, writing: Writing, ids: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield "tasks:" if draft.tasks else "tasks: []"
    taken = {task.code for task in writing.compared.same.values()} if writing.compared else set()
    for task in draft.tasks:
        yield from _remarks(task.doubts, task, writing.texts)
        known = writing.compared.same.get(task.place) if writing.compared else None
        code = known.code if known else _code(task.place, taken)
        taken.add(code)
        yield f"  - code: {scalar(code)}"
        yield f"    title: {scalar(known.title if known else task.title)}"
        if whole := TASK.field("text"):
            yield f"    text: {scalar(task.text[: whole.most])}"
        if task.deliverable:
            yield f"    deliverable: {scalar(task.deliverable[:LONGEST])}"
        owners = list(dict.fromkeys(ids[name] for name in task.owner))
        support = [
            id
            for id in dict.fromkeys([*owners[1:], *(ids[name] for name in task.support)])
            if id not in owners[:1]
        ]
        if owners:
            yield f"    owner: {owners[0]}"
        if support:
            yield f"    support: [{', '.join(support)}]"
        yield from _deadline(task, draft, writing)
        section = scalar(task.section[:30], within=True)
        yield f"    source: {{section: {section}, item: {min(task.item, 999)}}}"


def _code(place: str, taken: set[str]) -> str:
    """The place as a code, where a sentence can carry it; else with a number that it can."""
    plain = re.sub(r"[^\w.-]", "", place)[:36]
    code = plain if CODE.fullmatch(plain) and sayable(plain) else f"VB.{plain}"[:38].rstrip(".-")
    number, free = 2, code
    while free in taken or not sayable(free):
        free, number = f"{code[:34]}-{number}", number + 1
    return free


def _deadline(task: DraftTask, draft: Draft, writing: Writing) -> Iterator[str]:
    """The words of the document where a plan reads them alike; else the day they mean beside the words."""
    if task.deadline is None or task.kind is DeadlineKind.NONE:
        return
    issued = (
        draft.plan.issued
        or (writing.onto.issued if writing.onto else None)
        or draft.plan.cited
        or writing.today
    )
    words = clean(task.deadline)
    read = read_deadline(words, issued=issued)
    alike = (read.kind, read.due) == (task.kind, task.due) and len(words) <= LONGEST_DEADLINE
    if alike and read.kind is not DeadlineKind.UNREADABLE:
        yield f"    deadline: {scalar(words)}"
    elif task.due:
        yield f"    deadline: {task.due.day}/{task.due.month}/{task.due.year}  # {words[:LONGEST_DEADLINE]}"
    elif task.kind is DeadlineKind.RECURRING:
        yield f"    deadline: {SHORTEST}  # {words[:LONGEST_DEADLINE]}"
    elif task.after:
        yield f"    after: {scalar(task.after[:LONGEST])}"
    else:
        yield f"    # deadline: {words[:LONGEST_DEADLINE]}"
        return
    if task.inherited and (alike or task.due):
        yield "    deadline_inherited: true"


def _remarks(doubts: Sequence[Doubt], what: DraftTask | DraftTarget, texts: Texts) -> Iterator[str]:
    told = "; ".join(texts.plain(f"importer.doubt_{doubt.key}", **doubt.values) for doubt in doubts)
    place = texts.plain("importer.file_place", page=what.page, line=what.line)
    yield f"  # {place}{': ' if told else ''}{clean(told)}"


def _units(used: set[str], new: Iterable[DraftUnit], writing: Writing) -> str | None:
    """Those that stand nowhere beside the plan."""
    known = {unit.id: unit for unit in writing.known}
    rows = [
        (unit.id, unit.name, unit.short) for id in sorted(used - writing.beside) if (unit := known.get(id))
    ]
    rows += [(unit.id, unit.name, unit.short) for unit in new if unit.id in used and unit.id not in known]
    if not rows:
        return None
    lines = [f"# {writing.texts.plain('importer.file_units')}", "units:"]
    for id, name, short in rows:
        lines += [f"  - id: {id}", f"    name: {scalar(name)}", f"    short: {scalar(short)}"]
    return "\n".join(lines) + "\n"
