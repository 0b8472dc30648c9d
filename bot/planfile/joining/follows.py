"""Tasks that follow another plan's task: each gets the deadline of the task its chain ends at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from bot.model.deadline import Deadline, DeadlineKind, TaskRef
from bot.model.plan import Task
from bot.model.say import say

# Finds a task of the plan files.
Find = Callable[[TaskRef], Task | None]


@dataclass(frozen=True, slots=True)
class Lost:
    """A chain that ends at no deadline: `ref` is the task it breaks off at, or comes back to in a circle."""

    ref: TaskRef
    circle: bool


End = Deadline | Lost
_Made = tuple[Deadline, Deadline, Deadline]  # of the first and the second, the third


@dataclass(frozen=True, slots=True)
class Dates:
    """The deadlines made of an own one and that of a chain's end, kept for as long as both are the same: of
    each task, and of those alike that are settled together."""

    _made: dict[TaskRef, _Made] = field(default_factory=dict)
    _alike: dict[tuple[int, int], _Made] = field(default_factory=dict)

    def of(self, ref: TaskRef, own: Deadline, end: Deadline) -> Deadline:
        made = self._made.get(ref)
        if made is None or made[0] is not own or made[1] is not end:
            both = id(own), id(end)
            if both not in self._alike:
                self._alike[both] = own, end, _dated(own, end)
            made = self._made[ref] = self._alike[both]
        return made[2]

    def settled(self) -> None:
        """What comes later may be of others."""
        self._alike.clear()


def _dated(own: Deadline, end: Deadline) -> Deadline:
    reason = say("check.follows", task=own.follows, reason=end.reason)
    return replace(end, written=own.written, reason=reason, inherited=own.inherited, follows=own.follows)


def settle(following: Iterable[Task], find: Find, dates: Dates) -> dict[TaskRef, End]:
    """For each task that follows: its deadline, dated by the task at the chain's end, or where it is lost."""
    settled: dict[TaskRef, End] = {}
    for task in following:
        ref, target = task.ref, task.deadline.follows
        source = find(target) if target else None
        if source and not follows(source):  # most chains are as short as that
            settled[ref] = dates.of(ref, task.deadline, source.deadline)
        elif ref not in settled:
            _walk(ref, find, dates, settled)
    dates.settled()
    return settled


def follows(task: Task) -> bool:
    """A task with a deadline of its own only names the one it carries out."""
    return task.deadline.follows is not None and task.deadline.kind is DeadlineKind.NONE


def _walk(ref: TaskRef, find: Find, dates: Dates, settled: dict[TaskRef, End]) -> None:
    # A loop, no recursion: a chain may be as long as a file has tasks.
    chain: dict[TaskRef, Task] = {}
    end: End | None = None
    while end is None:
        if ref in settled:
            end = settled[ref]
        elif ref in chain or (task := find(ref)) is None:
            end = Lost(ref, ref in chain)
        elif follows(task) and (target := task.deadline.follows):
            chain[ref] = task
            ref = target
        else:
            end = task.deadline
    for each, task in chain.items():
        settled[each] = end if isinstance(end, Lost) else dates.of(each, task.deadline, end)
