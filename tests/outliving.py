"""What this process holds open: so that nothing a test opens outlives it, whenever the collector runs."""

import gc
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

CLOSING = 2.0  # seconds: a library's own thread closes what it watched a moment after it was told to end
OURS = Path("/proc/self")  # where there is none, threads alone are watched


@contextmanager
def nothing_outlives() -> Iterator[None]:
    """Fails when more is held at the end than at the beginning."""
    before = _held()
    yield
    if not _held() <= before:
        gc.collect()  # what nobody holds any more complains now, in the test that left it open
    until = time.monotonic() + CLOSING
    while not _held() <= before and time.monotonic() < until:
        time.sleep(0.02)
    if left := sorted(_held() - before):
        pytest.fail(f"left open: {', '.join(left)}", pytrace=False)


def _held() -> set[str]:
    threads = {f"thread {each.name} {each.ident}" for each in threading.enumerate() if not each.daemon}
    return threads | set(_files()) | set(_children())


def _files() -> Iterator[str]:
    """Open files, sockets, pipes and selectors, by number and what they are.

    What stands among the installed packages is a library's own.
    """
    with suppress(FileNotFoundError):
        for number in os.listdir(OURS / "fd"):  # noqa: PTH208 (a Path for each costs more than all the rest)
            with suppress(FileNotFoundError):
                found = os.readlink(f"{OURS}/fd/{number}")  # noqa: PTH115
                if not found.startswith(f"{sys.prefix}{os.sep}"):
                    yield f"file {number} {found}"


def _children() -> Iterator[str]:
    with suppress(ChildProcessError, FileNotFoundError):
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)  # raises at once where there is none
        for thread in os.listdir(OURS / "task"):  # noqa: PTH208
            with suppress(FileNotFoundError):
                listed = (OURS / "task" / thread / "children").read_text()
                yield from (f"process {number}" for number in listed.split())
