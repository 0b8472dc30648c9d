"""Commands for the database: back it up, put a backup back, move it to PostgreSQL."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, speaking
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.model.say import Mistake, say
from bot.store import files
from bot.store.copies import backup as backups
from bot.store.copies import to_postgres, written
from bot.store.copies.written import Written
from bot.store.databases.errors import StoreDamaged

Target = Annotated[str, typer.Argument(metavar="URL", help="argument_url")]


def backup(
    place: Annotated[str, typer.Argument(metavar="FILE|DIR/", help="argument_file")],
    config: Config = None,
) -> None:
    """Copy the database into a file, and its evidence, the plans and the configuration beside it, also while
    the bot runs."""
    with speaking(config) as (settings, texts):
        file = _in_folder(place, SystemClock(settings.zone).now())
        along = Written(plans=settings.plans, config=settings.file)
        made = backups.backup(settings.database_url, file, along)
        kib = -(-file.stat().st_size // 1024)
        values = {"evidence": made.evidence, "folder": files.beside(file), "plans": made.plans}
        values |= {"config": written.config_of(file) is not None, "beside": written.beside(file)}
        tell(texts.plain("storing.backed_up", file=file, kib=kib, **values))
        if made.missing:
            tell(texts.plain("storing.evidence_missing", missing=made.missing), err=True)


def _in_folder(place: str, now: datetime) -> Path:
    """The file that is meant: in a folder (made where its name ends as one) it is named by the moment."""
    if place.endswith(("/", os.sep)):
        Path(place).mkdir(mode=0o700, parents=True, exist_ok=True)
    if not Path(place).is_dir():
        return Path(place)
    return Path(place, f"{backups.PREFIX}{now:%Y-%m-%d-%H%M%S}{backups.SUFFIX}")


def restore(
    file: Annotated[Path, typer.Argument(help="argument_backup")],
    config: Config = None,
) -> None:
    """Put a backup in the place of the database, with its evidence and the plan files that are not there; the
    former one is kept beside it."""
    with speaking(config) as (settings, texts):
        now = SystemClock(settings.zone).now()
        try:
            back = backups.restore(settings.database_url, file, now, settings.plans)
        except StoreDamaged as damaged:  # the copy: what is in force may be so, and is put aside
            raise Mistake(say("storing.damaged", file=file, what=damaged.detail)) from None
        values = {"file": file, "kept": back.former or "", "evidence": back.evidence}
        tell(texts.plain("storing.restored", **values, folder=files.beside(back.file)))
        if back.back and back.back.put:
            tell(texts.plain("storing.plans_back", files=back.back.put))
        if back.back and back.back.other:
            tell(texts.plain("storing.plans_other", files=back.back.other), err=True)
        if (brought := written.config_of(file)) and settings.file is None:
            tell(texts.plain("storing.config_brought", file=brought), err=True)
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
