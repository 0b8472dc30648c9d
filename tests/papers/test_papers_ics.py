"""The calendar file: all-day events on the due dates, the same UID each time, two alarms."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar
from papers_samples import TEXTS, ZONE, catalog, plan_of, task

from bot.model.deadline import DeadlineKind
from bot.model.plan import Task
from bot.model.progress import State
from bot.papers.ics import calendar_of
from bot.schedule.calendar import WorkingDays
from bot.schedule.standing import standing_of

NOW = datetime(2026, 1, 19, 8, tzinfo=ZONE)
DUE = task("1", date(2026, 1, 30), deliverable="Quyết định")


def made(*tasks: Task, unit: str = "so-xay-dung", **changes: Any) -> bytes:
    plan = plan_of(*tasks)
    where = {of.ref: replace(standing_of(of, (), NOW.date(), ZONE), **changes) for of in tasks}
    return calendar_of(unit, catalog(plan), where, WorkingDays(), NOW, TEXTS)


def events(*tasks: Task, **values: Any) -> list[Any]:
    return list(Calendar.from_ical(made(*tasks, **values)).walk("VEVENT"))


def test_a_due_date_is_an_all_day_event() -> None:
    (event,) = events(DUE)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 1, 30), date(2026, 1, 31))
    assert event["SUMMARY"] == "Hạn 1: Đề án 1"
    assert event["TRANSP"] == "TRANSPARENT"


def test_an_event_keeps_its_uid_when_its_date_moves() -> None:
    (before,), (after,) = events(DUE), events(DUE, due=date(2026, 3, 31))
    assert before["UID"] == after["UID"]
    assert after["DTSTART"].dt == date(2026, 3, 31)


def test_every_task_and_every_turn_has_a_uid_of_its_own() -> None:
    turning = task("2", None, kind=DeadlineKind.ONGOING)
    found = [*events(DUE, turning), *events(turning, due=date(2026, 6, 30))]
    assert len({event["UID"] for event in found}) == 3


def test_the_stamp_is_the_moment_passed_in() -> None:
    (event,) = events(DUE)
    assert event["DTSTAMP"].dt == NOW


def test_it_rings_in_the_morning_seven_days_and_one_day_before() -> None:
    (event,) = events(DUE)
    start = datetime(2026, 1, 30)  # noqa: DTZ001  # an all-day event floats
    rings = [start + alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert [(start - ring) for ring in rings] == [timedelta(days=7, hours=-8), timedelta(days=1, hours=-8)]


def test_a_due_date_on_a_day_off_notes_the_working_day_before() -> None:
    (event,) = events(task("1", date(2026, 1, 31)))
    assert "Hạn rơi vào ngày nghỉ; đề nghị hoàn thành chậm nhất 30/1/2026." in event["DESCRIPTION"]


def test_only_open_dated_tasks_of_the_unit_are_in_it() -> None:
    assert events(task("1", owner="cong-an"), task("2", None, kind=DeadlineKind.NONE)) == []
    assert events(DUE, state=State.DONE) == []


def test_of_a_classified_task_only_the_code_is_written() -> None:
    secret = task("M-1", date(2026, 1, 30), classification="mật", title="Phương án", deliverable="Đề án")
    text = made(secret).decode()
    assert "SUMMARY:Hạn M-1\r\n" in text
    assert "Phương án" not in text
    assert "Đề án" not in text


def test_the_same_moment_makes_the_same_file() -> None:
    assert made(DUE) == made(DUE)
