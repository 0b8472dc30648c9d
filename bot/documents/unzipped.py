"""Office files as zip archives: only the parts asked for, each no larger than it may be."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from bot.documents.refusals import MOST_UNPACKED, Refused

MOST_PARTS = 5_000
STEP = 1 << 16
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MACROS = re.compile(r"vbaProject\.bin$", re.IGNORECASE)


class Archive:
    """The parts of an Office file."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self.names = frozenset(self._zip.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, EOFError):
            raise Refused("damaged") from None
        if len(self.names) > MOST_PARTS:
            raise Refused("too_large")
        if any(entry.flag_bits & 1 for entry in self._zip.infolist()):
            raise Refused("encrypted")
        if any(MACROS.search(name) for name in self.names):
            raise Refused("macros")

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part piece by piece; refused where it grows beyond what a document can be."""
        if name not in self.names:
            return
        read = 0
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(STEP):
                    read += len(chunk)
                    if read > MOST_UNPACKED:
                        raise Refused("too_large")
                    yield chunk
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
            raise Refused("damaged") from None
        except Exception as error:  # zlib, lzma and bz2 have errors of their own
            if type(error).__name__ in ("error", "LZMAError"):
                raise Refused("damaged") from None
            raise

    def events(self, name: str) -> Iterator[tuple[str, Element]]:
        """What begins and ends in an XML part, while it is read; who takes it lets go of what is done."""
        parser: XMLPullParser[Any] = XMLPullParser(("start", "end"))
        head = b""
        try:
            for chunk in self.chunks(name):
                if len(head) < STEP:  # where a document type stands, if anywhere
                    head += chunk
                    if DOCTYPE.search(head):
                        raise Refused("damaged")
                parser.feed(chunk)
                seen: Iterator[Any] = iter(parser.read_events())
                yield from seen
            if head:
                parser.close()
        except (ParseError, UnicodeError):
            raise Refused("damaged") from None

    def tree(self, name: str) -> Element | None:
        """A small part as a whole."""
        root: Element | None = None
        for event, element in self.events(name):
            if event == "start" and root is None:
                root = element
        return root


def local(tag: str) -> str:
    """A tag without its namespace: old and new Office write different ones."""
    return tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its name without a namespace; null where the element is not there."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along these tags."""
    for name in path:
        element = (
            next((one for one in element if local(one.tag) == name), None) if element is not None else None
        )
    return element
