"""The week of one plan in figures and lists: plan, standings and reports -> Digest, without a word."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.digest.compared import moves
from bot.digest.figures import Case, Figure, blocked_since, cases_of, counted, reason, unasked
from bot.digest.parts import (
    APART,
    CELLS,
    Apart,
    Cells,
    Decided,
    Digest,
    Extensions,
    Item,
    Met,
    Missed,
    Overdue,
    UnitCount,
)
from bot.digest.targets import NO_TARGETS, Targets
from bot.model.deadline import TaskRef
from bot.model.plan import Plan
from bot.model.progress import Mark, Report, ReportKind, Standing
from bot.model.published import Published


def digest_of(
    plan: Plan,
    now: Mapping[TaskRef, Standing],
    before: Published | None,
    today: date,
    *,
    reports: Sequence[Report],
    linked_units: Collection[str] | None,
    lost_units: Collection[str] = (),
    fresh: Sequence[Report] = (),
    untold: Collection[TaskRef] = (),
    targets: Targets = NO_TARGETS,
) -> Digest:
    """The digest of a plan on `today`, compared with the one `before`; without it no change is told.

    `reports` is the plan's whole log in the order of keeping; its moments, and that of the digest before, are
    in the plan's time zone. `fresh` is what the log has kept since; `lost_units`
    are linked, but nobody there can be written to; of the `untold` tasks the owner hears today at the
    earliest, and is not silent yet. With `linked_units` null nobody is told to be silent or
    not reached.
    """
    cases = cases_of(plan, now, before, today, reports, linked_units, lost_units, fresh, untold)
    found = counted(cases)
    count = {figure.value: len(cases) for figure, cases in found.items()}
    cells = Cells(**{cell: count[cell] for cell in CELLS})
    return Digest(
        on=today,
        since=before.at.date() if before else None,
        cells=cells,
        change=cells.since(_cells(before)) if before else None,
        awaiting=count["awaiting"],
        overdue=_by_unit(map(_item, found[Figure.OPEN_OVERDUE])),
        missed=tuple(sorted(map(_missed, found[Figure.MISSED]), key=lambda missed: -missed.item.days)),
        due_soon=_by_day(map(_item, found[Figure.DUE_SOON])),
        due_turns=_by_day(
            replace(_item(case), period=case.standing.period) for case in cases if case.turn_due_soon
        ),
        blocked=tuple(
            replace(_item(case, reason(case.said)), since=blocked_since(case.said))
            for case in found[Figure.BLOCKED]
        ),
        extensions=tuple(
            replace(_item(case, asked.note, asked.asked_until), since=asked.at.date())
            for case in found[Figure.EXTENSIONS]
            if (asked := case.standing.extension)
        ),
        silent=_by_owner(found[Figure.SILENT]),
        unlinked=_by_owner(found[Figure.UNLINKED]),
        unasked=_unasked(cases, {*linked_units, *lost_units}) if linked_units is not None else (),
        finished=tuple(map(_item, found[Figure.FINISHED])),
        apart=Apart(
            **{name: Met(count[name], count[f"{name}_met"]) for name in APART},
            cancelled=count["cancelled"],
        ),
        lost=_by_owner(found[Figure.LOST]),
        week=Extensions(count["asked"], count["granted"], count["refused"]),
        decided=tuple(decided for case in cases if (decided := _decided(case))),
        members={figure: tuple(case.task.ref for case in cases) for figure, cases in found.items()},
        targets=targets,
        moves=moves(cases, before) if before else {},
        said=before is not None and before.said,
        stirred=any(case.stirred for case in cases),
    )


def published(digest: Digest, plan: Plan, at: datetime, *, said: bool = True) -> Published:
    """What the digest of a plan says at that moment, for a later one to be compared with."""
    codes = {figure: tuple(ref.code for ref in refs) for figure, refs in digest.members.items()}
    return Published(
        at=at,
        cells={cell: codes[Figure(cell)] for cell in CELLS},
        done=codes[Figure.WAITING_MET] + codes[Figure.UNDATED_MET],
        dates={task.code: task.deadline.due for task in plan.tasks},
        said=said,
    )


def _cells(before: Published) -> Cells:
    return Cells(**{cell: len(before.cells.get(cell, ())) for cell in CELLS})


def _item(case: Case, note: str = "", asked: date | None = None) -> Item:
    task, standing, secret = case.task, case.standing, case.task.classification is not None
    due = standing.due
    return Item(
        code=task.code,
        title="" if secret else task.title,
        owner=task.owner,
        due=due,
        days=standing.days_late(case.today) or ((case.today - due).days if due else 0),
        reported_on=standing.reported_on,
        note="" if secret else note,
        asked_until=asked,
        new=case.newly_overdue,
        last=case.last,
    )


def _unasked(cases: Sequence[Case], answering: Collection[str]) -> tuple[str, ...]:
    standings = {case.task.ref: case.standing for case in cases}
    return unasked([case.task for case in cases], standings, answering)


def _by_day(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: -item.days))


def _missed(case: Case) -> Missed:
    marks = [(each.period, each.mark(case.today)) for each in case.missed if each.period]
    first = min(each.due for each in case.missed if each.due)
    return Missed(
        item=replace(_item(case), due=first, days=(case.today - first).days),
        kind=case.task.deadline.kind,
        silent=tuple(period for period, mark in marks if mark is not Mark.UNFINISHED),
        unfinished=tuple(period for period, mark in marks if mark is Mark.UNFINISHED),
    )


def _decided(case: Case) -> Decided | None:
    """What became of a task's time since the digest before; a request that waits goes before a decision."""
    kind = next((kind for kind in (ReportKind.GRANT, ReportKind.REFUSE) if kind in case.week), None)
    if (asked := case.standing.extension) and ReportKind.EXTENSION in case.week:
        return Decided(code=case.task.code, kind=ReportKind.EXTENSION, until=asked.asked_until)
    until = case.standing.due if kind is ReportKind.GRANT else None
    return Decided(code=case.task.code, kind=kind, until=until) if kind else None


def _by_unit(items: Iterable[Item]) -> tuple[Overdue, ...]:
    """Units with most overdue tasks first; of two with as many, the one with the oldest."""
    owned: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda item: -item.days):
        owned[item.owner].append(item)
    groups = [Overdue(unit=unit, items=tuple(items)) for unit, items in owned.items()]
    return tuple(sorted(groups, key=lambda group: (-len(group.items), -group.oldest)))


def _by_owner(cases: Iterable[Case]) -> tuple[UnitCount, ...]:
    """How many of these tasks each unit owns, the most first."""
    owners = Counter(case.task.owner for case in cases)
    return tuple(UnitCount(unit, tasks) for unit, tasks in owners.most_common())
