"""The country in one process: the daily pass, and a plan that is changed while it runs."""

import asyncio
import os
import shutil
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from . import naive
from .apart import apart, run_apart
from .clocks import moment
from .costs import Meter, resident
from .country import rewrite_plan
from .stage import Bench
from .table import Aim, Cost, Figures, Row, Unmeasured

# A month before the year's end; the day after.
BEFORE, DAYS = "2025-11-28 07:30:00", ("2025-12-01 07:30:00", "2025-12-02 07:30:00")
PLAN, TASKS = "ctr-68-tinh-01", 65
NAIVE_MOST = 20_000  # jobs of the peer that are really made


@dataclass(frozen=True, slots=True)
class Day:
    """One day's pass: its cost, and how many messages it planned."""

    cost: Cost
    planned: int


@dataclass(frozen=True, slots=True)
class Found:
    """The days, the megabytes that they took beyond what was read, and all together; the change: seconds
    until it was in force, until all was told, and the longest that anybody waited meanwhile; the reminders of
    the peer, and some of them."""

    days: Sequence[Day]
    before: float
    after: float
    in_force: float
    told: float
    waited: float
    changing: Cost
    jobs: int
    reminders: Sequence[naive.Reminder]


@dataclass(frozen=True, slots=True)
class Peer:
    """The naive start-up, as if all its jobs had been made."""

    jobs: int
    made: int
    cost: Cost
    stored: Cost
    memory: float


def found(bench: Bench) -> Found:
    return bench.once("country-day", lambda: _found(bench))


def _found(bench: Bench) -> Found:
    home = bench.fresh()
    plans = home / "plans"
    shutil.copytree(bench.country, plans, copy_function=os.link)
    rewrite_plan(plans, PLAN, TASKS)
    with apart(home) as process:
        result: Found = process.do(play, plans, f"sqlite:///{home}/country.sqlite3")
        return result


def peer(bench: Bench) -> Peer:
    return bench.once("naive", lambda: _peer(bench))


def _peer(bench: Bench) -> Peer:
    """Its start-up costs a job as much as the last one, at least: a part is made, the rest is counted."""
    home, part, jobs = bench.fresh(), found(bench).reminders, found(bench).jobs
    few = part[::10]
    more, (memory, cost) = jobs / len(part), run_apart(home, naive.start, part)
    stored = run_apart(home, naive.start_stored, few, str(home / "jobs.sqlite3"))[1]
    return Peer(
        jobs,
        len(part),
        Cost(cost.cpu * more, cost.wall * more),
        Cost(stored.cpu * more * 10, stored.wall * more * 10),
        memory * more,
    )


# ---- in the process apart ----


async def play(plans: Path, database: str) -> Found:
    from bot.living.plans import Watcher
    from bot.messages.snapshot import world_of
    from bot.model.people import Role
    from bot.model.plan import Catalog
    from bot.rehearsal.virtual import VirtualClock
    from bot.runtime import Robot
    from bot.store.store import Store

    from .office import catalog_of, settings_of

    settings, catalog = settings_of(plans, database, "http://127.0.0.1:9/bot"), catalog_of(plans)
    clock = VirtualClock(moment(BEFORE))
    with closing(Store.open(database)) as store:
        with store.transaction() as tx:
            made = [
                tx.links.add(Role.OFFICIAL, n, n, f"Cán bộ {n}", unit, None, None, clock.now())
                for n, unit in enumerate(catalog.units, 10_001)
            ]
            for first in range(0, len(made), 5_000):
                tx.links.planned_through(
                    [link.id for link in made[first : first + 5_000]], clock.now().date()
                )
        robot = Robot(settings, world_of(settings, catalog), store, clock)
        in_force: list[float] = []

        def adopt(changed: Catalog) -> None:
            robot.adopt(world_of(settings, changed))
            in_force.append(time.perf_counter())

        watcher = Watcher(plans, catalog, store, clock, lambda: robot.world, adopt, lambda: None)
        await watcher.look()
        await robot.make_passes()
        before = resident(os.getpid())
        days = [await _day(robot, clock, moment(day)) for day in DAYS]
        after = resident(os.getpid())
        rewrite_plan(plans, PLAN, TASKS, changed=True)
        in_force.clear()
        waiting = asyncio.create_task(_longest_wait(store))
        await asyncio.sleep(0.05)
        meter, began = Meter(), time.perf_counter()
        await watcher.look()
        told, cost = time.perf_counter() - began, meter.cost()
        waiting.cancel()
        waited = await waiting
        if not in_force:
            raise Unmeasured("the change was not put in force")
        jobs = list(naive.reminders_of(catalog))
        some = jobs[:: max(1, len(jobs) // NAIVE_MOST)]
        return Found(days, before, after, in_force[0] - began, told, waited, cost, len(jobs), some)


async def _day(robot: Any, clock: Any, when: datetime) -> Day:
    """All that falls due on a day is planned, and counts as sent."""
    clock.move_to(when)
    before = await robot.store.read(lambda tx: sum(tx.outbox.counts().values()))
    meter = Meter()
    await robot.make_passes()
    cost = meter.cost()
    after = await robot.store.read(lambda tx: sum(tx.outbox.counts().values()))
    return Day(cost, after - before)


async def _longest_wait(store: Any) -> float:
    """Somebody who asks all the time: how long the loop and the store let him wait at worst."""
    longest = 0.0
    try:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.002)
            await store.read(lambda tx: None)
            longest = max(longest, time.perf_counter() - began)
    except asyncio.CancelledError:
        return max(longest, time.perf_counter() - began)


# ---- rows ----


def against_start(bench: Bench) -> Figures:
    (heavy, day), other = found(bench).days, peer(bench)
    note = (
        f"{day.planned} messages planned; where {heavy.planned} are {heavy.cost.cpu:.2f} s; theirs "
        f"{other.jobs} jobs, counted from {other.made}, in SQLAlchemyJobStore {other.stored.cpu:.0f} s"
    )
    return Figures(value=day.cost.cpu / other.cost.cpu, ours=day.cost, theirs=other.cost, note=note)


def against_memory(bench: Bench) -> Figures:
    mine, other = found(bench), peer(bench)
    taken = max(mine.after - mine.before, 1.0)
    note = f"{taken:.0f} MB beside {other.memory:.0f} MB; {mine.after:.0f} MB with the plans"
    return Figures(value=taken / other.memory, note=note)


def grows(bench: Bench) -> Figures:
    """The second day's cost as a share of the first's, beside its share of messages."""
    first, second = found(bench).days
    note = f"{second.planned} messages on the second day, {first.planned} on the first"
    return Figures(value=second.cost.cpu / first.cost.cpu, ours=second.cost, theirs=first.cost, note=note)


def in_force(bench: Bench) -> Figures:
    mine = found(bench)
    note = f"all told after {1000 * mine.told:.0f} ms"
    return Figures(value=1000 * mine.in_force, ours=mine.changing, note=note)


def waited(bench: Bench) -> Figures:
    mine = found(bench)
    return Figures(value=1000 * mine.waited, ours=mine.changing)


START = "start-up of a job a reminder, JobQueue in memory"
ROWS = (
    Row(
        name="pass-start",
        says="the daily pass, country, on an ordinary day",
        beside=START,
        aim=Aim(1 / 50, "x CPU"),
        measure=against_start,
    ),
    Row(
        name="pass-memory",
        says="memory the daily pass takes, country",
        beside=START,
        aim=Aim(1 / 10, "x"),
        measure=against_memory,
    ),
    Row(
        name="pass-grows",
        says="the daily pass, country, on an ordinary day",
        beside="on the day when every unit is told",
        aim=Aim(0.5, "x CPU"),
        measure=grows,
    ),
    Row(
        name="change-in-force",
        says=f"a plan of {TASKS} tasks changed, country: looked at until in force",
        beside="",
        aim=Aim(200, "ms"),
        measure=in_force,
    ),
    Row(
        name="change-waits",
        says="the same, the longest that somebody else waits",
        beside="",
        aim=Aim(100, "ms"),
        measure=waited,
    ),
)
