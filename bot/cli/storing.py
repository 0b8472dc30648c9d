"""Commands for the database: bring it up to date, back it up, put a backup back, move it to PostgreSQL."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, speaking
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.store import files
from bot.store.copies import backup as backups
from bot.store.copies import to_postgres
from bot.store.store import Store

Target = Annotated[str, typer.Argument(metavar="URL", help="argument_url")]


def migrate(config: Config = None) -> None:
    """Bring the database up to this version; `run` does the same at its start."""
    with speaking(config) as (settings, texts):
        Store.open(settings.database_url).close()
        tell(texts.plain("cli.migrated"))


def backup(
    file: Annotated[Path, typer.Argument(help="argument_file")],
    config: Config = None,
) -> None:
    """Copy the database into a file and its evidence beside it, also while the bot runs."""
    with speaking(config) as (settings, texts):
        made = backups.backup(settings.database_url, file)
        kib = -(-file.stat().st_size // 1024)
        folder = files.beside(file)
        tell(texts.plain("storing.backed_up", file=file, kib=kib, evidence=made.evidence, folder=folder))
        if made.missing:
            tell(texts.plain("storing.evidence_missing", missing=made.missing), err=True)


def restore(
    file: Annotated[Path, typer.Argument(help="argument_backup")],
    config: Config = None,
) -> None:
    """Put a backup in the place of the database, with its evidence; the former one is kept beside it."""
    with speaking(config) as (settings, texts):
        back = backups.restore(settings.database_url, file, SystemClock(settings.zone).now())
        values = {"file": file, "kept": back.former or "", "evidence": back.evidence}
        tell(texts.plain("storing.restored", **values, folder=files.beside(back.file)))
        if back.missing:
            tell(texts.plain("storing.fetched_again", missing=back.missing), err=True)


def move_to(url: Target, config: Config = None) -> None:
    """Copy a SQLite database into an empty PostgreSQL one, compared row by row, with its evidence."""
    with speaking(config) as (settings, texts):
        done = to_postgres.move(settings.database_url, url)
        for table, count in done.rows.items():
            tell(f"{table:<16} {count:>8}")
        tell(texts.plain("storing.moved", evidence=done.evidence, folder=done.folder.absolute()))
        if done.missing:
            tell(texts.plain("storing.evidence_missing", missing=done.missing), err=True)
