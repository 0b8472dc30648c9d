"""The configuration's language, read lightly: help comes at once, and whatever else the file holds."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from bot.texts import LANGUAGES, LOADER

DEFAULT_FILE = Path("config.yaml")


def language_of(config: Path | None) -> str:
    """Vietnamese, unless the file names another language that we speak."""
    said: Any = None
    with suppress(OSError, yaml.YAMLError, TypeError, LookupError):
        said = yaml.load((config or DEFAULT_FILE).read_bytes(), Loader=LOADER)["language"]
    return said if said in LANGUAGES else LANGUAGES[0]
