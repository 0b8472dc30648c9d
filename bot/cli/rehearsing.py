"""The command that plays the plans before anybody is told anything: on a page, or in the terminal."""

import asyncio
import os
import webbrowser
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from bot import staging
from bot.cli.common import Config, catalog_of, day_of, speaking
from bot.cli.logs import quiet_libraries
from bot.cli.screen import Screen
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.messages.snapshot import world_of
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.rehearsal.casting import cast, company
from bot.rehearsal.lines import Line
from bot.rehearsal.script import read_script
from bot.settings import Settings
from bot.texts import Texts


def rehearse(
    headless: Annotated[bool, typer.Option("--headless", help="option_headless")] = False,
    start: Annotated[str | None, typer.Option("--from", help="option_from")] = None,
    end: Annotated[str | None, typer.Option("--to", help="option_to")] = None,
    script: Annotated[Path | None, typer.Option("--script", help="option_script")] = None,
    copy: Annotated[bool, typer.Option("--copy", help="option_copy")] = False,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="option_port")] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="option_no_open")] = False,
    config: Config = None,
) -> None:
    """The plans played by the real bot on a page of this machine's browser, or in the terminal: a Bot API of
    its own, a virtual clock, no token, no network."""
    with speaking(config) as (settings, texts):
        opens = day_of("--from", start, first=True) if start is not None else None
        ends = day_of("--to", end) if end is not None else None
        catalog = catalog_of(settings)
        quiet_libraries()
        if not headless:
            if ends:
                raise Mistake(say("cli.headless_alone", option="--to"))
            _show(settings, catalog, opens, script, texts, port=port, copy=copy, browser=not no_open)
            return
        if script:
            play = read_script(script, catalog, settings.zone)
        else:
            play = cast(world_of(settings, catalog), settings.agenda_time, opens)
        first, last = play.days(opens, ends)
        screen, total = Screen(), (last - first).days + 1

        def show(line: Line) -> None:
            day = line.at.date()
            number = (day - first).days + 1
            screen.heading(texts.plain("rehearsal.day", value=day, number=number, total=total))
            screen.line(_who(line, texts), "bold")
            if line.what != "press":
                screen.quote(line.text, line.buttons)

        outcome = asyncio.run(staging.rehearse(settings, catalog, first, last, play, show, copy=copy))
        screen.line("\n" + texts.plain("rehearsal.summary", outcome=outcome))


def _show(
    settings: Settings,
    catalog: Catalog,
    opens: date | None,
    script: Path | None,
    texts: Texts,
    *,
    port: int | None,
    copy: bool,
    browser: bool,
) -> None:
    """The page, from the present day on unless told otherwise; without a script nobody acts by himself."""
    today = SystemClock(settings.zone).now().date()
    if script:
        play = read_script(script, catalog, settings.zone)
        opens = opens or play.opens or (play.acts[0].at.date() if play.acts else None)
    else:
        play = company(world_of(settings, catalog), settings.agenda_time, opens or today)
    tell(texts.plain("rehearsal.page"))

    def opened(address: str) -> None:
        tell(address)
        if browser and has_window():
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()  # some return when closed

    page = staging.show(settings, catalog, opens or today, play, port, opened, copy=copy)
    asyncio.run(page)


def has_window() -> bool:
    """Whether the page would open in a window: a browser of the terminal (lynx, w3m) takes the terminal over.

    What the variable BROWSER names is meant, whatever it is.
    """
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return False
    return bool(os.environ.get("BROWSER")) or type(found) is not webbrowser.GenericBrowser


def _who(line: Line, texts: Texts) -> str:
    who = line.who or texts.plain("rehearsal.bot")
    key = line.what
    if line.what != "press" and line.who is not None:
        key = "spoke_in" if line.chat != line.who else "spoke"
    return texts.plain(f"rehearsal.{key}", at=f"{line.at:%H:%M}", who=who, text=line.text, chat=line.chat)
