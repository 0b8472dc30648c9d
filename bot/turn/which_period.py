"""Which period of an ongoing or recurring task is meant: by its name, by what is answered, or asked for."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.language.said import Borrowed, OfTurn, Said
from bot.language.turns import Named
from bot.model import subjects
from bot.model.deadline import Deadline, Every, Period
from bot.model.message import Subject
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind, Share, Standing, State
from bot.schedule.periods import DUE_MONTHS, TURNING, period_on
from bot.schedule.standing import period_of
from bot.turn.turn import Turn

MOST_NAMED = 12  # periods of one name, and how far back one without a year is looked for, in months
MOST_OFFERED = 6
UNOWED = 183  # days that a period named without a year, and not owed, may have ended before


def named(turn: Turn, task: Task, said: Said) -> list[tuple[date | None, Said]]:
    """What is said of which period, by its last day; of none that is named, the whole."""
    if task.deadline.kind not in TURNING or turn.part(task) is not Share.OWNER or isinstance(said, Borrowed):
        return [(None, said)]
    if not said.turns:
        return [(None, said)]
    standing, found = turn.standings([task])[task.ref], []
    for each in said.turns:
        ends = meant(turn, task, standing, each)
        if not ends:
            return [(None, said)]
        found += [(end, OfTurn(said, each)) for end in ends]
    return [*found] or [(None, said)]


def meant(turn: Turn, task: Task, standing: Standing, name: Named) -> list[date]:
    """The periods of a task that a name means: of several those that are still owed or run."""
    known = [each.period for each in standing.rounds if each.period]
    plan = turn.catalog.plans[task.plan]
    found = [
        period
        for period in _named(task.deadline, name, known[-1])
        if period in known or (period.end >= plan.issued and _likely(name, period, turn.today))
    ]
    owed = {each.period for each in (*standing.owed, standing)}
    asked = [period for period in found if period in owed] or found
    return [period.end for period in asked[-MOST_NAMED:]]


def _likely(name: Named, period: Period, today: date) -> bool:
    written = name.year or (name.stretch and str(name.stretch.start.year) in name.stretch.words)
    return bool(written) or today - period.end <= timedelta(days=UNOWED)


def _named(deadline: Deadline, name: Named, present: Period) -> list[Period]:
    """The periods that end within what is named, or the one of that number, up to the present one."""
    before = list(_back_from(deadline, present))
    if name.ahead is not None:
        return before[-name.ahead : 1 - name.ahead]
    if name.nth is not None:
        found = [each for each in before if _number(deadline, each) == name.nth]
        return [each for each in found if name.year in (None, each.end.year)][:1]
    stretch = name.stretch
    if stretch is None or _months(deadline) > _length(stretch.start, stretch.end):
        return []
    return [each for each in reversed(before) if stretch.start <= each.end <= stretch.end]


def _back_from(deadline: Deadline, present: Period) -> Iterator[Period]:
    """The present period and those before it, a hundred at most."""
    period = present
    for _ in range(100):
        yield period
        before = period_on(deadline, period.start - timedelta(days=1))
        if before == period:  # the first of all
            return
        period = before


def _number(deadline: Deadline, period: Period) -> int:
    """Which of its year's periods it is."""
    assert deadline.every
    return sorted(deadline.months or DUE_MONTHS[deadline.every]).index(period.end.month) + 1


def _months(deadline: Deadline) -> int:
    """How many months a period takes at least."""
    assert deadline.every
    if deadline.every is Every.YEAR and deadline.months:
        return 12 // len(deadline.months)
    return 12 // len(DUE_MONTHS[deadline.every])


def _length(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month + 1


def answered(turn: Turn, task: Task, asked: Subject | None) -> date | None:
    """The period of the question or receipt of ours that is answered, where it names one."""
    if task.deadline.kind not in TURNING:
        return None
    if isinstance(asked, subjects.UntilWhen):
        return asked.period
    if isinstance(asked, subjects.WhichMeaning):
        note = turn.tx.reports.get(asked.report)
        return note.period if note else None
    if isinstance(asked, subjects.Receipt):
        kept = [report for id in asked.reports if (report := turn.tx.reports.get(id))]
        own = [report for report in kept if turn.catalog.task(report.task) == task]
        return period_of(task, own[-1], kept, turn.zone).end if own else None
    return None


def choices(turn: Turn, task: Task) -> tuple[date, ...]:
    """The periods a report without a name may be of, where that can't be told: in the first half of a period,
    while one before is owed."""
    if task.deadline.kind not in TURNING or turn.part(task) is not Share.OWNER or task.ref in turn.meant:
        return ()
    standing = turn.standings([task])[task.ref]
    period = standing.period
    if not standing.owed or period is None or turn.today - period.start > period.end - turn.today:
        return ()
    owed = [each.period.end for each in standing.owed[-MOST_OFFERED:] if each.period]
    return (*owed, period.end)


def ask(
    turn: Turn,
    task: Task,
    text: str = "",
    state: State | None = None,
    percent: int | None = None,
    *,
    extends: bool = False,
    edits: int | None = None,
) -> bool:
    """Ask which period is meant, where that must be asked; what was said or pressed waits in the question.

    Words that are in no log yet are kept as a note first, their files beside it: nobody may answer.
    """
    ends = choices(turn, task)
    if not ends:
        return False
    said = state is None and not extends
    batch = turn.batch if turn.brings else None
    note = turn.keep(task, ReportKind.NOTE, note=text) if said else None
    asked = subjects.WhichPeriod(
        text=text,
        state=state,
        percent=percent,
        extends=extends,
        periods=ends,
        batch=batch,
        noted=note.id if note else None,
        tasks=(task.ref,),
    )
    turn.answer(asked, edits=edits)
    return True


def typed(turn: Turn, said: Said, asked: subjects.WhichPeriod, task: Task) -> date | None:
    """The period offered that words name, and nothing else."""
    names: Sequence[Named] = said.turns
    standing = turn.standings([task])[task.ref]
    ends = meant(turn, task, standing, names[0]) if len(names) == 1 and not names[0].rest else []
    return ends[0] if len(ends) == 1 and ends[0] in asked.periods else None


def of_named(turn: Turn, task: Task, waiting: Sequence[Report], text: str) -> Report | None:
    """Of what waits for a decision that of the period that words name; the oldest where they name none."""
    standing, names = turn.standings([task])[task.ref], Said(text, turn.today).turns
    ends = {end for name in names for end in meant(turn, task, standing, name)} if standing.period else ()
    of_them = (report for report in waiting if ends and period_of(task, report, (), turn.zone).end in ends)
    return next(of_them, next(iter(waiting), None))
