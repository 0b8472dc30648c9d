"""Plays the bad days and prints what was found: `python tests/faults/run.py [--long] [--scenario NAME]`, or
with `--soak HOURS` a year of the city, as far as it comes in that time.

Exit code 1 when a promise is broken. The scenario `postgresql` needs a server: that of DATABASE_URL, or
one started here.
"""

import asyncio
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # what all tests share

from postgres_server import programs, running  # noqa: E402
from scenarios import SCENARIOS, Finding  # noqa: E402
from soak import CITY, a_year, year_of  # noqa: E402

MARKS = {True: "kept", False: "BROKEN", None: ""}


def play(name: str, *, long: bool) -> list[Finding]:
    """One scenario in a folder of its own, kept where a promise was broken."""
    scenario, in_short, in_long = SCENARIOS[name]
    with _database(name):
        return _in_folder(name, lambda folder: scenario(folder, in_long if long else in_short))


def _in_folder(name: str, played: Callable[[Path], Coroutine[Any, Any, list[Finding]]]) -> list[Finding]:
    folder = Path(tempfile.mkdtemp(prefix=f"faults-{name}-"))
    findings = asyncio.run(played(folder))
    if any(finding.kept is False for finding in findings):
        findings.append(Finding("its files", str(folder)))
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return findings


@contextmanager
def _database(name: str) -> Iterator[None]:
    if name != "postgresql" or os.environ.get("DATABASE_URL", "").startswith("postgresql"):
        yield
        return
    bin = programs()
    if bin is None:
        raise typer.BadParameter("no PostgreSQL here: install one, or name one in DATABASE_URL")
    with running(bin) as server:
        server.sql("CREATE DATABASE faults")
        os.environ["DATABASE_URL"] = server.url("faults")
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]


def main(
    long: Annotated[bool, typer.Option("--long", help="As large as the README's figures.")] = False,
    scenario: Annotated[list[str] | None, typer.Option("--scenario", help="Only this one.")] = None,
    soak: Annotated[float, typer.Option("--soak", metavar="HOURS", help="A year, in so many at most.")] = 0,
    plans: Annotated[int, typer.Option("--plans", help="How many plans of the city live it.")] = CITY,
) -> None:
    # A client that is killed in the middle of a request is what this is about, not an error.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    table = Table("scenario", "figure", "found", "promised", "")
    broken = False
    for name in ["soak"] if soak else scenario or SCENARIOS:
        if soak:
            findings = _in_folder(name, lambda folder: a_year(folder, year_of(plans), soak * 3600))
        else:
            findings = play(name, long=long)
        for finding in findings:
            table.add_row(name, finding.name, finding.value, finding.promise, MARKS[finding.kept])
            broken = broken or finding.kept is False
        table.add_section()
    Console(width=110).print(table)
    raise typer.Exit(broken)


if __name__ == "__main__":
    typer.run(main)
