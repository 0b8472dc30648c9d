"""Commands for whoever writes a plan: read a deadline, begin a plan, complete it in an editor."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import AsJson, Config, day_of, known, print_line, speaking
from bot.cli.terminal import plain, tell
from bot.clock import SystemClock
from bot.model.deadline import Deadline
from bot.planfile.deadline import read_deadline
from bot.planfile.fields import SHAPES
from bot.planfile.files import label
from bot.planfile.schema import schema_text
from bot.planfile.starter import begin_plan, write_schemas
from bot.texts import Texts


def deadline(
    text: Annotated[str | None, typer.Argument(help="argument_deadline")] = None,
    issued: Annotated[str | None, typer.Option(help="option_issued")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Say how a deadline is read; without one, read standard input and print one JSON object a line."""
    with speaking(config) as (_, texts):
        on = day_of("--issued", issued) if issued else None
        if text is None:
            for line in _lines_of_input():
                print_line(_as_json(read_deadline(line, issued=on), texts))
            return
        read = read_deadline(printable(text), issued=on)
        if as_json:
            print_line(_as_json(read, texts))
        else:
            tell(texts.plain("plan.deadline", read=read).rstrip())


def printable(text: str) -> str:
    """What the command line held, without the stray bytes that could not be printed again."""
    return text.encode("utf-8", "replace").decode()


def _lines_of_input() -> Iterator[str]:
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8-sig", "replace").rstrip("\r\n")


def _as_json(read: Deadline, texts: Texts) -> dict[str, Any]:
    """The reading as other programs take it; dates are ISO, absent ones null."""
    period = read.period
    return {
        "kind": read.kind.value,
        "due": _iso(read.due),
        "period": {"start": _iso(period.start), "end": _iso(period.end)} if period else None,
        "every": read.every.value if read.every else None,
        "reason": texts.plain(read.reason),
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def schema(
    name: Annotated[str, typer.Argument(help="argument_schema")] = "plan",
    out: Annotated[Path | None, typer.Option("--out", help="option_schema_out")] = None,
    config: Config = None,
) -> None:
    """Print the JSON Schema by which an editor completes and checks a file."""
    with speaking(config) as (_, texts):
        known(name, SHAPES, "plan.unknown_schema")
        if out is None:
            typer.echo(plain(schema_text(name, texts)), nl=False)
            return
        for file in write_schemas(out, texts):
            tell(texts.plain("schema.written", file=label(file)))


def new_plan(
    plan: Annotated[str, typer.Argument(metavar="ID", help="argument_new_plan")],
    config: Config = None,
) -> None:
    """Write a commented plan file to begin with, and the schema an editor completes it by."""
    with speaking(config) as (settings, texts):
        for file in begin_plan(settings.plans, plan, SystemClock(settings.zone).now().date(), texts):
            tell(texts.plain("schema.written", file=label(file)))
