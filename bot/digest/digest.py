"""The week of one plan in figures and lists: plan, standings and reports -> Digest, without a word."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from bot.digest.log import Log, live, reason, reported, silent
from bot.digest.parts import Apart, Cells, Digest, Extensions, Item, Overdue, Share, UnitCount
from bot.digest.targets import NO_TARGETS, Targets
from bot.model.deadline import DeadlineKind, TaskRef
from bot.model.plan import DEFAULT_LADDER, Plan, Task
from bot.model.progress import Report, ReportKind, Standing, State

WEEK = timedelta(days=7)
SOON = timedelta(days=14)

_PERIODIC = (DeadlineKind.ONGOING, DeadlineKind.RECURRING)


def digest_of(
    plan: Plan,
    now: Mapping[TaskRef, Standing],
    week_ago: Mapping[TaskRef, Standing],
    today: date,
    *,
    reports: Sequence[Report],
    linked_units: Collection[str],
    lost_units: Collection[str] = (),
    fresh: Sequence[Report] = (),
    week_ago_on: date | None = None,
    targets: Targets = NO_TARGETS,
) -> Digest:
    """The digest of a plan on `today`, compared with `week_ago` (by default seven days before).

    `reports` is the plan's whole log in the order of keeping, its moments in the plan's time zone.
    `week_ago` may be empty: then no change is told. `fresh` is what the log has kept since; `lost_units`
    are linked, but nobody there can be written to.
    """
    since = week_ago_on or today - WEEK
    pairs = _standings(plan, now)
    dated = [pair for pair in pairs if _dated(*pair)]
    late = [pair for pair in dated if pair[1].open and pair[1].late(today)]
    log = live(reports)
    reached = {*linked_units, *lost_units}
    cells = _cells(dated, today)
    before = [(task, week_ago[task.ref]) for task in plan.tasks if task.ref in week_ago]
    earlier = _cells([pair for pair in before if _dated(*pair)], since)
    return Digest(
        on=today,
        since=since if before else None,
        cells=cells,
        change=cells.since(earlier) if before else None,
        awaiting=sum(standing.state is State.AWAITING_APPROVAL for _, standing in dated),
        overdue=_by_unit(_item(*pair, today) for pair in late),
        due_soon=_due_soon(dated, today),
        blocked=_blocked(pairs, log, today),
        extensions=_extensions(pairs, today),
        silent=_silent(plan, dated, log, linked_units, today),
        unlinked=_count(t.owner for t, s in dated if s.open and t.owner not in reached),
        finished=_finished(pairs, week_ago, today),
        apart=_apart(pairs, log),
        lost=_count(t.owner for t, s in dated if s.open and t.owner in lost_units),
        week=_extended(reports, fresh),
        targets=targets,
    )


_Pair = tuple[Task, Standing]


def _standings(plan: Plan, known: Mapping[TaskRef, Standing]) -> list[_Pair]:
    return [(task, known.get(task.ref) or _untouched(task)) for task in plan.tasks]


def _untouched(task: Task) -> Standing:
    return Standing(task=task.ref, first_due=task.deadline.due, due=task.deadline.due)


def _dated(task: Task, standing: Standing) -> bool:
    """Whether the task counts in the four cells: it has a due date of its own and is not cancelled."""
    periodic = task.deadline.kind in _PERIODIC
    return standing.due is not None and not periodic and standing.state is not State.CANCELLED


def cell_of(task: Task, standing: Standing, today: date) -> str | None:
    """Which of the four cells (a field of `Cells`) the task counts in, null where it stands outside them."""
    if not _dated(task, standing):
        return None
    if standing.open:
        return "open_overdue" if standing.late(today) else "open_in_term"
    return "done_late" if standing.late(today) else "done_on_time"


def _cells(dated: Iterable[_Pair], today: date) -> Cells:
    return Cells(**Counter(cell for pair in dated if (cell := cell_of(*pair, today))))


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


def _due_soon(dated: Iterable[_Pair], today: date) -> tuple[Item, ...]:
    near = [_item(*pair, today) for pair in dated if pair[1].open]
    return tuple(sorted((i for i in near if -SOON.days <= i.days <= 0), key=lambda item: -item.days))


def _blocked(pairs: Iterable[_Pair], log: Log, today: date) -> tuple[Item, ...]:
    stuck = [(task, standing) for task, standing in pairs if standing.state is State.BLOCKED]
    return tuple(_item(t, s, today, note=reason(log.get(t.ref, ()))) for t, s in stuck)


def _extensions(pairs: Iterable[_Pair], today: date) -> tuple[Item, ...]:
    asked = [(t, s, s.extension) for t, s in pairs if s.open and s.extension is not None]
    return tuple(_item(t, s, today, note=e.note, asked=e.asked_until) for t, s, e in asked)


def _extended(reports: Iterable[Report], fresh: Iterable[Report]) -> Extensions:
    """The requests and decisions among `fresh` that nobody took back."""
    undone = {report.undoes for report in reports if report.kind is ReportKind.UNDO}
    kinds = Counter(report.kind for report in fresh if report.id not in undone)
    return Extensions(kinds[ReportKind.EXTENSION], kinds[ReportKind.GRANT], kinds[ReportKind.REFUSE])


def _silent(
    plan: Plan, dated: Iterable[_Pair], log: Log, linked: Collection[str], today: date
) -> tuple[UnitCount, ...]:
    ahead = timedelta(days=max(plan.ladder.before or DEFAULT_LADDER))
    asked = [(task, standing) for task, standing in dated if standing.open and task.owner in linked]
    return _count(t.owner for t, s in asked if silent(t, s, log.get(t.ref, ()), today, ahead))


def _count(owners: Iterable[str]) -> tuple[UnitCount, ...]:
    return tuple(UnitCount(unit, tasks) for unit, tasks in Counter(owners).most_common())


def _finished(pairs: Iterable[_Pair], week_ago: Mapping[TaskRef, Standing], today: date) -> tuple[Item, ...]:
    """What was confirmed as done since the week before; turns of periodic tasks are counted apart."""
    return tuple(
        _item(task, standing, today)
        for task, standing in pairs
        if task.deadline.kind not in _PERIODIC
        and standing.state is State.DONE
        and task.ref in week_ago
        and week_ago[task.ref].state is not State.DONE
    )


def _apart(pairs: Iterable[_Pair], log: Log) -> Apart:
    total, met, cancelled = Counter[DeadlineKind](), Counter[DeadlineKind](), 0
    for task, standing in pairs:
        kind = task.deadline.kind
        if standing.state is State.CANCELLED:
            cancelled += 1
        elif kind in _PERIODIC:
            total[kind] += 1
            met[kind] += reported(standing.turn, log.get(task.ref, ()))
        elif standing.due is None:
            kind = kind if kind is DeadlineKind.WAITS else DeadlineKind.NONE
            total[kind] += 1
            met[kind] += not standing.open
    sorts = (*_PERIODIC, DeadlineKind.WAITS, DeadlineKind.NONE)
    ongoing, recurring, waiting, undated = (Share(total[kind], met[kind]) for kind in sorts)
    return Apart(ongoing=ongoing, recurring=recurring, waiting=waiting, undated=undated, cancelled=cancelled)
