"""A paper in the format asked for, as a file to send or keep."""

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module

from bot.papers.figures import PlanFigures
from bot.texts import Texts, quarter


class Format(StrEnum):
    """What a paper can be; the value is the file's ending."""

    XLSX = "xlsx"
    DOCX = "docx"
    HTML = "html"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file: its name, safe on every system, and what is in it."""

    name: str
    data: bytes


# Modules of this room, each with a function of its own name; loaded, with their libraries, when wanted.
_MAKERS = {Format.XLSX: "excel", Format.DOCX: "word", Format.HTML: "page", Format.JSON: "data"}


def paper_of(figures: PlanFigures, format: Format, texts: Texts) -> Paper:
    name = _MAKERS[format]
    maker = getattr(import_module(f"bot.papers.{name}"), name)
    return Paper(f"{stem(figures)}.{format.value}", maker(figures, texts))


def stem(figures: PlanFigures) -> str:
    """A file's name without its ending: the plan, the quarter if there is one, and the day of the figures."""
    only = [quarter(figures.quarter.end).lower().replace("/", "-")] if figures.quarter else []
    return "-".join([figures.plan, *only, figures.on.isoformat()])
