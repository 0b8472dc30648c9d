"""A value of the model as JSON, and back."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from inspect import isclass
from typing import Any

from bot.model import deadline, digest, plan, say, target

TYPE = "!"  # the key that names what a JSON object stands for
# Every word of the model that a catalogue is made of.
WORDS: Mapping[str, type[Any]] = {
    word.__name__: word
    for room in (deadline, digest, plan, say, target)
    for word in vars(room).values()
    if isclass(word) and (is_dataclass(word) or issubclass(word, Enum))
}
SCALARS: Mapping[str, tuple[type[Any], Callable[[str], Any]]] = {
    "date": (date, date.fromisoformat),
    "time": (time, time.fromisoformat),
    "decimal": (Decimal, Decimal),
}


PLAIN = frozenset({bool, float, int, str, type(None)})


@cache
def _names(word: str) -> Sequence[str]:
    return [field.name for field in fields(WORDS[word])]


def as_text(value: Any) -> str:
    """A value of the model as one line of JSON."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))


def plain(value: Any) -> Any:
    """A value of the model as JSON; TypeError for what has no form here."""
    if type(value) in PLAIN:  # nearly all
        return value
    if isinstance(value, Enum):
        return {TYPE: type(value).__name__, "value": value.value}
    if isinstance(value, (int, float, str)):
        return value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {TYPE: "map", "items": [[key, plain(item)] for key, item in value.items()]}
    if type(value).__name__ in WORDS:
        own = {name: plain(getattr(value, name)) for name in _names(type(value).__name__)}
        return {TYPE: type(value).__name__, **own}
    name = next((name for name, (kind, _) in SCALARS.items() if isinstance(value, kind)), None)
    if name is None:
        raise TypeError(f"no form for {type(value).__name__}")
    return {TYPE: name, "value": str(value)}


def made(kept: Any) -> Any:
    """The value that was written as this JSON; LookupError, TypeError or ValueError where this version
    can't read what another wrote."""
    if isinstance(kept, list):
        return tuple(made(item) for item in kept)
    if not isinstance(kept, dict):
        return kept
    name = kept[TYPE]
    if name == "map":
        return {key: made(item) for key, item in kept["items"]}
    if name in SCALARS:
        return SCALARS[name][1](kept["value"])
    return WORDS[name](**{key: made(item) for key, item in kept.items() if key != TYPE})
