"""The guard over every test: what a test leaves open fails that test and no other."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import outliving
import pytest
from outliving import nothing_outlives


@contextmanager
def a_thread() -> Iterator[None]:
    over = Event()
    thread = Thread(target=over.wait)
    thread.start()
    yield
    over.set()
    thread.join()


@contextmanager
def a_process() -> Iterator[None]:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE):
        yield


OPENED: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "file": lambda: Path(__file__).open(),  # noqa: SIM115
    "file socket": lambda: closing(socket.socket()),
    "file anon_inode": lambda: closing(asyncio.new_event_loop()),
    "process": a_process,
    "thread": a_thread,
}


@pytest.mark.parametrize("kind", OPENED)
def test_what_is_left_open_is_named(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outliving, "CLOSING", 0.0)  # what is held here is not closed by waiting
    words = r" \d+ ".join(kind.split())
    failure = pytest.raises(pytest.fail.Exception, match=f"left open: .*{words}")
    with ExitStack() as held, failure, nothing_outlives():
        held.enter_context(OPENED[kind]())


@pytest.mark.parametrize("kind", OPENED)
def test_what_was_closed_is_not_missed(kind: str) -> None:
    with nothing_outlives(), OPENED[kind]():
        pass
