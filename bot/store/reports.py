"""Reports: every answer as it was given, added and read, never changed; and which of them still matter."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select

from bot.model.deadline import TaskRef
from bot.model.progress import NewReport, Report, ReportKind
from bot.store.databases.engine import insert_new, of_update
from bot.store.rows import Rows, about, at_once, named
from bot.store.tables import bearing, reports

Signs = Mapping[tuple[TaskRef, ...], str]
"""Tasks by all their codes, each with the rules that its log is weeded by (`digest.bearing.sign`)."""

BY_KEY = select(reports).where(reports.c.key == bindparam("key"))
NEWEST = select(func.max(reports.c.id))
MANY = 200  # tasks that are found sooner with all others of their plans than by their codes
BEARS = select(reports, bearing.c.under, bearing.c.weeded).select_from(
    bearing.join(reports, reports.c.id == bearing.c.report)
)
BEARING = BEARS.where(about(bearing))
BEARING_OF_PLANS = BEARS.where(bearing.c.plan.in_(bindparam("plans", expanding=True)))
FORGET = delete(bearing).where(about(bearing))
FORGET_OLD = FORGET.where(bearing.c.kept < bindparam("before"))
WEEDED = (
    select(bearing.c.report, bearing.c.under)
    .where(bearing.c.plan == bindparam("plan"), bearing.c.code == bindparam("code"))
    .order_by(bearing.c.report)
)
LAST = (
    select(reports)
    .where(reports.c.plan == bindparam("plan"), reports.c.code == bindparam("code"))
    .order_by(reports.c.at.desc(), reports.c.id.desc())
    .limit(bindparam("most"))
)
UNDONE = select(reports.c.undoes).where(reports.c.undoes.in_(bindparam("ids", expanding=True)))
GRANTED = (
    select(reports.c.plan, reports.c.code, reports.c.asked_until)
    .where(reports.c.kind == ReportKind.GRANT, reports.c.asked_until.is_not(None))
    .distinct()
)
UNWEEDED = (
    select(bearing.c.plan, bearing.c.code)
    .where(bearing.c.under.is_(None), bearing.c.kept < bindparam("before"))
    .limit(bindparam("most"))
)


class Reports(Rows[Report], table=reports, kind=Report):
    """The answers about every task. What an undo takes back stays, with the undo beside it."""

    def add(self, new: NewReport) -> Report | None:
        """Keep an answer; null when its key is known."""
        if not self._add(self._row(new)):
            return None
        kept = self.by_key(new.key)
        assert kept is not None
        insert_new(self._connection, bearing, _bears(kept))
        for old in (kept.undoes, kept.decides):
            if old is not None:
                self._take_up(old)
        return kept

    def of(
        self,
        tasks: Collection[TaskRef] | None = None,
        until: datetime | None = None,
        update: str | None = None,
    ) -> list[Report]:
        """Answers in the order they were kept: about these tasks (null: all), given at `until` or before,
        in the message or press of that key."""
        if tasks is not None and until is None and update is None:  # as nearly always
            found = [report for some in at_once(tasks) for report in self._all_about(some)]
            return sorted(found, key=attrgetter("id"))
        chosen, values = select(reports), dict[str, Any]()
        if tasks is not None:
            chosen, values = chosen.where(about(reports)), named(tasks)
        if until is not None:
            chosen = chosen.where(reports.c.at <= until)
        if update is not None:
            chosen = chosen.where(of_update(self._connection.dialect.name, reports.c.key, update))
        return self._all(chosen.order_by(reports.c.id), **values)

    def bearing(self, tasks: Signs, since: datetime | None = None) -> list[Report]:
        """The answers that all that is told of these tasks rests on, in the order they were kept, and among
        them all kept from `since` on (null: none are asked for).

        A task that was weeded by other rules, or of a later time, is read whole.
        """
        refs_of, found = {ref: refs for refs in tasks for ref in refs}, list[Report]()
        whole = {refs for refs in tasks for ref in refs if refs_of[ref] != refs}  # another has its code
        whole |= {refs_of[ref] for refs in whole for ref in refs}
        for chosen, values in _bearing(refs_of):
            for row in self._connection.execute(chosen, values):
                refs = refs_of.get(TaskRef(row.plan, row.code))
                if refs is None:
                    continue  # another task of the plan
                if row.under is None or (row.under == tasks[refs] and (not since or row.weeded <= since)):
                    found.append(self._value(row._asdict()))
                else:
                    whole.add(refs)
        if whole:
            found = [report for report in found if refs_of[report.task] not in whole]
            found += self.of({ref for refs in whole for ref in refs})
        return sorted(found, key=attrgetter("id"))

    def newest_of(self, tasks: Iterable[TaskRef], most: int) -> list[Report]:
        """The last answers given about a task by these codes, in the order they were given."""
        found = [x for ref in tasks for x in self._all(LAST, plan=ref.plan, code=ref.code, most=most)]
        return sorted(found, key=lambda report: (report.at, report.id))[-most:] if most else []

    def granted(self) -> list[tuple[TaskRef, date]]:
        """Every date that anybody was ever given, whether or not it was taken back."""
        found = self._connection.execute(GRANTED)
        return [(TaskRef(row.plan, row.code), row.asked_until) for row in found]

    def undone(self, ids: Collection[int]) -> frozenset[int]:
        """Which of these answers were taken back."""
        return frozenset(self._connection.scalars(UNDONE, {"ids": list(ids)}))

    def unweeded(self, before: datetime, most: int) -> list[TaskRef]:
        """Some tasks of which anything kept before that moment has not been weeded."""
        found = self._connection.execute(UNWEEDED, {"before": before, "most": most})
        return list(dict.fromkeys(TaskRef(row.plan, row.code) for row in found))

    def weed(self, log: Iterable[Report], under: str, before: datetime, refs: Collection[TaskRef]) -> None:
        """By these rules a task rests on this log of it, of which all kept before that moment was weeded."""
        by: dict[str, Any] = {"under": under, "weeded": before}
        # What came since stays as it is: of another process some may have come after the log was read.
        self._connection.execute(FORGET_OLD, named(refs) | {"before": before})
        for report in log:
            insert_new(self._connection, bearing, _bears(report) | (by if report.known_at < before else {}))

    def newest(self) -> int:
        """The id of the answer kept last, 0 before the first."""
        return self._connection.scalar(NEWEST) or 0

    def by_key(self, key: str) -> Report | None:
        return self._first(BY_KEY, key=key)

    def _take_up(self, id: int) -> None:
        """A task rests on its whole log again, where others were left out for the sake of this one."""
        old = self.get(id)
        if old is None:
            return
        task = {"plan": old.task.plan, "code": old.task.code}
        rows = self._connection.execute(WEEDED, task).all()
        under = {row.under for row in rows if row.under is not None}
        if not under or any(row.report == id and row.under is None for row in rows):
            return
        together = (bearing.c.plan == old.task.plan) & bearing.c.under.in_(under)
        codes = self._connection.scalars(select(bearing.c.code).where(together).distinct())
        refs = [TaskRef(old.task.plan, code) for code in codes]
        self._forget(refs)
        self._connection.execute(insert(bearing), [_bears(report) for report in self._all_about(refs)])

    def _forget(self, refs: Collection[TaskRef]) -> None:
        self._connection.execute(FORGET, named(refs))


def _bearing(tasks: Collection[TaskRef]) -> Iterator[tuple[Select[Any], dict[str, Any]]]:
    """The statements that find what bears on these tasks, each with its values."""
    if len(tasks) < MANY:
        yield BEARING, named(tasks)
        return
    for some in at_once({task.plan: None for task in tasks}):
        yield BEARING_OF_PLANS, {"plans": some}


def _bears(report: Report) -> dict[str, Any]:
    task = report.task
    return {"report": report.id, "plan": task.plan, "code": task.code, "kept": report.known_at}
