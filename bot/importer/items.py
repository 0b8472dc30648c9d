"""The tree of a document to its items: which points are tasks, and what of their headings and lines holds for them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.importer.agencies import named_in, of_a_cell, only_agencies
from bot.importer.labels import Field, Label, fields
from bot.importer.markers import Depth
from bot.importer.outline import Node
from bot.importer.times import Issue, When, heading_time, in_brackets, stated, within
from bot.importer.wording import bare, trimmed
from bot.importer.zones import Zone, zone_of
from bot.model.deadline import DeadlineKind

NO_TASK = re.compile(
    r"(?:can cu|xet|theo de nghi)\b[^.]*;$"
    r"|(?:noi nhan|tren day la|trong qua trinh (?:trien khai|thuc hien)(?:,| neu| ke hoach| co))"
)
ENDING = re.compile(r"chiu trach nhiem thi hanh (?:quyet dinh|nghi quyet)")
AIM = re.compile(r"(?:Ph[ấâ]n đ[ấầ]u|Đến (?:hết |cuối )?năm 20\d\d)(?!\w)[^.;]*\d(?!\d{3})")
SENTENCE = re.compile(r"(?<=[.;])\s+(?=\w)")
SHORTEST_ALONE = 45  # letters: what is shorter is a line of the head
WHOLE_DOCUMENT = "VB"


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What the headings above say of a point."""

    section: str = ""
    zone: Zone = Zone.TASKS
    when: When | None = None
    owners: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    issue: Issue = Issue()
    issuer: str = ""
    addressed: bool = False  # the owners are whom the document is sent to


@dataclass(slots=True)
class Item:
    """A task as found."""

    section: str
    text: str
    rest: str = ""
    page: int = 1
    line: int = 1
    when: When | None = None
    inherited: bool = False
    owners: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    deliverable: str | None = None
    sure_owner: bool = True
    addressed: bool = False
    formula: bool = False
    parted: bool = False  # one of several in a paragraph
    trailing: bool = False  # its time stands in a line below it, which may be meant for those before it too
    said: list[Field] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """Everything found below a point, in the document's order; `Node`s are tables, left to `annex`."""

    items: list[Item | tuple[Node, Context]] = field(default_factory=list)
    figures: list[tuple[Node, Context]] = field(default_factory=list)
    sections: dict[str, str] = field(default_factory=dict)


def items_of(root: Node, context: Context) -> Found:
    found = Found()
    _below(root, context, found)
    return found


def _below(node: Node, context: Context, found: Found) -> None:
    """The points below a heading: fields join the point they speak of, headings lead on, the rest are tasks."""
    children = _settled(node)
    mine: list[Item] = []
    for child in children:
        if child.table:
            found.items.append((child, context))
        elif (context.zone is Zone.TARGETS or _aims(child, context)) and not _is_heading(child, context):
            found.figures.append((child, context))
        elif _is_heading(child, context):
            _share(mine)
            mine = []
            _below(child, _context(child, context, found), found)
        elif context.zone is Zone.TASKS and _is_task(child, node, context):
            for item in _parted(_item(child, context), context):
                mine.append(item)
                found.items.append(item)
    _share(mine)


def _settled(node: Node) -> list[Node]:
    """The points below, those that are only labels given to the point before them, or to the heading."""
    kept: list[Node] = []
    for child in node.children:
        labels = child.labels
        if not labels or child.table:
            kept.append(child)
        elif kept and not kept[-1].table and kept[-1].depth >= child.depth:
            kept[-1].said += [*labels, *child.said]
        else:
            node.said += [*labels, *child.said]
    return kept


def _aims(node: Node, context: Context) -> bool:
    """Whether a point among tasks is a figure to reach: "Phấn đấu đến năm 2030, …"."""
    return (
        context.zone is Zone.TASKS
        and bool(AIM.match(node.text))
        and not node.said
        and not _own_time(node, context)
    )


def _is_heading(node: Node, context: Context) -> bool:
    """Whether a point leads to others rather than being a task itself."""
    content = [child for child in node.children if not child.labels]
    if any(child.table for child in content):
        return True
    if node.children and node.depth <= Depth.SECOND and zone_of(node.text, Zone.TASKS) is not Zone.TASKS:
        return True
    if _in_a_block(node):
        return False
    if content and node.depth <= Depth.ROMAN:
        return True
    content = [child for child in content if not child.beside]
    if not content:
        return False
    timed = [child for child in content if _own_time(child, context)]
    if node.depth <= Depth.SECOND and zone_of(node.text, context.zone) is not context.zone:
        return True
    if only_agencies(node.text) or heading_time(node.text, context.issue):
        return True
    own = _own_time(node, context)
    if own and not timed and not node.text.rstrip().endswith(":"):
        return False
    if node.depth >= Depth.DASH:
        owned = sum(bool(named_in(child.text).owners) for child in content)
        return bool(timed) or (node.text.rstrip().endswith(":") and owned >= 2)
    if all(child.depth >= Depth.BRACKET for child in content) and not timed:
        return False
    return True


def _in_a_block(node: Node) -> bool:
    """Whether the points below it are a form about it: what, who, when, each once and as points themselves."""
    labels = [child.labels[0].label for child in node.children if child.labels]
    told = [label for label in labels if label is not Label.BESIDE]
    if not told or len(told) != len(set(told)):
        return False
    others = [child for child in node.children if not child.labels and not child.beside and not child.table]
    return len(told) >= 2 or not others


def _own_time(node: Node, context: Context) -> bool:
    said = [
        each
        for each in (*fields(node.text), *node.said, *(f for c in node.children for f in c.labels))
        if each.label is Label.TIME
    ]
    if any(stated(each.value, context.issue) for each in said):
        return True
    when = within(node.text, context.issue)
    return when is not None and when.dated


def _is_task(node: Node, parent: Node, context: Context) -> bool:
    text = node.text
    if node.beside or len(trimmed(text)) < 8 or NO_TASK.match(bare(text)) or ENDING.search(bare(text)[:200]):
        return False
    if only_agencies(text) and not node.said and not node.children:
        return False
    if parent.depth < 0 and not node.marked:
        # Between the head and the first point: what is not due on a day only leads up to it.
        when = within(node.whole, context.issue)
        return when is not None and when.dated and not text.endswith(":") and len(text) > SHORTEST_ALONE
    return True


def _context(node: Node, above: Context, found: Found) -> Context:
    """What a heading adds for the points below it."""
    section = _section(node, above)
    text = node.text
    if section not in found.sections:
        found.sections[section] = trimmed(text) or section
    zone = zone_of(text, above.zone) if node.depth <= Depth.SECOND or not node.marked else above.zone
    owners, support, addressed = above.owners, above.support, above.addressed
    said = [*fields(text), *node.said]
    if named := only_agencies(text):
        owners, support, addressed = named, (), False
    elif node.depth >= Depth.NUMBER and (
        text.rstrip().endswith(":") or _own_time(Node(node.depth, text=text), above)
    ):
        who = named_in(text, above.issuer)
        if who.owners:
            owners, support, addressed = who.owners, who.support, False
    elif colon := re.match(r"([^:]{4,120}):\s", text):
        if named := only_agencies(colon[1]):
            owners, support, addressed = named, (), False
    lead, help_ = _who(said)
    if lead:
        owners, support, addressed = lead, help_, False
    when = heading_time(text, above.issue) or in_brackets(text, above.issue) or _time(said, above.issue)
    if when is None and text.rstrip().endswith(":"):
        inline = within(text, above.issue)
        when = inline if inline and inline.dated else None
    return replace(
        above,
        section=section,
        zone=zone,
        owners=owners,
        support=support,
        when=when or above.when,
        addressed=addressed,
    )


def _section(node: Node, above: Context) -> str:
    """The name of a section: the signs down to it."""
    sign, base = node.sign, above.section
    if not sign:
        return base or WHOLE_DOCUMENT
    if "." in sign:
        stem = sign.rpartition(".")[0]
        if base == stem or base.endswith(f".{stem}"):
            base = base[: -len(stem)].rstrip(".")
    if not base and sign[0].isdigit():
        base = WHOLE_DOCUMENT
    return f"{base}.{sign}" if base else sign


def _who(said: Sequence[Field]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The owners and support that labels name."""
    owners, support = list[str](), list[str]()
    for each in said:
        if each.label is Label.OWNER:
            lead, help_ = of_a_cell(each.value)
            owners += lead
            support += help_
        elif each.label is Label.SUPPORT:
            lead, help_ = of_a_cell(each.value)
            support += [*lead, *help_]
        elif each.label is Label.SHARED:
            lead, help_ = of_a_cell(each.value)
            owners += lead[:1]
            support += [*lead[1:], *help_]
    support = [name for name in support if name not in owners]
    return tuple(dict.fromkeys(owners)), tuple(dict.fromkeys(support))


def _time(said: Sequence[Field], issue: Issue) -> When | None:
    found = [when for each in said if each.label is Label.TIME and (when := stated(each.value, issue))]
    return next(
        (when for when in found if when.read.kind is not DeadlineKind.UNREADABLE), found[0] if found else None
    )


def _item(node: Node, context: Context) -> Item:
    """A task with what its own words, the lines below it and its headings say."""
    below = [label for child in node.children for label in child.labels]
    text = " ".join(part for part in (node.text, *node.body, *_further(node)) if part)
    inline = fields(node.text)
    inside = [each for part in node.body for each in fields(part)]
    said = [*inline, *inside, *below, *node.said]
    words = node.text[: inline[0].start] if inline and inline[0].start > 20 else node.text
    owners, support = _who(said)
    who = named_in(words, context.issuer)
    if not owners and not who.owners and node.body:
        who = replace(
            named_in(" ".join((words, *map(_before_labels, node.body))), context.issuer), sure=False
        )
    when = _time(said, context.issue)
    own = when is not None
    if when is None:
        when = within(text, context.issue)
    inherited = False
    if (when is None or when.read.kind is DeadlineKind.WAITS) and context.when and not (when and own):
        when, inherited = context.when, True
    products = [each.value for each in said if each.label is Label.PRODUCT and each.value]
    named = owners or who.owners
    return Item(
        context.section or WHOLE_DOCUMENT, text, trimmed(who.rest) if who.owners else "", node.page, node.line, when,
        inherited=inherited,
        owners=named or context.owners,
        support=support or who.support or (() if named else context.support),
        deliverable=products[0] if products else None,
        sure_owner=bool(owners) or who.sure,
        addressed=not named and context.addressed and bool(context.owners),
        trailing=any(each.label is Label.TIME for each in node.said),
        said=node.said,
    )  # fmt: skip


def _before_labels(text: str) -> str:
    said = fields(text)
    return text[: said[0].start] if said else text


def _parted(item: Item, context: Context) -> Iterator[Item]:
    """A paragraph that lays something on one agency and something else, with a day of its own, on the next."""
    sentences = SENTENCE.split(item.text)
    parts: list[str] = []
    for sentence in sentences:
        own = named_in(sentence, context.issuer)
        when = within(sentence, context.issue)
        first = within(parts[-1], context.issue) if parts else None
        if not parts or (
            own.owners and own.sure and own.begins and when and when.dated and first and first.dated
        ):
            parts.append(sentence)
        else:
            parts[-1] = f"{parts[-1]} {sentence}"
    if len(parts) == 1 or item.said or fields(item.text):
        yield item
        return
    for part in parts:
        who = named_in(part, context.issuer)
        yield replace(
            item, text=part, rest=trimmed(who.rest) if who.owners else "", when=within(part, context.issue) or item.when,
            owners=who.owners or item.owners, support=who.support, sure_owner=who.sure, addressed=item.addressed and not who.owners,
            parted=True,
        )  # fmt: skip


def _further(node: Node) -> Iterator[str]:
    """The words of the points below that are no labels."""
    for child in node.children:
        if not child.labels and not child.table:
            yield child.whole


def _share(items: Sequence[Item]) -> None:
    """A line with a time below a list is meant for the points before it, too, that have none of their own."""
    meant: When | None = None
    owners: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    for item in reversed(items):
        if item.trailing and item.when:
            meant = item.when
            owners, support = _who(item.said)
        elif meant and item.when is None:
            item.when, item.inherited = meant, True
            if owners and not item.owners:
                item.owners, item.support = owners, item.support or support
