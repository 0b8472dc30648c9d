"""The agenda: one message a recipient and day, each rung told once, missed days in one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.agenda import Agenda, RungKind
from bot.model.deadline import Deadline, DeadlineKind, Every
from bot.model.plan import Ladder, Source, Task
from bot.model.progress import Share, Standing, State
from bot.model.say import say
from bot.schedule.agenda import agenda_for
from bot.schedule.calendar import WorkingDays
from bot.schedule.ladder import rungs
from bot.schedule.standing import standing_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = WorkingDays()
DAY = timedelta(days=1)
ISSUED = date(2025, 7, 25)
DUE = date(2026, 6, 30)
MONDAY = date(2026, 6, 22)


def task(code: str = "1", due: date | None = DUE, owner: str = "so-y-te", **deadline: Any) -> Task:
    kind = deadline.pop("kind", DeadlineKind.DAY)
    words = Deadline(written="…", kind=kind, reason=say("deadline.day"), due=due, **deadline)
    return Task(
        plan="hp-07", code=code, title="…", owner=owner, deadline=words, source=Source("III", 1), line=1
    )


def standing(of: Task, today: date, state: State = State.NOT_STARTED) -> Standing:
    if of.deadline.every:
        return standing_of(of, [], today, ZONE)
    return Standing(task=of.ref, state=state, due=of.deadline.due, first_due=of.deadline.due)


def agenda(
    tasks: Sequence[Task],
    today: date,
    since: date | None,
    *,
    units: tuple[str, ...] = ("so-y-te",),
    issued: date = ISSUED,
    states: Mapping[str, State] = MappingProxyType({}),
) -> Agenda | None:
    folded = {t.ref: standing(t, today, states.get(t.code, State.NOT_STARTED)) for t in tasks}
    ladders = {"hp-07": Ladder()}
    return agenda_for(units, tasks, folded, today, since, DAYS, ladders, {"hp-07": issued})


def codes(found: Agenda | None) -> list[str]:
    return [item.task.code for item in found.items] if found else []


def day_by_day(
    tasks: Sequence[Task], first: date, last: date, since: date | None, **more: Any
) -> Iterator[Agenda]:
    """What a recipient gets who is looked at every day."""
    for n in range((last - first).days + 1):
        today = first + n * DAY
        found = agenda(tasks, today, since, **more)
        if found:
            yield found
        since = today


def test_a_rung_that_falls_on_today_is_told_today() -> None:
    found = agenda([task()], date(2026, 6, 23), MONDAY)
    assert found is not None
    assert (found.on, found.units, found.late) == (date(2026, 6, 23), ("so-y-te",), False)
    assert [(item.rung.kind, item.rung.days) for item in found.items] == [(RungKind.BEFORE, 7)]


def test_a_day_without_a_rung_has_no_agenda() -> None:
    assert agenda([task()], date(2026, 6, 24), date(2026, 6, 23)) is None


def test_a_rung_told_today_is_not_told_again_today() -> None:
    assert agenda([task()], date(2026, 6, 23), date(2026, 6, 23)) is None


def test_a_day_off_has_no_agenda_even_where_something_is_owed() -> None:
    assert agenda([task()], date(2026, 6, 27), None) is None


def test_all_rungs_of_one_day_are_one_agenda() -> None:
    assert codes(agenda([task("1"), task("2")], date(2026, 6, 23), MONDAY)) == ["1", "2"]


def test_only_what_these_units_own_or_support_is_asked() -> None:
    assert codes(agenda([task("1"), task("2", owner="so-xay-dung")], date(2026, 6, 23), MONDAY)) == ["1"]


def test_what_a_unit_supports_comes_after_what_it_owns_and_is_marked() -> None:
    theirs = replace(task("1", due=date(2026, 6, 20), owner="so-xay-dung"), support=("so-y-te",))
    made = agenda([theirs, task("2")], date(2026, 6, 23), None)
    assert made and [(i.task.code, i.part) for i in made.items] == [("2", Share.OWNER), ("1", Share.SUPPORT)]


def test_one_recipient_of_two_units_gets_one_agenda_that_names_both() -> None:
    tasks = [task("1"), task("2", owner="cong-an-tp")]
    found = agenda(tasks, date(2026, 6, 23), MONDAY, units=("so-y-te", "cong-an-tp"))
    assert found is not None
    assert (found.units, codes(found)) == (("cong-an-tp", "so-y-te"), ["1", "2"])


@pytest.mark.parametrize("state", [State.DONE, State.CANCELLED, State.AWAITING_APPROVAL])
def test_nobody_is_asked_about_what_is_finished_or_waits_for_approval(state: State) -> None:
    found = agenda([task("a"), task("b")], date(2026, 6, 23), MONDAY, states={"a": state})
    assert codes(found) == ["b"]


@pytest.mark.parametrize("state", [State.NOT_STARTED, State.IN_PROGRESS, State.BLOCKED])
def test_whatever_else_is_open_is_asked_about(state: State) -> None:
    assert codes(agenda([task("a")], date(2026, 6, 23), MONDAY, states={"a": state})) == ["a"]


@pytest.mark.parametrize("kind", [DeadlineKind.NONE, DeadlineKind.WAITS])
def test_a_task_without_a_due_date_is_never_reminded(kind: DeadlineKind) -> None:
    assert agenda([task(due=None, kind=kind)], DUE, None) is None


def test_equal_tasks_stand_as_the_plan_has_them() -> None:
    tasks = [task("later", date(2026, 7, 7)), task("soon-b"), task("soon-a")]
    assert codes(agenda(tasks, date(2026, 6, 23), MONDAY)) == ["soon-b", "soon-a", "later"]


def test_the_first_agenda_names_each_task_whose_ladder_has_begun_once_and_is_not_late() -> None:
    tasks = [task("overdue", date(2026, 3, 31)), task("begun"), task("not yet", date(2026, 9, 30))]
    found = agenda(tasks, date(2026, 5, 6), None)
    assert found is not None
    assert (codes(found), found.late) == (["overdue", "begun"], False)


def test_a_first_start_long_after_most_deadlines_is_one_agenda_of_all_of_them() -> None:
    tasks = [task(str(n), date(2025, 9, 30) + n * 14 * DAY) for n in range(30)]
    first, *_ = day_by_day(tasks, date(2026, 11, 23), date(2026, 11, 23), None)
    assert codes(first) == [str(n) for n in range(30)]
    assert agenda(tasks, date(2026, 11, 23), date(2026, 11, 23)) is None


def test_days_missed_collapse_into_one_late_agenda_with_the_newest_rung() -> None:
    found = agenda([task()], date(2026, 6, 25), date(2026, 6, 12))  # missed: 16 and 23 June
    assert found is not None
    assert [(item.rung.on, item.rung.days) for item in found.items] == [(date(2026, 6, 23), 7)]
    assert found.late


def test_an_agenda_is_not_late_when_only_days_off_were_missed() -> None:
    found = agenda([task()], date(2026, 6, 29), date(2026, 6, 26))
    assert found is not None
    assert not found.late


def test_a_plans_own_ladder_counts_for_its_tasks() -> None:
    found = agenda_for(
        ["so-y-te"], [task()], {task().ref: standing(task(), MONDAY)}, MONDAY, MONDAY - DAY, DAYS,
        {"hp-07": Ladder(before=(8,))}, {"hp-07": ISSUED},
    )  # fmt: skip
    assert found is not None
    assert found.items[0].rung.days == 8


QUARTERLY = task("thuong-xuyen", None, kind=DeadlineKind.ONGOING, every=Every.QUARTER)
MONTHLY = task("hang-thang", None, kind=DeadlineKind.RECURRING, every=Every.MONTH)
YEARLY = task("hang-nam", None, kind=DeadlineKind.RECURRING, every=Every.YEAR)


def test_an_ongoing_task_is_reminded_of_the_end_of_its_turn() -> None:
    found = agenda([QUARTERLY], date(2026, 6, 23), MONDAY)
    assert found is not None
    assert (found.items[0].rung.due, found.items[0].rung.days) == (DUE, 7)


def test_a_new_turn_opens_and_the_one_before_is_not_called_overdue() -> None:
    told = [
        item.rung
        for a in day_by_day([QUARTERLY], date(2026, 7, 1), date(2026, 8, 27), DUE)
        for item in a.items
    ]
    assert [(rung.on, rung.kind) for rung in told] == [(date(2026, 7, 1), RungKind.OPENING)]


def test_a_turn_shorter_than_its_ladder_owes_nothing_from_before_its_first_day() -> None:
    found = agenda([MONTHLY], date(2026, 6, 1), date(2026, 5, 28))  # 30 days before 30 June was 29 May
    assert found is not None
    assert (found.items[0].rung.kind, found.late) == (RungKind.OPENING, False)


def test_a_yearly_task_is_first_spoken_of_when_its_last_quarter_opens() -> None:
    first = next(day_by_day([YEARLY], date(2026, 1, 5), date(2026, 12, 31), date(2026, 1, 4)))
    assert first.on == date(2026, 10, 1)


dues = st.lists(st.dates(date(2025, 9, 1), date(2026, 12, 31)), min_size=1, max_size=4)
FIRST, LAST = date(2025, 7, 26), date(2027, 2, 26)  # LAST is a working Friday


def tasks_due(on: list[date]) -> list[Task]:
    return [task(str(n), due) for n, due in enumerate(on)]


def told(agendas: Iterator[Agenda] | Sequence[Agenda]) -> list[tuple[str, date]]:
    return [(item.task.code, item.rung.on) for found in agendas for item in found.items]


@settings(max_examples=25, deadline=None)
@given(dues)
def test_looked_at_every_day_each_rung_is_told_exactly_once_on_its_own_day(on: list[date]) -> None:
    agendas = list(day_by_day(tasks_due(on), FIRST, LAST, FIRST - DAY))
    every = [
        (str(n), rung.on)
        for n, due in enumerate(on)
        for rung in rungs(due, Ladder(), DAYS, issued=ISSUED, until=LAST)
    ]
    assert sorted(told(agendas)) == sorted(every)
    assert all(item.rung.on == found.on and not found.late for found in agendas for item in found.items)
    assert all(DAYS.is_working(found.on) for found in agendas)


@settings(max_examples=50, deadline=None)
@given(dues, st.integers(0, 500), st.integers(1, 60))
def test_an_outage_collapses_into_one_agenda_of_the_newest_rungs_missed(
    on: list[date], start: int, length: int
) -> None:
    since = FIRST + start * DAY
    today = DAYS.on_or_after(since + length * DAY)
    missed = dict(told(day_by_day(tasks_due(on), since + DAY, today, since)))  # the newest of each task
    found = agenda(tasks_due(on), today, since)
    assert dict(told([found] if found else [])) == missed
    assert found is None or found.late == any(day < today for day in missed.values())


@settings(max_examples=25, deadline=None)
@given(dues, st.sets(st.integers(0, 580), max_size=400))
def test_whatever_days_are_skipped_nothing_is_told_twice_and_no_task_is_forgotten(
    on: list[date], skipped: set[int]
) -> None:
    tasks, since, agendas = tasks_due(on), FIRST - DAY, []
    for today in [FIRST + n * DAY for n in range((LAST - FIRST).days) if n not in skipped] + [LAST]:
        found = agenda(tasks, today, since)
        agendas += [found] if found else []
        since = today
    pairs = told(agendas)
    assert len(pairs) == len(set(pairs))
    newest = {str(n): rungs(d, Ladder(), DAYS, issued=ISSUED, until=LAST)[-1].on for n, d in enumerate(on)}
    assert {code: max(day for c, day in pairs if c == code) for code, _ in pairs} == newest


@settings(max_examples=50, deadline=None)
@given(st.dates(date(2025, 9, 1), date(2030, 12, 31)), st.integers(0, 120))
def test_every_dated_task_is_spoken_of_in_the_thirty_days_up_to_its_due_date(due: date, age: int) -> None:
    # Where a plan is issued on a day off with none but days off left, nothing can be sent in time.
    issued = min(due - age * DAY, DAYS.on_or_before(due))
    month = day_by_day([task(due=due)], due - 30 * DAY, due, due - 31 * DAY, issued=issued)
    assert next(month, None) is not None


@settings(max_examples=25, deadline=None)
@given(dues, st.integers(0, 580))
def test_what_is_told_after_a_task_is_done_is_all_but_that_task(on: list[date], n: int) -> None:
    tasks, done_on = tasks_due(on), FIRST + n * DAY
    without = list(day_by_day(tasks[1:], done_on, LAST, done_on - DAY))
    with_it = list(day_by_day(tasks, done_on, LAST, done_on - DAY, states={"0": State.DONE}))
    assert with_it == without
