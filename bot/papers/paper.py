"""A paper in the format asked for, as a file to send or keep."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.papers.data import data
from bot.papers.excel import excel
from bot.papers.figures import PlanFigures
from bot.papers.page import page
from bot.papers.word import word
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


_MAKERS: Mapping[Format, Callable[[PlanFigures, Texts], bytes]] = {
    Format.XLSX: excel,
    Format.DOCX: word,
    Format.HTML: page,
    Format.JSON: lambda figures, _: data(figures),
}


def paper_of(figures: PlanFigures, format: Format, texts: Texts) -> Paper:
    return Paper(f"{stem(figures)}.{format.value}", _MAKERS[format](figures, texts))


def stem(figures: PlanFigures) -> str:
    """A file's name without its ending: the plan, the quarter if there is one, and the day of the figures."""
    only = [quarter(figures.quarter.end).lower().replace("/", "-")] if figures.quarter else []
    return "-".join([figures.plan, *only, figures.on.isoformat()])
