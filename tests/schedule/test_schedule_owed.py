"""What an ongoing or recurring task owes: each period until it is reported on or waived."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.deadline import Deadline, DeadlineKind, Every, TaskRef
from bot.model.plan import Assignment, Plan, Source, Task
from bot.model.progress import Ask, Mark, Report, ReportKind, Share, Standing, State
from bot.model.say import say
from bot.schedule.periods import owes_from, periods
from bot.schedule.standing import standing_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
REF = TaskRef("xa-15", "I-3")
NEW_YEAR = date(2026, 1, 1)


def turning(every: Every = Every.MONTH, kind: DeadlineKind = DeadlineKind.RECURRING, **more: Any) -> Deadline:
    return Deadline(written="…", kind=kind, reason=say("x"), every=every, **more)


def task(deadline: Deadline | None = None, **more: Any) -> Task:
    return Task(
        plan=REF.plan, code=REF.code, title="…", owner="van-phong", deadline=deadline or turning(),
        source=Source("I", 3), line=1, **more,
    )  # fmt: skip


MONTHLY = task()
ONGOING = task(turning(Every.QUARTER, DeadlineKind.ONGOING))


def day(text: str) -> date:
    """`2/3` is the second of March 2026, `31/12/2025` a day of another year."""
    number, month, *year = map(int, text.split("/"))
    return date(year[0] if year else 2026, month, number)


def report(id: int, on: str, kind: ReportKind = ReportKind.PROGRESS, **more: Any) -> Report:
    who: dict[str, Any] = {"user_id": 1, "user_name": "Văn phòng", "unit": "van-phong"}
    at = datetime.combine(day(on), datetime.min.time(), ZONE) + timedelta(hours=9)
    return Report(id=id, key=str(id), task=REF, kind=kind, at=at, **who, **more)


def done(id: int, on: str, of: str | None = None, **more: Any) -> Report:
    return report(id, on, state=State.DONE, period=day(of) if of else None, **more)


def fold(*log: Report, of: Task = MONTHLY, today: str, since: date | None = NEW_YEAR) -> Standing:
    return standing_of(of, log, day(today), ZONE, since)


def ends(found: Sequence[Standing]) -> list[date]:
    return [each.period.end for each in found if each.period]


# ---- which periods ----


@pytest.mark.parametrize(
    ("deadline", "since", "until", "first", "count"),
    [
        pytest.param(turning(), "1/1", "31/3", "31/1", 3, id="from the first day of a month"),
        pytest.param(turning(), "25/12/2025", "6/4", "31/1", 4, id="issued in the last days of a month"),
        pytest.param(turning(), "17/1", "17/1", "31/1", 1, id="15 days left are enough"),
        pytest.param(turning(), "18/1", "28/2", "28/2", 1, id="14 are not"),
        pytest.param(turning(), "14/2", "1/3", "28/2", 2, id="a short month"),
        pytest.param(turning(Every.QUARTER), "5/1", "1/7", "31/3", 3, id="quarters"),
        pytest.param(turning(Every.QUARTER), "20/12/2025", "1/1", "31/3", 1, id="over the turn of the year"),
        pytest.param(turning(Every.YEAR), "25/7/2025", "1/1", "31/12/2025", 2, id="years"),
        pytest.param(turning(Every.YEAR, months=(6, 12)), "1/1", "1/7", "30/6", 2, id="half-years"),
        pytest.param(turning(day=15), "1/1", "1/2", "15/1", 2, id="due on a day of its own"),
        pytest.param(turning(day=15), "2/1", "1/2", "15/2", 1, id="which is too near"),
        pytest.param(turning(), "20/1", "25/1", "28/2", 0, id="none has begun"),
    ],
)
def test_reports_are_owed_from_the_first_period_with_days_enough(
    deadline: Deadline, since: str, until: str, first: str, count: int
) -> None:
    found = list(periods(deadline, day(since), day(until)))
    assert len(found) == count
    assert not found or found[0].end == day(first)


PLAN = Plan(
    id=REF.plan, file="xa.yaml", number="15/KH-UBND", title="…", issuer="…", issued=day("25/12/2025"),
    owner="van-phong", sections={"I": "…"}, tasks=(),
)  # fmt: skip
ASSIGNED = Assignment(number="9", issued=day("1/3"), file="a", line=1, original=ONGOING)


@pytest.mark.parametrize(
    ("of", "known", "since"),
    [
        pytest.param(MONTHLY, "4/1", "4/1", id="not before it was known here"),
        pytest.param(MONTHLY, "1/12/2025", "25/12/2025", id="not before the plan was issued"),
        pytest.param(MONTHLY, None, "6/4", id="not known yet: from today"),
        pytest.param(replace(MONTHLY, recurring_from=day("1/11/2025")), "4/1", "1/11/2025", id="told so"),
        pytest.param(replace(MONTHLY, assigned=ASSIGNED), "4/1", "1/3", id="made recurring later"),
        pytest.param(replace(ONGOING, assigned=ASSIGNED), "4/1", "4/1", id="only reassigned later"),
        pytest.param(replace(MONTHLY, code="I-9", was=("I-3",)), "4/1", "4/1", id="known by another code"),
    ],
)
def test_a_duty_begins_with_its_document_and_not_before_it_was_known_here(
    of: Task, known: str | None, since: str
) -> None:
    days = {REF: day(known)} if known else {}
    plan = replace(PLAN, tasks=(of,))
    assert owes_from([of], {plan.id: plan}, days, day("6/4"))[of.ref] == day(since)


# ---- owed, reported, waived ----


def test_a_month_nobody_reported_on_is_owed_until_it_is() -> None:
    silent = fold(today="6/4")
    assert ends(silent.owed) == [day("31/1"), day("28/2"), day("31/3")]
    assert [each.mark(day("6/4")) for each in silent.rounds] == [*[Mark.MISSED] * 3, Mark.OPEN]
    assert silent.first_asked == day("31/1")
    assert silent.late(day("6/4"))
    assert not fold(today="31/1").owed


def test_a_report_is_of_the_period_that_holds_its_day_or_of_the_one_it_names() -> None:
    today, standing = day("6/4"), fold(done(1, "20/1"), done(2, "5/4", of="28/2"), today="6/4")
    assert [each.mark(today) for each in standing.rounds] == [
        Mark.ON_TIME, Mark.LATE, Mark.MISSED, Mark.OPEN,
    ]  # fmt: skip
    assert ends(standing.owed) == [day("31/3")]
    assert standing.state is State.NOT_STARTED
    assert standing.at(day("10/2")).done_on == day("5/4")


def test_a_late_report_taken_back_is_owed_again() -> None:
    log = [done(1, "5/4", of="31/1"), report(2, "5/4", ReportKind.UNDO, undoes=1)]
    assert len(fold(*log, today="6/4").owed) == 3


def test_what_is_waived_is_owed_no_more_and_the_waiver_can_be_taken_back() -> None:
    waived = report(1, "5/4", ReportKind.WAIVE, period=day("31/1"))
    standing = fold(waived, today="6/4")
    assert standing.rounds[0].mark(day("6/4")) is Mark.WAIVED
    assert ends(standing.owed) == [day("28/2"), day("31/3")]
    assert len(fold(waived, report(2, "5/4", ReportKind.UNDO, undoes=1), today="6/4").owed) == 3


def test_what_recurs_is_owed_until_it_is_delivered_and_what_goes_on_until_it_is_told_of() -> None:
    said = report(1, "20/1", state=State.IN_PROGRESS, percent=60)
    monthly, ongoing = fold(said, today="6/4"), fold(said, of=ONGOING, today="6/4")
    assert monthly.rounds[0].mark(day("6/4")) is Mark.UNFINISHED
    assert len(monthly.owed) == 3
    assert ongoing.rounds[0].mark(day("6/4")) is Mark.ON_TIME
    assert not ongoing.owed


@pytest.mark.parametrize("kind", [ReportKind.NOTE, ReportKind.EVIDENCE, ReportKind.EXTENSION])
def test_words_that_tell_no_state_report_on_no_period(kind: ReportKind) -> None:
    assert len(fold(report(1, "20/1", kind), of=ONGOING, today="6/4").owed) == 1


def test_a_supporting_units_word_is_no_report_of_the_owners() -> None:
    assert len(fold(done(1, "20/1", part=Share.SUPPORT), today="6/4").owed) == 3


def test_a_duty_that_was_stopped_owes_nothing_more_until_it_goes_on() -> None:
    stopped = report(1, "10/2", state=State.CANCELLED)
    standing = fold(stopped, today="6/4")
    assert ends(standing.owed) == [day("31/1")]
    assert standing.state is State.CANCELLED
    again = fold(stopped, report(2, "10/3", state=State.IN_PROGRESS), today="6/4")
    assert ends(again.owed) == [day("31/1"), day("31/3")]


def test_nothing_is_owed_before_the_duty_began_but_what_was_reported_is_shown() -> None:
    log = [done(1, "20/11/2025"), report(2, "20/12/2025", state=State.IN_PROGRESS)]
    standing = fold(*log, today="6/2")
    assert ends(standing.earlier) == [day("30/11/2025"), day("31/1")]
    assert ends(standing.owed) == [day("31/1")]


# ---- decided per period ----


def test_a_result_that_waits_is_not_owed_and_is_accepted_for_its_own_period() -> None:
    result = report(1, "30/1", state=State.AWAITING_APPROVAL)
    waits = fold(result, today="6/2")
    assert not waits.owed
    assert waits.waiting([Ask.RESULT]) == [result]
    accepted = fold(result, report(2, "6/2", ReportKind.APPROVE, decides=1), today="6/2")
    assert accepted.at(day("31/1")).state is State.DONE
    assert accepted.rounds[0].mark(day("6/2")) is Mark.ON_TIME
    assert accepted.state is State.NOT_STARTED
    returned = fold(result, report(2, "6/2", ReportKind.RETURN, decides=1), today="6/2")
    assert ends(returned.owed) == [day("31/1")]


def test_more_time_is_granted_to_the_period_it_was_asked_for() -> None:
    asked = report(1, "30/1", ReportKind.EXTENSION, asked_until=day("10/2"))
    waits = fold(asked, today="3/2")
    assert waits.waiting([Ask.REQUEST]) == [asked]
    granted = report(2, "3/2", ReportKind.GRANT, decides=1, asked_until=day("10/2"))
    standing = fold(asked, granted, today="3/2")
    january = standing.at(day("31/1"))
    assert (january.due, january.extensions, standing.due) == (day("10/2"), 1, day("28/2"))
    assert ends(standing.owed) == [day("31/1")]
    assert not standing.late(day("10/2"))
    assert standing.late(day("11/2"))
    delivered = fold(asked, granted, done(3, "9/2", of="31/1"), today="11/2")
    assert delivered.rounds[0].mark(day("11/2")) is Mark.ON_TIME


def test_each_period_has_its_own_last_report_and_the_task_the_newest_of_all() -> None:
    february = done(1, "20/2")
    standing = fold(february, today="6/4")
    assert standing.last_report == february
    assert standing.rounds[0].last_report is None


# ---- counted a second time ----


@given(
    since=st.dates(date(2025, 1, 1), date(2026, 6, 30)),
    length=st.integers(0, 500),
    deeds=st.lists(
        st.tuples(st.integers(0, 499), st.integers(0, 12), st.sampled_from(["done", "waive", "note"]))
    ),
)
def test_the_months_owed_are_those_that_ended_without_a_report_or_a_waiver(
    since: date, length: int, deeds: list[tuple[int, int, str]]
) -> None:
    today, log, settled = since + timedelta(days=length), [], set()
    for id, (after, back, what) in enumerate(sorted(deeds), 1):
        on = since + timedelta(days=min(after, length))
        month = _months_before(on, back)
        kind = {"done": ReportKind.PROGRESS, "waive": ReportKind.WAIVE, "note": ReportKind.NOTE}[what]
        state = State.DONE if what == "done" else None
        log.append(report(id, f"{on:%d/%m/%Y}", kind, state=state, period=date(*month, 1)))
        settled |= {month} if what != "note" else set()
    found = standing_of(MONTHLY, log, today, ZONE, since).owed
    assert [(each.year, each.month) for each in ends(found)] == [
        month for month in _over(since, today) if month not in settled
    ]


def _months_before(on: date, back: int) -> tuple[int, int]:
    year, month = on.year, on.month - back
    while month < 1:
        year, month = year - 1, month + 12
    return year, month


def _over(since: date, today: date) -> list[tuple[int, int]]:
    """The months with 15 days or more from `since` on that had ended before `today`, day by day."""
    days: dict[tuple[int, int], int] = {}
    on = since
    while on < today:
        days[on.year, on.month] = days.get((on.year, on.month), 0) + 1
        on += timedelta(days=1)
    whole = {month: monthrange(*month)[1] for month in days}
    left = {
        month: whole[month] - (since.day - 1 if (since.year, since.month) == month else 0) for month in days
    }
    return [m for m, seen in days.items() if seen == left[m] and seen >= 15]
