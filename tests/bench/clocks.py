"""A clock that goes as the machine's does, on another day."""

import asyncio
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Shifted:
    """`bot.clock.Clock`, so far from the machine's own time; may be set before anything depends on it."""

    def __init__(self, shift: timedelta) -> None:
        self.shift = shift

    def now(self) -> datetime:
        return datetime.now(ZONE) + self.shift

    def steady(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)


def shift_to(written: str) -> timedelta:
    """From this very moment to that one."""
    return moment(written) - datetime.now(ZONE)
