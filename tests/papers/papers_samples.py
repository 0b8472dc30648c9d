"""A small made-up plan, its units and reports, for the tests of the papers."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.model.deadline import Deadline, DeadlineKind, Every, Period
from bot.model.plan import Catalog, Plan, Source, Target, Task, Unit
from bot.model.progress import Report, ReportKind, State
from bot.model.say import say
from bot.papers.figures import PlanFigures, end_of, figures_of
from bot.texts import Texts

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ISSUED = date(2025, 7, 25)
TODAY = date(2026, 1, 19)
UNITS = {
    "so-xay-dung": "Sở Xây dựng",
    "cong-an": "Công an thành phố",
    "so-tai-chinh": "Sở Tài chính",
}
TEXTS = Texts()


def deadline(kind: DeadlineKind, due: date | None) -> Deadline:
    turning = kind in (DeadlineKind.ONGOING, DeadlineKind.RECURRING)
    every = Every.QUARTER if turning else None
    written = "Trong quý" if due else "Thường xuyên"
    return Deadline(written=written, kind=kind, reason=say("deadline.day"), due=due, every=every)


def task(
    code: str,
    due: date | None = date(2025, 12, 31),
    *,
    owner: str = "so-xay-dung",
    kind: DeadlineKind = DeadlineKind.QUARTER,
    section: str = "III.1",
    **values: Any,
) -> Task:
    filled: dict[str, Any] = {"title": f"Đề án {code}", "plan": "hp-07", "line": 1}
    source = Source(section, 1)
    return Task(code=code, owner=owner, deadline=deadline(kind, due), source=source, **(filled | values))


def plan_of(*tasks: Task, **values: Any) -> Plan:
    filled: dict[str, Any] = {
        "id": "hp-07",
        "file": "hp-07.yaml",
        "number": "07-KH/TU",
        "title": "Kế hoạch hành động",
        "issuer": "Ban Thường vụ Thành ủy Hải Phòng",
        "issued": ISSUED,
        "owner": "so-xay-dung",
        "sections": {"III.1": "Cải cách thể chế", "III.2": "Nguồn lực"},
        "targets": (growth(),),
    }
    return Plan(tasks=tasks, **(filled | values))


def growth() -> Target:
    return Target(
        id="tang-truong",
        title="Tăng trưởng bình quân",
        horizon=2030,
        unit="%/năm",
        low=Decimal("14.5"),
        high=Decimal(15),
    )


def catalog(*plans: Plan) -> Catalog:
    units = {id: Unit(id=id, name=name, short=name) for id, name in UNITS.items()}
    return Catalog(units=units, plans={plan.id: plan for plan in plans})


def report(
    number: int, of: Task, on: date, state: State | None = None, *, at: time = time(9), **values: Any
) -> Report:
    kind = ReportKind.PROGRESS if state else ReportKind.NOTE
    filled: dict[str, Any] = {"kind": kind, "user_name": "Trưởng phòng Kinh tế", "unit": of.owner}
    moment = datetime.combine(on, at, ZONE)
    filled |= {"user_id": 7} | values
    return Report(id=number, key=str(number), task=of.ref, at=moment, state=state, **filled)


def figures(
    *tasks: Task,
    reports: Sequence[Report] = (),
    on: date = TODAY,
    quarter: Period | None = None,
    plan: Plan | None = None,
) -> PlanFigures:
    """The figures of a plan of these tasks at the end of a day."""
    plan = plan or plan_of(*tasks)
    return figures_of(plan, catalog(plan), reports, end_of(on, ZONE), ZONE, quarter)
