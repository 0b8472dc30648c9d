"""The bot's process while replies come: when each was handled, and how long that took."""

import asyncio
import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from .office import CITY_PLAN, FIRST_OFFICIAL, Staff, catalog_of, robot_here
from .table import Unmeasured


class Handled(logging.Handler):
    """When each row of the inbox was handled, which is logged once it is committed."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.at: dict[int, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith("action=handled") and isinstance(record.args, tuple):
            self.at[int(str(record.args[0]))] = record.created


HANDLED = Handled()


def commune_staff(plans: Path, most: int) -> Staff:
    """Of each commune an official of the unit that owns its programme."""
    owners = [plan.owner for plan in catalog_of(plans).plans.values() if plan.id != CITY_PLAN][:most]
    return Staff(
        officials={FIRST_OFFICIAL + n: owners[n % len(owners)] for n in range(most)}, groups={}, askers={}
    )


def watch_handling() -> None:
    worker = logging.getLogger("bot.telegram.worker")
    worker.addHandler(HANDLED)
    worker.setLevel(logging.INFO)


async def warmed() -> None:
    """Until it has begun to ask, and what it does once at its start is done."""
    pulse = robot_here().pulse
    while pulse.last_poll is None or pulse.last_pass is None:
        await asyncio.sleep(0.05)


async def handled(count: int, seconds: float) -> None:
    """Until so many updates have been handled."""
    end = time.monotonic() + seconds
    while len(HANDLED.at) < count:
        if time.monotonic() > end:
            raise Unmeasured(f"{len(HANDLED.at)} of {count} were handled within {seconds:.0f} s")
        await asyncio.sleep(0.01)


async def own_times(shift: timedelta) -> Sequence[float]:
    """How long each took from its coming to its commit. Raises Unmeasured where one was no report."""
    robot = robot_here()
    rows = await robot.store.read(lambda tx: tx.inbox.ledger(limit=len(HANDLED.at)))
    reports = await robot.store.read(lambda tx: len(tx.reports.of()))
    if reports < len(HANDLED.at):
        raise Unmeasured(f"{reports} reports of {len(HANDLED.at)} replies")
    at = HANDLED.at
    return [at[row.id] - (row.received_at - shift).timestamp() for row in rows if row.id in at]
