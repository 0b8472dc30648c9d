"""The standing of a task: its log of reports folded into one state on one day."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.model.deadline import Deadline, DeadlineKind, Every, Period, TaskRef
from bot.model.history import History
from bot.model.plan import Source, Task
from bot.model.progress import Report, ReportKind, Standing, State
from bot.model.say import say
from bot.schedule.standing import standing_of, standings

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = date(2026, 6, 30)
TODAY = date(2026, 6, 20)
REF = TaskRef("hp-07", "III.2.1-8")


def task(kind: DeadlineKind = DeadlineKind.QUARTER, due: date | None = DUE, **deadline: Any) -> Task:
    words = Deadline(written="…", kind=kind, reason=say("deadline.quarter"), due=due, **deadline)
    source = Source("III.2.1", 8)
    return Task(
        plan=REF.plan, code=REF.code, title="…", owner="so-y-te", deadline=words, source=source, line=1
    )


QUARTERLY = task(DeadlineKind.ONGOING, None, every=Every.QUARTER)


def report(id: int, day: date, kind: ReportKind = ReportKind.PROGRESS, hour: int = 9, **more: Any) -> Report:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
    who: dict[str, Any] = {"user_id": 1, "user_name": "Trưởng phòng Kinh tế", "unit": "so-y-te"}
    return Report(id=id, key=str(id), task=REF, kind=kind, at=at, **who, **more)


def june(day: int) -> date:
    return date(2026, 6, day)


def done(id: int, day: date) -> Report:
    return report(id, day, state=State.DONE)


def at_work(id: int, day: date, percent: int | None = None) -> Report:
    return report(id, day, state=State.IN_PROGRESS, percent=percent)


def undo(id: int, day: date, of: int) -> Report:
    return report(id, day, ReportKind.UNDO, undoes=of)


def fold(*reports: Report, of: Task | None = None, today: date = TODAY) -> Standing:
    return standing_of(of or task(), reports, today, ZONE)


def test_a_task_nobody_reported_on_is_not_started_and_due_as_the_plan_says() -> None:
    assert fold() == Standing(task=REF, state=State.NOT_STARTED, due=DUE, first_due=DUE)


def test_a_report_sets_state_and_percent() -> None:
    standing = fold(at_work(1, june(1), 25))
    assert (standing.state, standing.percent) == (State.IN_PROGRESS, 25)


def test_reports_are_folded_in_the_order_of_keeping_however_they_are_given() -> None:
    assert fold(at_work(2, june(2), 50), at_work(1, june(1), 25)).percent == 50


def test_a_percent_not_given_again_stays() -> None:
    assert fold(at_work(1, june(1), 25), at_work(2, june(2))).percent == 25


def test_a_blocked_task_is_as_far_as_it_was() -> None:
    standing = fold(at_work(1, june(1), 60), report(2, june(2), state=State.BLOCKED))
    assert (standing.state, standing.percent) == (State.BLOCKED, 60)


def test_a_report_of_a_percent_alone_keeps_the_state() -> None:
    standing = fold(at_work(1, june(1), 25), report(2, june(2), percent=75))
    assert (standing.state, standing.percent) == (State.IN_PROGRESS, 75)


def test_a_task_sent_back_to_the_start_has_no_percent() -> None:
    assert fold(at_work(1, june(1), 60), report(2, june(2), state=State.NOT_STARTED)).percent is None


def test_done_is_a_hundred_percent_on_the_day_it_was_said() -> None:
    standing = fold(at_work(1, june(1), 25), done(2, june(2)))
    assert (standing.state, standing.percent, standing.done_on) == (State.DONE, 100, june(2))


def test_the_day_of_a_report_is_the_committees_own_not_the_servers() -> None:
    evening = datetime(2026, 6, 30, 17, 30, tzinfo=UTC)  # 00:30 on 1 July in Hải Phòng
    said = Report(
        id=1, key="1", task=REF, kind=ReportKind.PROGRESS, at=evening, user_id=1, user_name="…", unit=None,
        state=State.DONE,
    )  # fmt: skip
    standing = fold(said, today=date(2026, 7, 1))
    assert standing.done_on == date(2026, 7, 1)
    assert standing.late(date(2026, 7, 1))


def test_done_late_in_the_evening_of_the_due_day_is_on_time() -> None:
    standing = fold(report(1, DUE, hour=23, state=State.DONE), today=DUE)
    assert not standing.late(date(2026, 7, 5))


def test_done_said_twice_was_done_the_first_time() -> None:
    assert fold(done(1, june(1)), done(2, june(9))).done_on == june(1)


def test_work_after_done_reopens_the_task_and_forgets_its_hundred_percent() -> None:
    standing = fold(done(1, june(1)), at_work(2, june(2)))
    assert (standing.state, standing.percent, standing.done_on) == (State.IN_PROGRESS, None, None)


def test_a_task_done_again_after_a_reopening_was_done_the_second_time() -> None:
    assert fold(done(1, june(1)), at_work(2, june(2)), done(3, june(9))).done_on == june(9)


# Written a second time: what answers for a task, and what is only said about it.
REPORTS = {ReportKind.PROGRESS, ReportKind.CLAIM, ReportKind.EXTENSION}
SAID_ABOUT = {
    ReportKind.NOTE, ReportKind.EVIDENCE, ReportKind.QUESTION, ReportKind.ANSWER, ReportKind.DIRECTIVE,
    ReportKind.SEEN, ReportKind.NOT_OURS,
}  # fmt: skip
DECIDED = {
    ReportKind.APPROVE, ReportKind.RETURN, ReportKind.GRANT, ReportKind.REFUSE, ReportKind.WAIVE,
}  # fmt: skip


def test_every_kind_of_entry_is_a_report_or_is_none() -> None:
    assert REPORTS | SAID_ABOUT | DECIDED | {ReportKind.UNDO} == set(ReportKind)


@pytest.mark.parametrize("kind", sorted(SAID_ABOUT))
def test_what_is_only_said_about_a_task_changes_nothing_and_is_no_report(kind: ReportKind) -> None:
    said = done(1, june(1))
    assert fold(said, report(2, june(2), kind, note="việc này là sao?")) == fold(said)
    assert fold(report(2, june(2), kind, note="việc này là sao?")).last_report is None


@pytest.mark.parametrize("kind", sorted(REPORTS))
def test_the_newest_that_answers_for_a_task_is_its_last_report(kind: ReportKind) -> None:
    newest = report(2, june(2), kind, asked_until=date(2026, 7, 31))
    assert fold(at_work(1, june(1)), newest).last_report == newest


def test_an_extension_asked_for_is_open_and_moves_neither_due_date_nor_state() -> None:
    asked = report(2, june(2), ReportKind.EXTENSION, asked_until=date(2026, 7, 31))
    standing = fold(at_work(1, june(1), 25), asked)
    assert standing.extension == asked
    assert (standing.state, standing.due, standing.first_due) == (State.IN_PROGRESS, DUE, DUE)


def test_the_latest_request_for_an_extension_is_the_open_one() -> None:
    asked = [report(n, june(n), ReportKind.EXTENSION, asked_until=date(2026, 8, n)) for n in (1, 2)]
    assert fold(*asked).extension == asked[1]


def test_work_leaves_a_request_for_an_extension_open_and_done_clears_it() -> None:
    asked = report(1, june(1), ReportKind.EXTENSION, asked_until=date(2026, 7, 31))
    assert fold(asked, at_work(2, june(2))).extension == asked
    assert fold(asked, done(2, june(2))).extension is None


def test_an_undo_takes_back_the_report_it_names_and_no_other() -> None:
    standing = fold(at_work(1, june(1), 25), done(2, june(2)), undo(3, june(2), of=2))
    assert (standing.state, standing.percent, standing.done_on) == (State.IN_PROGRESS, 25, None)
    assert standing.last_report == at_work(1, june(1), 25)


def test_an_older_report_can_be_undone_under_a_newer_one() -> None:
    standing = fold(done(1, june(1)), done(2, june(9)), undo(3, june(9), of=1))
    assert standing.done_on == june(9)


def test_undoing_a_done_brings_back_the_request_it_cleared() -> None:
    asked = report(1, june(1), ReportKind.EXTENSION, asked_until=date(2026, 7, 31))
    assert fold(asked, done(2, june(2)), undo(3, june(2), of=2)).extension == asked


def test_an_undo_of_an_undo_is_ignored() -> None:
    standing = fold(done(1, june(1)), undo(2, june(1), of=1), undo(3, june(2), of=2))
    assert standing.state is State.NOT_STARTED
    assert standing.last_report is None


def test_a_cancelled_task_is_never_late() -> None:
    standing = fold(report(1, june(1), state=State.CANCELLED))
    assert not standing.open
    assert not standing.late(date(2027, 1, 1))


@pytest.mark.parametrize("kind", [DeadlineKind.WAITS, DeadlineKind.NONE])
def test_a_task_that_waits_or_has_no_deadline_has_no_due_date(kind: DeadlineKind) -> None:
    standing = fold(at_work(1, june(1), 25), of=task(kind, None))
    assert (standing.due, standing.first_due, standing.percent) == (None, None, 25)


def test_an_ongoing_task_is_due_at_the_end_of_the_turn_that_holds_today() -> None:
    standing = fold(of=QUARTERLY, today=date(2026, 5, 4))
    assert standing.period == Period(date(2026, 4, 1), date(2026, 6, 30))
    assert (standing.due, standing.first_due) == (DUE, DUE)


def test_a_turn_starts_afresh_whatever_the_one_before_came_to() -> None:
    march = done(1, date(2026, 3, 20))
    standing = fold(march, of=QUARTERLY, today=date(2026, 4, 1))
    assert (standing.state, standing.percent, standing.done_on) == (State.NOT_STARTED, None, None)
    assert standing.last_report == march


def test_both_ends_of_a_turn_belong_to_it() -> None:
    for day in (date(2026, 4, 1), date(2026, 6, 30)):
        assert fold(done(1, day), of=QUARTERLY, today=DUE).done_on == day


def test_an_undo_in_a_later_turn_still_takes_back_its_report() -> None:
    march, april = date(2026, 3, 31), date(2026, 4, 1)
    standing = fold(done(1, march), undo(2, april, of=1), of=QUARTERLY, today=march)
    assert standing.state is State.NOT_STARTED


def test_a_request_of_the_turn_before_is_no_longer_open() -> None:
    asked = report(1, date(2026, 3, 20), ReportKind.EXTENSION, asked_until=date(2026, 4, 30))
    assert fold(asked, of=QUARTERLY, today=date(2026, 4, 1)).extension is None


def test_a_span_is_one_stretch_with_a_due_date_of_its_own() -> None:
    span = task(DeadlineKind.SPAN, date(2030, 12, 31), every=Every.YEAR)
    standing = fold(done(1, date(2026, 3, 20)), of=span, today=date(2028, 5, 4))
    assert (standing.period, standing.due, standing.state) == (None, date(2030, 12, 31), State.DONE)


def test_the_log_as_of_a_moment_knows_nothing_of_what_came_later() -> None:
    log = [done(1, june(1)), undo(2, june(3), of=1), at_work(3, june(4), 50)]
    assert fold(*History(log).as_of(datetime(2026, 6, 2, 7, 30, tzinfo=ZONE))).state is State.DONE
    assert fold(*History(log).as_of(log[1].at)).state is State.NOT_STARTED


def test_each_task_gets_its_own_standing_also_without_reports() -> None:
    log = [done(1, june(1))]
    other = Task(
        plan="hp-07", code="IV-1", title="…", owner="so-y-te", deadline=task().deadline,
        source=Source("IV", 1), line=9,
    )  # fmt: skip
    folded = standings([task(), other], log, TODAY, ZONE)
    assert {ref.code: s.state for ref, s in folded.items()} == {
        "III.2.1-8": State.DONE,
        "IV-1": State.NOT_STARTED,
    }
