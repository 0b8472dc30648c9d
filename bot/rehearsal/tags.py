"""Telegram's HTML, read with Telegram's own errors: text and entities, counted in UTF-16 units."""

import re
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.refusal import RefusalError, bad_request

Entity = dict[str, Any]

# https://core.telegram.org/bots/api#html-style
_TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]*")
_QUOTED_VALUE = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_LITERALS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def utf16_units(text: str) -> int:
    """Length in UTF-16 code units, the way Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(html: str) -> tuple[str, list[Entity]]:
    """Text and entities of Telegram HTML; raises RefusalError in Telegram's words, offsets in bytes."""
    return _Reader(html).read()


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag still waiting for its end."""

    name: str
    argument: str
    offset: int
    piece: int


class _Reader:
    """Reads Telegram HTML once, from the left."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._at = 0
        self._pieces: list[str] = []
        self._units = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._html):
            if self._html.startswith("</", self._at):
                self._end_tag()
            elif self._html[self._at] == "<":
                self._start_tag()
            else:
                self._words()
        if self._open:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        for entity in self._entities:
            entity.pop("_language", None)
        return self._text(), self._entities

    def _text(self) -> str:
        try:
            # Two numeric references may be the halves of one character.
            return "".join(self._pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            raise _wrong(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ) from None

    def _words(self) -> None:
        reference = _REFERENCE.match(self._html, self._at)
        if reference and (character := _character(reference)) is not None:
            self._keep(character, reference.end())
            return
        stops = [at for mark in "<&" if (at := self._html.find(mark, self._at + 1)) >= 0]
        end = min(stops, default=len(self._html))
        self._keep(self._html[self._at : end], end)

    def _keep(self, piece: str, end: int) -> None:
        self._pieces.append(piece)
        self._units += utf16_units(piece)
        self._at = end

    def _start_tag(self) -> None:
        begin = self._at
        name = self._take(_NAME, begin + 1).lower()
        if self._at == len(self._html):
            raise self._wrong_at("Unclosed start tag", begin)
        if name not in _TYPES:
            raise self._wrong_at(f'Unsupported start tag "{name}"', begin)
        argument = self._attributes(name, begin)
        if name == "span" and argument != "tg-spoiler":
            raise self._wrong_at('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Open(name, argument, self._units, len(self._pieces)))

    def _attributes(self, tag: str, begin: int) -> str:
        """Reads to the end of the start tag; the one attribute that matters to this tag, or ''."""
        wanted = {"a": "href", "code": "class", "span": "class", "blockquote": "expandable"}.get(tag)
        argument = ""
        while True:
            self._take(_SPACE, self._at)
            if self._html.startswith(">", self._at):
                self._at += 1
                return argument
            name = self._take(_ATTRIBUTE_NAME, self._at)
            value = self._value(tag, name, begin)
            if name.lower() == wanted:
                argument = name if tag == "blockquote" else value

    def _value(self, tag: str, name: str, begin: int) -> str:
        self._take(_SPACE, self._at)
        if tag == "blockquote" and name == "expandable" and not self._html.startswith("=", self._at):
            return ""
        if self._at == len(self._html):
            raise self._wrong_at("Unclosed start tag", begin)
        if not name:
            raise self._wrong_at(f'Empty attribute name in the tag "{tag}"', begin)
        if not self._html.startswith("=", self._at):
            what = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
            raise self._wrong_at(what, begin)
        self._take(_SPACE, self._at + 1)
        return self._literal(begin)

    def _literal(self, begin: int) -> str:
        start = self._at
        if self._html.startswith(("'", '"'), start):
            if not (quoted := _QUOTED_VALUE.match(self._html, start)):
                raise self._wrong_at("Unclosed start tag", begin)
            self._at = quoted.end()
            return _REFERENCE.sub(
                lambda found: _character(found) or found.group(), quoted[1] or quoted[2] or ""
            )
        word = self._take(_BARE_VALUE, start).lower()
        if self._html[self._at : self._at + 1].strip(" \t\r\n>"):
            raise self._wrong_at("Unexpected end of name token", start)
        return word

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise self._wrong_at("Unexpected end tag", begin)
        name = self._take(_NAME, begin + 2).lower()
        self._take(_SPACE, self._at)
        if not self._html.startswith(">", self._at):
            raise self._wrong_at("Unclosed end tag", begin)
        self._at += 1
        opened = self._open.pop()
        if name not in ("", opened.name):
            expected = f'expected "</{opened.name}>", found "</{name}>"'
            raise _wrong(f"Unmatched end tag at byte offset {self._bytes(begin)}, {expected}")
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        kind, length = _TYPES[opened.name], self._units - opened.offset
        if not length:
            return
        entity: Entity = {"type": kind, "offset": opened.offset, "length": length}
        if kind == "text_link":
            url = _checked_link(opened.argument or "".join(self._pieces[opened.piece :]))
            if url is None:
                return
            entity["url"] = url
        elif kind == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif kind == "pre" and (language := self._language_inside(entity)):
            entity["language"] = language
        elif kind == "code" and opened.argument.startswith("language-"):
            entity["_language"] = opened.argument.removeprefix("language-")
        self._entities.append(entity)

    def _language_inside(self, pre: Entity) -> str | None:
        """`<pre><code class="language-…">` is one entity, not two."""
        last = self._entities[-1] if self._entities else {}
        if "_language" not in last or (last["offset"], last["length"]) != (pre["offset"], pre["length"]):
            return None
        return str(self._entities.pop()["_language"])

    def _take(self, pattern: re.Pattern[str], start: int) -> str:
        match = pattern.match(self._html, start)
        assert match is not None, "patterns taken here may be empty, so they always match"
        self._at = match.end()
        return match.group()

    def _bytes(self, at: int) -> int:
        return len(self._html[:at].encode())

    def _wrong_at(self, what: str, at: int) -> RefusalError:
        return _wrong(f"{what} at byte offset {self._bytes(at)}")


def _wrong(what: str) -> RefusalError:
    return bad_request(f"can't parse entities: {what}")


def _character(reference: re.Match[str]) -> str | None:
    """The character a reference stands for; null for what Telegram leaves as written."""
    if reference[3]:
        return _LITERALS[reference[3]]
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return chr(code) if 0 < code < 0x10FFFF else None


def _checked_link(url: str) -> str | None:
    """The address as Telegram keeps it; null for what it doesn't take as one (the text then stays plain)."""
    if re.match(r"(?:https?|tg|ton|mailto|tel):", url, re.IGNORECASE):
        return url
    return f"http://{url}" if re.fullmatch(r"[^\s:/.]+(?:\.[^\s:/.]+)+(?:[/:?#]\S*)?", url) else None
