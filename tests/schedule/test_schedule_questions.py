"""Questions that wait for the secretary are counted in working days, and answered ones no longer."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.model.deadline import TaskRef
from bot.model.progress import Report, ReportKind
from bot.schedule.calendar import WorkingDays
from bot.schedule.questions import unanswered

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = WorkingDays(off=frozenset(), work=frozenset())
THURSDAY, FRIDAY, MONDAY = date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9)


def entry(
    id: int, kind: ReportKind, day: date, *, decides: int | None = None, undoes: int | None = None
) -> Report:
    return Report(
        id=id,
        key=f"in:{id}:1",
        task=TaskRef("p", "I-1"),
        kind=kind,
        at=datetime(day.year, day.month, day.day, 9, tzinfo=ZONE),
        user_id=1,
        user_name="x",
        unit="u",
        decides=decides,
        undoes=undoes,
    )


def ages(*log: Report, today: date = MONDAY, patience: int = 2) -> list[tuple[int, int]]:
    return [(each.report.id, each.age) for each in unanswered(log, today, DAYS, ZONE, patience)]


def test_a_question_waits_two_working_days_before_it_is_spoken_of() -> None:
    asked = entry(1, ReportKind.QUESTION, THURSDAY)
    assert ages(asked, today=FRIDAY) == []
    assert ages(asked, today=MONDAY) == [(1, 2)]


def test_the_age_of_all_that_wait_may_be_asked_for() -> None:
    log = entry(1, ReportKind.QUESTION, THURSDAY), entry(2, ReportKind.NOT_OURS, FRIDAY)
    assert ages(*log, patience=0) == [(1, 2), (2, 1)]


def test_an_answer_ends_the_wait_until_it_is_taken_back() -> None:
    asked, answer = entry(1, ReportKind.QUESTION, THURSDAY), entry(2, ReportKind.ANSWER, FRIDAY, decides=1)
    assert ages(asked, answer) == []
    assert ages(asked, answer, entry(3, ReportKind.UNDO, FRIDAY, undoes=2)) == [(1, 2)]


def test_a_question_taken_back_waits_for_nobody() -> None:
    assert ages(entry(1, ReportKind.QUESTION, THURSDAY), entry(2, ReportKind.UNDO, FRIDAY, undoes=1)) == []


def test_reports_are_no_questions() -> None:
    assert ages(entry(1, ReportKind.PROGRESS, THURSDAY), entry(2, ReportKind.DIRECTIVE, THURSDAY)) == []
