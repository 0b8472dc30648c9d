"""The figures behind every paper: a row a task, the history, the groups, the day and quarter asked for."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from papers_samples import TEXTS, TODAY, ZONE, catalog, figures, growth, plan_of, report, task

from bot.digest.parts import Apart, Cells
from bot.model.deadline import DeadlineKind, Period
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind, State
from bot.model.say import say
from bot.papers.figures import end_of, figures_of
from bot.papers.paper import Format, paper_of
from bot.papers.rows import Group, TaskRow
from bot.papers.words import deadline, did

LATE = task("1", date(2025, 12, 31))
Q4, Q1 = Period(date(2025, 10, 1), date(2025, 12, 31)), Period(date(2026, 1, 1), date(2026, 3, 31))


def row(of: Task, *reports: Report) -> TaskRow:
    return figures(of, reports=reports).tasks[0]


def test_a_row_says_in_which_cell_its_task_counts_and_how_late_it_is() -> None:
    found = row(LATE)
    assert (found.cell, found.late, found.days_late) == ("open_overdue", True, 19)


def test_a_task_delivered_late_is_as_late_as_its_delivery_was() -> None:
    found = row(LATE, report(1, LATE, date(2026, 1, 4), State.DONE))
    assert (found.cell, found.days_late, found.done_on) == ("done_late", 4, date(2026, 1, 4))


def test_a_task_outside_the_four_cells_has_none() -> None:
    found = row(task("1", None, kind=DeadlineKind.ONGOING))
    assert (found.cell, found.days_late) == (None, 0)


def test_the_groups_add_up_to_the_plan() -> None:
    done = task("2", section="III.2", owner="cong-an")
    undated = task("3", None, kind=DeadlineKind.NONE, owner="cong-an")
    found = figures(LATE, done, undated, reports=[report(1, done, date(2025, 11, 3), State.DONE)])
    late, good = Cells(open_overdue=1), Cells(done_on_time=1)
    # With as many dated tasks, the unit with more tasks apart comes first.
    assert found.units == (Group("Công an thành phố", good, 1), Group("Sở Xây dựng", late, 0))
    assert found.sections == (Group("III.1. Cải cách thể chế", late, 1), Group("III.2. Nguồn lực", good, 0))
    assert found.cells == Cells(done_on_time=1, open_overdue=1)


def test_on_an_earlier_day_what_came_later_had_not_happened() -> None:
    reports = [
        report(1, LATE, date(2025, 11, 3), State.BLOCKED),
        report(2, LATE, date(2025, 12, 3), State.DONE),
    ]
    found = figures(LATE, reports=reports, on=date(2025, 11, 3))
    assert found.tasks[0].state is State.BLOCKED
    assert [entry.id for entry in found.history] == [1]


def test_the_day_counts_to_its_end_where_the_committee_sits() -> None:
    plan, on = plan_of(LATE), date(2025, 11, 3)
    late_evening = report(1, LATE, on, State.DONE).at.replace(hour=23, minute=59)
    reports = [report(1, LATE, on, State.DONE, at=late_evening.timetz())]
    assert figures_of(plan, catalog(plan), reports, end_of(on, ZONE), ZONE).cells.done == 1


def test_a_quarter_keeps_the_tasks_due_in_it_and_their_history() -> None:
    next_one = task("2", date(2026, 3, 31))
    reports = [report(1, LATE, date(2025, 11, 3)), report(2, next_one, date(2025, 11, 4))]
    found = figures(LATE, next_one, reports=reports, quarter=Q1)
    assert [row.code for row in found.tasks] == ["2"]
    assert [entry.code for entry in found.history] == ["2"]
    assert found.cells == Cells(open_in_term=1)


def test_a_quarter_without_tasks_counts_nothing() -> None:
    found = figures(task("1", date(2026, 3, 31)), quarter=Q4)
    assert (found.tasks, found.units, found.cells) == ((), (), Cells())


def test_the_history_keeps_what_was_taken_back_and_says_so() -> None:
    undo = report(2, LATE, date(2025, 11, 4), kind=ReportKind.UNDO, undoes=1)
    found = figures(LATE, reports=[report(1, LATE, date(2025, 11, 3), State.DONE), undo])
    assert [(entry.id, entry.undone) for entry in found.history] == [(1, True), (2, False)]
    assert found.tasks[0].state is State.NOT_STARTED


def test_of_a_classified_task_only_code_and_dates_are_known() -> None:
    secret = task("M-1", classification="mật", deliverable="Đề án", title="Phương án")
    words = report(1, secret, date(2025, 11, 3), State.BLOCKED, note="chờ phương án")
    found = figures(secret, reports=[words])
    only = found.tasks[0]
    assert (only.title, only.deliverable, only.deadline, only.blocked_by) == ("", "", "", "")
    assert (found.history[0].title, found.history[0].words) == ("", "")
    assert only.due == date(2025, 12, 31)


def test_a_blocked_row_gives_the_reason_in_the_owners_words() -> None:
    found = row(LATE, report(1, LATE, date(2025, 11, 3), State.BLOCKED, note="chờ mặt bằng"))
    assert found.blocked_by == "chờ mặt bằng"


def test_a_row_tells_of_an_extension_that_waits() -> None:
    until = date(2026, 3, 31)
    asked = report(1, LATE, date(2025, 12, 3), kind=ReportKind.EXTENSION, asked_until=until, note="thiếu vốn")
    found = row(LATE, asked)
    assert (found.asking, found.asked_until, found.asked_why) == (True, until, "thiếu vốn")


def test_what_no_file_can_hold_is_left_out_of_the_words() -> None:
    found = row(LATE, report(1, LATE, date(2025, 11, 3), State.BLOCKED, note="chờ\x00 vốn\ufffe"))
    assert found.blocked_by == "chờ vốn"


def test_the_longest_overdue_come_first() -> None:
    older = task("2", date(2025, 9, 30))
    assert [row.code for row in figures(LATE, older).overdue] == ["2", "1"]


def test_a_target_has_no_value_until_one_is_reported() -> None:
    (target,) = figures(LATE).targets
    assert (target.title, target.low, target.value) == (growth().title, growth().low, None)


def test_tasks_apart_are_counted_with_the_digests_own_rule() -> None:
    found = figures(task("1", None, kind=DeadlineKind.NONE), task("2", None, kind=DeadlineKind.ONGOING))
    assert isinstance(found.apart, Apart)
    assert (found.apart.undated.total, found.apart.ongoing.total) == (1, 1)


@pytest.mark.parametrize("kind", ReportKind)
def test_the_history_has_a_word_for_everything_a_report_does(kind: ReportKind) -> None:
    found = figures(LATE, reports=[report(1, LATE, date(2025, 11, 3), kind=kind)])
    assert did(found.history[0], TEXTS)


def followed(of: Task, whose: Task) -> Task:
    """The task with the date of another plan's."""
    reason = say("check.follows", task=whose.ref, reason=whose.deadline.reason)
    return replace(of, deadline=replace(whose.deadline, written="theo x", follows=whose.ref, reason=reason))


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        (task("A-1", plan="tp", title="T"), "theo KH 01-KH/TU ngày 25/7/2025, A-1: Trong quý"),
        (task("A-1", plan="tp", title="T", classification="mật"), "theo KH 01-KH/TU ngày 25/7/2025, A-1"),
    ],
)
def test_a_deadline_of_another_plan_is_told_in_words(theirs: Task, told: str) -> None:
    city = plan_of(theirs, id="tp", number="01-KH/TU")
    plan = plan_of(followed(LATE, theirs))
    found = figures_of(plan, catalog(plan, city), [], end_of(TODAY, ZONE), ZONE)
    assert deadline(found.tasks[0].deadline, found.tasks[0].follows, TEXTS) == told
    html = paper_of(found, Format.HTML, TEXTS).data.decode()
    assert f">{told}</td>" in html and "theo x" not in html
    sheet = load_workbook(BytesIO(paper_of(found, Format.XLSX, TEXTS).data))["Theo dõi"]
    assert told in [cell.value for cell in sheet[4]]


def test_a_task_outside_the_four_cells_is_never_days_late() -> None:
    ongoing = task("1", None, kind=DeadlineKind.ONGOING)
    granted = report(1, ongoing, date(2025, 8, 1), kind=ReportKind.GRANT, asked_until=date(2025, 8, 1))
    (found,) = figures(ongoing, reports=[granted], on=date(2025, 9, 29)).tasks
    assert (found.cell, found.days_late) == (None, 0)
