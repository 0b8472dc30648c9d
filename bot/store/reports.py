"""Reports: every answer as it was given; added and read, never changed."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from bot.model.deadline import TaskRef
from bot.model.progress import NewReport, Report
from bot.store.databases.engine import of_update
from bot.store.rows import Rows
from bot.store.tables import reports

NEWEST = select(func.max(reports.c.id))


class Reports(Rows[Report], table=reports, kind=Report):
    """The answers about every task. What an undo takes back stays, with the undo beside it."""

    def add(self, new: NewReport) -> Report | None:
        """Keep an answer; null when its key is known."""
        return self.by_key(new.key) if self._add(self._row(new)) else None

    def of(
        self,
        tasks: Collection[TaskRef] | None = None,
        until: datetime | None = None,
        update: str | None = None,
    ) -> list[Report]:
        """Answers in the order they were kept: about these tasks (null: all), given at `until` or before,
        in the message or press of that key."""
        if tasks is not None and until is None and update is None:  # as nearly always
            return self._all_about(tasks)
        chosen = select(reports)
        if tasks is not None:
            chosen = chosen.where(self._about(tasks))
        if until is not None:
            chosen = chosen.where(reports.c.at <= until)
        if update is not None:
            chosen = chosen.where(of_update(reports.c.key, update))
        return self._all(chosen.order_by(reports.c.id))

    def newest(self) -> int:
        """The id of the answer kept last, 0 before the first."""
        return self._connection.scalar(NEWEST) or 0

    def by_key(self, key: str) -> Report | None:
        return self._first(select(reports).where(reports.c.key == key))
