"""The command that shows the messages to come, exactly as rendered."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

import typer

from bot.cli.common import AsJson, Config, OnlyUnit, catalog_of, day_of, print_json, speaking
from bot.cli.screen import Screen
from bot.delivery.preview import Preview, keep_reports, keep_values
from bot.delivery.preview import preview as previewed
from bot.messages.snapshot import snapshot
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.model.subjects import Digest
from bot.rehearsal.tags import parse_html
from bot.settings import Settings
from bot.store.known_tasks import keep_known, known_tasks, note_tasks
from bot.store.store import Store
from bot.texts import Texts

LONGEST = timedelta(days=366)  # of a preview


def preview(
    start: Annotated[str, typer.Option("--from", help="option_preview_from")],
    end: Annotated[str, typer.Option("--to", help="option_to")],
    unit: OnlyUnit = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Every message that would be sent, day by day, exactly as rendered, and why."""
    with speaking(config) as (settings, texts):
        first, last = day_of("--from", start, first=True), day_of("--to", end)
        if not first <= last <= first + LONGEST:
            wrong = "cli.empty_window" if last < first else "plan.long_window"
            raise Mistake(say(wrong, start=first, end=last))
        catalog = catalog_of(settings, unit=unit)
        found = _found(settings, catalog, first, last, unit)
        if as_json:
            for each in found:
                print_json(_row(each, texts))
        else:
            count = _show(found, texts, catalog)
            total = texts.plain(
                f"preview.{'total' if count else 'none'}", count=count, first=first, last=last
            )
            Screen().line("\n" * bool(count) + total)


def _found(
    settings: Settings, catalog: Catalog, first: date, last: date, unit: str | None
) -> Iterator[Preview]:
    """What the bot would send on these days, given what is reported by now; nothing is sent or kept."""
    with snapshot(settings, catalog) as view:
        reports, values = view.tx.reports.of(), view.tx.target_values.of()
        rows = [view.tx.outbox.last_digest(plan, view.now) for plan in catalog.plans]
        said = [row.subject for row in rows if row and isinstance(row.subject, Digest)]
        known = known_tasks(view.tx.facts)
    with Store.scratch() as store, store.transaction() as tx:
        keep_reports(tx, reports)
        keep_values(tx, values)
        keep_known(tx.facts, known)
        note_tasks(tx, view.world.turning, datetime.combine(first, time(), tzinfo=settings.zone))
        yield from previewed(view.world, settings.times, tx, first, last, unit, said)


def _row(found: Preview, texts: Texts) -> dict[str, Any]:
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


def _show(found: Iterable[Preview], texts: Texts, catalog: Catalog) -> int:
    """The messages under a heading for each day; how many there are."""
    screen, count = Screen(), 0
    for each in found:
        count += 1
        screen.heading(texts.plain("preview.day", on=each.at.date()))
        at, to = f"{each.at:%H:%M}", each.to
        name = catalog.short(to.unit) if to.unit else to.plan
        screen.line(texts.plain(f"preview.to_{to.role.value}", at=at, name=name), "bold")
        text, _ = parse_html(each.message.html)
        screen.quote(text, ([button.label for button in row] for row in each.message.buttons))
        for what in each.why:
            screen.line(texts.plain("preview.why", what=what), lead="   ")
    return count
