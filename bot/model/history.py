"""A log as a whole: what nobody has taken back, what was decided, and what it was at an earlier moment."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import Generic, TypeVar

from bot.model.progress import Report
from bot.model.target import TargetValue

E = TypeVar("E", Report, TargetValue)


class History(Generic[E]):
    """The entries of a log, in the order of keeping; made of them in any order."""

    def __init__(self, entries: Iterable[E]) -> None:
        self._entries: tuple[E, ...] = tuple(sorted(entries, key=attrgetter("id")))

    def __iter__(self) -> Iterator[E]:
        return iter(self._entries)

    @cached_property
    def undone(self) -> frozenset[int]:
        """The ids of what was taken back."""
        return frozenset(entry.undoes for entry in self if entry.undoes is not None)

    @cached_property
    def live(self) -> tuple[E, ...]:
        """What counts: neither taken back nor a taking back itself."""
        return tuple(entry for entry in self if entry.undoes is None and entry.id not in self.undone)

    def as_of(self, moment: datetime) -> "History[E]":
        """The log as it was at `moment` (aware): what came later, an undo too, had not happened yet."""
        return History(entry for entry in self if entry.at <= moment)

    def decision_on(self: "History[Report]", report: Report) -> Report | None:
        """What was decided on a report last, if that stands."""
        return next((entry for entry in reversed(self.live) if entry.decides == report.id), None)
