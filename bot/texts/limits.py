"""How long a text is for Telegram, and how to make it shorter and cleaner."""

import html as entities
import re
import unicodedata

MESSAGE = 4096
"""UTF-16 units a message may hold after its entities are parsed (Bot API, sendMessage)."""

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
# Telegram reads these four names and any number; every other name stays as typed (Bot API, HTML style).
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]+|#[xX][0-9a-fA-F]+);")
# Looked for at the start of a run of blanks alone: from each of its blanks, a long one would take seconds.
_BLANKS = re.compile(r"(?<![^\S\n])[^\S\n]*\n(?:[^\S\n]*\n)+")
_BREAK = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
# The categories Cc, less the line break, and Cs.
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Marks and overrides of direction, and blanks without width; the joiners U+200C and U+200D build emoji.
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def units(text: str) -> int:
    """The length of a plain text in UTF-16 units, the way Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def tagless(html: str) -> str:
    """Telegram HTML without its tags, its entities as they are."""
    return _TAG.sub("", html)


def length(html: str) -> int:
    """The length of Telegram HTML in UTF-16 units once its tags and entities are parsed."""
    return units(_ENTITY.sub(lambda found: entities.unescape(found[0]), tagless(html)))


def fits(html: str, most: int = MESSAGE) -> bool:
    """Whether Telegram takes the text as one message."""
    return length(html) <= most


def clip(text: str, most: int) -> str:
    """A plain text of at most `most` UTF-16 units: whole words and "…" where it was longer."""
    if units(text) <= most:
        return text
    start = _start(text, most - 1)
    # A cut inside a word goes back to the blank before it, if there is one.
    if not text[len(start)].isspace() and (cut := re.search(r"\s\S*$", start)):
        start = start[: cut.start()]
    return start.rstrip(" \t\n,;:.-–—") + "…"


def _start(text: str, most: int) -> str:
    start = text[: max(most, 0)]
    while units(start) > most:
        start = start[:-1]
    # A letter is not parted from the accents typed after it.
    while start and unicodedata.combining(text[len(start)]):
        start = start[:-1]
    return start


def clean(text: str) -> str:
    """The text without control characters, direction overrides and broken surrogates.

    At most one blank line stays between two paragraphs, and none at either end.
    """
    text = _UNSEEN.sub("", _BREAK.sub("\n", text)).replace("\t", " ")
    return _BLANKS.sub("\n\n", _CONTROL.sub("", text)).strip()


def line(text: str, most: int) -> str:
    """Any text as one clean line of at most `most` UTF-16 units."""
    return clip(" ".join(clean(text).split()), most)
