"""The bot in a process apart, and the people it is linked to."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy import insert, text

from bot.delivery.weeding import weed_some
from bot.messages.snapshot import world_of
from bot.model.message import DeliveryState, NewDelivery, Priority
from bot.model.people import Role
from bot.model.plan import Catalog
from bot.model.progress import ReportKind, Share, State
from bot.model.subjects import Digest
from bot.planfile.catalog import load
from bot.rehearsal.virtual import VirtualClock
from bot.runtime import Robot
from bot.settings import Settings
from bot.store.store import Store
from bot.store.tables import metadata, reports
from bot.web.pages import Pages

from .clocks import Shifted, moment
from .table import Unmeasured
from .telegram import TOKEN

CITY_PLAN = "hai-phong-07-kh-tu"
FIRST_OFFICIAL, FIRST_GROUP, SECRETARY, LEADER = 10_001, -10_001, 7_001, 7_002
FIRST_ASKER = 8_001
ASKED = 130
OPEN = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.RETRYING, DeliveryState.UNCERTAIN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Staff:
    """Who is linked: officials with their unit, groups with their plan, and those who ask meanwhile."""

    officials: Mapping[int, str]
    groups: Mapping[int, str]
    askers: Mapping[int, str]

    @property
    def persons(self) -> Mapping[int, str]:
        told = {**self.officials, **self.askers, SECRETARY: "thư ký", LEADER: "lãnh đạo"}
        return {chat: f"Cán bộ {chat} {unit}"[:60] for chat, unit in told.items()}


@dataclass(frozen=True, slots=True)
class _Running:
    robot: Robot
    store: Store
    tasks: list[asyncio.Task[None]]


_here: list[_Running] = []


def catalog_of(plans: Path) -> Catalog:
    loaded = load([plans])
    if loaded.problems:
        raise Unmeasured(f"{len(loaded.problems)} mistakes in the plans, the first {loaded.problems[0]}")
    return loaded.catalog


def staff_of(plans: Path, officials: int, groups: int, askers: int, due: str) -> Staff:
    """Officials in turn of the units that owe something on that day; a group a plan."""
    catalog, on = catalog_of(plans), date.fromisoformat(due)
    owners = list(dict.fromkeys(task.owner for task in catalog.tasks() if task.deadline.due == on))
    return Staff(
        officials={FIRST_OFFICIAL + n: owners[n % len(owners)] for n in range(officials)},
        groups={FIRST_GROUP - n: plan for n, plan in enumerate([*catalog.plans][:groups])},
        askers={FIRST_ASKER + n: owners[n % len(owners)] for n in range(askers)},
    )


def link(database: str, staff: Staff, told: str, today: str) -> None:
    """Everybody is known; the officials were told up to one day, those who ask up to another."""
    now = moment(told)
    with closing(Store.open(database)) as store, store.transaction() as tx:
        for people, through in ((staff.officials, told), (staff.askers, today)):
            made = [
                tx.links.add(Role.OFFICIAL, chat, chat, f"Cán bộ {chat}", unit, None, None, now)
                for chat, unit in people.items()
            ]
            tx.links.planned_through([each.id for each in made], date.fromisoformat(through))
        for chat, plan in staff.groups.items():
            tx.links.add(Role.GROUP, chat, None, "Ban Chỉ đạo", None, plan, None, now)
        for chat, role in ((SECRETARY, Role.SECRETARY), (LEADER, Role.LEADER)):
            tx.links.add(role, chat, chat, "Văn phòng", None, CITY_PLAN, None, now)


def seed(plans: Path, database: str, count: int) -> None:
    """So many reports of the last year, each task its share, none of them of the last three weeks. The first
    `ASKED`, two a task, are of the plan that is asked for: also a short history tells of all its tasks."""
    catalog = catalog_of(plans)
    asked = [(task.plan, task.code, task.owner) for task in catalog.plans[CITY_PLAN].tasks]
    tasks = [(task.plan, task.code, task.owner) for task in catalog.tasks()]
    end = moment("2025-11-01")
    with closing(Store.open(database)) as store, store.begin() as connection:
        for first in range(0, count, 10_000):
            rows = [
                {
                    "key": f"bench:{number}",
                    "plan": plan,
                    "code": code,
                    "unit": unit,
                    "kind": ReportKind.PROGRESS,
                    "at": end - timedelta(days=300) * (1 - number / count),
                    "user_id": FIRST_OFFICIAL,
                    "user_name": "Cán bộ",
                    "state": State.IN_PROGRESS,
                    "percent": number * 90 // count,
                    "note": f"đang làm, đợt {number}",
                    "part": Share.OWNER,
                    "kept_at": end - timedelta(days=300) * (1 - number / count),
                }
                for number in range(first, min(count, first + 10_000))
                for of in [asked if number < ASKED else tasks]
                for plan, code, unit in [of[number % len(of)]]
            ]
            connection.execute(insert(reports), rows)
        # What else is kept of each report, by the versions that have it: as their migration fills it.
        if "bearing" in metadata.tables:
            columns, said = "report, plan, code, kept", "id, plan, code, coalesce(kept_at, at)"
            connection.execute(text(f"INSERT INTO bearing ({columns}) SELECT {said} FROM reports"))


def settings_of(plans: Path, database: str, base_url: str) -> Settings:
    return Settings(plans=plans, database_url=database).with_telegram(TOKEN, base_url)


_read: dict[Path, Catalog] = {}


def read_plans(plans: Path) -> None:
    """Beforehand, so that the start alone is measured."""
    _read[plans] = catalog_of(plans)


async def begin(database: str, plans: Path, base_url: str, day: str) -> None:
    """A start: until it has asked for updates, and its first passes are made."""
    settings = settings_of(plans, database, base_url)
    store = Store.open(database)
    robot = Robot(settings, world_of(settings, _read[plans]), store, VirtualClock(moment(day)))
    _here.append(_Running(robot, store, []))
    await robot.start()
    await robot.worker.recover()
    await robot.sender.recover()
    await robot.make_passes()
    await robot.step()


async def page(path: str) -> int:
    """One of the pages, without a network between."""
    robot = robot_here()
    pages = Pages(robot.store, robot.pulse, robot.clock, robot.world.texts, robot.guard)
    transport = httpx.ASGITransport(pages.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bench") as client:
        return (await client.get(path)).status_code


async def open_bot(plans: Path, database: str, base_url: str, shift: timedelta | None, day: str = "") -> None:
    """The bot's parts, greeted by Telegram; it does nothing by itself yet."""
    settings = settings_of(plans, database, base_url)
    clock = Shifted(shift) if shift is not None else VirtualClock(moment(day))
    store = Store.open(database)
    robot = Robot(settings, world_of(settings, catalog_of(plans)), store, clock)
    await robot.start()
    _here.append(_Running(robot, store, []))


async def publish_menus() -> None:
    """Everybody's, before anything is measured: they go out once a link, not on a Monday."""
    robot_here().menus.due.set()
    while await robot_here().show_menus():
        pass


def robot_here() -> Robot:
    return _here[0].robot


def set_clock(shift: timedelta) -> None:
    """Before it leads."""
    clock = _here[0].robot.clock
    assert isinstance(clock, Shifted)
    clock.shift = shift


def lead() -> None:
    """From here on it works by itself."""
    running = _here[0]
    running.tasks.append(asyncio.create_task(running.robot.lead()))


async def wait_until(when: str) -> None:
    """Until the clock says so."""
    clock = _here[0].robot.clock
    while (left := (moment(when) - clock.now()).total_seconds()) > 0:
        await asyncio.sleep(min(left, 0.1))


async def strike() -> None:
    """What the scheduler's tick does, which goes by the machine's own clock."""
    await _here[0].robot.make_passes()


async def weeded() -> None:
    """What the passes of many days have done by now: a history doesn't come in one day."""
    robot = _here[0].robot
    while await robot.store.write(lambda tx: weed_some(robot.world, tx, robot.clock.now())):
        pass


async def strike_and_send(seconds: float) -> int:
    """All that is due is planned and sent within so many seconds; how many rows the outbox held."""
    await strike()
    return await sent_all(seconds)


async def sent_all(seconds: float) -> int:
    robot = _here[0].robot
    end = robot.clock.steady() + seconds
    while True:
        counts = await robot.store.read(lambda tx: tx.outbox.counts())
        left = sum(counts[state] for state in OPEN)
        if not left:
            return sum(counts.values())
        if robot.clock.steady() > end:
            raise Unmeasured(f"{left} messages were not sent within {seconds:.0f} s")
        await asyncio.sleep(0.2)


async def step() -> None:
    """All that has come is answered, all that is due is sent."""
    await _here[0].robot.step()


def move_to(when: datetime) -> None:
    clock = _here[0].robot.clock
    assert isinstance(clock, VirtualClock)
    clock.move_to(when)


async def day_passes(when: datetime) -> None:
    """The clock is moved, what is due is planned and sent."""
    move_to(when)
    await strike()
    await step()


async def send_digest(plan: str, group: int) -> None:
    """This week's to that group, whatever it had before."""
    robot = _here[0].robot
    now = robot.clock.now()
    week = now.date() - timedelta(days=now.weekday())
    subject = Digest(plan=plan, week=week, week_ago=now - timedelta(days=7))
    row = NewDelivery(key=f"bench:{now}", chat_id=group, priority=Priority.DIGEST, subject=subject)
    await robot.store.write(lambda tx: tx.outbox.add(row, now))
    await robot.step()


async def step_watched() -> float:
    """A step; how many CPU seconds of it the threads that answer had: the loop's and the store's."""
    robot = _here[0].robot
    loop, store = time.thread_time(), await robot.store.read(lambda _: time.thread_time())
    await robot.step()
    return time.thread_time() - loop + await robot.store.read(lambda _: time.thread_time()) - store


async def close_bot() -> None:
    for running in _here:
        for task in running.tasks:
            task.cancel()
        await asyncio.gather(*running.tasks, return_exceptions=True)
        await running.robot.close()
        running.store.close()
    _here.clear()
