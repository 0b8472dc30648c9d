"""The command that shows a day's agenda."""

from typing import Annotated

import typer

from bot.cli.common import AsJson, Config, catalog_of, day_of, known, print_json, speaking
from bot.cli.terminal import tell
from bot.messages import listing
from bot.messages.snapshot import snapshot


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
