"""Since when each task that turns has been known here: no report is owed for a period before that."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType

from bot.model.deadline import TaskRef
from bot.model.plan import Task
from bot.store.facts import Facts
from bot.store.store import Transaction

KEY = "known_tasks"


def known_tasks(facts: Facts) -> Mapping[TaskRef, date]:
    """The first day on which each task was in force here, by the code it had then."""
    return _read(facts.get(KEY) or "{}")


@lru_cache(maxsize=4)  # asked for every message, and the same for all tasks as long as none is new
def _read(written: str) -> Mapping[TaskRef, date]:
    kept = json.loads(written)
    return MappingProxyType(
        {
            TaskRef(plan, code): date.fromisoformat(day)
            for plan, days in kept.items()
            for code, day in days.items()
        }
    )


def note_tasks(tx: Transaction, tasks: Iterable[Task], now: datetime) -> None:
    """Keep today for the tasks that are new.

    A day yet to come was noted under a wrong clock. Where nothing was ever noted, an earlier version served
    these plans from the first link on.
    """
    known, today, tasks = known_tasks(tx.facts), now.date(), tuple(tasks)
    if known and all(_noted(task, known) for task in tasks) and max(known.values()) <= today:
        return  # as in nearly every pass
    linked = () if known else (link.linked_at.astimezone(now.tzinfo).date() for link in tx.links.all())
    first = min([today, *linked])
    days = {task.ref: min((known[ref] for ref in task.refs if ref in known), default=first) for task in tasks}
    noted = dict(known) | {ref: min(day, today) for ref, day in days.items()}
    if noted != known:
        keep_known(tx.facts, noted)


def _noted(task: Task, known: Mapping[TaskRef, date]) -> bool:
    """Whether its day is kept by the code it has now, and none earlier by another."""
    day = known.get(task.ref)
    return day is not None and (not task.was or all(known.get(ref, day) >= day for ref in task.refs))


def keep_known(facts: Facts, known: Mapping[TaskRef, date]) -> None:
    plain: dict[str, dict[str, str]] = {}
    for ref, day in known.items():
        plain.setdefault(ref.plan, {})[ref.code] = day.isoformat()
    facts.set(KEY, json.dumps(plain, ensure_ascii=False, separators=(",", ":")))
