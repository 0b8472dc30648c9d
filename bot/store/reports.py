"""Reports: every answer as it was given; added and read, never changed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select, tuple_

from bot.model.deadline import TaskRef
from bot.model.progress import NewReport, Report
from bot.store.engine import insert_new
from bot.store.tables import reports


class Reports:
    """The answers about every task. What an undo takes back stays, with the undo beside it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewReport) -> Report | None:
        """Keep an answer; null when its key is known."""
        row = {
            "key": new.key,
            "plan": new.task.plan,
            "code": new.task.code,
            "kind": new.kind,
            "at": new.at,
            "user_id": new.user_id,
            "user_name": new.user_name,
            "unit": new.unit,
            "state": new.state,
            "percent": new.percent,
            "note": new.note,
            "asked_until": new.asked_until,
            "undoes": new.undoes,
            "decides": new.decides,
            "part": new.part,
        }
        return self.by_key(new.key) if insert_new(self._connection, reports, row) else None

    def of(self, tasks: Collection[TaskRef] | None = None, until: datetime | None = None) -> list[Report]:
        """Answers in the order they were kept: about these tasks (null: all), given at `until` or before."""
        chosen = select(reports)
        if tasks is not None:
            named = [(task.plan, task.code) for task in tasks]
            chosen = chosen.where(tuple_(reports.c.plan, reports.c.code).in_(named))
        if until is not None:
            chosen = chosen.where(reports.c.at <= until)
        return self._reports(chosen.order_by(reports.c.id))

    def get(self, id: int) -> Report | None:
        return next(iter(self._reports(select(reports).where(reports.c.id == id))), None)

    def by_key(self, key: str) -> Report | None:
        return next(iter(self._reports(select(reports).where(reports.c.key == key))), None)

    def _reports(self, chosen: Select[Any]) -> list[Report]:
        return [_report(row) for row in self._connection.execute(chosen)]


def _report(row: Row[Any]) -> Report:
    return Report(
        id=row.id,
        key=row.key,
        task=TaskRef(row.plan, row.code),
        kind=row.kind,
        at=row.at,
        user_id=row.user_id,
        user_name=row.user_name,
        unit=row.unit,
        state=row.state,
        percent=row.percent,
        note=row.note,
        asked_until=row.asked_until,
        undoes=row.undoes,
        decides=row.decides,
        part=row.part,
    )
