"""Commands that look at the plans in force: a day's agenda, where every task stands."""

from datetime import datetime
from typing import Annotated, Any

import typer

from bot.cli.common import AsJson, Config, catalog_of, day_of, known, print_json, speaking
from bot.cli.screen import show_table
from bot.cli.terminal import tell
from bot.delivery import listing
from bot.model.plan import Catalog
from bot.snapshot import snapshot
from bot.texts import Texts, day

COLUMNS = ("code", "title", "owner", "due", "state")


def agenda(
    on: Annotated[str, typer.Option(help="option_day")],
    unit: Annotated[str | None, typer.Option("--unit", help="option_only_unit")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """What each unit is reminded of on a day."""
    with speaking(config) as (settings, texts):
        on_day = day_of("--on", on)
        catalog = catalog_of(settings)
        known(unit, catalog.units, "cli.unknown_unit")
        with snapshot(settings, catalog) as view:
            rows = list(listing.agendas(view, on_day, unit))
        if as_json:
            print_json(rows)
            return
        if not rows:
            tell(texts.plain("cli.agenda_none", on=on_day))
        for row in rows:
            tell(texts.plain("cli.agenda", unit=catalog.short(row["unit"]), row=row, on=on_day))


def status(as_json: AsJson = False, config: Config = None) -> None:
    """Where every task stands."""
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings)
        with snapshot(settings, catalog) as view:
            rows = list(listing.status(view))
        if as_json:
            print_json(rows)
        else:
            columns = [texts.plain(f"cli.column_{name}") for name in COLUMNS]
            show_table(columns, [_cells(row, texts, catalog) for row in rows])


def _cells(row: dict[str, Any], texts: Texts, catalog: Catalog) -> list[str]:
    due = day(datetime.fromisoformat(row["due"])) if row["due"] else "–"
    state = texts.plain(f"state.{row['state']}")
    percent = f" {row['percent']}%" if row["percent"] is not None else ""
    late = f" ({texts.plain('cli.late')})" if row["late"] else ""
    return [row["code"], row["title"], catalog.short(row["owner"]), due, state + percent + late]
