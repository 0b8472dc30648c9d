"""The commands that bring the bot to life, and its database up to date."""

import asyncio
from typing import Annotated

import typer

from bot import app as composition
from bot.app import Process
from bot.cli import logs
from bot.cli.checkup import machine
from bot.cli.common import Config, speaking
from bot.cli.terminal import tell
from bot.living.plans import starting_catalog
from bot.model.plan import Catalog
from bot.planfile.catalog import load
from bot.store.store import Store

BY_SIGNAL = 128  # and its number: as a shell tells of a command that a signal ended


def migrate(config: Config = None) -> None:
    """Bring the database up to this version; `run` does the same at its start."""
    with speaking(config) as (settings, texts):
        if ended := asyncio.run(composition.upgrade(settings.database_url)):
            raise typer.Exit(BY_SIGNAL + ended)
        tell(texts.plain("cli.migrated"))


def run(
    only: Annotated[Process, typer.Option("--only", help="option_part")] = Process.ALL,
    log: Annotated[logs.Form, typer.Option("--log", help="option_log")] = logs.Form.TEXT,
    config: Config = None,
) -> None:
    """Run the bot until it is stopped."""
    with speaking(config) as (settings, texts):
        secret = settings.telegram.secret()
        loaded = load([settings.plans])

        def begin(store: Store) -> Catalog:
            catalog = starting_catalog(store, loaded)
            if loaded.problems and not (loaded.bare and not catalog.plans):
                for problem in loaded.problems:
                    tell(texts.problem(problem), err=True)
                tell(texts.plain("cli.last_good"), err=True)
            logs.begin(log, secret, settings.zone)
            for warned in machine.private(settings):
                tell(texts.plain(warned.says), err=True)
            tell(texts.plain("cli.starting", plans=len(catalog.plans), tasks=len(list(catalog.tasks()))))
            return catalog

        def began(name: str) -> None:
            tell(texts.plain("cli.running", name=name))

        asyncio.run(composition.run(settings, begin, only, config, began))
