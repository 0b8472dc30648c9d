"""The command that brings the bot to life."""

import asyncio
from typing import Annotated

import typer

from bot import app as composition
from bot.app import Process
from bot.cli import redaction
from bot.cli.common import Config, log_to_stderr, speaking
from bot.cli.terminal import tell
from bot.living.plans import starting_catalog
from bot.planfile.catalog import load


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
