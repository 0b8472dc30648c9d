"""A node against its shape of the field table: typed values with their lines, each mistake a Problem."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.language.folding import plain
from bot.model.say import say
from bot.planfile.fields import IN_VIETNAMESE, PLAN, TASK, Field, Kind, Shape
from bot.planfile.problems import Problems, nearest, shown
from bot.planfile.quick import quick
from bot.planfile.values import READERS, Wrong, squeezed
from bot.planfile.yamlnodes import ListNode, MapNode, Node, TextNode

RECORD, NAMES = Kind.RECORD, Kind.NAMES


class Item(NamedTuple):
    """One value of a list and where it stands."""

    line: int
    value: Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """The values of one mapping that could be read; `sound` when nothing in it was wrong.

    A list is a tuple of `Item`, a mapping of its own another `Record`, names a dict of texts.
    """

    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    sound: bool

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def items(self, key: str) -> tuple[Any, ...]:
        """The bare values of a list; empty where there is none."""
        return tuple(item.value for item in self.values.get(key, ()))

    @property
    def bare(self) -> dict[str, Any]:
        """Every value without its place, lists too."""
        return {
            key: self.items(key) if isinstance(value, tuple) else value for key, value in self.values.items()
        }

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)


_RECORD = quick(Record)


class Recorder:
    """Reads records of one file into one collection of problems."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._mistakes = 0

    def wrong(self, line: int, what: str, **values: Any) -> None:
        self._mistakes += 1
        self._problems.add(line, say(f"problems.{what}", **values))

    def once(
        self, named: Iterable[tuple[int, Any]], what: str, like: Callable[[str], str] = str.casefold
    ) -> dict[Any, int]:
        """Each name, told with its line, may stand once, in small letters or great; the line of each."""
        first: dict[Any, int] = {}
        known: dict[str, int] = {}
        for line, name in named:
            if name is None:
                continue
            alike = like(str(name))
            if alike in known:
                self.wrong(line, what, found=name, first=known[alike])
            else:
                known[alike] = first[name] = line
        return first

    def record(self, node: MapNode, shape: Shape) -> Record:
        before, keys = self._mistakes, shape.keys
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, (line, inner) in node.entries.items():
            if key not in keys:
                self._unknown(key, line, shape)
            elif type(inner) is not TextNode or inner.text.strip():  # an empty one counts as left out
                lines[key] = line
        for key, field in keys.items():
            if key in lines:
                value = self._field(field, node.entries[key].node)
                if value is not None:
                    values[key] = value
            elif field.required:
                self.wrong(node.line, "missing", name=key, shape=shape.name)
        made: Record = _RECORD(node.line, values, lines, self._mistakes == before)
        return made

    def _unknown(self, key: str, line: int, shape: Shape) -> None:
        meant = IN_VIETNAMESE.get(re.sub(r"\W+|_", "-", plain(key)))
        near = meant if meant and shape.field(meant) else nearest(key, shape.keys)
        above = shape is TASK and PLAN.field(key) is not None
        self.wrong(line, "unknown_key", found=shown(key), shape=shape.name, nearest=near, above=above)

    def _field(self, field: Field, node: Node) -> Any:
        return self._list(field, node) if field.many else self._one(field, node)

    def _list(self, field: Field, node: Node) -> tuple[Item, ...] | None:
        if field.lone and isinstance(node, TextNode):
            node = ListNode(node.line, (node,))
        if not isinstance(node, ListNode):
            self.wrong(node.line, "not_list", name=field.key)
            return None
        if field.count is not None and len(node.items) != field.count:
            self.wrong(node.line, "not_count", name=field.key, count=field.count, found=len(node.items))
            return None
        values = ((item.line, self._one(field, item)) for item in node.items)
        return tuple([Item(line, value) for line, value in values if value is not None])

    def _one(self, field: Field, node: Node) -> Any:
        """The value of a node that is no list, or None where it is wrong."""
        kind = field.kind
        try:
            if kind is RECORD:
                return self._nested(field, node)
            return self._names(field, node) if kind is NAMES else _text(field, node)
        except Wrong as wrong:
            self._mistakes += 1
            self._problems.add(node.line, wrong.say)
            return None

    def _nested(self, field: Field, node: Node) -> Record:
        assert field.shape
        if isinstance(node, MapNode):
            return self.record(node, field.shape)
        keys = [each.key for each in field.shape.fields if each.required]
        keys = keys or [each.key for each in field.shape.fields]
        raise Wrong("not_record", name=field.key, shape=field.shape.name, keys=keys)

    def _names(self, field: Field, node: Node) -> dict[str, str]:
        if not isinstance(node, MapNode):
            raise Wrong("not_names", name=field.key)
        name, text = Field(key=field.key, most=30), Field(key=field.key, most=field.most)
        read = {}
        for key, entry in node.entries.items():
            read[self._one(name, TextNode(entry.line, key))] = self._one(text, entry.node)
        return {key: value or "" for key, value in read.items() if key is not None}


def _text(field: Field, node: Node) -> Any:
    if type(node) is not TextNode:
        raise Wrong("not_text", name=field.key)
    text = squeezed(node.text)
    if not text:
        raise Wrong("empty_value", name=field.key)
    return READERS[field.kind](field, text)
