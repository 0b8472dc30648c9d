"""The command that shows where every task stands."""

from datetime import datetime
from typing import Any

from bot.cli.common import AsJson, Config, catalog_of, print_json, speaking
from bot.cli.screen import show_table
from bot.messages import listing
from bot.messages.snapshot import snapshot
from bot.model.plan import Catalog
from bot.texts import Texts, day

COLUMNS = ("code", "title", "owner", "due", "state")


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
