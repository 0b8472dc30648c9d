"""What became of a task, as a unit it concerns is to be told."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.plan import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class NewChange:
    """One task before and after (null: not there), for one of the units that have or had to do with it."""

    unit: str
    old: Task | None
    new: Task | None
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Change(NewChange):
    """A kept change; ids grow in the order of keeping."""

    id: int
