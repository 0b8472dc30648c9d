"""Since when each task that turns has been known here."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.model.deadline import Deadline, DeadlineKind, Every, TaskRef
from bot.model.people import Role
from bot.model.plan import Source, Task
from bot.model.say import say
from bot.store.known_tasks import known_tasks, note_tasks
from bot.store.store import Store

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONTHLY = Deadline(written="…", kind=DeadlineKind.RECURRING, reason=say("x"), every=Every.MONTH)
FIRST = Task(plan="xa", code="I-3", title="…", owner="u", deadline=MONTHLY, source=Source("I", 3), line=1)
SECOND = replace(FIRST, code="I-4")


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 8, tzinfo=ZONE)


def noted(store: Store, *deeds: tuple[datetime, tuple[Task, ...]]) -> dict[str, date]:
    with store.transaction() as tx:
        for now, tasks in deeds:
            note_tasks(tx, tasks, now)
        return {ref.code: day for ref, day in known_tasks(tx.facts).items()}


def test_a_task_is_known_from_the_first_day_on_which_it_was_in_force(store: Store) -> None:
    found = noted(store, (at(1, 4), (FIRST,)), (at(2, 27), (FIRST, SECOND)), (at(3, 1), (FIRST, SECOND)))
    assert found == {"I-3": date(2026, 1, 4), "I-4": date(2026, 2, 27)}


def test_a_task_with_a_new_code_is_known_since_it_had_the_old_one(store: Store) -> None:
    renamed = replace(FIRST, code="I-9", was=("I-3",))
    assert noted(store, (at(1, 4), (FIRST,)), (at(3, 1), (renamed,)))["I-9"] == date(2026, 1, 4)


def test_a_day_yet_to_come_was_noted_under_a_wrong_clock(store: Store) -> None:
    assert noted(store, (at(9, 1), (FIRST,)), (at(3, 1), (FIRST,))) == {"I-3": date(2026, 3, 1)}


def test_what_an_earlier_version_served_is_known_since_the_first_link(store: Store) -> None:
    with store.transaction() as tx:
        tx.links.add(Role.OFFICIAL, 1, 1, "…", "u", None, None, at(1, 5))
    assert noted(store, (at(4, 6), (FIRST,))) == {"I-3": date(2026, 1, 5)}


def test_nothing_is_known_before_the_first_pass(store: Store) -> None:
    with store.transaction() as tx:
        assert known_tasks(tx.facts).get(TaskRef("xa", "I-3")) is None
