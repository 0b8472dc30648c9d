"""Commands that bring the bot to life: run it, rehearse it."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import app as composition
from bot.app import Process
from bot.cli import redaction
from bot.cli.common import Config, catalog_of, day_of, log_to_stderr, quiet_libraries, speaking
from bot.cli.screen import Screen
from bot.cli.terminal import tell
from bot.living.plans import starting_catalog
from bot.messages.snapshot import world_of
from bot.model.say import Mistake, say
from bot.planfile.catalog import load
from bot.rehearsal.casting import cast
from bot.rehearsal.script import read_script
from bot.rehearsal.stage import Line
from bot.texts import Texts


def run(
    only: Annotated[Process, typer.Option("--only", help="option_part")] = Process.ALL,
    config: Config = None,
) -> None:
    """Run the bot until it is stopped."""
    with speaking(config) as (settings, texts):
        secret = settings.telegram.secret()
        loaded = load([settings.plans])
        catalog = starting_catalog(settings, loaded)
        if loaded.problems and not (loaded.bare and not catalog.plans):
            for problem in loaded.problems:
                tell(texts.problem(problem), err=True)
            tell(texts.plain("cli.last_good"), err=True)
        log_to_stderr()
        redaction.keep(secret)
        tell(texts.plain("cli.running", plans=len(catalog.plans), tasks=len(list(catalog.tasks()))))
        asyncio.run(composition.run(settings, catalog, only, config))


def rehearse(
    headless: Annotated[bool, typer.Option("--headless", help="option_headless")] = False,
    start: Annotated[str | None, typer.Option("--from", help="option_from")] = None,
    end: Annotated[str | None, typer.Option("--to", help="option_to")] = None,
    script: Annotated[Path | None, typer.Option("--script", help="option_script")] = None,
    config: Config = None,
) -> None:
    """Play the plans with the real bot, a Bot API of its own and a virtual clock: no token, no network."""
    with speaking(config) as (settings, texts):
        if not headless:
            raise Mistake(say("cli.headless_only"))
        opens = day_of("--from", start, first=True) if start else None
        ends = day_of("--to", end) if end else None
        catalog = catalog_of(settings)
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

        quiet_libraries()
        outcome = asyncio.run(composition.rehearse(settings, catalog, first, last, play, show))
        screen.line("\n" + texts.plain("rehearsal.summary", outcome=outcome))


def _who(line: Line, texts: Texts) -> str:
    who = line.who or texts.plain("rehearsal.bot")
    key = line.what
    if line.what != "press" and line.who is not None:
        key = "spoke_in" if line.chat != line.who else "spoke"
    return texts.plain(f"rehearsal.{key}", at=f"{line.at:%H:%M}", who=who, text=line.text, chat=line.chat)
