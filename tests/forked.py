"""Processes forked from one that has loaded the program: each its own, but spared the seconds of imports."""

import gc
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from select import select
from subprocess import DEVNULL, CompletedProcess, Popen, TimeoutExpired
from tempfile import TemporaryFile
from threading import Lock
from types import MappingProxyType
from typing import IO, Any, NoReturn

LONGEST = 1 << 18  # bytes of what is asked for: the words, and the environment


class Forked:
    """A process, and the pipe on which it says how it ends."""

    def __init__(self, told: int) -> None:
        self._told = os.fdopen(told, "rb", buffering=0)
        self.pid = int(self._told.read(20) or 0)
        self._code = 0

    def wait(self, seconds: float | None = None) -> int:
        """Its exit code, or below zero where a signal ended it; after so long TimeoutExpired, and its end."""
        if self._told.closed:
            return self._code
        if not select([self._told], [], [], seconds)[0]:
            self.end(signal.SIGKILL)
            raise TimeoutExpired("fork", seconds or 0)
        with self._told:
            self._code = int(self._told.read(20) or -signal.SIGKILL)
        return self._code

    def end(self, how: signal.Signals) -> int:
        running = not self._told.closed and not select([self._told], [], [], 0)[0]
        if running:  # else its number may be another's
            os.kill(self.pid, how)
        return self.wait()


class Forks:
    """The process they are forked from: it loads what they need when the first asks for it."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._lock = Lock()

    def start(
        self,
        call: str,
        words: Sequence[str] = (),
        *,
        streams: tuple[IO[Any], IO[Any], IO[Any]],
        environment: Mapping[str, str] = MappingProxyType({}),
        loads: Sequence[str] = (),
    ) -> Forked:
        """Begin `call` ("module:function") with these words; `loads` names modules it needs later on."""
        told, telling = os.pipe()
        asked = {"call": call, "words": [*words], "loads": [*loads], "environment": {**environment}}
        given = json.dumps(asked | {"folder": str(Path.cwd())}).encode()
        with self._lock:
            socket.send_fds(self._channel, [given], [*(each.fileno() for each in streams), telling])
        os.close(telling)
        return Forked(told)

    def run(self, call: str, given: bytes, seconds: float, **how: Any) -> CompletedProcess[bytes]:
        """What it prints of what it is given, and its complaints, as `subprocess.run` has them."""
        with TemporaryFile() as asked, TemporaryFile() as said, TemporaryFile() as complained:
            asked.write(given)
            asked.seek(0)
            code = self.start(call, streams=(asked, said, complained), **how).wait(seconds)
            for each in (said, complained):
                each.seek(0)
            return CompletedProcess(call, code, said.read(), complained.read())


@contextmanager
def forking() -> Iterator[Forks]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours:
        with theirs:
            line = [sys.executable, __file__, str(theirs.fileno())]
            path = os.pathsep.join(each for each in sys.path if each)
            environment = {**os.environ, "PYTHONPATH": path}
            server = Popen(line, pass_fds=[theirs.fileno()], stdin=DEVNULL, env=environment)
        yield Forks(ours)
    server.wait()


def _serve(channel: socket.socket) -> None:
    alive = set[int]()
    while given := (received := socket.recv_fds(channel, LONGEST, 4))[0]:
        alive -= _ended(os.WNOHANG)
        asked, streams = json.loads(given), received[1]
        module, _, name = asked["call"].partition(":")
        for each in (module, *asked["loads"]):
            import_module(each)
        gc.freeze()  # else the first to look for garbage copies all that is shared
        if not (pid := os.fork()):
            channel.close()
            _become(asked, getattr(sys.modules[module], name), streams)
        alive.add(pid)
        for number in streams:
            os.close(number)
    for pid in alive - _ended(os.WNOHANG):  # of tests that were cut off themselves
        os.kill(pid, signal.SIGKILL)
    _ended(0)


def _ended(how: int) -> set[int]:
    """Those that have ended, waited for so that what they cost is told."""
    found = set[int]()
    with suppress(ChildProcessError):
        while pid := os.waitpid(-1, how)[0]:
            found.add(pid)
    return found


def _become(asked: Mapping[str, Any], call: Any, streams: Sequence[int]) -> NoReturn:
    code, told = 1, streams[-1]
    try:
        os.write(told, b"%d" % os.getpid())
        for number, each in enumerate(streams[:-1]):
            os.dup2(each, number)
            os.close(each)
        sys.stdin = os.fdopen(0, closefd=False)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
        os.environ.clear()
        os.environ.update(asked["environment"])
        os.chdir(asked["folder"])
        sys.argv = [asked["call"], *asked["words"]]
        call()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os.write(told, b"%d" % code)
        os._exit(code)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
