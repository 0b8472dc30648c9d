"""A plan file changed where it must be and left as it is elsewhere, remarks and layout included."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from bot.planfile.fields import PLAN, Field, Kind, Shape
from bot.planfile.writing.matching import Matched, matched
from bot.planfile.writing.meaning import alike
from bot.planfile.writing.text import SPACED, item_lines, key_lines
from bot.planfile.yamlnodes import ListNode, MapNode, Node, PlanLoader, read_nodes

# YAML counts these as ends of lines; an editor does not, and nobody means them.
ODD_BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
WHOLE = Field(key="", kind=Kind.RECORD, shape=PLAN)
REMARK = re.compile(r"( *)#")


@dataclass(frozen=True, slots=True)
class Part:
    """A key or an item of a block: the lines above it, its own from its column on, and what it holds."""

    name: str
    lead: list[str]
    column: int
    lines: list[str]
    node: Node
    inner: "Block | None"


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping or a list with a line or more for each of its parts, and what stands above and below them."""

    opening: list[str]
    parts: list[Part]
    closing: list[str]


def patched(text: str, new: MapNode) -> str | None:
    """The text of a plan file without a mistake, changed so that it says what the tree does.

    Null where the file is laid out so that nothing of it could be kept.
    """
    lines, returns = text.split("\n"), "\r\n" in text
    if not lines[-1]:
        lines.pop()
    old, _ = read_nodes("", text.encode())
    odd = old is None or ODD_BREAKS.search(text)
    root = None if odd or old is None else _block(_composed(text), old, lines, 0, len(lines))
    if root is None:
        return None
    made = [*root.opening, *_record(root, new, PLAN, "", 0), *root.closing]
    whole = "\n".join(line.rstrip("\r") + "\r" * returns for line in made) + "\n"
    again, wrong = read_nodes("", whole.encode())
    sound = again is not None and not wrong and alike(again, new, WHOLE)
    return whole if sound else None


# ---- the text in parts ----


def _composed(text: str) -> Any:
    return yaml.compose(text, Loader=PlanLoader)


def _block(tree: Any, node: Node, lines: Sequence[str], first: int, end: int) -> Block | None:
    """The parts of a node that begin between two lines; null where it is not laid out a line a part."""
    children = _children(tree, node, lines)
    if not children or tree.flow_style:
        return None
    starts = [start for _, start, _, _, _ in children]
    if starts != sorted({*starts}) or starts[0] < first:
        return None
    parts = []
    lead, opening = [*lines[first : starts[0]]], list[str]()
    if first == 0:  # the head of a file is not its first key's
        opening, lead = lead, []
    for at, (name, start, column, inner, own) in enumerate(children):
        following = starts[at + 1] if at + 1 < len(starts) else end
        last = _trail(lines, _end(inner) + 1, following, column)
        body = [lines[start][column:], *lines[start + 1 : last]]
        below = _block(inner, own, lines, start + (inner.start_mark.line > start), last)
        parts.append(Part(name, lead, column, body, own, below))
        lead = [*lines[last:following]]
    return Block(opening, parts, lead)


def _children(tree: Any, node: Node, lines: Sequence[str]) -> list[tuple[str, int, int, Any, Node]]:
    """Name, line, column and both trees of each key or item; none where a line begins with something else."""
    found = []
    match node:
        case MapNode() if isinstance(tree, yaml.MappingNode):
            for key, value in tree.value:
                mark = key.start_mark
                if lines[mark.line][: mark.column].strip(" ") not in ("", "-"):
                    return []
                entry = next((e for name, e in node.entries.items() if name == key.value), None)
                if entry is None:
                    return []
                found.append((key.value, mark.line, mark.column, value, entry.node))
        case ListNode() if isinstance(tree, yaml.SequenceNode):
            for value, item in zip(tree.value, node.items, strict=True):
                mark = value.start_mark
                before = lines[mark.line][: mark.column]
                if before.strip(" ") != "-":
                    return []
                found.append(("", mark.line, before.index("-"), value, item))
    return found


def _end(tree: Any) -> int:
    """The last line of what a node says, without what stands below it."""
    if isinstance(tree, yaml.ScalarNode) or tree.flow_style:
        mark = tree.end_mark
        return int(mark.line - (mark.column == 0 and mark.line > tree.start_mark.line))
    below = [each for pair in tree.value for each in (pair if isinstance(pair, tuple) else (pair,))]
    return max((_end(each) for each in below), default=int(tree.start_mark.line))


def _trail(lines: Sequence[str], first: int, following: int, column: int) -> int:
    """Where a part ends: with the last remark that stands further to the right than the next part."""
    end = first
    for at in range(first, following):
        remark = REMARK.match(lines[at])
        if remark and len(remark[1]) <= column:
            break
        end = at + 1 if remark else end
    return end


# ---- put together ----


def _record(block: Block, new: MapNode, shape: Shape | None, prefix: str, indent: int) -> Iterator[str]:
    """The keys of a mapping, those that stay in their old order; the first stands behind the prefix."""
    old = {part.name: part for part in block.parts}
    begin = prefix or " " * indent
    for name in _order(list(old), list(new.entries)):
        part, node = old.get(name), new.entries[name].node
        lead, body = _key(part, name, node, _field(shape, name), indent)
        yield from lead
        yield begin + body[0]
        yield from body[1:]
        begin = " " * indent


def _field(shape: Shape | None, name: str) -> Field:
    return (shape.field(name) if shape else None) or Field(key=name)


def _order(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The names of `new`: as they stood, each that is added behind the one it follows."""
    names = [name for name in old if name in new]
    for at, name in enumerate(new):
        if name not in names:
            before = next((each for each in reversed(new[:at]) if each in names), None)
            names.insert(names.index(before) + 1 if before else 0, name)
    return names


def _key(part: Part | None, name: str, node: Node, field: Field, indent: int) -> tuple[list[str], list[str]]:
    """The lines above a key, and its own without the white space of the first."""
    if part is None:
        lead = [""] if indent == 0 and name in SPACED else []
        return lead, _unindented(key_lines(name, node, indent), indent)
    if alike(part.node, node, field):
        return part.lead, part.lines
    inner = part.inner
    if inner and isinstance(part.node, MapNode) and isinstance(node, MapNode) and node.entries:
        below = _record(inner, node, field.shape, "", inner.parts[0].column)
        return part.lead, [part.lines[0], *inner.opening, *below, *inner.closing]
    if (
        inner
        and isinstance(part.node, ListNode)
        and isinstance(node, ListNode)
        and node.items
        and field.shape
    ):
        return part.lead, [part.lines[0], *inner.opening, *_listing(inner, part.node, node, field)]
    return part.lead, _unindented(key_lines(name, node, indent), indent)


def _unindented(lines: Iterator[str], indent: int) -> list[str]:
    first, *rest = lines
    return [first[indent:], *rest]


def _listing(block: Block, old: ListNode, new: ListNode, field: Field) -> Iterator[str]:
    """The items of a list of records in their new order; empty lines and remarks between groups stay."""
    pairs, indent = matched(old.items, new.items, field.key), block.parts[0].column
    gaps = dict(enumerate(_gaps(block, pairs)))
    single = replace(field, many=False)
    for item, at in zip(new.items, pairs.old, strict=True):
        if at is None:
            yield from item_lines(item, indent)
            continue
        part = block.parts[at]
        yield from gaps[at]
        yield from _own(part.lead)
        yield from _item(part, item, single, indent)
    yield from gaps[len(block.parts)]
    yield from block.closing


def _item(part: Part, new: Node, field: Field, indent: int) -> Iterator[str]:
    if alike(part.node, new, field):
        yield " " * indent + part.lines[0]
        yield from part.lines[1:]
    elif part.inner and isinstance(new, MapNode) and new.entries:
        column = part.inner.parts[0].column
        prefix = " " * indent + part.lines[0][: column - indent]
        yield from _record(part.inner, new, field.shape, prefix, column)
        yield from part.inner.closing
    else:
        yield from item_lines(new, indent)


def _gaps(block: Block, pairs: Matched) -> Iterator[list[str]]:
    """What stands between items and belongs to neither; that of an item left out goes to the next."""
    carried = list[str]()
    for at, part in enumerate(block.parts):
        gap = part.lead[: len(part.lead) - len(_own(part.lead))]
        if at in pairs.old:
            remarks = any(map(str.strip, carried))
            yield [*carried, *gap] if remarks or not gap else gap
            carried = []
        else:
            carried = [*carried, *gap] if any(map(str.strip, gap)) or not carried else carried
            yield []
    yield carried if any(map(str.strip, carried)) else []


def _own(lead: Sequence[str]) -> list[str]:
    """The remarks right above an item: what an empty line parts from it is not its own."""
    blank = max((at for at, line in enumerate(lead) if not line.strip()), default=-1)
    return [*lead[blank + 1 :]]
