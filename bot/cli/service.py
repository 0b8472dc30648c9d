"""Commands that print how this machine, or a container, keeps the bot running; nothing is installed."""

import getpass
import sys
from pathlib import Path

from bot.cli.common import Config, speaking
from bot.cli.terminal import tell
from bot.settings import Settings

CONTAINER_PORT = 8080


def systemd(config: Config = None) -> None:
    """A unit for systemd: this program, folder and account."""
    with speaking(config) as (settings, texts):
        values = {
            "program": Path(sys.executable).with_name("dunghan"),
            "folder": Path.cwd(),
            "user": getpass.getuser(),
            "config": settings.file.absolute() if settings.file else None,
            "written": _written(settings),
        }
        tell(texts.plain("service.systemd", **values))


def container(config: Config = None) -> None:
    """A Containerfile for a checkout of this program."""
    with speaking(config) as (_, texts):
        python = f"{sys.version_info.major}.{sys.version_info.minor}"
        tell(texts.plain("service.container", python=python, port=CONTAINER_PORT))


def _written(settings: Settings) -> list[Path]:
    """Where the bot writes: beside its database, and the plans that secretaries send."""
    folders = {Path.cwd(), settings.plans.absolute()}
    if settings.database:
        folders.add(settings.database.absolute().parent)
    return sorted(each for each in folders if not folders & set(each.parents))
