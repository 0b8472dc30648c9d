"""Plan files from the chat: which are still to be read, what was made of them, which are in force."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from bot.model.plan_file import NewPlanFile, PlanFile, PlanFileState, Reading, Rewritten
from bot.store.rows import Rows
from bot.store.tables import plan_files

UNREAD = plan_files.c.state == PlanFileState.NEW
NEXT_DUE = select(func.min(plan_files.c.due_at)).where(UNREAD)
TO_READ = select(plan_files).where(UNREAD, plan_files.c.due_at <= bindparam("now")).order_by(plan_files.c.id)


class PlanFiles(Rows[PlanFile], table=plan_files, kind=PlanFile):
    """One row a file."""

    def add(self, new: NewPlanFile) -> bool:
        """Keep a file to read; False when its key is known."""
        fresh = {"state": PlanFileState.NEW, "attempts": 0, "due_at": new.at}
        return self._add(self._row(new) | fresh)

    def next(self, now: datetime) -> PlanFile | None:
        """The first whose turn it is to be read."""
        return self._first(TO_READ.limit(1), now=now)

    def next_due(self) -> datetime | None:
        return self._earliest(NEXT_DUE)

    def read(self, id: int, reading: Reading) -> None:
        """What was made of it."""
        self._set(id, state=reading.state, reading=_written(reading))

    def retry(self, id: int, at: datetime) -> None:
        self._change(plan_files.c.id == id, attempts=plan_files.c.attempts + 1, due_at=at)

    def applied(self, id: int, now: datetime) -> None:
        self._set(id, state=PlanFileState.APPLIED, applied_at=now)

    def undone(self, id: int) -> None:
        self._set(id, state=PlanFileState.UNDONE)

    def prune(self, before: datetime) -> None:
        """Forget what was read before that moment: nothing of it can be put in force or taken back."""
        read = plan_files.c.state != PlanFileState.NEW
        self._connection.execute(delete(plan_files).where(read, plan_files.c.at < before))

    def _value(self, row: Mapping[str, Any]) -> PlanFile:
        return super()._value({**row, "reading": _read(row["reading"]) if row["reading"] else None})


def _written(reading: Reading) -> str:
    sheet = None if reading.sheet is None else b64encode(reading.sheet).decode()
    return json.dumps(asdict(reading) | {"sheet": sheet}, ensure_ascii=False, separators=(",", ":"))


def _read(kept: str) -> Reading:
    found = json.loads(kept)
    found["lines"] = tuple(found["lines"])
    found["sheet"] = None if found["sheet"] is None else b64decode(found["sheet"])
    found["files"] = tuple(Rewritten(**file) for file in found["files"])
    return Reading(**found)
