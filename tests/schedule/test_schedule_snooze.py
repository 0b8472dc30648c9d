"""A snooze hushes a task for a chat until its day, then brings it back once."""

from datetime import date

import pytest

from bot.model.deadline import TaskRef
from bot.model.people import Snooze
from bot.schedule.agenda import snoozed, wakes_on
from bot.schedule.calendar import WorkingDays

TASK = TaskRef("p", "III.1-1")
DAYS = WorkingDays()


def snooze(until: str, asked_on: str = "2025-12-01") -> Snooze:
    return Snooze(
        task=TASK,
        chat_id=1,
        user_name="Trưởng phòng Kinh tế",
        asked_on=date.fromisoformat(asked_on),
        until=date.fromisoformat(until),
    )


@pytest.mark.parametrize(
    ("asked_on", "until", "wakes"),
    [
        ("2025-12-01", "2025-12-04", "2025-12-04"),
        ("2025-12-01", "2025-12-07", "2025-12-05"),  # a Sunday: the Friday before
        ("2025-12-05", "2025-12-07", "2025-12-07"),  # asked on that Friday: not the same day again
    ],
)
def test_it_wakes_on_the_last_working_day_up_to_the_one_asked_for(
    asked_on: str, until: str, wakes: str
) -> None:
    assert wakes_on(snooze(until, asked_on), DAYS) == date.fromisoformat(wakes)


def test_it_hushes_every_day_before() -> None:
    for day in range(1, 4):
        found = snoozed([snooze("2025-12-04")], date(2025, 12, day), date(2025, 11, 30), DAYS)
        assert (found.hushed, found.woken) == ({TASK}, set())


def test_it_wakes_once_even_where_its_day_was_missed() -> None:
    missed = snoozed([snooze("2025-12-04")], date(2025, 12, 8), date(2025, 12, 3), DAYS)
    told = snoozed([snooze("2025-12-04")], date(2025, 12, 8), date(2025, 12, 4), DAYS)
    assert (missed.hushed, missed.woken) == (set(), {TASK})
    assert (told.hushed, told.woken) == (set(), set())


def test_a_first_agenda_needs_no_waking() -> None:
    found = snoozed([snooze("2025-12-04")], date(2025, 12, 8), None, DAYS)
    assert found.woken == set()
