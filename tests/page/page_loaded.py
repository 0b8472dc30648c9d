"""What a rehearsal has loaded once it has begun; the plans are read so that every pattern is compiled."""

from pathlib import Path

import bot.cli.rehearsing  # noqa: F401
from bot.planfile.catalog import load

load([Path(__file__).parents[2] / "plans"])
