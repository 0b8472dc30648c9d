"""What stands at a key of the configuration, and how it is read: a value is still text, or a list of it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date, time
from typing import Annotated, Any, TypeVar, get_origin, get_type_hints
from zoneinfo import ZoneInfo

T = TypeVar("T")
Read = Callable[[Any], Any]
Keys = tuple[str, ...]

TIME, DAY = "[0-9]{2}:[0-9]{2}(:[0-9]{2})?", "[0-9]{4}-[0-9]{2}-[0-9]{2}"
FLAGS = dict.fromkeys(("true", "yes", "on", "y", "t", "1"), True)
FLAGS |= dict.fromkeys(("false", "no", "off", "n", "f", "0"), False)


class Unlike(ValueError):
    """Not what its key takes: what was found there."""

    def __init__(self, *found: Any) -> None:
        super().__init__(*found)
        self.found = found


class Reversed(Unlike):
    """A time zone with the sign the other way round."""


class Wrong(ValueError):
    """What was found at a key, of an `Unlike`; null for a key that is not `known` there."""

    def __init__(self, keys: Keys, unlike: Unlike | None, known: Iterable[str] = ()) -> None:
        super().__init__(keys)
        self.keys, self.unlike, self.known = keys, unlike, tuple(known)


def keys_of(kind: Any) -> Mapping[str, Read]:
    """The keys of a part of the configuration: how each is read, or the part that stands there."""
    hints = get_type_hints(kind, include_extras=True)
    parts = {name: hint for name, hint in hints.items() if is_dataclass(hint)}
    read = {name: hint.__metadata__[0] for name, hint in hints.items() if get_origin(hint) is Annotated}
    return {name: (parts | read)[name] for name in hints if name in parts or name in read}


def section(kind: type[T], values: Any, wrong: list[Wrong], above: Keys = ()) -> T:
    """A part of the configuration, read from its values; what is wrong with them is added to the others."""
    if not isinstance(values, dict):
        wrong.append(Wrong(above, Unlike(values)))
        return kind()
    known, found = keys_of(kind), dict[str, Any]()
    for name, value in values.items():
        keys = (*above, name)
        if name not in known:
            wrong.append(Wrong(keys, None, known))
        elif isinstance(read := known[name], type):
            found[name] = section(read, value, wrong, keys)
        else:
            try:
                found[name] = read(value)
            except Unlike as unlike:
                wrong.append(Wrong(keys, unlike))
    return kind(**found)


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unlike(value)
    return value


def like(make: Callable[[str], T], pattern: str = ".*") -> Callable[[Any], T]:
    """What is made of a text of that pattern."""

    def read(value: Any) -> T:
        if not re.fullmatch(pattern, text(value), re.DOTALL):
            raise Unlike(value)
        try:
            return make(value)
        except (ValueError, LookupError, OSError):  # of a zone that is none, the last two
            raise Unlike(value) from None

    return read


def one_of(*words: str) -> Read:
    return like(str, "|".join(map(re.escape, words)))


def whole(least: int, most: int) -> Read:
    def read(value: Any) -> int:
        if not least <= (number := like(int, "[0-9]+")(value)) <= most:
            raise Unlike(value)
        return number

    return read


def absent(read: Read) -> Read:
    """Nothing at all is nothing, as an empty variable is."""
    return lambda value: None if value == "" else read(value)


def listed(make: Callable[[Iterable[Any]], Any], read: Read) -> Read:
    """A list of such values; of those that are none, all are told."""

    def every(value: Any) -> Any:
        if not isinstance(value, list):
            raise Unlike(value)
        found, unlike = [], list[Any]()
        for each in value:
            try:
                found.append(read(each))
            except Unlike as one:
                unlike += one.found
        if unlike:
            raise Unlike(*unlike)
        return make(found)

    return every


def zone(value: Any) -> ZoneInfo:
    """`Etc/GMT+7` is seven hours west of Greenwich: nobody means it who writes it here."""
    found = like(ZoneInfo, ".+")(value)
    if found.key.startswith("Etc/GMT+") and found.key != "Etc/GMT+0":
        raise Reversed(value)
    return found


def address(value: Any) -> str:
    """A Bot API's, which ends in /bot."""
    return like(str, "https?://.*/bot/*")(value).rstrip("/")


clock_time = like(time.fromisoformat, TIME)
day = like(date.fromisoformat, DAY)
flag = like(lambda word: FLAGS[word.lower()])
