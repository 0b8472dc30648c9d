"""Commands for the database: back it up, put a backup back, move it to PostgreSQL."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, speaking
from bot.clock import SystemClock
from bot.store import backup as backups
from bot.store import moving

app = typer.Typer()

Target = Annotated[str, typer.Argument(metavar="URL", help="postgresql://user:password@host/database")]


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to make.")],
    config: Config = None,
) -> None:
    """Copy the database into a file, also while the bot runs."""
    with speaking(config) as (settings, texts):
        size = backups.backup(settings.database_url, file)
        typer.echo(texts.plain("storing.backed_up", file=file, kib=-(-size // 1024)))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    config: Config = None,
) -> None:
    """Put a backup in the place of the database; the former one is kept beside it."""
    with speaking(config) as (settings, texts):
        kept = backups.restore(settings.database_url, file, SystemClock(settings.zone).now())
        typer.echo(texts.plain("storing.restored", file=file, kept=kept or ""))


@app.command("move-to")
def move_to(url: Target, config: Config = None) -> None:
    """Copy a SQLite database into an empty PostgreSQL one, and compare them row by row."""
    with speaking(config) as (settings, texts):
        for table, count in moving.move(settings.database_url, url).items():
            typer.echo(f"{table:<16} {count:>8}")
        typer.echo(texts.plain("storing.moved"))
