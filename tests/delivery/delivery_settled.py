"""A made-up year of some units: plans that change, people who come and go, and all that they say."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from delivery_office import ZONE

from bot.delivery.escalation import escalate
from bot.delivery.passes import plan_day
from bot.messages.view import World
from bot.model.agenda import Times
from bot.model.deadline import Deadline, DeadlineKind, Every
from bot.model.message import OutboxKind
from bot.model.people import Role, Snooze
from bot.model.plan import Catalog, Ladder, Plan, Source, Task, Unit
from bot.model.progress import NewReport, ReportKind, Share, State
from bot.model.say import say
from bot.model.subjects import Agenda
from bot.schedule.calendar import WorkingDays
from bot.schedule.changes import compare, for_units
from bot.store.facts import ASIDE
from bot.store.known_tasks import note_tasks
from bot.store.store import Transaction
from bot.texts import DEFAULT, texts_in

UNITS = ("so-a", "so-b", "so-c", "so-d", "so-e", "so-f")
PLANS = ("p", "q")
BEGIN = date(2026, 1, 5)
DAY = timedelta(days=1)
TIMES = Times(agenda=time(8))
CHATS = (11, 12, 13, 14, 15, -20, -21, -22)
DATED = (DeadlineKind.DAY, DeadlineKind.MONTH, DeadlineKind.QUARTER)
TURNS = (DeadlineKind.ONGOING, DeadlineKind.RECURRING)


@dataclass
class Life:
    """What happens is drawn once, and happens alike wherever it is told."""

    chance: Random
    today: date = BEGIN
    tasks: dict[str, list[Task]] = field(default_factory=dict)
    ladders: dict[str, Ladder] = field(default_factory=dict)
    issued: dict[str, date] = field(default_factory=dict)
    off: set[date] = field(default_factory=set)
    said: int = 0

    def __post_init__(self) -> None:
        for plan in PLANS:
            self.tasks[plan] = [self._task(plan, f"I-{n}") for n in range(self.chance.randrange(1, 5))]
            self.ladders[plan] = self._ladder()
            self.issued[plan] = BEGIN - self.chance.choice((-20, 0, 5, 100, 400)) * DAY
        self.world = self._world()

    def _ladder(self) -> Ladder:
        pick = self.chance.choice
        return Ladder(
            opening=pick((True, False)),
            before=pick(((30, 7, 0), (7, 0), (), (1,))),
            overdue=pick(((1, 3), (), (2,))),
            overdue_every=pick((7, 0, 0, 10)),
            unit_head_after=pick((0, 1, 3)),
            leader_after=pick((0, 2, 5)),
        )

    def _task(self, plan: str, code: str, was: tuple[str, ...] = ()) -> Task:
        pick = self.chance.choice
        kind = pick((*DATED, *DATED, *TURNS, *TURNS, DeadlineKind.WAITS))
        every = pick([*Every]) if kind in TURNS else None
        owner, *others = self.chance.sample(UNITS, pick((1, 1, 2, 3)))
        return Task(
            plan=plan,
            code=code,
            title=f"Nhiệm vụ {code}",
            owner=owner,
            support=tuple(others),
            deadline=Deadline(
                written="",
                kind=kind,
                reason=say("deadline.day"),
                due=self._near() if kind in DATED else None,
                every=every,
                months=pick(((), (), (2, 8))) if every else (),
                day=pick((None, 5, 31)) if every else None,
                since=pick((None, None, self._near())) if every else None,
            ),
            source=Source("I", 1),
            line=1,
            was=was,
            classification=pick((None, None, "mật")),
            recurring_from=pick((None, None, self._near())) if every else None,
        )

    def _near(self) -> date:
        return self.today + self.chance.choice((-60, -9, -2, 1, 3, 8, 15, 31, 75)) * DAY

    def _world(self) -> World:
        plans = {
            id: Plan(
                id=id,
                file=f"{id}.yaml",
                number=f"{id}-KH/TU",
                title="Kế hoạch thử",
                issuer="Thành ủy",
                issued=self.issued[id],
                owner=UNITS[0],
                sections={"I": "Nhiệm vụ"},
                tasks=tuple(self.tasks[id]),
                ladder=self.ladders[id],
            )
            for id in PLANS
        }
        return World(
            catalog=Catalog(units={id: Unit(id=id, name=id, short=id) for id in UNITS}, plans=plans),
            days=WorkingDays(off=frozenset(self.off), work=frozenset()),
            texts=texts_in(DEFAULT),
            zone=ZONE,
        )

    def at(self, hour: int) -> datetime:
        return datetime.combine(self.today, time(hour), ZONE)

    def happen(self, stores: Sequence[Transaction]) -> None:
        """Something that anybody does."""
        deeds = (self._edit, self.link, self.link, self._say, self._say, self._say, self._grant)
        more = (
            self._undo,
            self._snooze,
            self._lose,
            self._end,
            self._repair,
            self._untold,
            self._send,
            self._send,
            self._fail,
            self._snooze,
        )
        self.chance.choice((*deeds, *more))(stores)

    def pass_over(self, tx: Transaction) -> None:
        note_tasks(tx, self.world.turning, self.at(9))
        plan_day(self.world, TIMES, tx, self.at(9))
        escalate(self.world, TIMES, tx, self.at(9))

    def _edit(self, stores: Sequence[Transaction]) -> None:
        old, plan = self.world.catalog, self.chance.choice(PLANS)
        tasks = self.tasks[plan]
        match self.chance.randrange(6):
            case 0:
                self.ladders[plan] = self._ladder()
            case 1:
                self.off |= {self.today + n * DAY for n in range(1, self.chance.randrange(2, 6))}
            case 2 if tasks:
                gone = tasks.pop(self.chance.randrange(len(tasks)))
                tasks.append(self._task(plan, f"{gone.code}x", (gone.code, *gone.was)))
            case 3 if tasks:
                tasks.pop(self.chance.randrange(len(tasks)))
            case 4 if tasks:
                n = self.chance.randrange(len(tasks))
                tasks[n] = self._task(plan, tasks[n].code, tasks[n].was)
            case _:
                tasks.append(self._task(plan, f"N-{self.today.isoformat()}-{len(tasks)}"))
        self.world = self._world()
        for tx in stores:
            changes = compare(old, self.world.catalog, self.today, self.world.days)
            tx.changes.add(*for_units(changes, self.at(7)))

    def link(self, stores: Sequence[Transaction]) -> None:
        pick = self.chance.choice
        role = pick((Role.OFFICIAL, Role.OFFICIAL, Role.GROUP, Role.GROUP, Role.HEAD, Role.LEADER))
        chat = pick([chat for chat in CHATS if (chat < 0) == (role is Role.GROUP)])
        to_plan = role is Role.LEADER or (role is Role.GROUP and self.chance.random() < 0.2)
        own: dict[str, Any] = {
            "unit": None if to_plan else pick(UNITS),
            "plan": pick(PLANS) if to_plan else None,
        }
        until: dict[str, Any] = {"thread_id": pick((None, None, 3)) if chat < 0 else None}
        if role is Role.OFFICIAL and self.chance.random() < 0.4:
            first = self.today + self.chance.randrange(-3, 6) * DAY
            until |= {"valid_from": first, "valid_to": first + self.chance.randrange(1, 20) * DAY}
        user, post = (chat if chat > 0 else None), pick((None, "Phó"))
        past = pick((None, None, self.today - 30 * DAY, self.today + 3 * DAY))
        for tx in stores:
            made = tx.links.add(
                role, chat, user, "Cán bộ", own["unit"], own["plan"], post, self.at(7), **until
            )
            if past:
                tx.links.planned_through([made.id], past)

    def _any_task(self) -> Task | None:
        tasks = list(self.world.catalog.tasks())
        return self.chance.choice(tasks) if tasks else None

    def _report(self, stores: Sequence[Transaction], kind: ReportKind, **own: Any) -> None:
        if task := self._any_task():
            self.said += 1
            unit = self.chance.choice((task.owner, *task.support))
            values: dict[str, Any] = {"part": Share.OWNER if unit == task.owner else Share.SUPPORT} | own
            at = self.at(7) - self.chance.choice((0, 0, 20)) * DAY
            new = NewReport(
                key=f"in:{self.said}:0",
                task=self.chance.choice(task.refs),
                kind=kind,
                at=at,
                kept_at=self.at(7),
                user_id=1,
                user_name="Cán bộ",
                unit=unit,
                period=self.chance.choice((None, self._near())) if task.deadline.kind in TURNS else None,
                **values,
            )
            for tx in stores:
                tx.reports.add(new)

    def _say(self, stores: Sequence[Transaction]) -> None:
        kind = self.chance.choice([*ReportKind][:1] * 9 + [k for k in ReportKind if k is not ReportKind.UNDO])
        found = stores[0].reports.newest()
        decides = self.chance.randrange(1, found + 1) if found and self.chance.random() < 0.5 else None
        state = self.chance.choice([None, *State]) if kind is ReportKind.PROGRESS else None
        until = self._near() if kind in (ReportKind.EXTENSION, ReportKind.GRANT) else None
        self._report(stores, kind, state=state, asked_until=until, decides=decides)

    def _grant(self, stores: Sequence[Transaction]) -> None:
        self._report(stores, ReportKind.GRANT, asked_until=self._near(), part=Share.OWNER)

    def _undo(self, stores: Sequence[Transaction]) -> None:
        if found := stores[0].reports.newest():
            self._report(stores, ReportKind.UNDO, undoes=self.chance.randrange(1, found + 1))

    def _snooze(self, stores: Sequence[Transaction]) -> None:
        asked = [
            (x, t) for x in stores[0].links.all() for t in self.world.catalog.given_to.get(x.unit or "", ())
        ]
        for link, task in self.chance.sample(asked, min(3, len(asked))):
            until, ref = self.today + self.chance.randrange(1, 20) * DAY, self.chance.choice(task.refs)
            one = Snooze(task=ref, chat_id=link.chat_id, user_name="Cán bộ", asked_on=self.today, until=until)
            for tx in stores:
                tx.snoozes.add(one)

    def _fail(self, stores: Sequence[Transaction]) -> None:
        """A unit's agenda has been put aside by a fault that is mended since."""
        if links := stores[0].links.all():
            id = self.chance.choice(links).id
            kept = {"since": self.at(7).isoformat(), "fault": "", "mark": "", "what": "agenda", "values": {}}
            for tx in stores:
                tx.facts.set(f"{ASIDE}agenda:{id}", json.dumps(kept))

    def _lose(self, stores: Sequence[Transaction]) -> None:
        chat = self.chance.choice(CHATS)
        for tx in stores:
            tx.links.unreachable(chat, self.at(7))

    def _repair(self, stores: Sequence[Transaction]) -> None:
        chat = self.chance.choice(CHATS)
        for tx in stores:
            tx.links.reachable(chat)

    def _end(self, stores: Sequence[Transaction]) -> None:
        links = stores[0].links.all()
        if links and self.chance.random() < 0.3:
            gone = self.chance.choice(links).id
            for tx in stores:
                tx.links.end(gone, self.at(7))

    def _untold(self, stores: Sequence[Transaction]) -> None:
        """The clock is set back, or what was told is taken back."""
        links = stores[0].links.all()
        if links:
            one, through = self.chance.choice(links).id, self.today - self.chance.randrange(1, 30) * DAY
            change = self.chance.choice((None, 0))
            for tx in stores:
                tx.links.untold([one], through, change)

    def _send(self, stores: Sequence[Transaction]) -> None:
        chat, overdue = self.chance.choice(CHATS), tuple(task.ref for task in self.world.catalog.tasks())
        for tx in stores:
            for row in tx.outbox.unsent(chat, OutboxKind.AGENDA):
                assert isinstance(row.subject, Agenda)
                tx.outbox.claim(row.id, self.at(7), replace(row.subject, overdue=overdue))
                tx.outbox.sent(row.id, 1, self.at(7))


def days(life: Life, stores: Sequence[Transaction], most: int) -> Iterator[date]:
    """Each day on which the bot was on, with what happened before its pass."""
    for _ in range(8):
        life.link(stores)
    for _ in range(most):
        life.today += life.chance.choice((1, 1, 1, 1, 2, 9)) * DAY
        for _ in range(life.chance.randrange(3)):
            life.happen(stores)
        yield life.today
