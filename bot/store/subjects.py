"""A subject as an outbox row keeps it: JSON with its version; what an earlier one wrote is still read."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from inspect import isclass
from types import UnionType
from typing import Any, get_args, get_origin

from bot.model import subjects
from bot.model.message import OutboxKind, Subject

VERSION = 1
# Unknown to the first rows of this version.
LATER = (
    "to",
    "within",
    "borrowed",
    "overdue",
    "news",
    "figures",
    "question",
    "period",
    "part",
    "turned_to",
    "noted",
)
VALUES = Mapping[str, Any]  # a text's own: JSON already
TYPES: Mapping[tuple[OutboxKind, str], type[Subject]] = {
    (each.KIND, each.ASK): each
    for each in vars(subjects).values()
    if isclass(each) and issubclass(each, Subject) and hasattr(each, "KIND")
}


def written(subject: Subject) -> dict[str, Any]:
    """Every field by its name, of LATER those that tell anything; small types as lists of their fields."""
    told = [(field, getattr(subject, field.name)) for field in fields(subject)]
    told = [(field, value) for field, value in told if value or field.name not in LATER]
    own = {field.name: value if field.type == VALUES else _plain(value) for field, value in told}
    return {"v": VERSION, "ask": subject.ASK, **own}


def read(kind: OutboxKind, kept: Mapping[str, Any]) -> Subject:
    """What was written; Unreadable where nothing can be made of it: no row may hold up the others."""
    try:
        now = kept if "v" in kept else _of_0_1(kind, kept)
        made = TYPES[kind, now["ask"]]
        return made(**{f.name: _made(f.type, now[f.name]) for f in fields(made) if f.name in now})
    except (LookupError, TypeError, ValueError):
        return subjects.Unreadable(was=kind)


def _of_0_1(kind: OutboxKind, kept: Mapping[str, Any]) -> Mapping[str, Any]:
    """Version 0.1 named neither a version nor the type, but for a choice's."""
    figure = kind is OutboxKind.NOTICE and "target" in kept
    return {
        "ask": "calendar" if "unit" in kept else "figure" if figure else "",
        "act": kept.get("for"),
        **kept,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(getattr(value, f.name)) for f in fields(value)] if is_dataclass(value) else value


def _made(hint: Any, plain: Any) -> Any:
    """A value of that type; of a union the first, unless JSON has the value as it is."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return plain if type(plain) in args else _made(args[0], plain)
    if origin is tuple:
        kinds = args[:1] * len(plain) if args[-1] is Ellipsis else args
        return tuple(_made(each, item) for each, item in zip(kinds, plain, strict=True))
    if origin is Mapping:
        return {_made(args[0], key): _made(args[1], item) for key, item in plain.items()}
    if isclass(hint) and is_dataclass(hint):
        return hint(*(_made(f.type, item) for f, item in zip(fields(hint), plain, strict=True)))
    if hint in (date, datetime):
        return hint.fromisoformat(plain)
    return plain if hint is Any else hint(plain)
