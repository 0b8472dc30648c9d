"""Values of a command line, read as typer does but without its library for that: ten megabytes as long as the
bot runs, and a tenth of a second."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, get_args

P = TypeVar("P")
UNREAD = object()


def lightly(params: Sequence[P]) -> Sequence[P]:
    """These parameters, for which typer's library is loaded only where their type makes nothing of a value at
    once; those of a typer that reads in another way are left alone."""
    for param in params:
        theirs, kind = getattr(param, "get_runtime_param", None), getattr(param, "type_descriptor", None)
        if theirs and kind and "get_runtime_param" not in vars(param):
            light = _Light(theirs, kind.annotation)
            vars(param)["get_runtime_param"] = lambda light=light: light
    return params


class _Light:
    """What reads the values of one parameter."""

    def __init__(self, theirs: Any, kind: Any) -> None:
        self._theirs, self._kind = theirs, kind

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        read = _read(self._kind, value)
        return self._theirs().coerce(value, param=param, ctx=ctx) if read is UNREAD else read


def _read(kind: Any, value: Any) -> Any:
    if isinstance(value, (list, tuple)) and (of := get_args(kind)):
        every = [_read(of[0], each) for each in value]
        return UNREAD if UNREAD in every else every
    if not isinstance(kind, type):
        return UNREAD
    if isinstance(value, str) and issubclass(kind, (Path, Enum)):
        try:
            return kind(value)
        except ValueError:  # for typer to tell
            return UNREAD
    return value if isinstance(value, kind) else UNREAD
