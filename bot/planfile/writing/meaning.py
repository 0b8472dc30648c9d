"""What nodes mean, so that two ways of writing the same are told from a change."""

from dataclasses import replace
from typing import Any

from bot.language.codes import folded
from bot.planfile.fields import Field, Kind, Shape
from bot.planfile.values import Wrong, read_value
from bot.planfile.yamlnodes import ListNode, MapNode, Node, TextNode


def alike(one: Node, other: Node, field: Field) -> bool:
    """Whether both say the same of a key: a day in either form, a list of one as a single value."""
    return bool(_meaning(one, field) == _meaning(other, field))


def _meaning(node: Node, field: Field) -> Any:
    match node:
        case TextNode():
            value = _value(node.text, field)
            return [value] if field.lone and field.many else value
        case ListNode():
            single = replace(field, many=False)
            return [_meaning(item, single) for item in node.items]
    if field.shape:
        return _record(node, field.shape)
    return [(_plain(name), _meaning(entry.node, Field(key=name))) for name, entry in node.entries.items()]


def _record(node: MapNode, shape: Shape) -> dict[str, Any]:
    fields = ((field, node.entries[field.key].node) for field in shape.fields if field.key in node.entries)
    return {field.key: meaning for field, inner in fields if (meaning := _meaning(inner, field)) is not None}


def _value(text: str, field: Field) -> Any:
    if not text.strip():
        return None
    if field.kind in (Kind.RECORD, Kind.NAMES):
        return text
    try:
        return read_value(field, text)
    except Wrong:
        return text


def code_of(task: Node) -> str:
    """A task's code, given or of its place, as two codes are told apart."""
    return folded(text_of(task, "code") or place_of(task))


def place_of(task: Node) -> str:
    """The code a task has where it gives none."""
    source = task.entries["source"].node if isinstance(task, MapNode) and "source" in task.entries else None
    return f"{text_of(source, 'section')}-{text_of(source, 'item')}"


def text_of(node: Node | None, key: str) -> str:
    """The text at a key; empty where there is none."""
    entry = node.entries.get(key) if isinstance(node, MapNode) else None
    return _plain(entry.node.text) if entry and isinstance(entry.node, TextNode) else ""


def texts_at(node: Node, key: str) -> list[str]:
    """The texts of a list at a key, or the one that stands for a list."""
    entry = node.entries.get(key) if isinstance(node, MapNode) else None
    inner = entry.node if entry else None
    items = inner.items if isinstance(inner, ListNode) else (inner,) if inner else ()
    return [_plain(item.text) for item in items if isinstance(item, TextNode)]


def _plain(text: str) -> str:
    return " ".join(text.split())
