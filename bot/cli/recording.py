"""The command that takes in results from before the bot."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, catalog_of, known, speaking, write_file
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.messages.snapshot import world_of
from bot.messages.view import View
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.papers.record import read_reports, template_of
from bot.papers.sheets import CSV, MOST_ROWS, XLSX, write_template
from bot.store.store import Store

MOST_BYTES = 20_000_000  # of a file to record


def record(
    file: Annotated[Path | None, typer.Argument(help="argument_results")] = None,
    template: Annotated[Path | None, typer.Option("--template", help="option_template")] = None,
    plan: Annotated[str | None, typer.Option("--plan", help="option_only_plan")] = None,
    config: Config = None,
) -> None:
    """Take in results from before the bot; nothing is taken unless every row is good."""
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings)
        known(plan, catalog.plans, "cli.unknown_plan")
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
            log = View(world_of(settings, catalog), tx, now).reports(catalog.tasks())
            reports = read_reports(str(file), content, _only(catalog, plan), log, now, texts)
            taken = sum(tx.reports.add(report) is not None for report in reports)
        tell(texts.plain("papers.recorded", taken=taken, known=len(reports) - taken))


def _only(catalog: Catalog, plan: str | None) -> Catalog:
    return replace(catalog, plans={plan: catalog.plans[plan]}) if plan else catalog


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
