"""A reading to a draft: head, outline, tables and figures together, each item with what is doubtful."""

from collections.abc import Sequence

from bot.documents.pieces import Line, Piece, Table
from bot.documents.refusals import Refused
from bot.importer.annex import tasks_of
from bot.importer.columns import Columns, columns_of, goes_on
from bot.importer.draft import Doubt, Draft, DraftTask
from bot.importer.head import Head, head_of
from bot.importer.head_lines import lays_out
from bot.importer.headings import WHOLE_DOCUMENT, Context
from bot.importer.items import Found, Item, items_of
from bot.importer.matching import Units, place_of, proposed
from bot.importer.outline import outline
from bot.importer.paragraphs import paragraphs
from bot.importer.targets import period_of, targets_of, year_of
from bot.importer.words.agency_names import split
from bot.importer.words.slips import slips
from bot.importer.words.times import TOO_OFTEN, Issue
from bot.importer.words.titles import short_title
from bot.importer.words.wording import clean
from bot.model.deadline import DeadlineKind
from bot.model.plan import Unit

SURE = 0.97
# What a doubt takes from how sure an item is.
WEIGHTS = {
    "unreadable": 0.45,
    "too_often": 0.2,
    "several_days": 0.25,
    "inherited": 0.12,
    "day_in_sentence": 0.12,
    "day_slip": 0.3,
    "before_issue": 0.3,
    "owner_later": 0.25,
    "addressed": 0.2,
    "no_owner": 0.15,
    "no_deadline": 0.1,
    "slip": 0.08,
    "waits": 0.08,
    "year_assumed": 0.12,
    "formula": 0.15,
    "long": 0.05,
    "split": 0.1,
}
LONG = 900


def draft_of(pieces: Sequence[Piece], name: str, units: Sequence[Unit]) -> Draft:
    """The draft of a document that readers took apart; `name` is its file's, which may hold its number."""
    head = head_of(pieces, name)
    issued = head.plan.issued or head.plan.cited
    year = year_of(head.plan.title, head.plan.issued)
    issue = Issue(
        issued, year if year and (issued is None or year != issued.year) else None, period_of(head.plan.title)
    )
    blocks = list(paragraphs(_body(pieces, head)))
    root = outline(blocks, issue)
    context = Context(
        issue=issue,
        issuer=head.plan.issuer or (""),
        owners=tuple(split(head.recipients)) if head.recipients else (),
        addressed=bool(head.recipients),
    )
    found = items_of(root, context)
    items = _with_tables(found)
    targets = tuple(targets_of(found, year))
    if not items and not targets:
        raise Refused("nothing_found")
    known = Units(units, place_of(" ".join(clean(piece.text) for piece in pieces if isinstance(piece, Line))))
    names = dict.fromkeys(name for item in items for name in (*item.owners, *item.support))
    matched = {name: unit for name in names if (unit := known.match(name))}
    new = proposed(
        [n for item in items for n in (*item.owners, *item.support) if n not in matched],
        [unit.id for unit in units],
    )
    tasks = _tasks(items, matched, head)
    return Draft(
        plan=head.plan,
        sections=_titles(found, tasks),
        tasks=tasks,
        targets=targets,
        units_proposed=tuple(new.values()),
        matched=matched,
        doubts=() if tasks else (Doubt("no_tasks"),),
    )


def _body(pieces: Sequence[Piece], head: Head) -> list[Piece]:
    """What stands below the head; a table is taken whole, since a sheet's head stands in it."""
    kept: list[Piece] = []
    for at, piece in enumerate(pieces):
        if at >= head.length or (isinstance(piece, Table) and not lays_out(piece)):
            kept.append(piece)
    return [line for piece in kept for line in _unframed(piece)]


def _unframed(piece: Piece) -> list[Piece]:
    """A table that only lays out the page as its lines."""
    if isinstance(piece, Line):
        return [piece]
    return [piece] if piece.width > 2 or columns_of(piece) else list(piece.lines())


def _with_tables(found: Found) -> list[Item]:
    """The items of the text and of its tables, in the document's order; a table without a head goes on with
    the columns of the one before."""
    items: list[Item] = []
    before: Columns | None = None
    for each in found.items:
        if isinstance(each, Item):
            items.append(each)
            continue
        node, context = each
        if node.table is None:
            continue
        columns = columns_of(node.table)
        if columns is None and before and goes_on(node.table, before):
            columns = Columns(before.roles, 0, before.width)
        if columns is None:
            found.figures.append((node, context))
            continue
        before = columns
        items += tasks_of(node.table, columns, context, found)
    return items


def _tasks(items: Sequence[Item], matched: dict[str, str], head: Head) -> tuple[DraftTask, ...]:
    count: dict[str, int] = {}
    made = []
    for item in items:
        section = item.section or WHOLE_DOCUMENT
        count[section] = count.get(section, 0) + 1
        made.append(_task(item, section, count[section], matched, head))
    return tuple(made)


def _task(item: Item, section: str, number: int, matched: dict[str, str], head: Head) -> DraftTask:
    when = item.when
    text = clean(item.text)
    due = when.read.due if when else None
    doubts = tuple(_doubts(item, text, head))
    return DraftTask(
        section=section,
        item=number,
        text=text,
        title=short_title(text, item.rest),
        deadline=when.written if when else None,
        kind=when.read.kind if when else DeadlineKind.NONE,
        due=due,
        after=when.read.after if when else None,
        inherited=item.inherited,
        owner=item.owners,
        support=item.support,
        unit=next((matched[name] for name in item.owners if name in matched), None),
        deliverable=item.deliverable,
        page=item.page,
        line=item.line,
        confidence=_sure(doubts),
        doubts=doubts,
    )


def _sure(doubts: Sequence[Doubt]) -> float:
    sure = SURE
    for doubt in doubts:
        sure *= 1 - WEIGHTS.get(doubt.key, 0.1)
    return round(sure, 2)


def _doubts(item: Item, text: str, head: Head) -> list[Doubt]:
    doubts = list[Doubt]()
    when = item.when
    if when is None:
        doubts.append(Doubt("no_deadline"))
    else:
        if when.slip:
            doubts.append(Doubt("day_slip", {"wrong": when.written, "right": when.slip}))
        if when.read.kind is DeadlineKind.UNREADABLE:
            doubts.append(Doubt("unreadable", {"written": when.written}))
        elif when.read.kind is DeadlineKind.WAITS:
            doubts.append(Doubt("waits", {"after": when.read.after or when.written}))
        elif not when.sure and not when.slip and not item.inherited:
            doubts.append(Doubt("day_in_sentence", {"written": when.written}))
        if when.read.reason.key == TOO_OFTEN:
            doubts.append(Doubt("too_often", {"written": when.written}))
        if when.read.reason.key == "deadline.assumed_year":
            doubts.append(Doubt("year_assumed", {"written": when.written}))
        if when.several:
            doubts.append(Doubt("several_days", {"written": when.written}))
        if item.inherited:
            doubts.append(Doubt("inherited", {"written": when.written}))
        if head.plan.issued and when.read.due and when.read.due < head.plan.issued:
            doubts.append(Doubt("before_issue", {"written": when.written}))
    if not item.owners:
        doubts.append(Doubt("no_owner"))
    elif item.addressed:
        doubts.append(Doubt("addressed"))
    elif not item.sure_owner:
        doubts.append(Doubt("owner_later", {"owner": item.owners[0]}))
    if item.formula:
        doubts.append(Doubt("formula"))
    if item.parted:
        doubts.append(Doubt("split"))
    if len(text) > LONG:
        doubts.append(Doubt("long"))
    doubts += [Doubt("slip", {"wrong": wrong, "right": right}) for wrong, right in dict.fromkeys(slips(text))]
    return doubts


def _titles(found: Found, tasks: Sequence[DraftTask]) -> dict[str, str]:
    """The sections that hold tasks, each with a short title."""
    used = dict.fromkeys(task.section for task in tasks)
    return {section: short_title(found.sections.get(section, section)) for section in used}
