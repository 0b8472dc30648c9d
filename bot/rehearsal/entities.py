"""A text as Telegram keeps it: markup read, ends trimmed, commands, mentions and addresses found."""

import re
from collections.abc import Iterator

from bot.rehearsal.refusal import bad_request
from bot.rehearsal.tags import Entity, parse_html
from bot.rehearsal.tags import utf16_units as units

__all__ = ["Entity", "detected", "formatted", "parse_html", "trimmed", "units"]

_INVISIBLE = "\u200b\u2060\ufeff"

# What Telegram finds by itself, in people's messages and in the bot's.
_COMMAND = r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@]))"
_MENTION = r"(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w))"
_URL = r"(?P<url>(?<![\w@.])(?:https?://|t\.me/|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]])"
_DETECTED = re.compile(f"{_URL}|{_COMMAND}|{_MENTION}")


def formatted(text: str, parse_mode: str | None) -> tuple[str, list[Entity]]:
    """What Telegram keeps of an outgoing text: markup read, ends trimmed, links and commands found.

    `parse_mode` is null, empty or "HTML" in any case; anything else is refused.
    """
    marked: list[Entity] = []
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        text, marked = parse_html(text)
    return with_detected(*trimmed(text, marked))


def with_detected(text: str, marked: list[Entity]) -> tuple[str, list[Entity]]:
    """Adds commands, mentions and addresses that no given entity covers."""
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in marked]
    found = [entity for entity in detected(text) if not _overlaps(entity, taken)]
    return text, _sorted([*marked, *found])


def detected(text: str) -> Iterator[Entity]:
    """Commands, mentions and addresses in a plain text."""
    for match in _DETECTED.finditer(text):
        yield {
            "type": match.lastgroup,
            "offset": units(text[: match.start()]),
            "length": units(match.group()),
        }


def trimmed(text: str, marked: list[Entity]) -> tuple[str, list[Entity]]:
    """The text without blank ends, its entities moved and cut to fit; empty when nothing is visible."""
    start = units(text) - units(text.lstrip())
    kept = text.strip()
    if not kept.strip(_INVISIBLE + " \n\t"):
        return "", []
    length = units(kept)
    return kept, [entity for entity in (_moved(one, start, length) for one in marked) if entity["length"] > 0]


def _moved(entity: Entity, start: int, length: int) -> Entity:
    begin = max(0, entity["offset"] - start)
    end = min(length, entity["offset"] + entity["length"] - start)
    return {**entity, "offset": begin, "length": end - begin}


def _overlaps(entity: Entity, taken: list[tuple[int, int]]) -> bool:
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    return any(begin < until and start < end for start, until in taken)


def _sorted(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
