"""A small made-up plan, its standings and reports, for the tests of the digest."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from bot.digest.digest import digest_of, published
from bot.digest.parts import Digest
from bot.model.deadline import Deadline, DeadlineKind, Period, TaskRef
from bot.model.plan import Catalog, Plan, Source, Task, Unit
from bot.model.progress import Report, ReportKind, Standing, State
from bot.model.published import Published
from bot.model.say import say

MONDAY = date(2025, 12, 22)
HERE = timezone(timedelta(hours=7))
YEAR_END = date(2025, 12, 31)


def task(
    code: str,
    due: date | None = YEAR_END,
    *,
    owner: str = "so-xay-dung",
    kind: DeadlineKind | None = None,
    title: str = "Đề án mặt bằng sản xuất",
    classification: str | None = None,
) -> Task:
    kind = kind or (DeadlineKind.DAY if due else DeadlineKind.NONE)
    return Task(
        plan="hp-07",
        code=code,
        title=title,
        owner=owner,
        deadline=Deadline(written="", kind=kind, reason=say("deadline.day"), due=due),
        source=Source("III.1", 1),
        line=1,
        classification=classification,
    )


def standing(
    of: Task,
    state: State = State.NOT_STARTED,
    *,
    done_on: date | None = None,
    period: Period | None = None,
    extension: Report | None = None,
    reported_on: date | None = None,
) -> Standing:
    due = period.end if period else of.deadline.due
    return Standing(
        task=of.ref,
        state=state,
        first_due=due,
        due=due,
        period=period,
        done_on=done_on,
        extension=extension,
        reported_on=reported_on,
    )


def report(
    of: Task,
    on: date,
    state: State | None = None,
    *,
    number: int = 1,
    kind: ReportKind = ReportKind.PROGRESS,
    note: str = "",
    unit: str | None = "",
    asked_until: date | None = None,
    undoes: int | None = None,
) -> Report:
    """An answer at nine in the morning; `unit` is the owner's unless given."""
    return Report(
        id=number,
        key=str(number),
        task=of.ref,
        kind=kind,
        at=datetime(on.year, on.month, on.day, 9, tzinfo=HERE),
        user_id=7,
        user_name="Trưởng phòng Kinh tế",
        unit=of.owner if unit == "" else unit,
        state=state,
        note=note,
        asked_until=asked_until,
        undoes=undoes,
    )


def plan_of(*tasks: Task) -> Plan:
    return Plan(
        id="hp-07",
        file="hp-07.yaml",
        number="07-KH/TU",
        title="Kế hoạch hành động",
        issuer="Ban Thường vụ Thành ủy",
        issued=date(2025, 7, 25),
        owner="ubnd-tp",
        sections={},
        tasks=tasks,
    )


def catalog(*ids: str) -> Catalog:
    named = {"so-xay-dung": "Sở Xây dựng", "cong-an": "Công an thành phố"} | {i: f"Đơn vị {i}" for i in ids}
    return Catalog(units={id: Unit(id=id, name=name, short=name) for id, name in named.items()})


def by_ref(*standings: Standing) -> dict[TaskRef, Standing]:
    return {each.task: each for each in standings}


def digest(
    *standings: tuple[Task, Standing],
    before: Sequence[Standing] = (),
    before_on: date | None = None,
    said: bool = False,
    reports: Sequence[Report] = (),
    linked: Sequence[str] = ("so-xay-dung", "cong-an"),
    today: date = MONDAY,
) -> Digest:
    """The digest of a plan of these tasks, each with where it stands, and where some stood before."""
    tasks = [of for of, _ in standings]
    known = plan_of(*(of for of in tasks if of.ref in by_ref(*before)))
    return digest_of(
        plan_of(*tasks),
        by_ref(*(where for _, where in standings)),
        published_of(known, before, before_on or today - timedelta(days=7), said=said) if before else None,
        today,
        reports=reports,
        linked_units=linked,
    )


def published_of(plan: Plan, where: Sequence[Standing], on: date, *, said: bool = True) -> Published:
    """What a digest said of a plan that day."""
    found = digest_of(plan, by_ref(*where), None, on, reports=(), linked_units=None)
    return published(found, plan, datetime(on.year, on.month, on.day, 8, tzinfo=HERE), said=said)


def one(of: Task, state: State = State.NOT_STARTED, *reports: Report, today: date = MONDAY) -> Digest:
    """The digest of a plan of a single task."""
    return digest((of, standing(of, state)), reports=reports, today=today)
