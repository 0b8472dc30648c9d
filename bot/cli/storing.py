"""Commands for the database: back it up, put a backup back, move it to PostgreSQL."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, speaking
from bot.clock import SystemClock
from bot.store import backup as backups
from bot.store import files, moving

app = typer.Typer()

Target = Annotated[str, typer.Argument(metavar="URL", help="postgresql://user:password@host/database")]


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to make.")],
    config: Config = None,
) -> None:
    """Copy the database into a file and its evidence beside it, also while the bot runs."""
    with speaking(config) as (settings, texts):
        made = backups.backup(settings.database_url, file)
        kib = -(-file.stat().st_size // 1024)
        folder = files.beside(file)
        typer.echo(
            texts.plain("storing.backed_up", file=file, kib=kib, evidence=made.evidence, folder=folder)
        )
        if made.missing:
            typer.echo(texts.plain("storing.evidence_missing", missing=made.missing), err=True)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    config: Config = None,
) -> None:
    """Put a backup in the place of the database, with its evidence; the former one is kept beside it."""
    with speaking(config) as (settings, texts):
        back = backups.restore(settings.database_url, file, SystemClock(settings.zone).now())
        values = {"file": file, "kept": back.former or "", "evidence": back.evidence}
        typer.echo(texts.plain("storing.restored", **values, folder=files.beside(back.file)))
        if back.missing:
            typer.echo(texts.plain("storing.fetched_again", missing=back.missing), err=True)


@app.command("move-to")
def move_to(url: Target, config: Config = None) -> None:
    """Copy a SQLite database into an empty PostgreSQL one, compared row by row, with its evidence."""
    with speaking(config) as (settings, texts):
        done = moving.move(settings.database_url, url)
        for table, count in done.rows.items():
            typer.echo(f"{table:<16} {count:>8}")
        typer.echo(texts.plain("storing.moved", evidence=done.evidence, folder=done.folder.absolute()))
        if done.missing:
            typer.echo(texts.plain("storing.evidence_missing", missing=done.missing), err=True)
