"""The week of one plan in figures and lists: plan, standings and reports -> Digest, without a word."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from bot.digest.figures import Figure, cell_of, members, standing_in
from bot.digest.parts import Apart, Cells, Digest, Extensions, Item, Met, Overdue, UnitCount
from bot.digest.report_log import Log, answers, reason
from bot.digest.targets import NO_TARGETS, Targets
from bot.model.deadline import TaskRef
from bot.model.plan import Plan, Task
from bot.model.progress import Report, Standing

WEEK = timedelta(days=7)


def digest_of(
    plan: Plan,
    now: Mapping[TaskRef, Standing],
    week_ago: Mapping[TaskRef, Standing],
    today: date,
    *,
    reports: Sequence[Report],
    linked_units: Collection[str] | None,
    lost_units: Collection[str] = (),
    fresh: Sequence[Report] = (),
    week_ago_on: date | None = None,
    targets: Targets = NO_TARGETS,
) -> Digest:
    """The digest of a plan on `today`, compared with `week_ago` (by default seven days before).

    `reports` is the plan's whole log in the order of keeping, its moments in the plan's time zone.
    `week_ago` may be empty: then no change is told. `fresh` is what the log has kept since; `lost_units`
    are linked, but nobody there can be written to. With `linked_units` null nobody is told to be silent or
    not reached.
    """
    since = week_ago_on or today - WEEK
    found = members(
        plan,
        now,
        week_ago,
        today,
        reports=reports,
        linked_units=linked_units,
        lost_units=lost_units,
        fresh=fresh,
    )
    pairs = {task.ref: (task, standing_in(now, task)) for task in plan.tasks}
    listed = {figure: [pairs[ref] for ref in refs] for figure, refs in found.items()}
    count = {figure: len(refs) for figure, refs in found.items()}
    log = answers(reports)
    cells = Cells(
        done_on_time=count[Figure.DONE_ON_TIME],
        done_late=count[Figure.DONE_LATE],
        open_in_term=count[Figure.OPEN_IN_TERM],
        open_overdue=count[Figure.OPEN_OVERDUE],
    )
    before = [(task, week_ago[task.ref]) for task in plan.tasks if task.ref in week_ago]
    return Digest(
        on=today,
        since=since if before else None,
        cells=cells,
        change=cells.since(_cells(before, since)) if before else None,
        awaiting=count[Figure.AWAITING],
        overdue=_by_unit(_item(*pair, today) for pair in listed[Figure.OPEN_OVERDUE]),
        due_soon=_soonest(_item(*pair, today) for pair in listed[Figure.DUE_SOON]),
        blocked=_blocked(listed[Figure.BLOCKED], log, today),
        extensions=_extensions(listed[Figure.EXTENSIONS], today),
        silent=_by_owner(listed[Figure.SILENT]),
        unlinked=_by_owner(listed[Figure.UNLINKED]),
        finished=tuple(_item(*pair, today) for pair in listed[Figure.FINISHED]),
        apart=_apart(count),
        lost=_by_owner(listed[Figure.LOST]),
        week=Extensions(count[Figure.ASKED], count[Figure.GRANTED], count[Figure.REFUSED]),
        members=found,
        targets=targets,
    )


_Pair = tuple[Task, Standing]


def _apart(count: Mapping[Figure, int]) -> Apart:
    return Apart(
        ongoing=Met(count[Figure.ONGOING], count[Figure.ONGOING_MET]),
        recurring=Met(count[Figure.RECURRING], count[Figure.RECURRING_MET]),
        waiting=Met(count[Figure.WAITING], count[Figure.WAITING_MET]),
        undated=Met(count[Figure.UNDATED], count[Figure.UNDATED_MET]),
        cancelled=count[Figure.CANCELLED],
    )


def _cells(pairs: Iterable[_Pair], day: date) -> Cells:
    return Cells(**Counter(cell.value for pair in pairs if (cell := cell_of(*pair, day))))


def _item(task: Task, standing: Standing, today: date, note: str = "", asked: date | None = None) -> Item:
    secret = task.classification is not None
    return Item(
        code=task.code,
        title="" if secret else task.title,
        owner=task.owner,
        due=standing.due,
        days=(today - standing.due).days if standing.due else 0,
        note="" if secret else note,
        asked_until=asked,
    )


def _by_unit(items: Iterable[Item]) -> tuple[Overdue, ...]:
    """Units with most overdue tasks first; of two with as many, the one with the oldest."""
    owned: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda item: -item.days):
        owned[item.owner].append(item)
    groups = [Overdue(unit=unit, items=tuple(items)) for unit, items in owned.items()]
    return tuple(sorted(groups, key=lambda group: (-len(group.items), -group.oldest)))


def _soonest(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: -item.days))


def _blocked(stuck: Iterable[_Pair], log: Log, today: date) -> tuple[Item, ...]:
    return tuple(_item(t, s, today, note=reason(log.get(t.ref, ()))) for t, s in stuck)


def _extensions(pairs: Iterable[_Pair], today: date) -> tuple[Item, ...]:
    asked = [(t, s, s.extension) for t, s in pairs if s.extension is not None]
    return tuple(_item(t, s, today, note=e.note, asked=e.asked_until) for t, s, e in asked)


def _by_owner(pairs: Iterable[_Pair]) -> tuple[UnitCount, ...]:
    """How many of these tasks each unit owns, the most first."""
    owners = Counter(task.owner for task, _ in pairs)
    return tuple(UnitCount(unit, tasks) for unit, tasks in owners.most_common())
