"""Notices a jump of the machine's date: the wall clock against the count of seconds that only grows."""

from datetime import datetime, timedelta

from bot.clock import Clock

NOTICED = timedelta(seconds=30)


class Jumps:
    """Compares the two clocks each time it is asked."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = self._beginning()

    def _beginning(self) -> datetime:
        """The moment at which the steady count was 0; it moves only when the date does."""
        return self._clock.now() - timedelta(seconds=self._clock.steady())

    def jumped(self) -> timedelta | None:
        """How far the date has jumped since it was last asked, or None."""
        began = self._beginning()
        by, self._began = began - self._began, began
        return by if abs(by) > NOTICED else None
