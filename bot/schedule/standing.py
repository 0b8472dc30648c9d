"""Where a task stands: the append-only log of its reports folded into one state on one day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from types import MappingProxyType

from bot.language.stretches import YEARS
from bot.model.deadline import DeadlineKind, Period, TaskRef
from bot.model.history import History
from bot.model.plan import Task
from bot.model.progress import DECISIONS, REPORTED, Report, ReportKind, Share, Standing, State
from bot.schedule.periods import TURNING, period_on, periods


def standing_of(
    task: Task, reports: Iterable[Report], today: date, tz: tzinfo, owes_from: date | None = None
) -> Standing:
    """The standing of `task` on `today`, from its reports in any order; `tz` says which day a report is of.

    An ongoing or recurring task starts each period afresh: state, percent and extension come from the
    reports of the period that holds `today`, while `last_report` is the newest of all turns. From `owes_from`
    on it owes a report for each period (null: for none but the present one).
    """
    kept = History(reports).live
    if not kept and task.deadline.kind not in TURNING:
        return _blank(task)  # nearly all of a plan's tasks at its beginning
    if task.deadline.kind in TURNING:
        standing = _in_turns(task, kept, today, tz, owes_from)
    else:
        standing = _folded(_blank(task), kept, tz)
    return replace(standing, last_report=_last(kept)) if kept else standing


def standings(
    tasks: Iterable[Task],
    reports: Iterable[Report],
    today: date,
    tz: tzinfo,
    owes_from: Mapping[TaskRef, date] = MappingProxyType({}),
) -> dict[TaskRef, Standing]:
    """The standing of each task, from one log of them all, which may name a task by a code it had before."""
    log: Mapping[TaskRef, list[Report]] = defaultdict(list)
    for report in reports:
        log[report.task].append(report)

    def one(task: Task) -> Standing:
        own = [report for ref in task.refs for report in log[ref]]
        return standing_of(task, own, today, tz, owes_from.get(task.ref))

    return {task.ref: one(task) for task in tasks}


def folded(task: Task, kept: Sequence[Report], tz: tzinfo) -> Mapping[Period | None, Sequence[Standing]]:
    """What the reports that count come to, for each period of a task that turns: all that a later one could
    change, from whatever the periods before have left."""
    if task.deadline.kind not in TURNING:
        return {None: (_told(_blank(task), kept, tz),)}
    told: Mapping[Period, list[Report]] = defaultdict(list)
    for report in kept:
        told[period_of(task, report, kept, tz)].append(report)
    befores = (State.NOT_STARTED, State.CANCELLED)
    return {
        period: [_told(_turn(task, period, before), of, tz) for before in befores]
        for period, of in told.items()
    }


def _told(blank: Standing, kept: Sequence[Report], tz: tzinfo) -> Standing:
    return replace(_folded(blank, kept, tz), last_report=_last(kept))


def put_back(task: Task, reports: Sequence[Report], by: Report, tz: tzinfo) -> Report | None:
    """The result that waited for approval until `by` put it back; None where none did, or a decision."""
    if by.kind in DECISIONS:
        return None
    day = by.period or _day(by, tz)
    before, then = (
        standing_of(task, [r for r in reports if r.id < end], day, tz).at(day).awaiting
        for end in (by.id, by.id + 1)
    )
    return before if then is None else None


def _blank(task: Task) -> Standing:
    """The standing of a task with one due date that nobody has spoken of."""
    first = task.original.deadline.due or task.deadline.due
    return Standing(task=task.ref, due=task.deadline.due, first_due=first)


def _in_turns(
    task: Task, kept: Sequence[Report], today: date, tz: tzinfo, owes_from: date | None
) -> Standing:
    """The present period's standing, with those of the periods before."""
    deadline, present = task.deadline, period_on(task.deadline, today)
    told: Mapping[Period, list[Report]] = defaultdict(list)
    for report in kept:
        told[period_of(task, report, kept, tz)].append(report)
    owed = frozenset(periods(deadline, owes_from, today)) if owes_from else frozenset()
    found: list[Standing] = []
    for period in sorted({*told, *owed, present}, key=lambda period: period.start):
        if period.start > present.start:
            break
        # Who has stopped a duty has stopped it for the periods to come.
        stopped = bool(found) and found[-1].state is State.CANCELLED
        one = _turn(task, period, State.CANCELLED if stopped else State.NOT_STARTED)
        if of_it := told.get(period):  # of nearly all periods nobody has spoken
            one = replace(_met(_folded(one, of_it, tz), deadline.kind), last_report=_last(of_it))
        owes = period in owed and period != present and not one.settled
        found.append(replace(one, owes=True) if owes else one)
    earlier = tuple(each for each in found[:-1] if each.period in owed or each.settled)
    return replace(found[-1], earlier=earlier) if earlier else found[-1]


def _turn(task: Task, period: Period, state: State) -> Standing:
    """The standing of a task in a period that nobody has spoken of."""
    return Standing(task=task.ref, state=state, period=period, due=period.end, first_due=period.end)


def period_of(task: Task, report: Report, log: Iterable[Report], tz: tzinfo) -> Period:
    """The period of an ongoing or recurring task that a report is of: the one it names, that of the report it
    decides on (in `log`), or the one that holds its day."""
    day = report.period
    if day is None and report.decides is not None:
        decided = next((each for each in log if each.id == report.decides), report)
        day = decided.period or _day(decided, tz)
    return period_on(task.deadline, day or _day(report, tz))


def _folded(blank: Standing, reports: Sequence[Report], tz: tzinfo) -> Standing:
    standing = blank
    for report in reports:
        if report.part is Share.OWNER:
            standing = _with(standing, report, tz)
    support = _support(reports)
    return replace(standing, support=support) if support else standing


def _last(kept: Iterable[Report]) -> Report | None:
    """The owner's newest answer."""
    answers = [r for r in kept if r.part is Share.OWNER and r.answers]
    return answers[-1] if answers else None


def _met(standing: Standing, kind: DeadlineKind) -> Standing:
    """What recurs is delivered; of what goes on a word in each period says how it goes."""
    delivered = standing.done_on or standing.reported_on
    return replace(standing, met_on=standing.told_on if kind is DeadlineKind.ONGOING else delivered)


def _with(standing: Standing, report: Report, tz: tzinfo) -> Standing:
    if report.kind is ReportKind.PROGRESS:  # nearly all
        return _progressed(standing, report, tz)
    if report.kind in REPORTED and standing.told_on is None:
        standing = replace(standing, told_on=_day(report, tz))
    match report.kind:
        case ReportKind.WAIVE:
            return replace(standing, waived=True)
        case ReportKind.EXTENSION:
            return replace(standing, extension=report)
        case ReportKind.CLAIM if standing.state is not State.DONE:
            return replace(
                standing,
                state=State.IN_PROGRESS,
                claim=report,
                awaiting=None,
                reported_on=None,
                returned=None,
            )
        case _:
            return _decided(standing, report)


def _decided(standing: Standing, report: Report) -> Standing:
    """A decision counts for the result or request that still waits for it; on any other it is void."""
    result = standing.awaiting is not None and report.decides == standing.awaiting.id
    asked = standing.extension is not None and report.decides == standing.extension.id
    match report.kind:
        case ReportKind.APPROVE if result:
            ended = replace(standing, awaiting=None, reported_on=None, extension=None)
            return replace(ended, state=State.DONE, percent=100, done_on=standing.reported_on)
        case ReportKind.RETURN if result:
            sent_back = replace(standing, state=State.IN_PROGRESS, percent=None, returned=report)
            return replace(sent_back, awaiting=None, reported_on=None)
        case ReportKind.GRANT if asked or report.decides is None:
            bounded = report.asked_until and report.asked_until.year in YEARS  # not so in earlier versions
            due = report.asked_until if bounded else standing.due
            return replace(standing, due=due, extension=None, extensions=standing.extensions + 1)
        case ReportKind.REFUSE if asked:
            return replace(standing, extension=None)
        case _:
            return standing


def _progressed(standing: Standing, report: Report, tz: tzinfo) -> Standing:
    state = report.state or standing.state
    waits = state is State.AWAITING_APPROVAL
    return replace(
        standing,
        state=state,
        percent=_percent(standing, state, report.percent),
        # A second "done" is a repetition, not a later delivery.
        done_on=(standing.done_on or _day(report, tz)) if state is State.DONE else None,
        awaiting=(standing.awaiting or report) if waits else None,
        reported_on=(standing.reported_on or _day(report, tz)) if waits else None,
        extension=standing.extension if state.open else None,
        told_on=standing.told_on or _day(report, tz),
        claim=None,
        returned=None,
    )


def _percent(standing: Standing, state: State, reported: int | None) -> int | None:
    """Done is 100; a figure not given stays as it was, save through a reopening or a return to the start."""
    if state in (State.DONE, State.AWAITING_APPROVAL):
        return 100
    if reported is not None:
        return reported
    return standing.percent if standing.open and state is not State.NOT_STARTED else None


def _support(kept: Iterable[Report]) -> dict[str, Report]:
    """What each supporting unit reported last of its share."""
    shares = (r for r in kept if r.part is Share.SUPPORT and r.answers)
    return {report.unit: report for report in shares if report.unit is not None}


def _day(report: Report, tz: tzinfo) -> date:
    return report.at.astimezone(tz).date()
