"""The phrases that decide what a reply means, rewritten one rule after another into cue tokens."""

import re
from collections.abc import Sequence
from functools import cache, partial
from unicodedata import category

from bot.language.blocked import BLOCKED
from bot.language.delivered import DELIVERED
from bot.language.done import ENDINGS
from bot.language.extension import EXTENSION
from bot.language.filler import FIRST, HIDDEN, LAST
from bot.language.progress import PROGRESS, WEAK
from bot.language.words import Token, pattern, rewrite

TAGS = (*FIRST, *ENDINGS, *EXTENSION, *BLOCKED, *PROGRESS, *HIDDEN, *WEAK, *DELIVERED, *LAST)

# The words worth mending when mistyped, without marks.
KNOWN = frozenset({
    "xong", "hoan", "thanh", "tat", "chua", "khong", "dang", "da", "vuong", "mac", "trien", "khai", "gia",
    "han", "sap", "gan", "co", "ban", "lui", "nhung", "se", "done", "thieu", "kinh", "phi", "du", "kien",
    "trinh", "phan", "tram", "delay", "finished", "completed", "lam", "thuc", "hien", "duoc", "cam", "on",
    "von", "cham", "roi",
})  # fmt: skip


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((cue, pattern(phrases)) for cue, phrases in TAGS)


def _named(cue: str, _: re.Match[str]) -> tuple[str, None]:
    return cue, None


def _picture(word: str) -> bool:
    """A picture that tells nothing: a flower, the sun."""
    return len(word) == 1 and category(word) == "So"


def find_cues(reply: Sequence[Token]) -> list[Token]:
    """The reply with every phrase that matters as a token named for what it tells."""
    found = list(reply)
    for cue, phrases in _compiled():
        found = rewrite(found, phrases, partial(_named, cue))
    return [Token("FILL", t.typed) if _picture(t.word) else t for t in found]
