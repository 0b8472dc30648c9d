"""A made-up plan that is edited in the course of time, and who reads of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from delivery_office import ZONE

from bot.messages.view import World
from bot.model.deadline import Deadline, DeadlineKind, Every
from bot.model.people import Role
from bot.model.plan import Catalog, Plan, Source, Task, Unit
from bot.model.say import say
from bot.schedule.calendar import WorkingDays
from bot.store.store import Transaction
from bot.texts import DEFAULT, texts_in

ISSUED = date(2026, 1, 5)
START = datetime(2026, 1, 6, 8, tzinfo=ZONE)
FINANCE, BUILDING = "so-tai-chinh", "so-xay-dung"
LEADER, SECRETARY, HEAD, OFFICIAL, OTHER, GROUP = 1, 2, 3, 11, 12, -20
WEEK = timedelta(days=7)


def task(code: str, kind: DeadlineKind, due: date | None = None, **own: Any) -> Task:
    every = own.pop("every", None)
    deadline = Deadline(written="", kind=kind, reason=say("deadline.day"), due=due, every=every)
    filled: dict[str, Any] = {"owner": FINANCE, "support": (BUILDING,)} | own
    return Task(
        plan="p",
        code=code,
        title=f"Nhiệm vụ {code}",
        deadline=deadline,
        source=Source("I", 1),
        line=1,
        **filled,
    )


@dataclass
class Office:
    """The plan as it is edited in the course of time."""

    due: date = date(2026, 4, 15)
    every: Every = Every.MONTH
    owner: str = FINANCE
    renamed: bool = False
    gone: bool = False

    def edit(self, chance: Random) -> None:
        match chance.randrange(5):
            case 0:
                self.due += timedelta(days=chance.choice((-30, 15, 60)))
            case 1:
                self.every = chance.choice((Every.MONTH, Every.QUARTER))
            case 2:
                self.owner = chance.choice((FINANCE, BUILDING))
            case 3:
                self.renamed = not self.renamed
            case _:
                self.gone = not self.gone

    def world(self) -> World:
        own: dict[str, Any] = {"owner": self.owner, "support": ()}
        code, was = ("I-9", ("I-1",)) if self.renamed else ("I-1", ())
        tasks = [
            task(code, DeadlineKind.DAY, self.due, was=was, **own),
            task("I-2", DeadlineKind.RECURRING, every=self.every),
            task("I-3", DeadlineKind.ONGOING, every=Every.QUARTER),
            task("I-4", DeadlineKind.WAITS),
            *([] if self.gone else [task("I-5", DeadlineKind.DAY, date(2026, 3, 1))]),
        ]
        plan = Plan(
            id="p",
            file="p.yaml",
            number="01-KH/TU",
            title="Kế hoạch thử",
            issuer="Thành ủy",
            issued=ISSUED,
            owner=FINANCE,
            sections={"I": "Nhiệm vụ"},
            tasks=tuple(tasks),
        )
        units = {id: Unit(id=id, name=name, short=name) for id, name in UNITS.items()}
        return World(
            catalog=Catalog(units=units, plans={"p": plan}),
            days=WorkingDays(off=frozenset(), work=frozenset()),
            texts=texts_in(DEFAULT),
            zone=ZONE,
        )


UNITS = {FINANCE: "Sở Tài chính", BUILDING: "Sở Xây dựng"}


def link_all(tx: Transaction) -> None:
    for role, chat, unit, plan in (
        (Role.LEADER, LEADER, None, "p"),
        (Role.SECRETARY, SECRETARY, None, "p"),
        (Role.HEAD, HEAD, FINANCE, None),
        (Role.OFFICIAL, OFFICIAL, FINANCE, None),
        (Role.OFFICIAL, OTHER, BUILDING, None),
        (Role.GROUP, GROUP, None, "p"),
    ):
        tx.links.add(role, chat, chat if chat > 0 else None, "Cán bộ", unit, plan, None, START)
