"""Words as they may be handed on: without names of persons, telephone and document numbers, addresses, links.

What tells how the work stands is left as it is. Whoever is named without a form of address and isn't known
here may stay: somebody reads it over before it is sent.
"""

import re
import unicodedata
from collections.abc import Iterable

from bot.language.folding import plain
from bot.language.phrases import entries

NAME = "X"
_LETTER = r"[^\W\d_]"
_WORD = rf"{_LETTER}+(?:[-.'’]{_LETTER}+)*"
_LISTS = {head: " ".join(lines).split() for head, lines in entries("names")}


def _one_of(head: str) -> str:
    return "(?:" + "|".join(re.escape(word).replace("_", " ") for word in _LISTS[head]) + ")"


LINK = re.compile(
    r"(?:https?://|www\.)[^\s,;]+"
    r"|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:vn|com|net|org|me|ly|gl|io|be|gle|page)\b(?:/[^\s,;]*)?",
    re.IGNORECASE,
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
USER = re.compile(r"(?<!\w)@\w{3,}")
PHONE = re.compile(r"(?<![\w/.,])(?:\+84|\(?0[0-9]{1,3}\)?)(?:[ .-]?[0-9]{2,4}){2,4}(?![\w/%]|[.,][0-9])")
LONG = re.compile(r"(?<![\w.,])[0-9]{9,}(?![\w%])")
PAPER = re.compile(
    rf"(?<![\w/])[0-9]{{1,6}}(?=(?:/[0-9]{{4}})?/{_LETTER}{{1,12}}-|-{_LETTER}{{1,8}}/{_LETTER})"
)
NUMBERED = re.compile(rf"({_one_of('PAPER')}(?: số| so)? )[0-9]{{1,6}}(?![\w/%.,-])", re.IGNORECASE)
ADDRESSED = re.compile(rf"(?<![\w/]){_one_of('ADDRESS')}\.? (?={_LETTER})", re.IGNORECASE)
NEXT = re.compile(rf"{_WORD}(?: ?[0-9]+ ?%)?")
OFFICE = re.compile(rf"{_one_of('OFFICE')}\b", re.IGNORECASE)
NO_PERSON = re.compile(rf"{_one_of('NO_PERSON')}\b|đạt [0-9]", re.IGNORECASE)
MOST_NAMES = 4


def masked(text: str, names: Iterable[str] = ()) -> str:
    """The words without what would tell of whom they are; `names` are those of people known here."""
    text = unicodedata.normalize("NFC", text)
    text = MAIL.sub("x@x", LINK.sub("https://x", MAIL.sub("x@x", text)))
    text = USER.sub("@x", text)
    for numbers in (PHONE, LONG):
        text = numbers.sub(lambda found: re.sub("[0-9]", "0", found[0]), text)
    text = NUMBERED.sub(r"\g<1>0", PAPER.sub("0", text))
    whole, given = _known(names)
    for name in whole:
        text = _everywhere(text, name)
    text = _without_addressed(text, given)
    return re.sub(_WORD, lambda found: NAME if _is_known(found, given) else found[0], text)


def _known(names: Iterable[str]) -> tuple[list[str], frozenset[str]]:
    """Names as they stand whole, the longest first; and the given and family names in them, small."""
    whole, given = set[str](), set[str]()
    for name in names:
        words = unicodedata.normalize("NFC", name).split()
        if OFFICE.match(" ".join(words)):
            continue
        parts = [word for word in words if word.casefold().strip(".") not in _LISTS["COMMON"]]
        whole |= {" ".join(words)} if words else set()
        given |= {word.casefold() for word in (*parts[:1], *parts[-1:]) if re.fullmatch(_WORD, word)}
    return sorted(whole, key=len, reverse=True), frozenset(given)


def _everywhere(text: str, name: str) -> str:
    """The text without that name, with its marks or with none, of several words or of signs no word has."""
    if " " not in name and re.fullmatch(_WORD, name):
        return text
    bare, sought = plain(text), plain(name)
    if len(bare) != len(text):
        return text
    found = re.compile(rf"(?<!\w){re.escape(sought)}(?!\w)")
    for match in reversed(list(found.finditer(bare))):
        text = text[: match.start()] + NAME + text[match.end() :]
    return text


def _without_addressed(text: str, given: frozenset[str]) -> str:
    """The text without the names behind a form of address, up to the first word that is none."""
    left, position, shouted = "", 0, text.isupper()
    while address := ADDRESSED.search(text, position):
        end, count = address.end(), 0
        while count < MOST_NAMES and (word := NEXT.match(text, end + (count > 0))):
            between = text[end : word.start()]
            if between not in ("", " ") or not _names(word[0], given, first=count == 0, shouted=shouted):
                break
            end, count = word.end(), count + 1
        left += text[position : address.end()] + (NAME if count else "")
        position = end
    return left + text[position:]


def _names(word: str, given: frozenset[str], *, first: bool, shouted: bool) -> bool:
    small = word.casefold()
    if word == NAME or small in given:
        return first or word[0].isupper()
    if word.endswith("%") or small in _LISTS["NO_NAME"] or (first and small in _LISTS["PEOPLE"]):
        return False
    return word[0].isupper() and not shouted


def _is_known(found: re.Match[str], given: frozenset[str]) -> bool:
    word = found[0]
    named = word[0].isupper() and not word.isupper() and word.casefold() in given
    return named and not NO_PERSON.match(found.string, found.start())
