"""How long a test waits for what is promised in seconds: those of a machine that is not overrun."""

import os

MANY = 2  # processes that want a core, for each core: with more, a second of work takes several


def at_most(promised: float, overrun: float) -> float:
    """What is promised; the seconds for a machine that is `overrun` where the last minute was so."""
    return promised if os.getloadavg()[0] <= MANY * (os.cpu_count() or 1) else overrun
