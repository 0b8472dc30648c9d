"""The order of an agenda: what is due today stands first, what was told for weeks last, and a period that
is owed is told apart from the next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.model.agenda import Agenda, AgendaItem, RungKind, Urgency
from bot.model.deadline import Deadline, DeadlineKind, Every
from bot.model.plan import Ladder, Source, Task
from bot.model.progress import Share
from bot.model.say import say
from bot.schedule.agenda import agenda_for, by_term
from bot.schedule.calendar import WorkingDays
from bot.schedule.standing import standing_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ISSUED = date(2025, 7, 25)
TODAY = date(2026, 6, 22)  # a Monday
FRIDAY = date(2026, 6, 19)


def task(code: str, due: date | None, **deadline: Any) -> Task:
    kind = deadline.pop("kind", DeadlineKind.DAY)
    words = Deadline(written="…", kind=kind, reason=say("deadline.day"), due=due, **deadline)
    return Task(
        plan="p", code=code, title="…", owner="van-phong", deadline=words, source=Source("I", 1), line=1
    )


def agenda(
    tasks: Sequence[Task], since: date | None = FRIDAY, today: date = TODAY, owes_from: date | None = None
) -> Agenda:
    standings = {t.ref: standing_of(t, [], today, ZONE, owes_from) for t in tasks}
    found = agenda_for(
        ["van-phong"], tasks, standings, today, since, WorkingDays(), {"p": Ladder()}, {"p": ISSUED}
    )
    assert found
    return found


def codes(items: Sequence[AgendaItem]) -> list[str]:
    return [item.task.code for item in items]


LONG = task("long", date(2026, 6, 1))
LONGER = task("longer", date(2026, 5, 4))
NEW = task("new", date(2026, 6, 21))
DUE = task("today", TODAY)
WEEK = task("in a week", date(2026, 6, 29))
MONTH = task("in a month", date(2026, 7, 22))
MONTHLY = task("monthly", None, kind=DeadlineKind.RECURRING, every=Every.MONTH)


def test_due_today_comes_first_then_newly_overdue_then_coming_then_long_overdue() -> None:
    found = agenda([LONG, LONGER, MONTH, WEEK, NEW, DUE])
    assert codes(found.items) == ["today", "new", "in a week", "in a month", "longer", "long"]
    urgencies = [item.urgency(TODAY) for item in found.items]
    assert urgencies == [*Urgency][:2] + [Urgency.COMING] * 2 + [Urgency.LONG_OVERDUE] * 2


def test_to_who_is_told_for_the_first_time_all_that_is_overdue_is_new() -> None:
    found = agenda([MONTH, LONG, DUE, LONGER], since=None)
    assert codes(found.items) == ["today", "longer", "long", "in a month"]


def test_overdue_is_new_until_its_first_round_was_told_however_many_days_were_missed() -> None:
    later = date(2026, 6, 29)
    assert codes(agenda([LONG, NEW], since=date(2026, 6, 21), today=later).items) == ["new", "long"]
    assert agenda([NEW], since=TODAY, today=later).items[0].urgency(later) is Urgency.LONG_OVERDUE


def test_own_tasks_come_before_supported_ones_however_urgent_these_are() -> None:
    theirs = replace(DUE, owner="so-xay-dung", support=("van-phong",))
    found = agenda([theirs, LONG])
    assert [(i.task.code, i.part) for i in found.items] == [("long", Share.OWNER), ("today", Share.SUPPORT)]


def test_an_agenda_sent_late_counts_from_the_day_it_is_sent() -> None:
    (item,) = agenda([WEEK]).items
    days = (TODAY, date(2026, 6, 29), date(2026, 6, 30))
    assert [item.urgency(day) for day in days] == [Urgency.COMING, Urgency.TODAY, Urgency.NEWLY_OVERDUE]


def test_what_has_one_date_and_one_urgency_is_told_in_one_line() -> None:
    same = [replace(LONG, code=code) for code in ("a", "b")]
    found = agenda([LONGER, *same, DUE])
    assert [codes(line) for line in by_term(found.items, TODAY)] == [["today"], ["longer"], ["a", "b"]]


def test_of_one_date_tasks_are_told_apart_from_periods_that_are_owed() -> None:
    of_may = task("may", date(2026, 5, 31))
    found = agenda([MONTHLY, of_may], since=None, today=date(2026, 6, 1), owes_from=date(2026, 5, 1))
    assert [codes(line) for line in by_term(found.items, date(2026, 6, 1))] == [["may"], ["monthly"]]


def test_the_next_period_is_not_told_of_beside_an_owed_one_before_its_days_are_counted() -> None:
    opened = agenda([MONTHLY], since=date(2026, 5, 29), today=date(2026, 6, 1), owes_from=date(2026, 5, 1))
    (item,) = opened.items
    assert (item.rung.kind, item.due, item.present) == (RungKind.OVERDUE, date(2026, 5, 31), None)
    counted = agenda([MONTHLY], since=date(2026, 6, 15), today=date(2026, 6, 16), owes_from=date(2026, 5, 1))
    (item,) = counted.items
    assert (item.rung.kind, item.due, item.present) == (
        RungKind.BEFORE,
        date(2026, 5, 31),
        date(2026, 6, 30),
    )


def test_a_period_that_ends_today_counts_more_than_the_one_that_is_owed() -> None:
    today = date(2026, 6, 30)
    (item,) = agenda([MONTHLY], since=date(2026, 6, 29), today=today, owes_from=date(2026, 5, 1)).items
    assert (item.urgency(today), item.present, len(item.owed)) == (Urgency.TODAY, today, 1)
