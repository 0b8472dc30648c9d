"""Which record of a list is which of the same list later: by its code or id, else by the code it had."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.codes import folded
from bot.planfile.fields import PLAN, Field
from bot.planfile.writing.meaning import alike, code_of, place_of, text_of, texts_at
from bot.planfile.yamlnodes import Entry, ListNode, MapNode, Node


@dataclass(frozen=True, slots=True)
class Matched:
    """For each new record the place of the old one that it was, null where it is new."""

    old: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Codes of the tasks that stay as they are, that say something else, that are new and that are gone."""

    same: tuple[str, ...]
    changed: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def matched(old: Sequence[Node], new: Sequence[Node], key: str) -> Matched:
    """The records of a list before and after."""
    free = {_name(node, key): at for at, node in reversed([*enumerate(old)])}
    found: list[int | None] = [free.pop(_name(node, key), None) for node in new]
    for at, node in enumerate(new):
        if found[at] is None:
            former = (free.pop(folded(code), None) for code in texts_at(node, "was"))
            found[at] = next((place for place in former if place is not None), None)
    return Matched(tuple(found))


def _name(node: Node, key: str) -> str:
    return code_of(node) if key == "tasks" else text_of(node, "id")


def as_before(old: MapNode, new: MapNode) -> MapNode:
    """The new tree without the codes that the old one left out, where they are still those of the place."""
    before, after = _tasks(old), _tasks(new)
    told = [at is not None and not text_of(before[at], "code") for at in matched(before, after, "tasks").old]
    tasks = (_uncoded(task) if left_out else task for task, left_out in zip(after, told, strict=True))
    line = new.entries["tasks"].line
    return MapNode(new.line, {**new.entries, "tasks": Entry(line, ListNode(line, tuple(tasks)))})


def _uncoded(task: Node) -> Node:
    if not isinstance(task, MapNode) or text_of(task, "code") != place_of(task):
        return task
    return MapNode(task.line, {key: entry for key, entry in task.entries.items() if key != "code"})


def changes(old: MapNode, new: MapNode) -> Changes:
    """What became of the tasks; `new` with the codes as they were before."""
    before, after = _tasks(old), _tasks(new)
    pairs = matched(before, after, "tasks").old
    field = _one_task()
    stay = [at is not None and alike(before[at], task, field) for task, at in zip(after, pairs, strict=True)]
    known = [at is not None for at in pairs]
    codes = [text_of(task, "code") or place_of(task) for task in after]
    gone = [node for at, node in enumerate(before) if at not in pairs]
    return Changes(
        same=tuple(code for code, same in zip(codes, stay, strict=True) if same),
        changed=tuple(c for c, same, old in zip(codes, stay, known, strict=True) if old and not same),
        new=tuple(code for code, old in zip(codes, known, strict=True) if not old),
        gone=tuple(text_of(task, "code") or place_of(task) for task in gone),
    )


def _one_task() -> Field:
    tasks = PLAN.field("tasks")
    assert tasks
    return Field(key="task", kind=tasks.kind, shape=tasks.shape)


def _tasks(tree: MapNode) -> tuple[Node, ...]:
    node = tree.entries["tasks"].node if "tasks" in tree.entries else None
    return node.items if isinstance(node, ListNode) else ()
