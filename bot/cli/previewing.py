"""The command that previews messages: each as it would be read, under its day, with the reasons."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Any

import typer

from bot.cli.common import AsJson, Config, catalog_of, day_of, known, print_line, speaking
from bot.cli.screen import Screen
from bot.delivery.preview import Preview, keep_reports, keep_values
from bot.delivery.preview import preview as previewed
from bot.messages.snapshot import snapshot
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.rehearsal.tags import parse_html
from bot.settings import Settings
from bot.store.store import Store
from bot.texts import Texts

LONGEST = timedelta(days=366)


def preview(
    start: Annotated[str, typer.Option("--from", help="option_preview_from")],
    end: Annotated[str, typer.Option("--to", help="option_to")],
    unit: Annotated[str | None, typer.Option("--unit", help="option_only_unit")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Every message that would be sent, day by day, exactly as rendered, and why."""
    with speaking(config) as (settings, texts):
        first, last = day_of("--from", start, first=True), day_of("--to", end)
        if not first <= last <= first + LONGEST:
            raise Mistake(
                say("cli.empty_window" if last < first else "plan.long_window", start=first, end=last)
            )
        catalog = catalog_of(settings)
        known(unit, catalog.units, "cli.unknown_unit")
        found = _found(settings, catalog, first, last, unit)
        if as_json:
            for each in found:
                print_line(preview_row(each, texts))
        else:
            PreviewPage(texts, catalog).show(found, first, last)


def _found(
    settings: Settings, catalog: Catalog, first: date, last: date, unit: str | None
) -> Iterator[Preview]:
    """What the bot would send on these days, given what is reported by now; nothing is sent or kept."""
    with snapshot(settings, catalog) as view:
        reports, values = view.tx.reports.of(), view.tx.target_values.of()
    with Store.scratch() as store, store.transaction() as tx:
        keep_reports(tx, reports)
        keep_values(tx, values)
        yield from previewed(view.world, settings.times, tx, first, last, unit)


def preview_row(found: Preview, texts: Texts) -> dict[str, Any]:
    """One message as other programs take it."""
    return {
        "at": found.at.isoformat(),
        "role": found.to.role.value,
        "unit": found.to.unit,
        "plan": found.to.plan,
        "kind": found.kind.value,
        "html": found.message.html,
        "buttons": [[button.label for button in row] for row in found.message.buttons],
        "why": [texts.plain(what) for what in found.why],
    }


class PreviewPage:
    """Prints messages under a heading for each day."""

    def __init__(self, texts: Texts, catalog: Catalog) -> None:
        self._texts = texts
        self._catalog = catalog
        self._screen = Screen()

    def show(self, found: Iterable[Preview], first: date, last: date) -> None:
        day, count = None, 0
        for each in found:
            count += 1
            if each.at.date() != day:
                day = each.at.date()
                self._screen.line(f"\n{self._texts.plain('preview.day', on=day)}", "bold yellow")
            self._message(each)
        key = "preview.total" if count else "preview.none"
        total = self._texts.plain(key, count=count, first=first, last=last)
        self._screen.line("\n" * bool(count) + total)

    def _message(self, found: Preview) -> None:
        at, to = f"{found.at:%H:%M}", found.to
        name = self._catalog.short(to.unit) if to.unit else to.plan
        self._screen.line(self._texts.plain(f"preview.to_{to.role.value}", at=at, name=name), "bold")
        text, _ = parse_html(found.message.html)
        self._screen.quote(text, ([button.label for button in row] for row in found.message.buttons))
        for what in found.why:
            self._screen.line(self._texts.plain("preview.why", what=what), lead="   ")
