"""What the process that reads is asked, and what it answers."""

from dataclasses import dataclass

from bot.importer.draft import Draft
from bot.model.plan import Unit
from bot.model.say import Say


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A file with the name it is known by, and the units there are."""

    file: str
    name: str
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A draft, or why there is none."""

    draft: Draft | None = None
    refused: Say | None = None
