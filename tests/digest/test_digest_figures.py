"""The four cells, their change in a week, and what is counted apart."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest
from digest_samples import MONDAY, YEAR_END, by_ref, digest, one, plan_of, report, standing, task
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.digest import digest_of
from bot.digest.parts import Cells, Met
from bot.model.deadline import DeadlineKind, Every, Period
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind, Standing, State
from bot.schedule.standing import standings

PERIOD = Period(date(2025, 10, 1), YEAR_END)


def in_turns(of: Task, said: Iterable[Report]) -> Standing:
    """Where a task of every quarter stands."""
    quarterly = replace(of, deadline=replace(of.deadline, every=Every.QUARTER))
    return standings([quarterly], said, MONDAY, UTC)[of.ref]


def test_a_task_done_on_its_due_day_is_done_on_time() -> None:
    late, punctual = task("1", date(2025, 12, 15)), task("2", date(2025, 12, 15))
    found = digest(
        (late, standing(late, State.DONE, done_on=date(2025, 12, 16))),
        (punctual, standing(punctual, State.DONE, done_on=date(2025, 12, 15))),
    )
    assert found.cells == Cells(done_on_time=1, done_late=1)


def test_a_task_is_overdue_from_the_day_after_its_due_day() -> None:
    assert one(task("1", MONDAY)).cells == Cells(open_in_term=1)
    assert one(task("1", MONDAY - timedelta(days=1))).cells == Cells(open_overdue=1)


def test_a_result_that_awaits_confirmation_is_still_open_and_counted_by_itself() -> None:
    found = one(task("1"), State.AWAITING_APPROVAL)
    assert found.cells == Cells(open_in_term=1)
    assert found.awaiting == 1


def test_each_cell_tells_its_change_since_the_week_before() -> None:
    ended, slipped = task("1", date(2025, 12, 20)), task("2", date(2025, 12, 19))
    found = digest(
        (ended, standing(ended, State.DONE, done_on=date(2025, 12, 18))),
        (slipped, standing(slipped)),
        before=[standing(ended), standing(slipped)],
    )
    assert found.change == Cells(done_on_time=1, open_in_term=-2, open_overdue=1)
    assert found.since == date(2025, 12, 15)


def test_no_change_is_told_when_no_earlier_week_is_known() -> None:
    found = one(task("1"))
    assert (found.change, found.since, found.finished) == (None, None, ())


def test_what_was_finished_since_the_week_before_is_listed() -> None:
    new, old = task("new"), task("old")
    done = standing(old, State.DONE, done_on=date(2025, 12, 1))
    found = digest(
        (new, standing(new, State.DONE, done_on=date(2025, 12, 19))),
        (old, done),
        before=[standing(new), done],
    )
    assert [item.code for item in found.finished] == ["new"]


def test_a_periodic_task_is_counted_apart_and_met_once_reported_in_its_turn() -> None:
    now, earlier, yearly = (
        task("1", None, kind=DeadlineKind.ONGOING),
        task("2", None, kind=DeadlineKind.ONGOING),
        task("3", None, kind=DeadlineKind.RECURRING),
    )
    said = [report(now, date(2025, 10, 1)), report(earlier, date(2025, 9, 30), number=2)]
    found = digest(*((each, in_turns(each, said)) for each in (now, earlier, yearly)), reports=said)
    assert found.cells.total == 0
    assert (found.apart.ongoing, found.apart.recurring) == (Met(2, 1), Met(1, 0))


@pytest.mark.parametrize("kind", [k for k in ReportKind if k not in (ReportKind.PROGRESS, ReportKind.CLAIM)])
def test_a_turn_is_reported_by_a_state_or_a_result_alone(kind: ReportKind) -> None:
    monthly = task("1", None, kind=DeadlineKind.RECURRING)
    asked = report(monthly, date(2025, 10, 1), kind=kind, note="việc này báo cáo theo mẫu nào?")
    found = digest((monthly, in_turns(monthly, [asked])), reports=[asked])
    assert found.apart.recurring == Met(1, 0)


def test_waiting_and_undated_tasks_are_counted_apart_with_the_finished_among_them() -> None:
    waits, free = task("1", None, kind=DeadlineKind.WAITS), task("2", None)
    found = digest((waits, standing(waits)), (free, standing(free, State.DONE, done_on=MONDAY)))
    assert found.cells.total == 0
    assert (found.apart.waiting, found.apart.undated) == (Met(1, 0), Met(1, 1))


def test_a_task_that_waited_is_counted_with_the_dated_once_it_has_a_date() -> None:
    waited = task("1", YEAR_END, kind=DeadlineKind.WAITS)
    found = one(waited)
    assert found.cells == Cells(open_in_term=1)
    assert found.apart.waiting == Met(0, 0)


def test_a_cancelled_task_is_in_no_cell() -> None:
    found = one(task("1", date(2025, 1, 31)), State.CANCELLED)
    assert (found.cells.total, found.apart.cancelled) == (0, 1)


DAYS = st.dates(date(2025, 9, 1), date(2026, 3, 31))
KINDS = st.sampled_from([kind for kind in DeadlineKind if kind is not DeadlineKind.UNREADABLE])


@st.composite
def placed(draw: st.DrawFn) -> tuple[DeadlineKind, date | None, State, date]:
    kind = draw(KINDS)
    dateless = kind in (DeadlineKind.ONGOING, DeadlineKind.RECURRING, DeadlineKind.WAITS, DeadlineKind.NONE)
    return kind, None if dateless else draw(DAYS), draw(st.sampled_from(State)), draw(DAYS)


@given(st.lists(placed(), max_size=12), DAYS)
def test_the_cells_add_up_to_the_dated_tasks_and_all_counts_to_the_plan(
    drawn: list[tuple[DeadlineKind, date | None, State, date]], today: date
) -> None:
    tasks: list[Task] = []
    standings: list[Standing] = []
    for number, (kind, due, state, ended) in enumerate(drawn):
        tasks.append(task(str(number), due, kind=kind))
        periodic = kind in (DeadlineKind.ONGOING, DeadlineKind.RECURRING)
        done_on = min(ended, today) if state is State.DONE else None
        standings.append(standing(tasks[-1], state, done_on=done_on, period=PERIOD if periodic else None))
    found = digest_of(plan_of(*tasks), by_ref(*standings), None, today, reports=(), linked_units=())
    apart = found.apart
    others = sum(share.total for share in (apart.ongoing, apart.recurring, apart.waiting, apart.undated))
    dated = [due for _, due, state, _ in drawn if due and state is not State.CANCELLED]
    assert found.cells.total == len(dated)
    assert found.cells.total + others + apart.cancelled == len(drawn)
    assert sum(len(group.items) for group in found.overdue) == found.cells.open_overdue
