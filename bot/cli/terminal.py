"""What a command prints: within the terminal's width, and readable in whatever letters it has."""

import codecs
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from io import TextIOWrapper
from unicodedata import combining, east_asian_width, normalize

import typer

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
NARROWEST = 10  # columns that words get, however little is left beside them
# What no decomposition makes plainer.
LIKE = str.maketrans({
    "đ": "d", "Đ": "D", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-",
    "—": "-", "−": "-", "·": "-", "•": "*", "●": "#", "○": "o", "│": "|", "→": "->", "←": "<-", "↳": ">",
    "≤": "<=", "≥": ">=", "×": "x", "÷": "/", "✓": "x", "✔": "x", "✅": "[x]", "☑": "[x]", "☐": "[ ]",
    "✗": "-", "❌": "[-]", "\ufe0f": "", "\u200d": "",
})  # fmt: skip


def prepare() -> None:
    """Letters that the terminal lacks are written as the nearest it has; never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=plainer(stream.encoding))


@cache
def plainer(encoding: str) -> str:
    """The name of a handler of encoding errors; Python tells one "charmap" for any Windows code page."""

    def plain_letters(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        letters = error.object[error.start : error.end]
        return "".join(_nearest(letter, encoding) for letter in letters), error.end

    codecs.register_error(f"dunghan.{encoding}", plain_letters)
    return f"dunghan.{encoding}"


def _nearest(letter: str, encoding: str) -> str:
    """With its tone apart, as cp1258 writes Vietnamese; else without its marks; else a question mark."""
    parts = normalize("NFD", letter)
    toneless = normalize("NFC", "".join(part for part in parts if part not in TONES))
    apart = toneless + "".join(part for part in parts if part in TONES)
    bare = "".join(part for part in normalize("NFKD", letter.translate(LIKE)) if not combining(part))
    return next((one for one in (apart, bare) if _fits(one, encoding)), "?")


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def plain(text: str, *, err: bool = False) -> str:
    """The text in letters that the stream has. Typer writes UTF-8 where the stream says ASCII."""
    encoding = (sys.stderr if err else sys.stdout).encoding or "ascii"
    return text.encode(encoding, plainer(encoding)).decode(encoding)


def every_letter() -> bool:
    """Whether standard output takes any letter as it is."""
    return _fits("ế│✅", sys.stdout.encoding or "ascii")


def width() -> int | None:
    """Columns of the terminal, or as COLUMNS says; null where output goes to a file or another program."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return shutil.get_terminal_size().columns
    return None


def cells(text: str) -> int:
    """Columns a text takes: two for a letter or picture of full width, none for a mark above or below."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, columns: int | None, lead: str = "") -> Iterator[str]:
    """The lines of a text, each behind `lead` and broken between words where the terminal ends.

    A link stays whole: broken, it could be neither clicked nor copied.
    """
    for line in text.split("\n"):
        if columns is None or cells(lead + line) <= columns:
            yield lead + line
            continue
        margin = lead + line[: len(line) - len(line.lstrip())]
        yield from (margin + part for part in _parts(line.split(), max(NARROWEST, columns - cells(margin))))


def _parts(words: Iterable[str], room: int) -> Iterator[str]:
    line = ""
    for word in words:
        if line and cells(f"{line} {word}") <= room:
            line = f"{line} {word}"
            continue
        if line:
            yield line
        while cells(word) > room and "://" not in word:
            cut = next(n for n in range(len(word), 0, -1) if cells(word[:n]) <= room)
            yield word[:cut]
            word = word[cut:]
        line = word
    yield line


def tell(text: str, *, err: bool = False) -> None:
    """Print sentences."""
    typer.echo(plain("\n".join(wrapped(text, width())), err=err), err=err)
