"""Figures reported towards a plan's targets: where a target's line starts, and the values as they came."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Better(StrEnum):
    """Which way a target's figure is meant to go; a rank is better the lower it is."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a target's line starts, as the plan has it."""

    value: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class TargetRef:
    """A target of a plan; written `plan/target`."""

    plan: str
    target: str

    def __str__(self) -> str:
        return f"{self.plan}/{self.target}"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewTargetValue:
    """One reported figure, about to be kept.

    `key` is unique: the update that brought it. `on` is the date the figure is about, `at` the moment it was
    told, `note` its source as it was typed. `undoes` is the id of the value that this entry takes back and
    repeats.
    """

    key: str
    target: TargetRef
    value: Decimal
    on: date
    at: datetime
    user_id: int
    user_name: str
    unit: str | None
    note: str = ""
    undoes: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetValue(NewTargetValue):
    """A kept figure; ids grow in the order of keeping."""

    id: int


def plain(value: Decimal) -> Decimal:
    """The same figure as a person writes it: 14.5 for 14.50, 41200 for 4.12E+4, 0 for -0."""
    whole = value.to_integral_value()
    if whole != value:
        return value.normalize()
    return whole.quantize(Decimal(1)) if whole else Decimal(0)
