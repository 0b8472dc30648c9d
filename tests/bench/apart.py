"""A process apart that runs functions one after another, so that what one costs is nobody else's."""

import asyncio
import importlib
import inspect
import os
import pickle
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ParamSpec

from .costs import Meter, resident
from .stage import surroundings
from .table import Cost, Unmeasured

P = ParamSpec("P")


class Apart:
    """The process, as it is spoken to from here. It keeps an event loop running between two calls."""

    def __init__(self, connection: Connection, process: subprocess.Popen[bytes]) -> None:
        self._connection = connection
        self._process = process
        self._doing = ""

    @property
    def pid(self) -> int:
        return self._process.pid

    def do(self, work: Callable[P, Any], *args: P.args, **named: P.kwargs) -> Any:
        """What a function of a module gives there; raises Unmeasured with its trace where it fails."""
        return self.timed(work, *args, **named)[0]

    def timed(self, work: Callable[P, Any], *args: P.args, **named: P.kwargs) -> tuple[Any, Cost]:
        """The same, with what it cost."""
        self.begin(work, *args, **named)
        return self.end()

    def begin(self, work: Callable[P, Any], *args: P.args, **named: P.kwargs) -> None:
        """Begins it there and goes on here, till the `end`."""
        self._doing = work.__qualname__
        self._connection.send((work.__module__, work.__qualname__, args, named))

    def end(self) -> tuple[Any, Cost]:
        """What was begun gives, and what it cost."""
        try:
            found, result, cost = self._connection.recv()
        except EOFError:
            raise Unmeasured(f"{self._doing}: its process ended with {self._process.wait()}") from None
        if not found:
            raise Unmeasured(f"{self._doing}: {result}")
        return result, cost

    def memory(self) -> float:
        """Resident megabytes of the process and its children."""
        return resident(self.pid)


@contextmanager
def apart(home: Path, **more: str) -> Iterator[Apart]:
    """A process of its own in a folder of its own; ended at the end."""
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", f"{__package__}.apart", str(theirs.fileno())]
    environment = {**surroundings(home), **more}
    with (home / "apart.log").open("ab") as log:
        process = subprocess.Popen(
            command, env=environment, cwd=home, pass_fds=[theirs.fileno()], stdout=log, stderr=log
        )
    theirs.close()
    try:
        with Connection(ours.detach()) as connection:
            yield Apart(connection, process)
        process.wait(10)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def need(*modules: str) -> None:
    """Imported before anything is measured."""
    for module in modules:
        importlib.import_module(module)


def run_apart(home: Path, work: Callable[P, Any], *args: P.args, **named: P.kwargs) -> tuple[Any, Cost]:
    """One function in a process that has done nothing before."""
    with apart(home) as process:
        process.do(need, work.__module__)
        return process.timed(work, *args, **named)


async def _serve(connection: Connection) -> None:
    while True:
        try:
            module, name, args, named = await asyncio.to_thread(connection.recv)
        except EOFError:
            return
        try:
            work: Any = importlib.import_module(module)
            for part in name.split("."):
                work = getattr(work, part)
            meter = Meter()
            result = work(*args, **named)
            if inspect.isawaitable(result):
                result = await result
            answer = pickle.dumps((True, result, meter.cost()))
        except Exception as error:  # told to whoever asked, who raises it
            traceback.print_exc()  # in its log
            answer = pickle.dumps((False, f"{type(error).__name__}: {error}", None))
        connection.send_bytes(answer)


def main() -> None:
    with Connection(int(sys.argv[1])) as connection:
        asyncio.run(_serve(connection))
    sys.stdout.flush()
    os._exit(0)  # whatever was begun and left behind there


if __name__ == "__main__":
    main()
