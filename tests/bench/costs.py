"""What a process with its children has used: CPU seconds, seconds, resident memory (Linux)."""

import os
import resource
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .table import Cost

TICKS = os.sysconf("SC_CLK_TCK")


class Meter:
    """What this process and its children use from here on."""

    def __init__(self) -> None:
        self._cpu, self._wall = _used(), time.perf_counter()

    def cost(self) -> Cost:
        return Cost(_used() - self._cpu, time.perf_counter() - self._wall)


def _used() -> float:
    """CPU seconds of this process, of the children it waited for, and of those that still live."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    living = sum(cpu_seconds(child) for child in children(os.getpid()))
    return time.process_time() + ended.ru_utime + ended.ru_stime + living


def cpu_seconds(pid: int) -> float:
    """CPU seconds of another process and all below it."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS + sum(map(cpu_seconds, children(pid)))


def children(pid: int) -> Iterator[int]:
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            yield from map(int, thread.read_text().split())
        except OSError:
            continue


def resident(pid: int) -> float:
    """Resident megabytes of a process and all below it."""
    status = Path(f"/proc/{pid}/status").read_text()
    own = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")), 0)
    return own / 1024 + sum(map(resident, children(pid)))


def median(costs: Iterable[Cost]) -> Cost:
    found = list(costs)
    return Cost(statistics.median(c.cpu for c in found), statistics.median(c.wall for c in found))


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else float("inf")
