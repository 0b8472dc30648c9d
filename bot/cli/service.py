"""Commands that print how this machine, or a container, keeps the bot running; nothing is installed."""

import getpass
import os
import sys
from pathlib import Path

import typer

from bot.cli.common import Config, speaking
from bot.cli.terminal import plain
from bot.settings import OVERRIDES, Settings

CONTAINER_PORT = 8080


def systemd(config: Config = None) -> None:
    """A unit for systemd: this program, folder and account."""
    with speaking(config) as (settings, texts):
        config_given = ["--config", str(settings.file.absolute())] if settings.file else []
        values = {
            "program": _word(str(Path(sys.executable).with_name("dunghan"))),
            # A dollar begins a variable, but in the program's own path.
            "words": [_word(each).replace("$", "$$") for each in ("run", *config_given)],
            "folder": _line(Path.cwd()),
            "user": _line(getpass.getuser()),
            "variables": ["DUNGHAN_TOKEN", *(name for name in OVERRIDES if os.environ.get(name))],
            "written": [_word(str(each)) for each in _written(settings)],
        }
        _print(texts.plain("service.systemd", **values))


def container(config: Config = None) -> None:
    """A Containerfile for a checkout of this program."""
    with speaking(config) as (_, texts):
        python = f"{sys.version_info.major}.{sys.version_info.minor}"
        _print(texts.plain("service.container", python=python, port=CONTAINER_PORT))


def _print(file: str) -> None:
    """What goes into a file: never wrapped, a line broken would mean something else."""
    typer.echo(plain(file))


def _line(value: object) -> str:
    """A value that systemd takes to the end of its line: a percent sign would begin a specifier."""
    return str(value).replace("%", "%%")


def _word(text: str) -> str:
    """A word of several in a line, as systemd reads quoted words (systemd.syntax, "Quoting")."""
    text = _line(text)
    if not set(text) & set(" \t\"'\\;"):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _written(settings: Settings) -> list[Path]:
    """Where the bot writes: beside its database, and the plans that secretaries send."""
    folders = {Path.cwd(), settings.plans.resolve()}
    if settings.database:
        folders.add(settings.database.resolve().parent)
    return sorted(each for each in folders if not folders & set(each.parents))
