"""A preview in the terminal: each message as it would be read, under its day, with the reasons."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from rich.console import Console
from rich.markup import escape

from bot.delivery.preview import Preview
from bot.model.plan import Catalog
from bot.rehearsal.tags import parse_html
from bot.texts import Texts


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
        self._console = Console(soft_wrap=True, highlight=False)

    def show(self, found: Iterable[Preview], first: date, last: date) -> None:
        day, count = None, 0
        for each in found:
            count += 1
            if each.at.date() != day:
                day = each.at.date()
                self._print(
                    f"\n[bold yellow]{escape(self._texts.plain('preview.day', on=day))}[/bold yellow]"
                )
            self._message(each)
        key = "preview.total" if count else "preview.none"
        self._print("\n" * bool(count) + escape(self._texts.plain(key, count=count, first=first, last=last)))

    def _message(self, found: Preview) -> None:
        at, to = f"{found.at:%H:%M}", found.to
        name = self._catalog.short(to.unit) if to.unit else to.plan
        self._print(
            f"[bold]{escape(self._texts.plain(f'preview.to_{to.role.value}', at=at, name=name))}[/bold]"
        )
        text, _ = parse_html(found.message.html)
        for line in text.splitlines():
            self._print(f"   │ {escape(line)}")
        for row in found.message.buttons:
            self._print("   │ " + " ".join(f"[cyan]{escape(f'[{button.label}]')}[/cyan]" for button in row))
        for what in found.why:
            self._print(f"   {escape(self._texts.plain('preview.why', what=what))}")

    def _print(self, text: str) -> None:
        self._console.print(text)
