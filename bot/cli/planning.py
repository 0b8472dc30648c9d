"""Commands for whoever writes a plan: read a deadline, preview what is sent, compare two versions."""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import app as composition
from bot.cli.common import AsJson, Config, catalog_of, day_of, known, print_line, speaking
from bot.cli.preview_page import PreviewPage, preview_row
from bot.clock import SystemClock
from bot.delivery.changelines import headline, reminders_line, task_line, total_line
from bot.model.deadline import Deadline
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.planfile.catalog import load_part
from bot.planfile.deadline import read_deadline
from bot.planfile.fields import SHAPES
from bot.planfile.files import UNITS_FILE, label
from bot.planfile.schema import schema_text
from bot.planfile.starter import begin_plan, write_schemas
from bot.schedule.changes import compare
from bot.texts import Texts

app = typer.Typer()

LONGEST_PREVIEW = timedelta(days=366)


@app.command()
def deadline(
    text: Annotated[str | None, typer.Argument(help="A deadline as a document writes it.")] = None,
    issued: Annotated[str | None, typer.Option(help="The date of the plan: 2025-07-25 or 25/7/2025.")] = None,
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
            typer.echo(texts.plain("plan.deadline", read=read).rstrip())


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


@app.command()
def schema(
    name: Annotated[str, typer.Argument(help="plan, units or assign.")] = "plan",
    out: Annotated[Path | None, typer.Option("--out", help="Write all three into this folder.")] = None,
    config: Config = None,
) -> None:
    """Print the JSON Schema by which an editor completes and checks a file."""
    with speaking(config) as (_, texts):
        known(name, SHAPES, "plan.unknown_schema")
        if out is None:
            typer.echo(schema_text(name, texts), nl=False)
            return
        for file in write_schemas(out, texts):
            typer.echo(texts.plain("schema.written", file=label(file)))


@app.command("new-plan")
def new_plan(
    plan: Annotated[str, typer.Argument(metavar="ID", help="Id of the plan, such as ke-hoach-12.")],
    config: Config = None,
) -> None:
    """Write a commented plan file to begin with, and the schema an editor completes it by."""
    with speaking(config) as (settings, texts):
        for file in begin_plan(settings.plans, plan, SystemClock(settings.zone).now().date(), texts):
            typer.echo(texts.plain("schema.written", file=label(file)))


@app.command()
def preview(
    start: Annotated[str, typer.Option("--from", help="First day: 2025-12-01 or 1/12/2025.")],
    end: Annotated[str, typer.Option("--to", help="Last day.")],
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit.")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Every message that would be sent, day by day, exactly as rendered, and why."""
    with speaking(config) as (settings, texts):
        first, last = day_of("--from", start, first=True), day_of("--to", end)
        if not first <= last <= first + LONGEST_PREVIEW:
            raise Mistake(
                say("cli.empty_window" if last < first else "plan.long_window", start=first, end=last)
            )
        catalog = catalog_of(settings)
        known(unit, catalog.units, "cli.unknown_unit")
        found = composition.previewed(settings, catalog, first, last, unit)
        if as_json:
            for each in found:
                print_line(preview_row(each, texts))
        else:
            PreviewPage(texts, catalog).show(found, first, last)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The plan as it was: a file or a folder.")],
    new: Annotated[Path, typer.Argument(help="The plan as it is to be.")],
    on: Annotated[
        str | None, typer.Option("--on", help="Count reminders from this day on (default: today).")
    ] = None,
    config: Config = None,
) -> None:
    """What a new version of a plan changes: tasks, dates, owners, and the reminders to come."""
    with speaking(config) as (settings, texts):
        since = day_of("--on", on) if on else SystemClock(settings.zone).now().date()
        before, after = version(old, settings.plans), version(new, settings.plans)
        changes = compare(before, after, since, composition.world_of(settings, after).days)
        if not changes:
            typer.echo(texts.plain("diff.none"))
            return
        for change in changes:
            typer.echo(texts.plain(headline(change)))
            for task in change.tasks:
                typer.echo(f"  {texts.plain(task_line(task, before, after))}")
                if reminders := reminders_line(task):
                    typer.echo(f"      {texts.plain(reminders)}")
        typer.echo(texts.plain(total_line(changes, since)))


def version(path: Path, plans: Path) -> Catalog:
    """The plans of one file or folder; the units and plans it names may stand in the folder of plans."""
    beside = [] if path.is_dir() else [file for file in [path.parent / UNITS_FILE] if file.exists()]
    found = load_part([path], [*beside, plans])
    if found.problems:
        raise Mistake(*found.problems)
    return found.catalog
