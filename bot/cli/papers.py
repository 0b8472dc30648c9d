"""Commands that make papers of a plan, and take in the results of one that people filled in."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, UnitId, catalog_of, past_day, speaking, write_file
from bot.cli.examples import write_examples
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.messages.files import plan_figures
from bot.messages.packs import PACK, packed
from bot.messages.snapshot import snapshot, world_of
from bot.messages.view import View
from bot.model.deadline import DeadlineKind, Period
from bot.model.plan import Plan
from bot.model.say import Mistake, say
from bot.papers.ics import calendar_of
from bot.papers.own import is_own
from bot.papers.paper import Format, paper_of
from bot.papers.record import read_reports, template_of
from bot.papers.sheets import CSV, MOST_ROWS, XLSX, write_template
from bot.planfile.deadline import read_deadline
from bot.store.store import Store
from bot.texts import day as written

Out = Annotated[Path | None, typer.Option("--out", help="option_out")]
MOST_BYTES = 20_000_000  # of a file to record


class Exported(StrEnum):
    """What `export` writes: a paper of a plan, its evidence, or replies to learn from."""

    XLSX = Format.XLSX.value
    DOCX = Format.DOCX.value
    HTML = Format.HTML.value
    JSON = Format.JSON.value
    ZIP = PACK
    EXAMPLES = "examples"


def export(
    format: Annotated[Exported, typer.Option("--format", metavar="<str>", help="option_format")],
    plan: Annotated[str | None, typer.Option("--plan", help="option_plan_export")] = None,
    quarter: Annotated[str | None, typer.Option("--quarter", help="option_quarter")] = None,
    on: Annotated[str | None, typer.Option("--on", help="option_export_on")] = None,
    out: Out = None,
    config: Config = None,
) -> None:
    """A plan's figures as an Excel tracker, a Word report, an HTML page or JSON; its evidence as a zip; or
    replies to learn from."""
    with speaking(config) as (settings, texts):
        if format is Exported.EXAMPLES:
            write_examples(settings, texts, plan, out)
            return
        catalog = catalog_of(settings, plan=plan)
        if plan is None:
            raise Mistake(say("papers.plan_needed", known=", ".join(catalog.plans)))
        only = _quarter(quarter) if quarter else None
        with snapshot(settings, catalog) as view:
            seen = view.back_to(_past("--on", on, view, catalog.plans[plan])) if on else view
            if format is Exported.ZIP:
                made = list(packed(seen, plan, only))
            else:
                paper = paper_of(plan_figures(seen, plan, only), Format(format.value), texts)
                made = [(paper.name, paper.data)]
        if not made:
            raise Mistake(say("papers.no_evidence", number=catalog.plans[plan].number))
        for name, data in made:
            tell(texts.plain("papers.made", file=write_file(_place(out, name, len(made)), data, is_own)))


def _place(out: Path | None, name: str, parts: int) -> Path:
    """Where a file goes: of several each under a name of its own, numbered as in the chat."""
    if out is None or parts == 1:
        return out or Path(name)
    number = Path(name).stem.rpartition("-")[2]
    return out.with_stem(f"{out.stem}-{number}")


def calendar(unit: UnitId, out: Out = None, config: Config = None) -> None:
    """A unit's due dates as a calendar file (.ics)."""
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings, unit=unit)
        with snapshot(settings, catalog) as view:
            standings = view.standings(catalog.tasks())
        made = calendar_of(unit, catalog, standings, view.world.days, view.now, texts)
        tell(texts.plain("papers.made", file=write_file(out or Path(f"{unit}.ics"), made, is_own)))


def _past(option: str, on: str, view: View, plan: Plan) -> date:
    day = past_day(option, on, view.today)
    if day < plan.issued:
        raise Mistake(say("figures.before_issue", number=plan.number, issued=written(plan.issued)))
    return day


def _quarter(text: str) -> Period:
    read = read_deadline(text)
    if read.kind is not DeadlineKind.QUARTER or read.period is None:
        raise Mistake(say("papers.bad_quarter", found=text))
    return read.period


def record(
    file: Annotated[Path | None, typer.Argument(help="argument_results")] = None,
    template: Annotated[Path | None, typer.Option("--template", help="option_template")] = None,
    plan: Annotated[str | None, typer.Option("--plan", help="option_only_plan")] = None,
    config: Config = None,
) -> None:
    """Take in results from before the bot; nothing is taken unless every row is good."""
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings, plan=plan)
        if template:
            made = template_of(catalog, plan, texts)
            write_file(_of_kind(template), write_template(template.name, made))
            tell(texts.plain("papers.template_made", file=template, tasks=len(made.rows)))
            return
        if file is None:
            raise Mistake(say("papers.record_file_needed"))
        content = _read(_of_kind(file))
        now = SystemClock(settings.zone).now()
        with closing(Store.open(settings.database_url)) as store, store.transaction() as tx:
            log = View(world_of(settings, catalog), tx, now).whole_log(catalog.tasks())
            asked = replace(catalog, plans={plan: catalog.plans[plan]}) if plan else catalog
            reports = read_reports(str(file), content, asked, log, now, texts)
            taken = sum(tx.reports.add(report) is not None for report in reports)
        tell(texts.plain("papers.recorded", taken=taken, known=len(reports) - taken))


def _of_kind(file: Path) -> Path:
    if file.suffix.lower() not in (CSV, XLSX):
        raise Mistake(say("papers.record_kind", file=file))
    return file


def _read(file: Path) -> bytes:
    """No more than a byte over the limit; a pipe or a device might never end."""
    try:
        if not file.exists():
            raise Mistake(say("papers.record_no_file", file=file))
        if not file.is_file():
            raise Mistake(say("papers.record_kind", file=file))
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise Mistake(say("papers.record_too_long", file=file, most=MOST_ROWS))
        return content
    except OSError as error:
        raise Mistake(say("papers.record_unreadable", file=file, reason=error.strerror)) from None
