"""Commands that bring the bot to life: run it, rehearse it."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import app as composition
from bot.app import Process
from bot.cli import redaction
from bot.cli.common import Config, catalog_of, day_of, log_to_stderr, quiet_libraries, speaking
from bot.cli.rehearsal_page import RehearsalPage
from bot.cli.terminal import tell
from bot.living.plans import starting_catalog
from bot.messages.snapshot import world_of
from bot.model.say import Mistake, say
from bot.planfile.catalog import load
from bot.rehearsal.casting import cast
from bot.rehearsal.script import read_script


def run(
    only: Annotated[Process, typer.Option("--only", help="option_part")] = Process.ALL,
    config: Config = None,
) -> None:
    """Run the bot until it is stopped."""
    with speaking(config) as (settings, texts):
        secret = settings.telegram.secret()
        loaded = load([settings.plans])
        catalog = starting_catalog(settings, loaded)
        if loaded.problems:
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
        play = (
            read_script(script, catalog, settings.zone)
            if script
            else cast(world_of(settings, catalog), settings.agenda_time, opens)
        )
        first, last = play.days(opens, ends)
        show = RehearsalPage(texts, first, last)
        quiet_libraries()
        outcome = asyncio.run(composition.rehearse(settings, catalog, first, last, play, show.line))
        show.end(outcome)
