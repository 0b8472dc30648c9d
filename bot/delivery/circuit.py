"""Notices that Telegram is away as a whole, so that one row tries the way and not every one."""

import random
from collections.abc import Callable

TRIPS_AT = 8  # failures in a row; one call in three failing makes eight in a row once in 6,561
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0


class Circuit:
    """Open after too many failures in a row; then one probe at a time, after growing pauses.

    `at` is a steady count of seconds.
    """

    def __init__(self, chance: Callable[[], float] = random.random) -> None:
        self._chance = chance
        self._failures = 0
        self._probes = 0
        self._until = 0.0

    @property
    def open(self) -> bool:
        return self._failures >= TRIPS_AT

    def wait(self, at: float) -> float:
        """Seconds until the next try."""
        return max(0.0, self._until - at) if self.open else 0.0

    def failed(self, at: float) -> bool:
        """A call ended without an answer; whether that opened the circuit."""
        if self.open and at < self._until:
            return False  # one of those under way when it opened: it says nothing new
        self._failures += 1
        if self.open:
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self._probes, 8))
            self._until = at + pause * (1 + self._chance() / 4)
            self._probes += 1
        return self._probes == 1

    def answered(self) -> bool:
        """Telegram answered, whatever it said; whether that closed the circuit."""
        closed = self.open
        self._failures = self._probes = 0
        return closed
