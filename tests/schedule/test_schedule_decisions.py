"""What decisions, claims and supporting units' reports make of a task's standing."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.model.deadline import Deadline, DeadlineKind, TaskRef
from bot.model.plan import Source, Task
from bot.model.progress import Report, ReportKind, Share, Standing, State
from bot.model.say import say
from bot.schedule.standing import standing_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
REF = TaskRef("hp-07", "III.2.1-8")
DUE, LATER = date(2026, 6, 30), date(2026, 9, 30)
TASK = Task(
    plan=REF.plan, code=REF.code, title="…", owner="so-y-te", support=("so-tai-chinh",), line=1,
    deadline=Deadline(written="…", kind=DeadlineKind.QUARTER, reason=say("deadline.quarter"), due=DUE),
    source=Source("III.2.1", 8),
)  # fmt: skip


def entry(id: int, day: int, kind: ReportKind, **more: Any) -> Report:
    at = datetime(2026, 6, day, 9, tzinfo=ZONE)
    who = {"user_id": 1, "user_name": "Trưởng phòng Kinh tế", "unit": "so-y-te"}
    return Report(id=id, key=str(id), task=REF, kind=kind, at=at, **{**who, **more})


def waits(id: int, day: int) -> Report:
    return entry(id, day, ReportKind.PROGRESS, state=State.AWAITING_APPROVAL)


def asks(id: int, day: int) -> Report:
    return entry(id, day, ReportKind.EXTENSION, asked_until=LATER)


def decides(id: int, day: int, kind: ReportKind, on: int | None, until: date | None = None) -> Report:
    return entry(id, day, kind, decides=on, unit=None, asked_until=until)


def fold(*reports: Report) -> Standing:
    return standing_of(TASK, reports, date(2026, 7, 10), ZONE)


def test_a_result_that_waits_is_open_and_judged_by_the_day_it_was_reported() -> None:
    standing = fold(waits(1, 30))
    assert (standing.state, standing.open, standing.done_on) == (State.AWAITING_APPROVAL, True, None)
    assert not standing.late(date(2026, 7, 10))


def test_an_accepted_result_was_done_on_the_day_it_was_reported() -> None:
    standing = fold(waits(1, 20), decides(2, 29, ReportKind.APPROVE, 1))
    assert (standing.state, standing.percent, standing.done_on) == (State.DONE, 100, date(2026, 6, 20))
    assert standing.awaiting is None


def test_said_again_while_it_waits_it_was_reported_the_first_time() -> None:
    standing = fold(waits(1, 20), waits(2, 25))
    assert (standing.reported_on, standing.awaiting and standing.awaiting.id) == (date(2026, 6, 20), 1)


def test_a_returned_result_is_worked_on_again() -> None:
    standing = fold(waits(1, 20), decides(2, 21, ReportKind.RETURN, 1))
    assert (standing.state, standing.reported_on) == (State.IN_PROGRESS, None)
    assert standing.late(date(2026, 7, 10))


def test_a_result_returned_and_reported_again_counts_from_the_second_report() -> None:
    standing = fold(
        waits(1, 20),
        decides(2, 21, ReportKind.RETURN, 1),
        waits(3, 25),
        decides(4, 26, ReportKind.APPROVE, 3),
    )
    assert standing.done_on == date(2026, 6, 25)


@pytest.mark.parametrize("kind", [ReportKind.APPROVE, ReportKind.RETURN])
def test_a_decision_on_a_result_taken_back_is_void(kind: ReportKind) -> None:
    undo = entry(2, 20, ReportKind.UNDO, undoes=1)
    assert fold(waits(1, 20), undo, decides(3, 21, kind, 1)).state is State.NOT_STARTED


def test_a_decision_taken_back_leaves_the_result_waiting() -> None:
    undo = entry(3, 21, ReportKind.UNDO, undoes=2)
    assert fold(waits(1, 20), decides(2, 21, ReportKind.APPROVE, 1), undo).state is State.AWAITING_APPROVAL


def test_a_grant_moves_the_due_date_and_counts() -> None:
    standing = fold(asks(1, 1), decides(2, 2, ReportKind.GRANT, 1, LATER))
    assert (standing.due, standing.first_due, standing.extensions) == (LATER, DUE, 1)
    assert standing.extension is None


def test_a_grant_nobody_asked_for_moves_the_due_date_too() -> None:
    assert fold(decides(1, 2, ReportKind.GRANT, None, LATER)).due == LATER


def test_grants_add_up_and_the_last_one_holds() -> None:
    last = date(2026, 12, 31)
    standing = fold(
        asks(1, 1),
        decides(2, 2, ReportKind.GRANT, 1, LATER),
        asks(3, 3),
        decides(4, 4, ReportKind.GRANT, 3, last),
    )
    assert (standing.due, standing.first_due, standing.extensions) == (last, DUE, 2)


def test_a_refusal_ends_the_request_and_leaves_the_due_date() -> None:
    standing = fold(asks(1, 1), decides(2, 2, ReportKind.REFUSE, 1))
    assert (standing.due, standing.extension, standing.extensions) == (DUE, None, 0)


def test_a_decision_on_a_request_made_anew_since_is_void() -> None:
    standing = fold(asks(1, 1), asks(2, 2), decides(3, 3, ReportKind.GRANT, 1, LATER))
    assert (standing.due, standing.extension and standing.extension.id) == (DUE, 2)


def test_done_after_a_grant_is_on_time_by_the_date_in_force() -> None:
    done = entry(3, 30, ReportKind.PROGRESS, state=State.DONE)
    late = replace(done, at=datetime(2026, 9, 30, 23, tzinfo=ZONE))
    assert not fold(asks(1, 1), decides(2, 2, ReportKind.GRANT, 1, LATER), late).late(date(2026, 10, 5))


def test_a_claim_is_work_in_progress_until_a_state_is_told() -> None:
    claim = entry(1, 20, ReportKind.CLAIM)
    assert (fold(claim).state, fold(claim).claim) == (State.IN_PROGRESS, claim)
    done = entry(2, 21, ReportKind.PROGRESS, state=State.DONE)
    assert (fold(claim, done).state, fold(claim, done).claim) == (State.DONE, None)


def test_a_claim_said_of_what_is_done_changes_nothing() -> None:
    done = entry(1, 20, ReportKind.PROGRESS, state=State.DONE)
    assert fold(done, entry(2, 21, ReportKind.CLAIM)).state is State.DONE


def test_a_supporting_units_report_is_shown_and_moves_nothing() -> None:
    theirs = entry(1, 20, ReportKind.PROGRESS, state=State.DONE, unit="so-tai-chinh", part=Share.SUPPORT)
    standing = fold(theirs)
    assert (standing.state, standing.last_report) == (State.NOT_STARTED, None)
    assert standing.support == {"so-tai-chinh": theirs}


def test_a_supporting_units_note_leaves_the_state_it_told() -> None:
    told = entry(1, 20, ReportKind.PROGRESS, state=State.DONE, unit="so-tai-chinh", part=Share.SUPPORT)
    note = entry(2, 21, ReportKind.NOTE, unit="so-tai-chinh", part=Share.SUPPORT)
    assert fold(told, note).support == {"so-tai-chinh": told}


def test_a_decision_is_no_report_of_the_owners() -> None:
    said = waits(1, 20)
    assert fold(said, decides(2, 21, ReportKind.RETURN, 1)).last_report == said
