"""Evidence as one zip: a folder a task, the files under their own names, and an index that opens them."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.papers.own import SIGN
from bot.texts import Texts, moment
from bot.texts.limits import clean, clip

PART = 45 * 1024 * 1024  # bytes of content: a bot may send 50 MB (core.telegram.org/bots/api#senddocument)
FOLDER, NAME, ENDING = 60, 100, 10  # letters: with a folder of the reader's own, Windows opens 260
FORBIDDEN = {ord(letter): "-" for letter in '<>:"/\\|?*'}
# learn.microsoft.com/windows/win32/fileio/naming-a-file
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Packed:
    """A file or link of a task; `copy` is where its bytes lie, `missing` why there are none of a file."""

    code: str
    title: str
    unit: str
    report: str
    by: str
    at: datetime
    name: str
    size: int = 0
    copy: Path | None = None
    missing: str = ""
    link: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the index: what is opened there, or why it is not in this part."""

    piece: Packed
    address: str
    why: str = ""
    part: int = 0


def parts_of(pieces: Sequence[Packed]) -> list[int]:
    """In which part each piece goes, counted from 0: as many to one as may be sent."""
    found, part, size = [], 0, 0
    for piece in pieces:
        if size + piece.size > PART:
            part, size = part + 1, 0
        size += piece.size
        found.append(part)
    return found


def pack(pieces: Sequence[Packed], part: int, heading: str, withheld: Sequence[str], texts: Texts) -> bytes:
    """One part, its index telling of all; the same evidence gives the same bytes.

    `withheld`: the codes of classified tasks that have evidence.
    """
    made, rows = BytesIO(), []
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        packed.comment = SIGN.encode()
        for piece, place, path in zip(pieces, parts_of(pieces), _paths(pieces), strict=True):
            if piece.link:
                rows.append(Row(piece, piece.name if piece.name.startswith(("http://", "https://")) else ""))
            elif piece.missing:
                rows.append(Row(piece, "", piece.missing))
            elif place != part:
                rows.append(Row(piece, "", "elsewhere", place + 1))
            elif _put(packed, piece, path):
                rows.append(Row(piece, quote(path)))
            else:
                rows.append(Row(piece, "", "lost"))
        index = _index(rows, heading, withheld, texts)
        _write(packed, texts.plain("papers.pack_index"), max(piece.at for piece in pieces), index)
    return made.getvalue()


def _put(packed: ZipFile, piece: Packed, path: str) -> bool:
    """Whether the file was there to be put in."""
    try:
        content = piece.copy.read_bytes() if piece.copy else None
    except OSError:
        content = None
    if content is not None:
        _write(packed, path, piece.at, content)
    return content is not None


def _write(packed: ZipFile, path: str, at: datetime, content: bytes) -> None:
    entry = ZipInfo(path, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
    packed.writestr(entry, content)


def _paths(pieces: Sequence[Packed]) -> Iterator[str]:
    """Where each piece lies in the zip, no two alike on any system."""
    folders: dict[str, str] = {}
    taken: set[str] = set()
    for piece in pieces:
        if piece.code not in folders:
            words = piece.code if piece.title == piece.code else f"{piece.code} {piece.title}"
            folders[piece.code] = _free(safe(words, FOLDER), taken)
        yield _free(safe(piece.name, NAME, ends=True), taken, f"{folders[piece.code]}/")


def safe(name: str, most: int, *, ends: bool = False) -> str:
    """A name that every system takes: composed, bounded, its ending kept if it `ends` in one."""
    known = " ".join(unicodedata.normalize("NFC", clean(name)).translate(FORBIDDEN).split()).strip(" .")
    stem, dot, ending = known.rpartition(".") if ends else (known, "", "")
    if not stem or len(ending) > ENDING:
        stem, dot, ending = known, "", ""
    stem = clip(stem, most - len(dot + ending)).strip(" .")
    if stem.partition(".")[0].strip().upper() in RESERVED or not stem:
        stem = f"_{stem}"
    return f"{stem}{dot}{ending}"


def _free(name: str, taken: set[str], folder: str = "") -> str:
    """The name in that folder, numbered where it is taken: Windows knows no large and small letters."""
    stem, dot, ending = name.rpartition(".") if folder else (name, "", "")
    stem = stem or name
    number, path = 1, f"{folder}{name}"
    while path.casefold() in taken:
        number += 1
        path = f"{folder}{stem} ({number}){dot}{ending}"
    taken.add(path.casefold())
    return path


def _index(rows: Sequence[Row], heading: str, withheld: Sequence[str], texts: Texts) -> bytes:
    def say(name: str, /, **values: Any) -> Markup:
        return Markup(texts.html(f"papers.{name}", **values))

    told = {"heading": heading, "withheld": withheld, "language": texts.language}
    return _template().render(rows=rows, say=say, **told).encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.papers", ""), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["moment"] = moment
    return environment.get_template("pack.html")
