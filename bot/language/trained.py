"""The trained reader: how likely each meaning of a reply is, by weights learnt from labelled replies."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from bot.language.folding import fold
from bot.language.meaning import Meaning
from bot.language.phrases import words
from bot.language.words import ASKS, COMMA, Token

FILE = Path(__file__).with_name("weights.json")
MEANINGS = tuple(meaning for meaning in Meaning if meaning is not Meaning.NOT_OURS)  # told by the rules
# A weight is the place of its letter, counted from the middle one.
LETTERS = "".join(chr(n) for n in range(ord("#"), ord("\x7f")) if chr(n) != "\\")
MIDDLE = len(LETTERS) // 2
PACKED = 1 + len(MEANINGS)  # letters before the name of a feature
WORDS = 4096  # that are said again and again
SMALL = 2  # digits: a count, and not a number of papers or money
LONG = 12  # pairs of words and pauses
PAUSES = frozenset({COMMA, ASKS})
# What kind of feature a name tells of; short, for the weights are kept by these names.
RULED, AGAINST, DENIED, LENGTH, FIRST, LAST = "@", "!", "-", "+", "<", ">"
OTHER = "_"  # words between cues


@dataclass(frozen=True, slots=True)
class Weights:
    """Of each feature how rare it is and what it says for each meaning; `bias` is said by every reply."""

    bias: tuple[float, ...]
    features: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely each meaning is, the likeliest first, and what was heard."""

    likely: Mapping[Meaning, float]
    heard: Mapping[str, tuple[float, ...]]

    @property
    def first(self) -> Meaning:
        return next(iter(self.likely))

    @property
    def sureness(self) -> float:
        return self.likely[self.first]


@cache
def learnt() -> Weights:
    return unpacked(json.loads(FILE.read_text("utf-8")))


def unpacked(kept: Mapping[str, Any]) -> Weights:
    """The weights of what the file holds: how rare a feature is, what it says for each meaning, its name."""
    rare, said = kept["steps"]
    # Of each letter one number for all rows: they lie close together when a reply is read.
    rarity = {letter: rare * place for place, letter in enumerate(LETTERS)}
    saying = {letter: said * (place - MIDDLE) for place, letter in enumerate(LETTERS)}
    rows = {
        line[PACKED:]: (rarity[line[0]], *map(saying.__getitem__, line[1:PACKED]))
        for line in kept["features"]
    }
    return Weights(tuple(kept["bias"]), rows)


def read(
    dated: Sequence[Token],
    cued: Sequence[Token] = (),
    against: Iterable[str] = (),
    weights: Weights | None = None,
) -> Opinion:
    """What the words of a reply, its days and amounts found, the rules' cues and the vetoes say together."""
    by = weights or learnt()
    found = features(dated, cued, against)
    heard = {name: row for name, row in zip(found, map(by.features.get, found), strict=True) if row}
    rare, *said = map(sum, zip(*heard.values(), strict=True)) if heard else (1.0, *(0.0 for _ in MEANINGS))
    length = math.sqrt(rare)
    scores = [each / length + bias for each, bias in zip(said, by.bias, strict=True)]
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    whole = sum(powers)
    likely = sorted(zip(powers, MEANINGS, strict=True), reverse=True)
    return Opinion({meaning: power / whole for power, meaning in likely}, heard)


def reasons(dated: Sequence[Token], opinion: Opinion) -> list[str]:
    """The words, as they were typed, that speak for the likeliest meaning, the loudest first."""
    place = 1 + MEANINGS.index(opinion.first)
    loud: dict[str, float] = {}
    for said in (*((token,) for token in dated), *pairwise(dated)):
        names = {" ".join(form(_kind(token.word)) for token in said) for form in (str, fold)}
        names |= {f"{where} {name}" for where in (FIRST, LAST) for name in names}
        typed = " ".join(token.typed for token in said if token.word != COMMA)
        loud[typed] = sum(opinion.heard[name][place] for name in names if name in opinion.heard)
    return [typed for typed in sorted(loud, key=lambda each: -loud[each]) if typed and loud[typed] > 0]


def features(dated: Sequence[Token], cued: Sequence[Token] = (), against: Iterable[str] = ()) -> set[str]:
    """Words with their marks and without, two side by side, two with one between; what is denied, what is
    first and last, how much is said; the cues of the rules, up to three side by side, and the vetoes."""
    marked = [_kind(token.word) for token in dated]
    bare = [_bare(word) for word in marked]
    named = (f"{AGAINST} {name}" for name in against)
    length = f"{LENGTH} {min(len(dated) // 2, LONG)}"
    near = (*_pairs(bare), *_apart(bare))
    return {
        *marked,
        *bare,
        *near,
        *_denied(bare),
        *_placed(bare),
        *_edges(bare),
        length,
        *_cues(cued),
        *named,
    }


def _cues(cued: Iterable[Token]) -> Iterator[str]:
    """The cues as they follow each other, with the pauses and any other words between them."""
    told = [name for name, _ in groupby(_cue(token.word) for token in cued if token.word != "FILL")]
    yield from (f"{RULED} {one}" for one in told)
    yield from (f"{RULED} {one} {next}" for one, next in pairwise(told))
    runs = zip(told, told[1:], told[2:], strict=False)
    yield from (f"{RULED} {one} {next} {last}" for one, next, last in runs)


@lru_cache(WORDS)
def _cue(word: str) -> str:
    return word if word.isupper() or word in PAUSES else OTHER


@lru_cache(WORDS)
def _bare(word: str) -> str:
    return fold(word)


@lru_cache(WORDS)
def _kind(word: str) -> str:
    """A word, or what kind of number it is."""
    if word.isdecimal():
        return "#" if len(word) <= SMALL else "##"
    return "#/#" if any(letter.isdigit() for letter in word) else word.rstrip("'")


def _pairs(said: Sequence[str]) -> Iterator[str]:
    return (f"{one} {next}" for one, next in pairwise(said))


def _placed(said: Sequence[str]) -> Iterator[str]:
    """The words of the last clause, and of the first where there are more."""
    clauses = [list(clause) for pause, clause in groupby(said, COMMA.__eq__) if not pause]
    if clauses:
        yield from (f"{LAST} {word}" for word in clauses[-1])
        yield from (f"{FIRST} {word}" for word in clauses[0] if len(clauses) > 1)


def _edges(said: Sequence[str]) -> Iterator[str]:
    spoken = [word for word in said if word != COMMA]
    for length in (1, 2):
        yield f"^ {' '.join(spoken[:length])}"
        yield f"{' '.join(spoken[-length:])} $"


def _denied(said: Sequence[str]) -> Iterator[str]:
    """What stands behind a denial, up to the next pause."""
    denials, denied = words("DENIALS"), False
    for word in said:
        if word in denials or word == COMMA:
            denied = word != COMMA
        elif denied:
            yield f"{DENIED} {word}"


def _apart(said: Sequence[str]) -> Iterator[str]:
    """Across pauses."""
    spoken = [word for word in said if word != COMMA]
    return (f"{one} _ {next}" for one, next in zip(spoken, spoken[2:], strict=False))
