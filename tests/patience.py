"""How long a test waits for what is promised in seconds, and how much CPU a promised second is here."""

import json
import os
import time
from pathlib import Path

MANY = 2  # processes that want a core, for each core: with more, a second of work takes several
PIECE = 0.021  # CPU seconds of the piece of work below where it isn't slowed down; a neighbour may double it


def at_most(promised: float, overrun: float) -> float:
    """What is promised; the seconds for a machine that is `overrun` where the last minute was so."""
    return promised if os.getloadavg()[0] <= MANY * (os.cpu_count() or 1) else overrun


def of_work(promised: float) -> float:
    """CPU seconds as promised; as many times more as a fixed piece of work takes of them here and now."""
    return promised * max(1.0, min(_piece() for _ in range(5)) / PIECE)


def cpu_seconds(pid: int) -> float:
    """What a process that still runs has used by itself (Linux)."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _piece() -> float:
    many = [{"code": f"III.{n}", "title": "nhiệm vụ " * 3, "at": [n, n + 1]} for n in range(3000)]
    start = time.thread_time()
    found: dict[str, list[list[tuple[str, object]]]] = {}
    for each in json.loads(json.dumps(many, indent=1)):
        found.setdefault(each["code"][:5], []).append(sorted(each.items(), key=str))
    return time.thread_time() - start
