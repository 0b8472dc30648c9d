"""Commands about plans: check them, see a day's agenda, see where every task stands."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot import app as composition
from bot.cli.common import AsJson, Config, catalog_of, complain, day_of, known, print_json, speaking
from bot.delivery import listing
from bot.model.digest import DigestWishes
from bot.model.plan import Catalog
from bot.planfile.catalog import load_part
from bot.planfile.census import census_line
from bot.planfile.review import Clarity, Degree, PlanReview, review
from bot.texts import Texts, day

app = typer.Typer()


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Plan files or folders.")] = None,
    reviewed: Annotated[
        bool, typer.Option("--review", help="Say what is clear and what to ask next: advice, no mistakes.")
    ] = False,
    config: Config = None,
) -> None:
    """Read the plans, name every mistake with its file and line, count what is there."""
    with speaking(config) as (settings, texts):
        paths = paths or [settings.plans]
        loaded = load_part(paths, [path.parent for path in paths if path.is_file()])
        for plan in loaded.catalog.plans.values():
            typer.echo(texts.plain(census_line(plan)))
            if secret := [task.code for task in plan.tasks if task.classification]:
                typer.echo(texts.plain("check.secret", plan=plan.id, codes=secret))
            if plan.digest != DigestWishes():
                rules = settings.digest_rules.under(plan.digest)
                typer.echo(texts.plain("check.digest", plan=plan.id, rules=rules, at=f"{rules.at:%H:%M}"))
            if numbers := Counter(task.assigned.number for task in plan.tasks if task.assigned):
                typer.echo(texts.plain("check.assigned", plan=plan.id, numbers=numbers))
            if reviewed:
                typer.echo(_review_text(review(plan, loaded.catalog), texts))
        complain(texts, *loaded.problems)


def _review_text(found: PlanReview, texts: Texts) -> str:
    marks = {Degree.STATED: "●", Degree.INHERITED: "○", Degree.MISSING: "–"}
    rows = [(clarity, [found.count(clarity, degree) for degree in Degree]) for clarity in Clarity]
    tasks = [(task, " ".join(marks[task.degrees[clarity]] for clarity in Clarity)) for task in found.tasks]
    legend = texts.plain("review.legend")
    return texts.plain("review.plan", plan=found, rows=rows, tasks=tasks, legend=legend)


@app.command()
def agenda(
    on: Annotated[str, typer.Option(help="A date: 2025-12-01 or 1/12/2025.")],
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit.")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """What each unit is reminded of on a day."""
    with speaking(config) as (settings, texts):
        on_day = day_of("--on", on)
        catalog = catalog_of(settings)
        known(unit, catalog.units, "cli.unknown_unit")
        with composition.snapshot(settings, catalog) as view:
            rows = list(listing.agendas(view, on_day, unit))
        if as_json:
            print_json(rows)
            return
        if not rows:
            typer.echo(texts.plain("cli.agenda_none", on=on_day))
        for row in rows:
            typer.echo(texts.plain("cli.agenda", unit=catalog.short(row["unit"]), row=row, on=on_day))


@app.command()
def status(as_json: AsJson = False, config: Config = None) -> None:
    """Where every task stands."""
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings)
        with composition.snapshot(settings, catalog) as view:
            rows = list(listing.status(view))
        if as_json:
            print_json(rows)
        else:
            Console().print(_status_table(rows, texts, catalog))


def _status_table(rows: list[dict[str, Any]], texts: Texts, catalog: Catalog) -> Table:
    columns = ("code", "title", "owner", "due", "state")
    table = Table(*(texts.plain(f"cli.column_{name}") for name in columns))
    for row in rows:
        due = datetime.fromisoformat(row["due"]).date() if row["due"] else None
        state = texts.plain(f"state.{row['state']}")
        percent = f" {row['percent']}%" if row["percent"] is not None else ""
        late = f" ({texts.plain('cli.late')})" if row["late"] else ""
        due_text = day(due) if due else "–"
        table.add_row(
            row["code"], row["title"], catalog.short(row["owner"]), due_text, state + percent + late
        )
    return table
