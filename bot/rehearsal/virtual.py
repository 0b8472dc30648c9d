"""A clock that stands still until it is moved: the bot's time in a rehearsal."""

from datetime import datetime, timedelta


class VirtualClock:
    """`bot.clock.Clock` under the hand of whoever plays; waiting costs no real time."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._start = start

    def now(self) -> datetime:
        return self._now

    def steady(self) -> float:
        return (self._now - self._start).total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.move_to(self._now + timedelta(seconds=max(0.0, seconds)))

    def move_to(self, moment: datetime) -> None:
        """Forward only: a moment already past leaves the clock as it is; its zone stays in any case."""
        self._now = max(self._now, moment.astimezone(self._start.tzinfo))
