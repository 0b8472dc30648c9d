"""A reply as words: how people type Vietnamese, made alike, and phrases matched upon them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

from bot.language.folding import accepted, fold, spelled
from bot.language.numbers import NUMBER, number
from bot.language.phrases import Rules, rules, short_forms, words

COMMA, ASKS = ",", "?"
TICKS = frozenset("✅☑✔✓❌✖✗")
DRAWN = re.compile(r"(\w)\1{2,}|([aiuygn])\2+$")
ROMANS = frozenset({"ii", "iii", "qii", "qiii"})  # "quý III" is no "quý I" drawn out
PAUSES = frozenset(",.;:!()[]{}\n\r\u2013\u2014\u2026-+=*•|\\<>~")
QUOTES = frozenset("\"'`“”‘’«»_#@")

TOKEN = re.compile(
    r"https?://\S+"
    r"|(?<![\w.,])-[0-9]+(?=\s*%)"  # below nought: a bullet stands apart from its number
    r"|[0-9]{1,9}[.,][0-9]{1,9}(?=\s*(?:%|phần trăm))"
    r"|[0-9]{1,6}(?:/[0-9]{4})?/[^\W\d_]{1,12}(?:-[^\W\d_]{1,16}){1,3}"  # 415/QĐ-UBND
    r"|[0-9]{1,6}-[^\W\d_]{1,8}/[^\W\d_]{1,8}"  # 07-KH/TU
    r"|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?(?=-[0-9])"  # from one day to another
    r"|[0-9]{1,2}(?=-[0-9]{1,2}/[0-9])|[0-9]{4}(?=-[0-9]{4}(?![0-9]))"
    r"|[0-9]{1,9}(?:[/.\-][0-9]{1,9}){1,2}"
    r"|[0-9]{1,9}"
    r"|(?P<roman>[IiVv]{1,4})(?=\s?[/-]\s?[0-9])"
    r"|[^\W\d_]+(?:'t\b)?"
    r"|\n|\S"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, pause or recognised phrase: `word` to match on, `typed` as it was written `at` its place."""

    word: str
    typed: str
    value: Any = None
    at: tuple[int, int] = (0, 0)


def tokens(text: str) -> list[Token]:
    """The words and pauses of a reply, between two pauses; never raises, whatever the text."""
    return [*_tokens(text)]


@lru_cache(maxsize=16)  # who listens in turn asks for the words of the same message, or of the same piece
def _tokens(text: str) -> tuple[Token, ...]:
    clean = cleaned(text)
    accented = any(ord(c) > 127 and c.isalpha() for c in clean)
    return (Token(COMMA, ""), *read_tokens(clean, accented=accented), Token(COMMA, ""))


def cleaned(text: str) -> str:
    """The text that the places of its tokens (`at`) are in."""
    clean = unicodedata.normalize("NFKC", text).replace("\u2044", "/").replace("’", "'")
    return "".join(c for c in clean if unicodedata.category(c) not in ("Cf", "Cs", "Mn", "Co", "Sk"))


def read_tokens(clean: str, *, accented: bool) -> list[Token]:
    """The words and pauses of a composed text; where it is `accented`, a word without marks has none."""
    return [
        Token(word, typed, None, match.span())
        for match in TOKEN.finditer(clean)
        for word, typed in _read(match.group(), accented, roman=match.lastgroup is not None)
    ]


def _read(typed: str, accented: bool, *, roman: bool) -> Iterator[tuple[str, str]]:
    word = typed.casefold()
    if roman:
        yield word, typed
    elif word.startswith("http"):
        yield "FILL", typed
    elif "/" in word and any(c.isalpha() for c in word):
        yield "DOC", typed
    elif word in QUOTES:
        return
    elif word in PAUSES:
        yield COMMA, "" if word == "\n" else typed
    elif not word.isalpha() and word not in short_forms():
        if unicodedata.category(word[0]) == "So" and word not in TICKS:
            yield COMMA, ""  # a picture closes what was said before it
        yield word, typed
    else:
        yield from ((_canonical(w, accented), typed) for w in _short(word).split())


def _short(word: str) -> str:
    """The full form of a short one; letters drawn out ("xonggg", "dạaa") are written once."""
    drawn = word if word in ROMANS else DRAWN.sub(r"\1\2", word)
    return short_forms().get(word) or short_forms().get(drawn) or drawn


@lru_cache(maxsize=10_000)
def _canonical(word: str, accented: bool) -> str:
    return word + "'" if accented and word in words("PLAIN") else spelled(word)


def said(text: str) -> str:
    """The words of a text without its pauses, each with a space behind it: what a whole `pattern` matches."""
    return "".join(token.word + " " for token in tokens(text) if token.word not in (COMMA, ASKS))


# ---- phrases: "không|chưa gì? ~ @XONG" matched on the words joined by spaces ----


@cache
def pattern(phrases: str) -> re.Pattern[str]:
    """Phrases, one a line, as one expression on `joined` words, made when first asked for.

    In a phrase `a|b` is a choice (`a_b|c`: two words or one), `?` after it makes it optional, `~` stands
    for up to four words, `_` for one that is no cue yet, `*` for up to nine such or FILL, `#` for a number,
    `D/M` for two joined by a stroke, `^` and `$` for a pause before and after, `!a|b` for neither following,
    `&a|b` for one following. A word matches with its marks or with none, `=a` with its marks only.
    """
    return expression(phrases, ELEMENTS)


def expression(phrases: str, elements: Mapping[str, str]) -> re.Pattern[str]:
    """The same where some words of the notation stand for the expressions in `elements`."""
    lines = [line.strip() for line in phrases.strip().splitlines()]
    choices = ("".join(_element(element, elements) for element in line.split()) for line in lines)
    return re.compile(rf"(?<!\S)(?:{'|'.join(choices)})")


ELEMENTS: Mapping[str, str] = {
    "^": "(?<=[,?] )",
    "$": "(?=[,?] )",
    "~": "(?:[^ ,?]+ ){0,4}?",
    "_": "(?![A-Z])[^ ,?]+ ",
    "_?": "(?:(?![A-Z])[^ ,?]+ )?",
    "*": "(?:(?:FILL|(?![A-Z])[^ ,?]+) ){0,9}?",
    "#": f"({NUMBER}) ",
    "D/M": r"([0-9]{1,4})[/.\-]([0-9]{1,4}) ",
    "[?]": r"[?] ",
    "[?]?": r"(?:[?] )?",
}


def _element(element: str, known: Mapping[str, str]) -> str:
    if element in known:
        return known[element]
    if element[0] in "!&":
        following = "|".join(_spellings(word) for word in element[1:].split("|"))
        return f"(?{'!' if element[0] == '!' else '='}(?:{following}) )"
    optional = element.endswith("?")
    choices = "|".join(_spellings(word) for word in element.removesuffix("?").split("|"))
    return f"(?:(?:{choices}) ){'?' if optional else ''}"


def needed(phrases: str, elements: Mapping[str, str]) -> frozenset[str]:
    """Words, in every spelling, one of which stands wherever a phrase does; none where one needs no word.

    A look for them costs next to nothing, and an expression that is not asked for is never made.
    """
    found = [_needed(line.split(), elements) for line in phrases.strip().splitlines()]
    return frozenset[str]().union(*found) if all(found) else frozenset()


def _needed(phrase: Sequence[str], known: Mapping[str, str]) -> frozenset[str]:
    """The spellings of its first word that is neither optional nor an element; of two joined the first's."""
    sure = (e for e in phrase if e not in known and e[0] not in "!&" and e[-1] != "?")
    choices = next((e for e in sure if "#" not in e), "")  # a number is no word
    heads = [choice.partition("_")[0].removeprefix("=") for choice in choices.split("|") if choice]
    return frozenset(form for word in heads for form in (word, spelled(word), fold(word), f"{fold(word)}'"))


@cache
def _spellings(word: str) -> str:
    if "_" in word:
        return " ".join(f"(?:{_spellings(part)})" for part in word.split("_"))
    if word == "#":
        return f"({NUMBER})"
    if word.startswith("="):
        return re.escape(spelled(word[1:]))
    return re.escape(word) if word.isupper() or not word[0].isalpha() else accepted(word)


def in_digits(reply: Sequence[Token]) -> list[Token]:
    """Numbers in words as their digits: "sáu mươi lăm" -> 65, "tám chục" -> 80, "mười lăm" -> 15."""
    [(_, phrases)] = rules("tens")
    return rewrite(reply, pattern(phrases), _digits)


def _digits(match: re.Match[str]) -> tuple[str, None]:
    said = match.group().split()
    tens = 10 if fold(said[0]) in ("muoi", "chuc") else 10 * number(said[0])
    ones = 0 if fold(said[-1]) in ("muoi", "chuc") else number(said[-1])
    return str(tens + ones), None


Make = Callable[[re.Match[str]], tuple[str, Any] | None]


def as_matched(reply: Sequence[Token]) -> str:
    """The words as a phrase's expression is matched on them."""
    return "".join([token.word + " " for token in reply])


def rewrite(reply: Sequence[Token], phrases: re.Pattern[str], make: Make) -> list[Token]:
    """The reply with each match made one token, `(word, value)`; where `make` says None it stays."""
    return _rewritten(list(reply), as_matched(reply), phrases, make)


def _rewritten(reply: list[Token], joined: str, phrases: re.Pattern[str], make: Make) -> list[Token]:
    """The same of words joined already; the very list where nothing is made of it."""
    result: list[Token] = []
    position = taken = 0
    for match in phrases.finditer(joined):
        made = make(match)
        if made is None or not match.group().strip():
            continue
        start = taken + joined.count(" ", position, match.start())
        end = start + match.group().count(" ")
        typed = " ".join(t.typed for t in reply[start:end] if t.typed)
        at = (reply[start].at[0], reply[end - 1].at[1])
        result += [*reply[taken:start], Token(made[0], typed, made[1], at)]
        taken, position = end, match.end()
    return [*result, *reply[taken:]] if taken else reply


def retold(reply: Sequence[Token], cues: Rules) -> list[Token]:
    """The reply with every phrase of the cues, one after another, as a token of the name beside it."""
    found, joined = list(reply), as_matched(reply)
    there = {token.word for token in found}
    for name, phrases, heads in _with_heads(cues):
        if heads and heads.isdisjoint(there):
            continue
        made = _rewritten(found, joined, pattern(phrases), partial(_named, name))
        if made is not found:
            found, joined = made, as_matched(made)
            there.add(name)  # what it took away may stay: then a look is for nothing
    return found


@cache
def _with_heads(cues: Rules) -> tuple[tuple[str, str, frozenset[str]], ...]:
    return tuple((name, phrases, needed(phrases, ELEMENTS)) for name, phrases in cues)


def _named(name: str, _: re.Match[str]) -> tuple[str, None]:
    return name, None
