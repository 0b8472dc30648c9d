"""Since when each task that turns has been known here: no report is owed for a period before that."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache

from bot.model.deadline import TaskRef
from bot.model.plan import Task
from bot.store.facts import Facts
from bot.store.store import Transaction

KEY = "known_tasks"


def known_tasks(facts: Facts) -> Mapping[TaskRef, date]:
    """The first day on which each task was in force here, by the code it had then."""
    return _read(facts.get(KEY) or "{}")


@lru_cache(maxsize=2)  # at every standing, and rarely another
def _read(text: str) -> Mapping[TaskRef, date]:
    kept = json.loads(text)
    return {
        TaskRef(plan, code): date.fromisoformat(day)
        for plan, days in kept.items()
        for code, day in days.items()
    }


def note_tasks(tx: Transaction, tasks: Iterable[Task], now: datetime) -> None:
    """Keep today for the tasks that are new.

    A day yet to come was noted under a wrong clock. Where nothing was ever noted, an earlier version served
    these plans from the first link on.
    """
    known, today = known_tasks(tx.facts), now.date()
    linked = () if known else (link.linked_at.astimezone(now.tzinfo).date() for link in tx.links.all())
    first = min([today, *linked])
    days = {task.ref: min((known[ref] for ref in task.refs if ref in known), default=first) for task in tasks}
    noted = dict(known) | {ref: min(day, today) for ref, day in days.items()}
    if noted != known:
        keep_known(tx.facts, noted)


def keep_known(facts: Facts, known: Mapping[TaskRef, date]) -> None:
    plain: dict[str, dict[str, str]] = {}
    for ref, day in known.items():
        plain.setdefault(ref.plan, {})[ref.code] = day.isoformat()
    facts.set(KEY, json.dumps(plain, ensure_ascii=False, separators=(",", ":")))
