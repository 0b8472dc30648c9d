"""Whom a day has nothing for is known by dates alone: never is anybody passed over who has an agenda."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.deadline import Deadline, DeadlineKind, Every, TaskRef
from bot.model.plan import Catalog, Ladder, Plan, Source, Task
from bot.model.progress import Report, ReportKind, Share, State
from bot.model.say import say
from bot.schedule.agenda import agenda_for
from bot.schedule.calendar import WorkingDays
from bot.schedule.foreseen import foreseen, newest, put_off
from bot.schedule.periods import owes_from
from bot.schedule.standing import standings

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST, LAST = date(2025, 9, 1), date(2026, 9, 30)
UNITS = ("a", "b", "c")
dates = st.dates(FIRST, LAST)
ladders = st.builds(
    Ladder,
    opening=st.booleans(),
    before=st.lists(st.integers(0, 40), max_size=3, unique=True).map(tuple),
    overdue=st.lists(st.integers(1, 5), max_size=2, unique=True).map(tuple),
    overdue_every=st.sampled_from((0, 1, 7, 10)),
)
calendars = st.builds(
    WorkingDays, off=st.frozensets(dates, max_size=10), work=st.frozensets(dates, max_size=10)
)


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    kind = draw(st.sampled_from((DeadlineKind.DAY, DeadlineKind.RECURRING, DeadlineKind.ONGOING)))
    made = Deadline(written="…", kind=kind, reason=say("deadline.day"))
    if kind is DeadlineKind.DAY:
        return replace(made, due=draw(st.none() | dates))
    turns = draw(st.sampled_from(Every)), draw(st.none() | st.integers(1, 31)), draw(st.none() | dates)
    return replace(made, every=turns[0], day=turns[1], since=turns[2])


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    tasks = [
        Task(
            plan="p",
            code=str(number),
            title="…",
            owner=draw(st.sampled_from(UNITS)),
            support=draw(st.sampled_from(((), UNITS[:1], UNITS[1:]))),
            deadline=deadline,
            source=Source("I", 1),
            line=1,
            was=draw(st.sampled_from(((), (f"was-{number}",)))),
            recurring_from=draw(st.none() | dates) if deadline.every else None,
        )
        for number, deadline in enumerate(draw(st.lists(deadlines(), min_size=1, max_size=5)))
    ]
    return Plan(
        id="p",
        file="p.yaml",
        number="1",
        title="…",
        issuer="…",
        issued=draw(dates),
        owner="a",
        sections={},
        tasks=tuple(tasks),
        ladder=draw(ladders),
    )


@st.composite
def logs(draw: st.DrawFn, tasks: Sequence[Task], until: date) -> list[Report]:
    """What was reported, asked, granted, taken back, in any order of tasks."""
    made: list[Report] = []
    for id in range(1, draw(st.integers(0, 8)) + 1):
        task = draw(st.sampled_from(tasks))
        kind = draw(st.sampled_from((ReportKind.PROGRESS, ReportKind.GRANT, ReportKind.WAIVE)))
        day = draw(st.dates(FIRST, max(until, FIRST)))
        made.append(
            Report(
                id=id,
                key=str(id),
                task=draw(st.sampled_from(task.refs)),
                kind=kind,
                at=datetime(day.year, day.month, day.day, 3, tzinfo=UTC),
                user_id=1,
                user_name="…",
                unit=task.owner,
                state=draw(st.sampled_from(State)) if kind is ReportKind.PROGRESS else None,
                note="",
                asked_until=draw(dates) if kind is ReportKind.GRANT else None,
                part=draw(st.sampled_from(Share)) if kind is ReportKind.PROGRESS else Share.OWNER,
                period=draw(st.none() | dates) if task.deadline.every else None,
            )
        )
    return made


@settings(max_examples=400, deadline=None)
@given(data=st.data(), plan=plans(), days=calendars, today=dates)
def test_whoever_has_an_agenda_was_foreseen(
    data: st.DataObject, plan: Plan, days: WorkingDays, today: date
) -> None:
    log = data.draw(logs(plan.tasks, today))
    known = {task.ref: data.draw(st.dates(FIRST, today)) for task in plan.tasks}
    since = data.draw(st.none() | st.dates(today - timedelta(days=30), today - timedelta(days=1)))
    stand = standings(plan.tasks, log, today, ZONE, owes_from(plan.tasks, {"p": plan}, known, today))
    catalog = Catalog(plans={"p": plan})
    granted = [(report.task, report.asked_until) for report in log if report.asked_until]
    seen = {
        unit
        for of in (foreseen(catalog), put_off(catalog, granted))
        for at, units in of.items()
        if (last := newest(at, days, today)) and (since is None or last > since)
        for unit in units
    }
    for unit in UNITS:
        own = [task for task in plan.tasks if unit in (task.owner, *task.support)]
        if agenda_for([unit], own, stand, today, since, days, {"p": plan.ladder}, {"p": plan.issued}):
            assert unit in seen


def _plan(**more: Any) -> Plan:
    due = Deadline(written="…", kind=DeadlineKind.DAY, reason=say("deadline.day"), due=date(2026, 6, 30))
    task = Task(plan="p", code="1", title="…", owner="a", deadline=due, source=Source("I", 1), line=1, **more)
    return Plan(
        id="p",
        file="p.yaml",
        number="1",
        title="…",
        issuer="…",
        issued=FIRST,
        owner="a",
        sections={},
        tasks=(task,),
    )


def test_a_date_granted_under_a_former_code_is_foreseen() -> None:
    plan = _plan(was=("0",))
    later = put_off(Catalog(plans={"p": plan}), [(TaskRef("p", "0"), date(2026, 9, 30))])
    assert [(at.due, units) for at, units in later.items()] == [(date(2026, 9, 30), {"a"})]


def test_of_a_day_without_a_rung_nobody_is_foreseen() -> None:
    plan = _plan()
    at = next(iter(foreseen(Catalog(plans={"p": plan}))))
    assert newest(at, WorkingDays(), date(2026, 6, 24)) == date(2026, 6, 23)
    assert newest(at, WorkingDays(), date(2026, 6, 25)) == date(2026, 6, 23)
    assert newest(at, WorkingDays(), date(2026, 6, 29)) == date(2026, 6, 29)
