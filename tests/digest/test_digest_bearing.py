"""What a task's telling rests on: without the others, and whatever comes later, all is told alike."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.digest.bearing import bearing, settled, sign
from bot.digest.digest import digest_of
from bot.model.deadline import Deadline, DeadlineKind, Every, TaskRef
from bot.model.plan import Plan, Source, Task
from bot.model.progress import Report, ReportKind, Share, State
from bot.model.say import say
from bot.schedule.calendar import WorkingDays
from bot.schedule.questions import unanswered
from bot.schedule.standing import standings

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START, CUT, END = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 4, 5))
DAYS = WorkingDays(off=frozenset(), work=frozenset())
ANSWERED = {
    ReportKind.APPROVE: {ReportKind.PROGRESS},
    ReportKind.RETURN: {ReportKind.PROGRESS},
    ReportKind.GRANT: {ReportKind.EXTENSION},
    ReportKind.REFUSE: {ReportKind.EXTENSION},
    ReportKind.ANSWER: {ReportKind.QUESTION, ReportKind.NOT_OURS},
    ReportKind.SEEN: {ReportKind.DIRECTIVE},
}


def task(every: Every | None = None, kind: DeadlineKind = DeadlineKind.RECURRING, *was: str) -> Task:
    due = None if every else date(2026, 3, 15)
    return Task(
        plan="p",
        code="I-1",
        title="",
        owner="so-tai-chinh",
        support=("so-xay-dung",),
        deadline=Deadline(
            written="",
            kind=kind if every else DeadlineKind.DAY,
            reason=say("deadline.day"),
            due=due,
            every=every,
        ),
        source=Source("I", 1),
        line=1,
        was=was,
    )


TASKS = [
    task(),
    task(Every.MONTH),
    task(Every.QUARTER, DeadlineKind.ONGOING),
    task(None, DeadlineKind.DAY, "I-9"),
]


def written(chance: Random, of: Task, many: int) -> list[Report]:
    """A log of everything that can be said, some of it late, under an earlier code, or taken back."""
    log: list[Report] = []
    for number in range(1, many + 1):
        kept = START + (END - START) * number / (many + 1)
        log.append(_one(chance, of, log, number, kept))
    return log


def _one(chance: Random, of: Task, log: Sequence[Report], number: int, kept: datetime) -> Report:
    kind = chance.choice([*ReportKind, *[ReportKind.PROGRESS] * 8, *[ReportKind.CLAIM, ReportKind.NOTE] * 2])
    decided = [r.id for r in log[-6:] if r.kind in ANSWERED.get(kind, ())]
    if kind is ReportKind.UNDO:
        undone = {r.undoes for r in log}
        mine = [r.id for r in log[-3:] if r.undoes is None and r.id not in undone]
        kind = ReportKind.UNDO if mine else ReportKind.NOTE
    support = chance.random() < 0.15
    more: dict[str, Any] = {}
    if kind is ReportKind.PROGRESS:
        more = {
            "state": chance.choice([*State, State.DONE, State.BLOCKED, None]),
            "percent": chance.choice([None, None, 30, 60]),
        }
    if kind in (ReportKind.EXTENSION, ReportKind.GRANT):
        more = {"asked_until": chance.choice([date(2026, 6, 30), date(2026, 7, 31), None])}
    return Report(
        id=number,
        key=f"in:{number}:1",
        task=of.refs[-1] if len(of.refs) > 1 and kept < START + timedelta(days=60) else of.ref,
        kind=kind,
        at=kept - timedelta(days=chance.choice([0, 0, 0, 0, 9])),
        kept_at=kept,
        user_id=1,
        user_name="",
        unit=chance.choice([of.owner, of.owner, None]) if not support else of.support[0],
        note=chance.choice(["", "vướng", "đang làm"]),
        undoes=chance.choice(mine) if kind is ReportKind.UNDO else None,
        decides=chance.choice(decided) if decided else None,
        part=Share.SUPPORT if support and kind in (ReportKind.PROGRESS, ReportKind.NOTE) else Share.OWNER,
        period=chance.choice([None, None, date(2026, 1, 31), date(2026, 2, 28)]),
        **more,
    )


def told(of: Task, log: Sequence[Report], today: datetime, fresh: Sequence[Report]) -> tuple[Any, ...]:
    """All that a list, a card, a morning and a digest tell of the task on that day."""
    named = [replace(report, task=of.ref) for report in log if report.at <= today]
    where = standings([of], named, today.astimezone(ZONE).date(), ZONE, {of.ref: date(2026, 1, 1)})
    plan = Plan(
        id="p",
        file="",
        number="1",
        title="",
        issuer="",
        issued=date(2026, 1, 1),
        owner="",
        sections={},
        tasks=(of,),
    )
    local = [replace(report, at=report.at.astimezone(ZONE)) for report in named]
    new = [replace(report, task=of.ref, at=report.at.astimezone(ZONE)) for report in fresh]
    digest = digest_of(plan, where, None, today.date(), reports=local, linked_units={of.owner}, fresh=new)
    return where, digest, unanswered(named, today.date(), DAYS, ZONE, 0)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("of", TASKS, ids=["once", "monthly", "ongoing", "renamed"])
def test_with_the_others_left_out_everything_is_told_alike(of: Task, seed: int) -> None:
    chance = Random(seed)
    log = written(chance, of, chance.choice([5, 20, 80]))
    old = settled(log, CUT)
    enough = bearing(of, old, ZONE)
    weeded = [report for report in old if report.id in enough] + log[len(old) :]
    for today in (CUT, CUT + timedelta(days=9), END, END + timedelta(days=40)):
        fresh = [report for report in log if CUT <= report.known_at <= today]
        assert told(of, weeded, today, fresh) == told(of, log, today, fresh)


@pytest.mark.parametrize("of", TASKS[:3], ids=["once", "monthly", "ongoing"])
def test_few_reports_are_enough_of_a_long_log(of: Task) -> None:
    log = written(Random(1), of, 400)
    enough = bearing(of, settled(log, CUT), ZONE)
    assert 0 < len(enough) < 60


def test_weeded_again_nothing_more_is_left_out_that_matters() -> None:
    log = written(Random(7), TASKS[0], 200)
    first = [report for report in log if report.id in bearing(TASKS[0], settled(log, CUT), ZONE)]
    assert told(TASKS[0], first, CUT, []) == told(
        TASKS[0], [r for r in first if r.id in bearing(TASKS[0], first, ZONE)], CUT, []
    )


def entries(*said: tuple[timedelta, int | None, int | None]) -> list[Report]:
    """A log of what was kept so long before the cut, each taking back or deciding on another."""
    return [
        Report(
            id=number,
            key=str(number),
            task=TaskRef("p", "I-1"),
            kind=ReportKind.NOTE,
            at=CUT - ago,
            kept_at=CUT - ago,
            user_id=1,
            user_name="",
            unit=None,
            undoes=undoes,
            decides=decides,
        )
        for number, (ago, undoes, decides) in enumerate(said, 1)
    ]


DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def ids(settled_: Sequence[Report]) -> list[int]:
    return [report.id for report in settled_]


def test_what_was_taken_back_or_decided_on_later_is_not_settled() -> None:
    for late in ((-MINUTE, 2, None), (-MINUTE, None, 2)):
        log = entries((2 * DAY, None, None), (MINUTE, None, None), late)
        assert ids(settled(log, CUT)) == [1]


def test_nor_is_what_an_undo_takes_back_that_is_not_settled_itself() -> None:
    log = entries(
        (9 * MINUTE, None, None),
        (8 * MINUTE, None, None),
        (7 * MINUTE, None, None),
        (6 * MINUTE, 2, None),  # behind the third, which is taken back later
        (-MINUTE, 3, None),
    )
    assert ids(settled(log, CUT)) == [1]


def test_nor_is_what_a_wrong_clock_has_kept_before_it_was_said() -> None:
    first, second = entries((2 * DAY, None, None), (DAY, None, None))
    assert ids(settled([first, replace(second, at=CUT)], CUT)) == [1]


def test_other_turns_other_codes_and_another_zone_are_another_sign() -> None:
    signs = {sign(of, ZONE) for of in TASKS} | {sign(TASKS[0], UTC)}
    assert len(signs) == len(TASKS) + 1
    assert sign(replace(TASKS[0], title="khác", owner="so-khac"), ZONE) == sign(TASKS[0], ZONE)
