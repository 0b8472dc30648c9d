"""What the digest lists: overdue, due soon, blocked, extensions, silent and not linked units."""

from datetime import date, timedelta

import pytest
from digest_samples import MONDAY, YEAR_END, digest, one, report, standing, task

from bot.digest.parts import UnitCount
from bot.model.deadline import DeadlineKind, Period
from bot.model.progress import Report, ReportKind, State


def ago(days: int) -> date:
    return MONDAY - timedelta(days=days)


def test_overdue_tasks_stand_by_unit_the_most_first_and_the_oldest_on_top() -> None:
    tasks = [task("1", ago(50), owner="cong-an"), task("2", ago(3)), task("3", ago(9))]
    found = digest(*((each, standing(each)) for each in tasks))
    assert [(group.unit, group.oldest) for group in found.overdue] == [("so-xay-dung", 9), ("cong-an", 50)]
    assert [(item.code, item.days) for item in found.overdue[0].items] == [("3", 9), ("2", 3)]


def test_due_soon_reaches_from_today_to_the_fourteenth_day() -> None:
    tasks = [task(str(days), ago(-days)) for days in (15, 14, 0, -1)]
    found = digest(*((each, standing(each)) for each in tasks))
    assert [item.code for item in found.due_soon] == ["0", "14"]


def test_a_finished_task_and_the_turn_of_an_ongoing_one_are_not_due_soon() -> None:
    ended, ongoing = task("1"), task("2", None, kind=DeadlineKind.ONGOING)
    period = Period(date(2025, 10, 1), YEAR_END)
    found = digest(
        (ended, standing(ended, State.DONE, done_on=MONDAY)), (ongoing, standing(ongoing, period=period))
    )
    assert found.due_soon == ()


def test_a_blocked_task_gives_its_reason_in_the_owners_own_words() -> None:
    stuck = task("1")
    found = one(stuck, State.BLOCKED, report(stuck, ago(2), State.BLOCKED, note="chưa bố trí kinh phí"))
    assert [item.note for item in found.blocked] == ["chưa bố trí kinh phí"]


def test_words_added_after_the_block_are_its_reason() -> None:
    stuck = task("1")
    found = one(
        stuck,
        State.BLOCKED,
        report(stuck, ago(2), State.BLOCKED),
        report(stuck, ago(1), number=2, kind=ReportKind.NOTE, note="chờ giải phóng mặt bằng"),
    )
    assert found.blocked[0].note == "chờ giải phóng mặt bằng"


def test_words_from_before_the_block_are_not_its_reason() -> None:
    stuck = task("1")
    found = one(
        stuck,
        State.BLOCKED,
        report(stuck, ago(5), State.IN_PROGRESS, note="đang làm đúng tiến độ"),
        report(stuck, ago(2), State.BLOCKED, number=2),
    )
    assert found.blocked[0].note == ""


def test_words_taken_back_are_not_a_reason() -> None:
    stuck = task("1")
    found = one(
        stuck,
        State.BLOCKED,
        report(stuck, ago(3), State.BLOCKED, number=1, note="thiếu kinh phí"),
        report(stuck, ago(2), State.BLOCKED, number=2, note="gửi nhầm"),
        report(stuck, ago(2), number=3, kind=ReportKind.UNDO, undoes=2),
    )
    assert found.blocked[0].note == "thiếu kinh phí"


def test_an_open_request_for_time_is_listed_with_its_date_and_reason() -> None:
    wanting = task("1")
    asked = report(
        wanting, ago(1), kind=ReportKind.EXTENSION, note="chờ ý kiến bộ", asked_until=date(2026, 1, 31)
    )
    found = digest((wanting, standing(wanting, extension=asked)))
    assert [(i.asked_until, i.note) for i in found.extensions] == [(date(2026, 1, 31), "chờ ý kiến bộ")]


def test_a_classified_task_shows_neither_title_nor_words() -> None:
    secret = task("1", classification="mật")
    found = one(secret, State.BLOCKED, report(secret, ago(1), State.BLOCKED, note="lý do mật"))
    assert (found.blocked[0].code, found.blocked[0].title, found.blocked[0].note) == ("1", "", "")


IN_TERM = task("1", YEAR_END)
OVERDUE = task("1", ago(20))


@pytest.mark.parametrize("due", [YEAR_END, MONDAY])
def test_an_owner_whose_task_has_not_come_due_need_not_have_reported(due: date) -> None:
    assert one(task("1", due)).silent == ()


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(report(OVERDUE, ago(20), State.IN_PROGRESS), id="on the due date"),
        pytest.param(report(OVERDUE, ago(19), State.IN_PROGRESS), id="long ago, but after it"),
        pytest.param(report(OVERDUE, ago(1), kind=ReportKind.CLAIM), id="done, evidence to come"),
        pytest.param(report(OVERDUE, ago(1), kind=ReportKind.EXTENSION), id="for more time"),
        pytest.param(report(OVERDUE, ago(1), unit=None), id="through the committee's office"),
    ],
)
def test_an_owner_that_reported_since_the_due_date_is_not_silent(said: Report) -> None:
    assert one(OVERDUE, State.NOT_STARTED, said).silent == ()


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(report(OVERDUE, ago(21), State.IN_PROGRESS), id="before the due date"),
        pytest.param(report(OVERDUE, ago(1), unit="cong-an"), id="by a unit that helps"),
        pytest.param(report(OVERDUE, ago(1), kind=ReportKind.NOTE), id="without a state"),
        pytest.param(report(OVERDUE, ago(1), kind=ReportKind.QUESTION), id="as a question"),
        pytest.param(report(OVERDUE, ago(1), kind=ReportKind.EVIDENCE), id="as files alone"),
    ],
)
def test_an_owner_stays_silent_when_words_came(said: Report) -> None:
    assert one(OVERDUE, State.NOT_STARTED, said).silent == (UnitCount("so-xay-dung", 1),)


def test_late_to_deliver_is_not_late_to_report() -> None:
    found = one(OVERDUE, State.IN_PROGRESS, report(OVERDUE, ago(1), State.IN_PROGRESS))
    assert (len(found.overdue), found.silent) == (1, ())


def test_an_owner_that_waits_for_confirmation_is_not_silent() -> None:
    assert one(OVERDUE, State.AWAITING_APPROVAL).silent == ()


def test_an_owner_whose_request_for_time_waits_is_not_silent_whenever_it_was_made() -> None:
    asked = report(OVERDUE, ago(30), kind=ReportKind.EXTENSION, note="chờ vốn", asked_until=YEAR_END)
    assert digest((OVERDUE, standing(OVERDUE, extension=asked)), reports=[asked]).silent == ()
    assert digest((OVERDUE, standing(OVERDUE)), reports=[asked]).silent == (UnitCount("so-xay-dung", 1),)


def test_a_unit_nobody_is_linked_for_is_not_reached_rather_than_silent() -> None:
    found = digest((OVERDUE, standing(OVERDUE)), linked=["cong-an"])
    assert (found.silent, found.unlinked) == ((), (UnitCount("so-xay-dung", 1),))


def test_a_unit_with_nothing_open_need_not_be_linked() -> None:
    done = standing(IN_TERM, State.DONE, done_on=MONDAY)
    assert digest((IN_TERM, done), linked=[]).unlinked == ()
