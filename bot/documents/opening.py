"""Which reader a file needs, by what it holds: names lie."""

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import PurePath

from bot.documents.docx import DOCUMENT, read_docx
from bot.documents.pdf import read_pdf
from bot.documents.pieces import Line, Piece
from bot.documents.refusals import LEAST_LETTERS, MOST_BYTES, MOST_LETTERS, MOST_LINES, Refused, at_most
from bot.documents.unzipped import Archive
from bot.documents.written import read_markdown, read_text
from bot.documents.xlsx import WORKBOOK, read_xlsx

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEALED = "EncryptedPackage".encode("utf-16-le")
KNOWN = (".docx", ".pdf", ".xlsx", ".txt", ".md")


def read_pieces(data: bytes, name: str) -> list[Piece]:
    """The lines and tables of a file; raises Refused with the reason where it can't be read."""
    if len(data) > MOST_BYTES:
        raise Refused("too_large")
    if not data.strip():
        raise Refused("empty")
    pieces = list(at_most(MOST_LINES, _reader(data, name)(data), "too_many_lines"))
    letters = sum(_letters(piece) for piece in pieces)
    if letters > MOST_LETTERS:
        raise Refused("too_large")
    if letters < LEAST_LETTERS:
        raise Refused("scan")
    return pieces


def _letters(piece: Piece) -> int:
    return len(piece.text) if isinstance(piece, Line) else sum(len(cell.text) for cell in piece.cells)


def _reader(data: bytes, name: str) -> Callable[[bytes], Iterable[Piece]]:
    ending = PurePath(name).suffix.lower()
    if data.startswith(OLD_OFFICE):
        raise Refused("encrypted" if SEALED in data else "old_office")
    if data.startswith(b"PK"):
        names = Archive(data).names
        if DOCUMENT in names:
            return read_docx
        if WORKBOOK in names:
            return read_xlsx
        raise Refused("unknown_kind", known=KNOWN)
    if b"%PDF-" in data[:1024]:
        return read_pdf
    if ending not in (".txt", ".md", ".markdown", ".text"):
        raise Refused("damaged" if ending in KNOWN else "unknown_kind", known=KNOWN)
    return read_markdown if ending in (".md", ".markdown") else read_text


__all__ = ["KNOWN", "islice", "read_pieces"]
