"""Words on a task that report nothing: a question, for the secretary or not, a bare "received"."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from bot.language.folding import fold, spelled
from bot.language.phrases import rules, words
from bot.language.said import Said
from bot.language.understand import Meaning
from bot.language.words import ASKS, COMMA, Token, cleaned, pattern, retold, tokens

PAUSES = (COMMA, ASKS)
EDGES = " \t,:.–-"  # between what opens a message and what follows


def asks(said: Said) -> bool:
    """Whether something is asked, and nothing else told."""
    reading = said.reading
    if reading.state is Meaning.QUESTION:
        return reading.sure or _told(said, "KNOWN")
    return reading.state is Meaning.NONE and not reading.idle and _told(said, "KNOWN")


def promises(said: Said) -> bool:
    """Whether work is announced for later, without a word of how it stands."""
    if said.reading.state not in (Meaning.NONE, Meaning.IN_PROGRESS):
        return False
    found = [token.word for token in retold(said.tokens, rules("promising")) if token.word not in PAUSES]
    if "PROMISE" not in found:
        return False
    place = found.index("PROMISE")
    before, behind = found[:place], found[place + 1 :]
    courteous = all(_one_of(word, "PROMISING") for word in before)
    return courteous and not any(_one_of(word, "TELLING") or _counts(word) for word in behind)


def _counts(word: str) -> bool:
    return word == "%" or any(letter.isdigit() for letter in word)


def card_answers(said: Said) -> bool:
    """Whether a card tells what is asked."""
    return _told(said, "KNOWN") and not _told(said, "UNKNOWN")


def composed(text: str) -> str:
    """The text in the form whose letters folding keeps in number, so that a match of one cuts the other."""
    return unicodedata.normalize("NFC", text).strip()


def for_secretary(said: Said) -> str | None:
    """What the secretary is to be asked ("" where that was said before); None for other words."""
    return opened(said.text, "TO_SECRETARY")


def received(said: Said) -> bool:
    """Whether a word from above is acknowledged, and nothing else told."""
    spoken = [token.word for token in said.tokens if token.word not in PAUSES]
    return _told(said, "RECEIVED") and all(_one_of(word, "RECEIVING") for word in spoken)


def opened(text: str, name: str) -> str | None:
    """What stands behind a phrase of that name, where the text begins with one."""
    found = tokens(text)
    start = next((n for n, token in enumerate(found) if token.word not in PAUSES), len(found))
    match = _phrases(name).match(_joined(found[start:]))
    if match is None:
        return None
    last = found[start + match.group().count(" ") - 1]
    return cleaned(text)[last.at[1] :].strip(EDGES)


def is_only(said: Said, name: str) -> bool:
    """Whether the text begins with such a phrase and makes no pause before its end."""
    return opened(said.text, name) is not None and all(t.word not in PAUSES for t in said.tokens[1:-1])


def _told(said: Said, name: str) -> bool:
    """Whether such a phrase stands in it, across pauses."""
    return _phrases(name).search(_joined([t for t in said.tokens if t.word not in PAUSES])) is not None


@cache
def _phrases(name: str) -> re.Pattern[str]:
    return pattern(dict(rules("talk"))[name])


def _joined(found: Sequence[Token]) -> str:
    return "".join(f"{token.word} " for token in found)


def _one_of(word: str, name: str) -> bool:
    """Whether it is one of these words, with its marks or with none."""
    typed = word.rstrip("'")
    return any(typed in (spelled(each), fold(each)) for each in words(name))
