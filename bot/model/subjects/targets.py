"""The targets of a plan, and the figures reported of them."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from bot.model.message import OutboxKind, Subject
from bot.model.target import TargetRef


class Targets(Subject, kind=OutboxKind.TARGETS):
    """A page of a plan's targets; as sent, each with its number."""

    plan: str
    user: int
    page: int = 0
    numbers: Mapping[int, TargetRef] = field(default_factory=dict)


class OfTarget(Subject):
    """One target; where it `wants` a figure, the next words may tell it."""

    plan: str
    target: str
    wants: bool = False

    @property
    def ref(self) -> TargetRef:
        return TargetRef(self.plan, self.target)


class Target(OfTarget, kind=OutboxKind.TARGET):
    """A target's whole course."""


class Value(OfTarget, kind=OutboxKind.VALUE):
    """A figure repeated back, as it was `typed` where that may mean an `other` one too."""

    value: int
    typed: str = ""
    other: str = ""


class FigureAsked(OfTarget, kind=OutboxKind.NOTICE, ask="figure"):
    """Why words were no figure, as a notice says it."""

    key: str
    values: Mapping[str, Any]
