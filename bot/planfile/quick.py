"""Frozen words made quickly, where thousands are made at once."""

from collections.abc import Callable
from dataclasses import MISSING, Field, field, fields, make_dataclass
from operator import attrgetter
from typing import Any


def quick(word: type[Any]) -> Callable[..., Any]:
    """Makes a frozen word from its values in their order, the last ones as they are by default.

    The word itself sets each through `object.__setattr__`, which takes six times as long: a twin that is not
    frozen, with the same slots, is filled and then said to be the word.
    """
    own = [(each.name, Any, _default(each)) for each in fields(word)]
    twin = make_dataclass(word.__name__, own, slots=True)

    def make(*values: Any) -> Any:
        made = twin(*values)
        made.__class__ = word
        return made

    return make


def changing(word: type[Any]) -> Callable[..., Any]:
    """Makes of such a word another that differs in one value: `dataclasses.replace`, as quickly."""
    names = [each.name for each in fields(word)]
    values_of, make = attrgetter(*names), quick(word)

    def changed(value: Any, name: str, new: Any) -> Any:
        values = [*values_of(value)]
        values[names.index(name)] = new
        return make(*values)

    return changed


def _default(of: Field[Any]) -> Any:
    return field() if of.default is MISSING else field(default=of.default)
