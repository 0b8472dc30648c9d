"""A paper in the format asked for, as a file to send or keep."""

import re
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module

from bot.language.folding import fold
from bot.papers.figures import PlanFigures
from bot.texts import Texts
from bot.texts.limits import line


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
_PLAIN = re.compile("[A-Za-z0-9]+")


def paper_of(figures: PlanFigures, format: Format, texts: Texts) -> Paper:
    name = _MAKERS[format]
    maker = getattr(import_module(f"bot.papers.{name}"), name)
    return Paper(file_name(figures, format.value, texts), maker(figures, texts))


def file_name(figures: PlanFigures, ending: str, texts: Texts) -> str:
    """A name as an office gives it, in plain letters: what it is, the plan's number, its id where another
    has that number, the quarter if it has one, the day: `Bao-cao-tien-do-15-KH-UBND-den-2026-01-12.docx`."""
    kind = texts.plain(f"papers.file_{ending}")
    number, on = line(figures.number, 40), figures.on.isoformat()
    if not figures.alone:
        number = f"{number} {figures.plan}"
    told = texts.plain("papers.file_name", kind=kind, number=number, quarter=figures.quarter, on=on)
    return _named(told, ending)


def cards_name(number: str, texts: Texts) -> str:
    """The name of a plan's invitations to print: `Phieu-moi-15-KH-UBND.docx`."""
    return _named(texts.plain("papers.cards", number=line(number, 40)), "docx")


def _named(words: str, ending: str) -> str:
    return f"{plain_name(words)}.{ending}"


def plain_name(words: str) -> str:
    """The words as a file's name, in letters that every system knows."""
    return "-".join(_PLAIN.findall(fold(words).replace("Đ", "D")))
