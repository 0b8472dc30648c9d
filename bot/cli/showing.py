"""Commands that show what is known: standings, a day's agenda."""

from datetime import datetime
from typing import Annotated, Any

import typer

from bot.cli.common import AsJson, Config, OnlyUnit, catalog_of, day_of, past_day, print_json, speaking
from bot.cli.terminal import tell
from bot.messages import listing
from bot.messages.snapshot import snapshot
from bot.model.plan import Catalog
from bot.texts import Texts, day

COLUMNS = ("code", "title", "owner", "due", "state")


def agenda(
    on: Annotated[str, typer.Option(help="option_day")],
    unit: OnlyUnit = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """What each unit is reminded of on a day."""
    with speaking(config) as (settings, texts):
        on_day = day_of("--on", on)
        catalog = catalog_of(settings, unit=unit)
        with snapshot(settings, catalog) as view:
            rows = list(listing.agendas(view, on_day, unit))
        if as_json:
            print_json(rows)
            return
        if not rows:
            tell(texts.plain("cli.agenda_none", on=on_day))
        for row in rows:
            tell(texts.plain("cli.agenda", unit=catalog.short(row["unit"]), row=row, on=on_day))


def status(
    on: Annotated[str | None, typer.Option("--on", help="option_export_on")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Where every task stands, or stood at the end of a day, with the plans of that day."""
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings)
        with snapshot(settings, catalog) as view:
            seen = view.back_to(past_day("--on", on, view.today)) if on is not None else view
            rows = list(listing.status(seen))
            notes = [(plan, seen.hindsight(plan)) for plan in seen.world.catalog.plans.values()]
        if as_json:
            print_json(rows)
        else:
            from bot.cli.screen import show_table  # rich: what else is shown is no table

            columns = [texts.plain(f"cli.column_{name}") for name in COLUMNS]
            show_table(columns, [_cells(row, texts, catalog) for row in rows])
            for plan, known in notes:
                if told := texts.plain("digest.hindsight", of=known).strip():
                    tell(f"{plan.number}: {told}")


def _cells(row: dict[str, Any], texts: Texts, catalog: Catalog) -> list[str]:
    due = day(datetime.fromisoformat(row["due"])) if row["due"] else "–"
    state = texts.plain(f"state.{row['state']}")
    percent = f" {row['percent']}%" if row["percent"] is not None else ""
    late = f" ({texts.plain('cli.late')})" if row["late"] else ""
    return [row["code"], row["title"], catalog.short(row["owner"]), due, state + percent + late]
