"""Which grouping or figure of a plan the words behind `/tiendo` want, as people type them."""

import re
from enum import StrEnum
from functools import cache

from bot.digest.figures import Figure
from bot.language.phrases import rules
from bot.language.words import pattern, said

ALL = "-"


class By(StrEnum):
    """How a plan's tasks are grouped."""

    FIGURE = "f"
    UNIT = "u"
    SECTION = "s"


Group = tuple[By, str]

OF = "các|những? việc|nhiệm_vụ|đơn_vị?"  # what a figure is asked of


@cache
def _meant() -> tuple[tuple[re.Pattern[str], Group], ...]:
    return tuple(_read(name, phrases) for name, phrases in rules("figures"))


def _read(name: str, phrases: str) -> tuple[re.Pattern[str], Group]:
    if name.startswith("by_"):
        return pattern(phrases), (By[name.removeprefix("by_").upper()], ALL)
    return pattern("\n".join(f"{OF} {line}" for line in phrases.splitlines())), (
        By.FIGURE,
        Figure(name).value,
    )


def wanted(words: str) -> Group | None:
    """The grouping, or the figure, that the words name; None for any other words."""
    asked = said(words)
    return next((group for phrases, group in _meant() if phrases.fullmatch(asked)), None)
