"""Nodes as the text of a YAML file, laid out as plans are: a key a line, short records and lists on one."""

import json
import re
from collections.abc import Iterator

from bot.planfile.yamlnodes import NULLS, ListNode, MapNode, Node, TextNode

PLAIN = re.compile(r"[^\W_][\w ,;./()%–&+“”-]*")
FIGURE = re.compile(r"-\d[\d.]*")
KEY = re.compile(r"[a-z_]+")
RESERVED = frozenset({"true", "false", "yes", "no", "null", "on", "off", "y", "n"})
BOOLEANS = frozenset({"true", "false"})
SPACED = frozenset({"ladder", "digest", "sections", "targets", "tasks"})  # an empty line stands before them
IN_LINE = frozenset({"source", "baseline"})  # records that stand on one line
BARE = frozenset({"opening", "picture", "deadline_inherited"})  # where true and false mean what they say
STEP = 2


def file_text(tree: MapNode) -> str:
    """The whole file."""
    return (
        "\n".join(line for key, entry in tree.entries.items() for line in top_lines(key, entry.node)) + "\n"
    )


def top_lines(key: str, node: Node) -> Iterator[str]:
    """A key at the top of a file, with an empty line before what is long."""
    if key in SPACED:
        yield ""
    yield from key_lines(key, node, 0)


def key_lines(key: str, node: Node, indent: int) -> Iterator[str]:
    """A key with its value, so far to the right."""
    head = f"{' ' * indent}{_key(key)}:"
    if isinstance(node, MapNode) and node.entries and key not in IN_LINE:
        yield head
        for inner, entry in node.entries.items():
            yield from key_lines(inner, entry.node, indent + STEP)
    elif isinstance(node, ListNode) and any(isinstance(item, MapNode) for item in node.items):
        yield head
        for item in node.items:
            yield from item_lines(item, indent + STEP)
    else:
        yield f"{head} {in_line(node, bare=key in BARE)}"


def item_lines(item: Node, indent: int) -> Iterator[str]:
    """An item of a list, a key a line."""
    if not isinstance(item, MapNode) or not item.entries:
        yield f"{' ' * indent}- {in_line(item)}"
        return
    lines = [
        line for key, entry in item.entries.items() for line in key_lines(key, entry.node, indent + STEP)
    ]
    yield f"{' ' * indent}- {lines[0][indent + STEP :]}"
    yield from lines[1:]


def in_line(node: Node, *, bare: bool = False, within: bool = False) -> str:
    """A value on one line; `within` brackets a comma ends a word."""
    match node:
        case TextNode():
            plain = " ".join(node.text.split())
            return plain if bare and plain in BOOLEANS else scalar(plain, within=within)
        case ListNode():
            return f"[{', '.join(in_line(item, within=True) for item in node.items)}]"
    inner = (f"{_key(key)}: {in_line(entry.node, within=True)}" for key, entry in node.entries.items())
    return f"{{{', '.join(inner)}}}"


def _key(name: str) -> str:
    """A key as a plan has it; one that YAML takes for nothing would be none."""
    return name if KEY.fullmatch(name) and name not in NULLS else scalar(name, within=True)


def scalar(text: str, *, within: bool = False) -> str:
    """A text as YAML: as it is where that is beyond doubt, else quoted."""
    words = " ".join(text.split())
    plain = (PLAIN.fullmatch(words) and words.casefold() not in RESERVED) or FIGURE.fullmatch(words)
    return words if plain and not (within and "," in words) else json.dumps(words, ensure_ascii=False)
