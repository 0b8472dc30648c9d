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
_ARGUMENTS = {"a": "href", "code": "class", "span": "class", "blockquote": "expandable"}
_START = re.compile(r"<([^\s>]*)")
_END = re.compile(r"</([^\s>]*)\s*(>?)")
_CLOSED = re.compile(r"\s*>")
# A name, an equal sign, and a value: quoted, quoted without end, or bare.
_ATTRIBUTE = re.compile(r"\s*([^\s=>]*)\s*(?:(=)\s*(?:\"([^\"]*)\"|'([^']*)'|(['\"])|([A-Za-z0-9.\-]*)))?")
_PLAIN = re.compile(r".[^<&]*", re.DOTALL)
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
    """A tag still waiting for its end, and where in the text it began."""

    name: str
    argument: str
    start: int


class _Reader:
    """Reads Telegram HTML once, from the left."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._at = 0
        self._text = ""
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._html):
            if self._html.startswith("</", self._at):
                self._end_tag(self._at)
            elif self._html[self._at] == "<":
                self._start_tag(self._at)
            else:
                self._words()
        if self._open:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        for entity in self._entities:
            entity.pop("_language", None)
        try:
            # Two numeric references may be the halves of one character.
            text = self._text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            raise _wrong(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ) from None
        return text, self._entities

    def _words(self) -> None:
        reference = _REFERENCE.match(self._html, self._at)
        character = _character(reference) if reference else None
        plain = self._take(_REFERENCE if character else _PLAIN).group()
        self._text += character or plain

    def _start_tag(self, begin: int) -> None:
        name = self._take(_START)[1].lower()
        if self._at == len(self._html):
            raise self._wrong_at("Unclosed start tag", begin)
        if name not in _TYPES:
            raise self._wrong_at(f'Unsupported start tag "{name}"', begin)
        argument = ""
        while not _CLOSED.match(self._html, self._at):
            found = self._attribute(name, begin)
            argument = argument if found is None else found
        self._take(_CLOSED)
        if name == "span" and argument != "tg-spoiler":
            raise self._wrong_at('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Open(name, argument, len(self._text)))

    def _attribute(self, tag: str, begin: int) -> str | None:
        """The next attribute's value, if it is the one that matters to this tag."""
        found = self._take(_ATTRIBUTE)
        name, equal, double, single, unclosed, bare = found.groups()
        if not equal and (tag, name) == ("blockquote", "expandable"):
            return name
        if not equal and self._at == len(self._html):
            raise self._wrong_at("Unclosed start tag", begin)
        if not name:
            raise self._wrong_at(f'Empty attribute name in the tag "{tag}"', begin)
        if not equal:
            what = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
            raise self._wrong_at(what, begin)
        if unclosed:
            raise self._wrong_at("Unclosed start tag", begin)
        if bare is not None and self._html[self._at : self._at + 1].strip(" \t\r\n>"):
            raise self._wrong_at("Unexpected end of name token", found.start(6))
        if name.lower() != _ARGUMENTS.get(tag):
            return None
        if tag == "blockquote":
            return name
        quoted = _REFERENCE.sub(lambda one: _character(one) or one.group(), double or single or "")
        return quoted if bare is None else bare.lower()

    def _end_tag(self, begin: int) -> None:
        if not self._open:
            raise self._wrong_at("Unexpected end tag", begin)
        end = self._take(_END)
        name = end[1].lower()
        if not end[2]:
            raise self._wrong_at("Unclosed end tag", begin)
        opened = self._open.pop()
        if name not in ("", opened.name):
            expected = f', expected "</{opened.name}>", found "</{name}>"'
            raise _wrong(f"Unmatched end tag at byte offset {self._bytes(begin)}{expected}")
        if inside := self._text[opened.start :]:
            self._close(opened, inside)

    def _close(self, opened: _Open, inside: str) -> None:
        offset = utf16_units(self._text[: opened.start])
        entity: Entity = {"type": _TYPES[opened.name], "offset": offset, "length": utf16_units(inside)}
        if opened.name == "a":
            url = _checked_link(opened.argument or inside)
            if url is None:
                return
            entity["url"] = url
        elif opened.name == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.name == "pre" and (language := self._language_inside(entity)):
            entity["language"] = language
        elif opened.name == "code" and opened.argument.startswith("language-"):
            entity["_language"] = opened.argument.removeprefix("language-")
        self._entities.append(entity)

    def _language_inside(self, pre: Entity) -> str | None:
        """`<pre><code class="language-…">` is one entity, not two."""
        last = self._entities[-1] if self._entities else {}
        if "_language" not in last or (last["offset"], last["length"]) != (pre["offset"], pre["length"]):
            return None
        return str(self._entities.pop()["_language"])

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self._html, self._at)
        assert match is not None, "patterns are taken only where they match"
        self._at = match.end()
        return match

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
