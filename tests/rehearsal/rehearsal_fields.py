"""A JSON object of Telegram's held against its documentation, as python-telegram-bot's classes have it."""

import inspect
import types
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import telegram
from telegram import Bot, TelegramObject
from telegram.constants import MessageEntityType

Json = dict[str, Any]

# What one message quotes of another goes no deeper: https://core.telegram.org/bots/api#message
_NOT_DEEPER = ("reply_to_message", "pinned_message")
_LATEST = datetime(2100, 1, 1, tzinfo=UTC).timestamp()  # in seconds: one in milliseconds lies far behind


def answer_of(method: str) -> Any:
    """The type that the library's own method of this name, in any case of letters, answers with."""
    own = {name.replace("_", ""): function for name, function in vars(Bot).items() if name[0] != "_"}
    return _hints(own[method.lower()])["return"]


def parsed(kind: Any, given: Any) -> Any:
    """`given` as the library reads it where it expects `kind`; a plain value stays as it is."""
    if get_origin(kind) in (Union, types.UnionType):
        plain = [one for one in get_args(kind) if not _is_object(one)]
        return given if any(_fits(one, given) for one in plain) else parsed(_object_in(kind), given)
    if get_origin(kind) is tuple:
        return tuple(parsed(get_args(kind)[0], one) for one in given)
    return kind.de_json(given, None) if _is_object(kind) else given


def faults(kind: Any, given: Any) -> list[str]:
    """What of an answer isn't as documented where `kind` is expected; each with its place."""
    try:
        read = parsed(kind, given)
    except (TypeError, KeyError) as error:  # of most fields that are missing
        return [f"result: {error}"]
    return list(_faults(read, kind, given, "result"))


def within(expected: Any, given: Any) -> bool:
    """Whether all that is expected stands in what came; a list must be there whole."""
    if isinstance(expected, dict):
        return isinstance(given, dict) and all(
            within(value, given.get(name)) for name, value in expected.items()
        )
    if isinstance(expected, list):
        same = isinstance(given, list) and len(expected) == len(given)
        return same and all(within(one, other) for one, other in zip(expected, given, strict=True))
    return bool(expected == given)


def _faults(read: Any, kind: Any, given: Any, at: str) -> Iterator[str]:
    if isinstance(read, TelegramObject):
        yield from _object_faults(read, given, at)
    elif isinstance(read, tuple) and isinstance(given, list):
        for n, (one, value) in enumerate(zip(read, given, strict=True)):
            yield from _faults(one, get_args(kind)[0] if get_args(kind) else Any, value, f"{at}[{n}]")
    elif not _fits(kind, given):
        yield f"{at}: {given!r} where {kind} is documented"


def _object_faults(read: TelegramObject, given: Json, at: str) -> Iterator[str]:
    if read.api_kwargs:
        yield f"{at}: the library's {type(read).__name__} doesn't know {', '.join(read.api_kwargs)}"
    kind: Any = type(read)
    hints = _known(kind)
    for name in sorted(_required(kind) - {_attribute(name) for name in given}):
        yield f"{at}: {name} is missing"
    for name, value in given.items():
        if name not in read.api_kwargs:
            expected = _optional(hints.get(_attribute(name), str))
            yield from _faults(getattr(read, _attribute(name)), expected, value, f"{at}.{name}")
    yield from _senseless(read, given, at)


def _senseless(read: TelegramObject, given: Json, at: str) -> Iterator[str]:
    """What the documentation says in words alone."""
    if isinstance(read, telegram.Message):
        for words, marks in (("text", "entities"), ("caption", "caption_entities")):
            yield from _stray_marks(str(given.get(words, "")), given.get(marks, []), f"{at}.{marks}")
        deeper = [(name, inner) for name in _NOT_DEEPER for inner in [given.get(name, {})]]
        yield from (f"{at}.{name}: goes deeper" for name, inner in deeper if "reply_to_message" in inner)
    if isinstance(read, telegram.Chat):
        named = "first_name" if given["type"] == "private" else "title"
        if named not in given:
            yield f"{at}: a {given['type']} chat without {named}"


def _stray_marks(text: str, marks: Sequence[Json], at: str) -> Iterator[str]:
    end = len(text.encode("utf-16-le")) // 2
    for mark in marks:
        if mark["type"] not in set(MessageEntityType):
            yield f"{at}: no such type: {mark['type']}"
        if mark["offset"] < 0 or mark["length"] < 1 or mark["offset"] + mark["length"] > end:
            yield f"{at}: {mark} is not in the text"
        if (mark["type"] == "text_link") != ("url" in mark):
            yield f"{at}: {mark} has a link or should"


def _fits(kind: Any, value: Any) -> bool:
    """Whether a JSON value may stand for a parameter annotated so; null stands for nothing."""
    origin = get_origin(kind)
    if value is None:
        return False
    if origin in (Union, types.UnionType):
        return any(_fits(one, value) for one in get_args(kind))
    if kind is Any:
        return True
    if kind is datetime:
        return _fits(int, value) and 0 <= value < _LATEST
    if kind in (int, float, timedelta):
        return isinstance(value, int | float if kind is float else int) and not isinstance(value, bool)
    if _is_object(kind) or dict in (kind, origin):
        return isinstance(value, dict)
    if origin in (tuple, Sequence):
        return isinstance(value, list) and all(_fits(get_args(kind)[0], one) for one in value)
    return isinstance(kind, type) and isinstance(value, kind)


@cache
def _known(kind: Any) -> Mapping[str, Any]:
    """The parameters of a class and those it is derived from, with their types."""
    return {name: hint for base in reversed(kind.__mro__) for name, hint in _hints(base.__init__).items()}


@cache
def _required(kind: Any) -> frozenset[str]:
    """Parameters without a default: fields that are always there."""
    every = [one for base in kind.__mro__ for one in inspect.signature(base.__init__).parameters.values()]
    named = [one for one in every if one.kind is one.POSITIONAL_OR_KEYWORD and one.name != "self"]
    return frozenset(one.name for one in named if one.default is one.empty)


def _hints(function: Any) -> dict[str, Any]:
    own = getattr(function, "__globals__", {})
    names = {"Sequence": Sequence, **vars(telegram._utils.types), **vars(telegram), **own}
    return get_type_hints(function, globalns=names) if own else {}


def _optional(kind: Any) -> Any:
    """A type that may be absent, when it is there."""
    left = [one for one in get_args(kind) if one is not type(None)] if type(None) in get_args(kind) else []
    return left[0] if len(left) == 1 else kind


def _attribute(name: str) -> str:
    return "from_user" if name == "from" else name


def _is_object(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, TelegramObject)


def _object_in(kind: Any) -> Any:
    return next(one for one in get_args(kind) if _is_object(one))
