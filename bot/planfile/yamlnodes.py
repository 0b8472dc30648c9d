"""YAML bytes to a tree of nodes: every scalar as text, everything and every mistake with its line."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple
from unicodedata import normalize

import yaml
from yaml import AliasEvent, MappingEndEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from bot.model.say import Problem, Say, say
from bot.planfile.problems import Problems, Stop, shown

MOST_BYTES = 5_000_000
MOST_NODES = 100_000
DEEPEST = 20
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# Line feed, carriage return and tab are the only control characters YAML lets stand in a file.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
TAB_INDENT = re.compile(r"^ *(?:- *)*\t")
# A remark glued to its sign, behind a bare value: "Đề án số #1" goes on, as its writer reads it.
CUT = re.compile(r"[ \t]+(#[^\s#][^\n\r]*)")
PlanLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TextNode(NamedTuple):
    """A scalar as it was written, composed (NFC); empty where the file says nothing, `~` or `null`."""

    line: int
    text: str


class ListNode(NamedTuple):
    """A list in its order."""

    line: int
    items: tuple["Node", ...]


class Entry(NamedTuple):
    """One key of a mapping: where the key stands, and its value."""

    line: int
    node: "Node"


class MapNode(NamedTuple):
    """A mapping in its order; of a key given twice, the first."""

    line: int
    entries: Mapping[str, Entry]


Node = TextNode | ListNode | MapNode
made = tuple.__new__  # past each type's own, which is a call more for every scalar of a file


def read_nodes(file: str, data: bytes, sort: str = "plan") -> tuple[MapNode | None, tuple[Problem, ...]]:
    """The file's one mapping and the mistakes found, by line; no tree where YAML itself is broken.

    `sort` is what the file is to hold, so that an empty one is told how to begin: a "plan", "units", what it
    "assigns", the "config", a "script".

    Never raises, whatever the bytes, and takes time and memory in proportion to `MOST_BYTES` at worst.
    Built from YAML's events, not `yaml.compose`: that one recurses in C, where deep nesting ends the
    process, and it follows aliases.
    """
    problems = Problems(file)
    with suppress(Stop):
        return _Builder(_decoded(data, problems), problems, sort).build(), problems.by_line()
    return None, problems.by_line()


def _decoded(data: bytes, problems: Problems) -> str:
    if len(data) > MOST_BYTES:
        problems.stop(1, say("problems.too_big", most=MOST_BYTES // 1_000_000))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.stop(line, say("problems.not_utf8", byte=f"{error.object[error.start]:02X}"))
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        problems.stop(line, say("problems.control", found=shown(found.group())))
    return text


def _quoted(text: str, sort: str) -> str:
    """What a mistake shows of the file: nothing of a configuration, where any line may hold the token."""
    return "" if sort == "config" else shown(text)


def _syntax(text: str, error: yaml.YAMLError, sort: str) -> tuple[int, Say]:
    """Where YAML stopped and how that line reads: the parser's own words are English and for engineers."""
    mark = getattr(error, "problem_mark", None)
    if "quoted" in str(getattr(error, "context", "")):
        mark = getattr(error, "context_mark", mark)  # an open quote runs to the end: its beginning says more
    lines = text.splitlines() or [""]
    index = min(mark.line if mark else 0, len(lines) - 1)
    key = "tab" if TAB_INDENT.match(lines[index]) else "syntax"
    return index + 1, say(f"problems.{key}", found=_quoted(lines[index].strip(), sort))


def _too_deep(text: str, error: yaml.YAMLError) -> int | None:
    """The line of the first level too many before the error, if there is one.

    A parser reads ahead: it may meet a limit of its own before it has told of what it passed.
    """
    mark = getattr(error, "problem_mark", None)
    depth = 0
    with suppress(yaml.YAMLError):
        for event in yaml.parse(text[: mark.index] if mark else "", Loader=PlanLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST and event.start_mark:
                return event.start_mark.line + 1
    return None


class _Builder:
    """Makes nodes of YAML's events; collects what is wrong but lets the rest be read."""

    def __init__(self, text: str, problems: Problems, sort: str) -> None:
        self._text = text
        self._events: Iterator[Any] = iter(PlanLoader(text).get_event, None)
        self._problems = problems
        self._sort = sort
        self._count = 0
        self._glued = CUT.search(text) is not None

    def build(self) -> MapNode:
        root: Node | None = None
        try:
            for event in self._events:
                line = event.start_mark.line + 1
                if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                    self._problems.stop(line, say("problems.documents"))
                if isinstance(event, yaml.NodeEvent):
                    root = self._node(event, 0)
        except yaml.YAMLError as error:
            if found := _too_deep(self._text, error):
                self._problems.stop(found, say("problems.too_deep", deepest=DEEPEST))
            self._problems.stop(*_syntax(self._text, error, self._sort))
        if root is None or root == TextNode(root.line, ""):
            self._problems.stop(1, say("problems.empty", sort=self._sort))
        if not isinstance(root, MapNode):
            self._problems.stop(root.line, say("problems.not_a_file_mapping", sort=self._sort))
        return root

    def _node(self, event: Any, depth: int) -> Node:
        """The node that begins with an event; in itself as often as `DEEPEST` allows."""
        kind, line = type(event), event.start_mark.line + 1
        if kind is AliasEvent:
            self._problems.stop(line, say("problems.alias", found=_quoted(str(event.anchor), self._sort)))
        self._count += 1
        if self._count > MOST_NODES:
            self._problems.stop(line, say("problems.too_many", most=MOST_NODES))
        if event.tag is not None:
            self._problems.stop(line, say("problems.tag", found=_quoted(event.tag, self._sort)))
        if kind is ScalarEvent:
            value: str = event.value
            if event.implicit[0]:
                value = self._bare(event, value)
            return made(TextNode, (line, value if value.isascii() else normalize("NFC", value)))
        if depth == DEEPEST:
            self._problems.stop(line, say("problems.too_deep", deepest=DEEPEST))
        if kind is SequenceStartEvent:
            return made(ListNode, (line, tuple(self._within(depth + 1))))
        return made(MapNode, (line, self._entries(depth + 1)))

    def _bare(self, event: Any, value: str) -> str:
        """A value without quotes: what stands for nothing is empty."""
        if self._glued and (cut := CUT.match(self._text, event.end_mark.index)):
            kept, left_out = (_quoted(part, self._sort) for part in (value, cut[1].strip()))
            what = say("problems.cut", kept=kept, cut=left_out)
            self._problems.add(event.end_mark.line + 1, what)
        return "" if value in NULLS else value

    def _within(self, depth: int) -> Iterator[Node]:
        for event in self._events:
            if type(event) is SequenceEndEvent:
                return
            yield self._node(event, depth)

    def _entries(self, depth: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        for event in self._events:
            if type(event) is MappingEndEvent:
                break
            key = self._node(event, depth)
            if type(key) is not TextNode:
                self._problems.stop(key.line, say("problems.key_not_text"))
            line, name = key
            node = self._node(next(self._events), depth)
            if name not in entries:
                entries[name] = made(Entry, (line, node))
            else:
                what = say("problems.duplicate_key", name=shown(name), first=entries[name].line)
                self._problems.add(line, what)
        return entries
