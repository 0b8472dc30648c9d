"""Tasks that follow another plan's task: each gets the deadline of the task its chain ends at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.model.deadline import Deadline, DeadlineKind, TaskRef
from bot.model.plan import Task
from bot.model.say import say

Tasks = Mapping[TaskRef, Task]


@dataclass(frozen=True, slots=True)
class Lost:
    """A chain that ends at no deadline: `ref` is the task it breaks off at, or comes back to in a circle."""

    ref: TaskRef
    circle: bool


End = Deadline | Lost


def settle(tasks: Tasks) -> dict[TaskRef, End]:
    """For each task that follows: its deadline, dated by the task at the chain's end, or where it is lost."""
    settled: dict[TaskRef, End] = {}
    for ref, task in tasks.items():
        if _follows(task) and ref not in settled:
            _walk(ref, tasks, settled)
    return settled


def _follows(task: Task) -> bool:
    """A task with a deadline of its own only names the one it carries out."""
    return task.deadline.follows is not None and task.deadline.kind is DeadlineKind.NONE


def _walk(ref: TaskRef, tasks: Tasks, settled: dict[TaskRef, End]) -> None:
    # A loop, no recursion: a chain may be as long as a file has tasks.
    chain: dict[TaskRef, Task] = {}
    end: End | None = None
    while end is None:
        if ref in settled:
            end = settled[ref]
        elif ref in chain or ref not in tasks:
            end = Lost(ref, ref in chain)
        elif _follows(tasks[ref]) and (target := tasks[ref].deadline.follows):
            chain[ref] = tasks[ref]
            ref = target
        else:
            end = tasks[ref].deadline
    for each, task in chain.items():
        settled[each] = end if isinstance(end, Lost) else _dated(task.deadline, end)


def _dated(own: Deadline, end: Deadline) -> Deadline:
    reason = say("check.follows", task=own.follows, reason=end.reason)
    return replace(end, written=own.written, reason=reason, inherited=own.inherited, follows=own.follows)
