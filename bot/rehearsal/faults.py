"""Bad days of the network and of Telegram, dealt out call by call, the same for the same seed."""

import random
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of one call."""

    SERVED = "served"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    BAD_GATEWAY = "bad_gateway"
    TOO_MANY = "too_many"


@dataclass(kw_only=True)
class Faults:
    """How often calls go wrong; every field may be changed while the server runs.

    `delay_s` real seconds pass before each call acts. The four shares, each 0 to 1 and together at most
    1, say how many calls lose their connection before or after acting, get a 502, or a 429 asking for
    `retry_after_s`. `down` closes every connection unanswered. `methods` confines all of it to those
    methods (empty: all). Fates put in `queue` come first, one a call. The n-th call of a method meets
    the same fate for the same seed, however calls of different methods interleave.
    """

    delay_s: float = 0.0
    drop_before: float = 0.0
    drop_after: float = 0.0
    bad_gateway: float = 0.0
    too_many: float = 0.0
    retry_after_s: int = 1
    down: bool = False
    seed: int = 0
    methods: Sequence[str] = ()
    queue: deque[Fate] = field(default_factory=deque)
    _turns: Counter[str] = field(default_factory=Counter, repr=False)

    def concern(self, method: str) -> bool:
        """Whether this method is among those that may fail."""
        return not self.methods or method.lower() in {name.lower() for name in self.methods}

    def fate(self, method: str) -> Fate:
        """What becomes of the next call of this method."""
        if not self.concern(method):
            return Fate.SERVED
        if self.down:
            return Fate.DROP_BEFORE
        return Fate(self.queue.popleft()) if self.queue else self._drawn(method)

    def _drawn(self, method: str) -> Fate:
        self._turns[method] += 1
        lot = random.Random(f"{self.seed}/{method}/{self._turns[method]}").random()
        for fate in (Fate.DROP_BEFORE, Fate.DROP_AFTER, Fate.BAD_GATEWAY, Fate.TOO_MANY):
            lot -= getattr(self, fate)
            if lot < 0:
                return fate
        return Fate.SERVED
