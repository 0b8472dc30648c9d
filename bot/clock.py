"""The only reader of the system clock."""

import asyncio
import time
from datetime import datetime, tzinfo
from typing import Protocol


class Clock(Protocol):
    """Time as the bot sees it: the moment, a steady count of seconds, and waiting."""

    def now(self) -> datetime:
        """The moment, aware, in the committee's time zone."""
        ...

    def steady(self) -> float:
        """Seconds that only grow, whatever happens to the date."""
        ...

    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The machine's own clock."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def now(self) -> datetime:
        return datetime.now(self._zone)

    def steady(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def file_time() -> int:
    """The moment in nanoseconds, as file systems note when a file was changed."""
    return time.time_ns()
