"""The headings of a document: which points are headings, and what each says for the points below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.importer.outline import Node
from bot.importer.words.agencies import named_in, only_agencies
from bot.importer.words.agency_cells import of_a_cell
from bot.importer.words.labels import Field, Label, fields
from bot.importer.words.markers import Depth
from bot.importer.words.times import Issue, When, heading_time, in_brackets, stated, within
from bot.importer.words.wording import trimmed
from bot.importer.words.zones import Zone, zone_of
from bot.model.deadline import DeadlineKind

WHOLE_DOCUMENT = "VB"


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What the headings above say of a point."""

    section: str = ""
    zone: Zone = Zone.TASKS
    when: When | None = None
    owners: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    issue: Issue = field(default_factory=Issue)
    issuer: str = ""
    addressed: bool = False  # the owners are whom the document is sent to


def is_heading(node: Node, context: Context) -> bool:
    """Whether a point leads to others rather than being a task itself."""
    content = [child for child in node.children if not child.labels]
    if any(child.table for child in content):
        return True
    if node.children and node.depth <= Depth.SECOND and zone_of(node.text, Zone.TASKS) is not Zone.TASKS:
        return True
    if _in_a_block(node):
        return False
    if content and (node.depth <= Depth.ROMAN or (node.level and not node.marked)):
        return True
    content = [child for child in content if not child.beside]
    if not content:
        return False
    timed = [child for child in content if own_time(child, context)]
    if node.depth <= Depth.SECOND and zone_of(node.text, context.zone) is not context.zone:
        return True
    if only_agencies(node.text) or heading_time(node.text, context.issue):
        return True
    if in_brackets(node.text, context.issue) and node.depth <= Depth.SECOND and len(content) > 1:
        return True
    if node.depth == Depth.NAMED and node.text.startswith("(") and in_brackets(node.text, context.issue):
        return True  # "Giai đoạn 3 (từ 01/8 đến 15/8/2026): …"
    own = own_time(node, context)
    if own and not timed and not node.text.rstrip().endswith(":"):
        return False
    if node.depth >= Depth.DASH:
        owned = sum(bool(named_in(child.text).owners) for child in content)
        return bool(timed) or (node.text.rstrip().endswith(":") and owned >= 2)
    return bool(timed) or not all(child.depth >= Depth.BRACKET for child in content)


def _in_a_block(node: Node) -> bool:
    """Whether the points below it are a form about it: what, who, when, each once and as points."""
    labels = [child.labels[0].label for child in node.children if child.labels]
    told = [label for label in labels if label is not Label.BESIDE]
    if not told or len(told) != len(set(told)):
        return False
    others = [child for child in node.children if not child.labels and not child.beside and not child.table]
    return len(told) >= 2 or not others


def own_time(node: Node, context: Context) -> bool:
    said = [
        each
        for each in (*fields(node.text), *node.said, *(f for c in node.children for f in c.labels))
        if each.label is Label.TIME
    ]
    if any(stated(each.value, context.issue) for each in said):
        return True
    when = within(node.text, context.issue)
    return when is not None and when.dated


def context_of(node: Node, above: Context, sections: dict[str, str]) -> Context:
    """What a heading adds for the points below it."""
    section = _section(node, above)
    text = node.text
    if section not in sections:
        sections[section] = trimmed(text) or section
    zone = zone_of(text, above.zone) if node.depth <= Depth.SECOND or not node.marked else above.zone
    owners, support, addressed = above.owners, above.support, above.addressed
    said = [*fields(text), *node.said]
    if named := only_agencies(text):
        owners, support, addressed = named, (), False
    elif node.depth >= Depth.NUMBER and (
        text.rstrip().endswith(":") or own_time(Node(node.depth, text=text), above)
    ):
        who = named_in(text, above.issuer)
        if who.owners:
            owners, support, addressed = who.owners, who.support, False
    elif (colon := re.match(r"([^:]{4,120}):\s", text)) and (named := only_agencies(colon[1])):
        owners, support, addressed = named, (), False
    lead, help_ = who_of(said)
    if lead:
        owners, support, addressed = lead, help_, False
    when = heading_time(text, above.issue) or in_brackets(text, above.issue) or time_of(said, above.issue)
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


def who_of(said: Sequence[Field]) -> tuple[tuple[str, ...], tuple[str, ...]]:
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


def time_of(said: Sequence[Field], issue: Issue) -> When | None:
    found = [when for each in said if each.label is Label.TIME and (when := stated(each.value, issue))]
    return next(
        (when for when in found if when.read.kind is not DeadlineKind.UNREADABLE), found[0] if found else None
    )
