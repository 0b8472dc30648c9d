"""Whether the words of a report only repeat the state that stands beside them."""

import re

from bot.language.folding import plain

_WORD = re.compile(r"\w+")
_IDLE = {"da", "duoc", "khoang"}


def repeats(words: str, said: str) -> bool:
    """Whether `words` say nothing that `said` doesn't: "đã làm 20%" beside "Đang làm 20%"."""
    return set(_WORD.findall(plain(words))) <= {*_WORD.findall(plain(said)), *_IDLE}
