"""What `dunghan doctor` asks the machine: its clock, its folders, who may read its files, its proxy."""

import os
import socket
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from bot.cli.checkup.findings import Finding, State, found
from bot.settings import PROXY_PORTS, Settings
from bot.store import files
from bot.store.databases import engine

MOST_OFF = timedelta(minutes=2)  # a reminder that comes so much too early or late is noticed by nobody
REACHED_IN = 5.0  # seconds


def clock(now: datetime, theirs: datetime) -> Finding:
    """Ours beside Telegram's: every hour of a reminder, and which day it is, is read from it."""
    off = abs(now - theirs)
    if off <= MOST_OFF:
        return found("clock", State.WELL, "well")
    return found("clock", State.MISTAKE, "off", minutes=round(off / timedelta(minutes=1)), late=now < theirs)


def folders(settings: Settings) -> Iterator[Finding]:
    """Where files are put: the evidence, and the plans that a secretary sends. None is made for it."""
    places = {"evidence": files.folder_at(engine.parse(settings.database_url)), "plans": settings.plans}
    for what, folder in places.items():
        if why := _refuses(folder):
            yield found("folder", State.MISTAKE, what, folder=folder, reason=why)


def private(settings: Settings) -> Iterator[Finding]:
    """Whether others on this machine can read the token, or what officials wrote."""
    if os.name != "posix":
        return
    config = settings.file if settings.telegram.token else None
    kept = {"config": config, "database": settings.database}
    for what, file in kept.items():
        if file and file.is_file() and stat.S_IMODE(file.stat().st_mode) & (stat.S_IRGRP | stat.S_IROTH):
            yield found("private", State.LACKING, what, file=file)


def proxy(settings: Settings) -> Iterator[Finding]:
    """Whether the proxy answers at all; what it lets through is seen by the token."""
    if not settings.telegram.proxy:
        return
    address = urlsplit(settings.telegram.proxy)
    place = (address.hostname or "", address.port or PROXY_PORTS.get(address.scheme, 0))
    shown = f"{place[0]}:{place[1]}"  # without a password
    try:
        socket.create_connection(place, REACHED_IN).close()
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield found("proxy", State.OUTAGE, "unreached", address=shown, reason=reason)
    else:
        yield found("proxy", State.WELL, "well", address=shown)


def _refuses(folder: Path) -> str | None:
    """Why the folder takes no file; one that isn't there is asked of the nearest that is."""
    if folder.exists():
        return files.unusable(folder)
    above = next(each for each in folder.absolute().parents if each.exists())
    return None if os.access(above, os.W_OK) else os.strerror(13)
