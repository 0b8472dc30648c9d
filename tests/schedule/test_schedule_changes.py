"""Two versions of a plan compared: what became of each task, and of its reminders to come."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.model.change import NewChange
from bot.model.deadline import Deadline, DeadlineKind, Every
from bot.model.plan import Catalog, Ladder, Plan, Source, Task
from bot.model.say import say
from bot.schedule.calendar import WorkingDays
from bot.schedule.changes import (
    PlanChange,
    Reminder,
    TaskChange,
    What,
    collapsed,
    compare,
    for_units,
)

SINCE = date(2026, 3, 1)
DUE = date(2026, 3, 31)


def dated(due: date | None, **more: Any) -> Deadline:
    kind = DeadlineKind.DAY if due else DeadlineKind.NONE
    return Deadline(written=str(due), kind=kind, reason=say("deadline.none"), due=due, **more)


def task(code: str, due: date | None = DUE, **more: Any) -> Task:
    values: dict[str, Any] = {"title": code, "owner": "a", "source": Source("I", 1), "line": 1}
    return Task(plan="p", code=code, deadline=dated(due), **values | more)


def plan(*tasks: Task, ladder: Ladder | None = None) -> Plan:
    return Plan(
        id="p",
        file="p.yaml",
        number="1",
        title="P",
        issuer="I",
        issued=date(2025, 7, 25),
        owner="a",
        sections={"I": "Một"},
        tasks=tasks,
        ladder=ladder or Ladder(opening=False, before=(7, 0)),
    )


def changes(old: Plan | None, new: Plan | None) -> tuple[PlanChange, ...]:
    before, after = (Catalog(plans={"p": each} if each else {}) for each in (old, new))
    return compare(before, after, SINCE, WorkingDays())


def only(old: Task | None, new: Task | None) -> TaskChange:
    (change,) = changes(plan(*[old] if old else []), plan(*[new] if new else []))
    (found,) = change.tasks
    return found


def test_what_stays_as_it_was_is_not_named() -> None:
    assert changes(plan(task("A")), plan(replace(task("A"), line=9))) == ()


def test_a_new_task_brings_its_reminders() -> None:
    found = only(None, task("A"))
    assert (found.what, found.gone) == ((What.ADDED,), ())
    assert found.come == (Reminder(date(2026, 3, 24), "a"), Reminder(date(2026, 3, 31), "a"))


def test_a_vanished_task_takes_its_reminders_along() -> None:
    found = only(task("A"), None)
    assert (found.what, found.come, len(found.gone)) == ((What.VANISHED,), (), 2)


def test_a_renamed_task_keeps_its_reminders() -> None:
    found = only(task("A"), task("B", title="A", was=("A",)))
    assert (found.what, found.gone, found.come) == ((What.RENAMED,), (), ())


def test_a_code_without_a_word_of_its_past_is_another_task() -> None:
    (change,) = changes(plan(task("A")), plan(task("B")))
    assert [each.what for each in change.tasks] == [(What.ADDED,), (What.VANISHED,)]


def test_a_task_printed_elsewhere_has_moved() -> None:
    assert only(task("A"), task("A", source=Source("I", 2))).what == (What.MOVED,)


def test_another_date_moves_the_reminders() -> None:
    found = only(task("A"), task("A", date(2026, 4, 10)))
    assert What.REDATED in found.what
    assert [r.on for r in found.gone] == [date(2026, 3, 24), date(2026, 3, 31)]
    assert [r.on for r in found.come] == [date(2026, 4, 3), date(2026, 4, 10)]


def test_another_owner_gets_the_reminders_of_the_former() -> None:
    found = only(task("A"), task("A", owner="b"))
    assert found.what == (What.REASSIGNED,)
    assert ({r.unit for r in found.gone}, {r.unit for r in found.come}) == ({"a"}, {"b"})


def test_a_helper_more_is_reminded_too() -> None:
    found = only(task("A"), task("A", support=("c",)))
    assert (found.what, found.gone) == ((What.REASSIGNED,), ())
    assert {r.unit for r in found.come} == {"c"}


def test_other_words_change_no_reminder() -> None:
    found = only(task("A"), task("A", title="Khác"))
    assert (found.what, found.gone, found.come) == ((What.REWORDED,), (), ())


def test_another_ladder_moves_reminders_of_tasks_that_stay() -> None:
    (change,) = changes(plan(task("A")), plan(task("A"), ladder=Ladder(opening=False, before=(0,))))
    assert change.tasks[0].what == (What.RESCHEDULED,)
    assert change.tasks[0].gone == (Reminder(date(2026, 3, 24), "a"),)


def test_what_was_before_the_day_is_no_reminder_to_come() -> None:
    found = only(task("A", date(2026, 3, 2)), None)
    assert [r.on for r in found.gone] == [date(2026, 3, 2)]
    assert only(task("A", date(2026, 2, 20)), None).gone == ()


def test_an_ongoing_task_has_the_reminders_of_its_present_turn() -> None:
    deadline = replace(dated(None), kind=DeadlineKind.ONGOING, every=Every.QUARTER)
    found = only(replace(task("A"), deadline=deadline), None)
    assert [r.on for r in found.gone] == [date(2026, 3, 24), date(2026, 3, 31)]


def test_a_plan_that_is_new_or_gone_is_named_even_without_tasks() -> None:
    (new,) = changes(None, plan())
    (gone,) = changes(plan(task("A")), None)
    assert (new.old, new.tasks) == (None, ())
    assert (gone.new, gone.count(What.VANISHED)) == (None, 1)


def told(*steps: tuple[Task | None, Task | None]) -> list[tuple[str | None, str | None]]:
    """The codes a unit is told of, from what to what, after these changes."""
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    found = collapsed([NewChange(unit="a", old=old, new=new, at=moment) for old, new in steps])
    return [(x.old.code if x.old else None, x.new.code if x.new else None) for x in found]


def test_a_change_is_for_the_units_of_before_and_of_now() -> None:
    found = changes(plan(task("A", support=("b",))), plan(task("A", owner="c", support=("b",))))
    assert [x.unit for x in for_units(found, datetime(2026, 3, 1, tzinfo=UTC))] == ["c", "b", "a"]


def test_words_place_and_authority_are_no_units_concern() -> None:
    moved = task("A", title="Khác", source=Source("I", 2), authority="b")
    assert for_units(changes(plan(task("A")), plan(moved)), datetime(2026, 3, 1, tzinfo=UTC)) == []


def test_several_changes_of_a_task_are_one_from_the_first_to_the_last() -> None:
    first, second, third = (task("A", date(2026, 3, day)) for day in (10, 20, 30))
    assert told((first, second), (second, third)) == [("A", "A")]
    assert told((first, second), (second, first)) == []
    assert told((None, first), (first, None)) == []
    assert told((first, None), (None, first)) == []
    assert told((None, first), (first, second)) == [(None, "A")]


def test_a_task_renamed_between_two_changes_is_the_same_task() -> None:
    first, second = task("A", date(2026, 3, 10)), task("A", date(2026, 3, 20))
    renamed = task("B", date(2026, 3, 30), was=("A",))
    assert told((first, second), (second, renamed)) == [("A", "B")]
