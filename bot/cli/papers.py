"""Commands that make papers of a plan."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, PlanId, UnitId, catalog_of, day_of, known, speaking, write_file
from bot.cli.terminal import tell
from bot.messages.snapshot import snapshot
from bot.messages.view import View
from bot.model.deadline import DeadlineKind, Period
from bot.model.plan import Plan
from bot.model.say import Mistake, say
from bot.papers.figures import end_of, figures_of
from bot.papers.ics import calendar_of
from bot.papers.paper import Format, paper_of
from bot.planfile.deadline import read_deadline
from bot.texts import day as written

Out = Annotated[Path | None, typer.Option("--out", help="option_out")]


def export(
    plan: PlanId,
    format: Annotated[Format, typer.Option("--format", help="option_format")],
    quarter: Annotated[str | None, typer.Option("--quarter", help="option_quarter")] = None,
    on: Annotated[str | None, typer.Option("--on", help="option_export_on")] = None,
    out: Out = None,
    config: Config = None,
) -> None:
    """A plan's figures as an Excel tracker, a Word report, an HTML page or JSON."""
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings)
        known(plan, catalog.plans, "cli.unknown_plan")
        only = _quarter(quarter) if quarter else None
        chosen: Plan = catalog.plans[plan]
        with snapshot(settings, catalog) as view:
            moment = _moment(view, on, chosen) if on else view.now
            reports, values = view.reports(chosen.tasks), view.target_log(chosen)
        figures = figures_of(chosen, catalog, reports, moment, settings.zone, only, values)
        paper = paper_of(figures, format, texts)
        tell(texts.plain("papers.made", file=write_file(out or Path(paper.name), paper.data)))


def calendar(unit: UnitId, out: Out = None, config: Config = None) -> None:
    """A unit's due dates as a calendar file (.ics)."""
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings)
        known(unit, catalog.units, "cli.unknown_unit")
        with snapshot(settings, catalog) as view:
            standings = view.standings(catalog.tasks())
        made = calendar_of(unit, catalog, standings, view.world.days, view.now, texts)
        tell(texts.plain("papers.made", file=write_file(out or Path(f"{unit}.ics"), made)))


def _moment(view: View, on: str, plan: Plan) -> datetime:
    day = day_of("--on", on)
    if day > view.today:
        raise Mistake(say("papers.day_ahead", on=day, today=view.today))
    if day < plan.issued:
        raise Mistake(say("figures.before_issue", number=plan.number, issued=written(plan.issued)))
    return end_of(day, view.now.tzinfo or view.world.zone)


def _quarter(text: str) -> Period:
    read = read_deadline(text)
    if read.kind is not DeadlineKind.QUARTER or read.period is None:
        raise Mistake(say("papers.bad_quarter", found=text))
    return read.period
