"""The trained reader: how likely each meaning of a reply is, by weights learnt from labelled replies."""

import json
import math
import struct
from collections.abc import Iterable, Mapping, Sequence, Set
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
PLACES = {ord(letter): place for place, letter in enumerate(LETTERS)}
ONE = chr(1)  # counts the rows
SIDE_BY_SIDE = struct.Struct(f">{1 + PACKED}I")
WORDS = 4096  # that are said again and again
SMALL = 2  # digits: a count, and not a number of papers or money
LONG = 12  # pairs of words and pauses
PAUSES = frozenset({COMMA, ASKS})
# What kind of feature a name tells of; short, for the weights are kept by these names.
RULED, AGAINST, DENIED, LENGTH, FIRST, LAST = "@", "!", "-", "+", "<", ">"
OTHER = "_"  # words between cues


@dataclass(frozen=True, slots=True)
class Weights:
    """Of each feature how rare it is and what it says for each meaning; `bias` is said by every reply.

    A row is the places of its letters side by side in one number: so many are added at once, in `steps`.
    """

    bias: tuple[float, ...]
    steps: tuple[float, float]
    features: Mapping[str, int]

    def together(self, rows: Iterable[int]) -> tuple[float, list[float]]:
        """How rare features are together, and what they say for each meaning."""
        count, rare, *said = SIDE_BY_SIDE.unpack(sum(rows).to_bytes(SIDE_BY_SIDE.size))
        return self.steps[0] * rare, [self.steps[1] * (each - MIDDLE * count) for each in said]


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely each meaning is, the likeliest first, and what was heard, by these weights."""

    likely: Mapping[Meaning, float]
    heard: Set[str]
    by: Weights

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
    rows = {
        line[PACKED:]: int.from_bytes((ONE + line[:PACKED].translate(PLACES)).encode("utf-32-be"))
        for line in kept["features"]
    }
    rare, said = kept["steps"]
    return Weights(tuple(kept["bias"]), (rare, said), rows)


def read(
    dated: Sequence[Token],
    cued: Sequence[Token] = (),
    against: Iterable[str] = (),
    weights: Weights | None = None,
) -> Opinion:
    """What the words of a reply, its days and amounts found, the rules' cues and the vetoes say together."""
    by = weights or learnt()
    found = features(dated, cued, against)
    rare, said = by.together(filter(None, map(by.features.get, found)))
    length = math.sqrt(rare) or 1
    scores = [each / length + bias for each, bias in zip(said, by.bias, strict=True)]
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    whole = sum(powers)
    likely = sorted(zip(powers, MEANINGS, strict=True), reverse=True)
    return Opinion({meaning: power / whole for power, meaning in likely}, found, by)


def reasons(dated: Sequence[Token], opinion: Opinion) -> list[str]:
    """The words, as they were typed, that speak for the likeliest meaning, the loudest first."""
    place, rows = MEANINGS.index(opinion.first), opinion.by.features
    loud: dict[str, float] = {}
    for said in (*((token,) for token in dated), *pairwise(dated)):
        names = {" ".join(form(_kind(token.word)) for token in said) for form in (str, fold)}
        names |= {f"{where} {name}" for where in (FIRST, LAST) for name in names}
        typed = " ".join(token.typed for token in said if token.word != COMMA)
        _, speaks = opinion.by.together(rows[name] for name in names & opinion.heard if name in rows)
        loud[typed] = speaks[place]
    return [typed for typed in sorted(loud, key=lambda each: -loud[each]) if typed and loud[typed] > 0]


def features(dated: Sequence[Token], cued: Sequence[Token] = (), against: Iterable[str] = ()) -> set[str]:
    """Words with their marks and without, two side by side, two with one between; what is denied, what is
    first and last, how much is said; the cues of the rules, up to three side by side, and the vetoes."""
    marked = [_kind(token.word) for token in dated]
    bare = [_bare(word) for word in marked]
    spoken = [word for word in bare if word != COMMA]
    found = {*marked, *bare, f"{LENGTH} {min(len(dated) // 2, LONG)}"}
    found.update([f"{one} {next}" for one, next in pairwise(bare)])
    found.update([f"{one} _ {next}" for one, next in zip(spoken, spoken[2:], strict=False)])  # across pauses
    found.update([f"{DENIED} {word}" for word in _denied(bare)])
    found.update(_placed(bare))
    found.update(_edges(spoken))
    found.update(_cues(cued))
    found.update([f"{AGAINST} {name}" for name in against])
    return found


def _cues(cued: Iterable[Token]) -> list[str]:
    """The cues as they follow each other, with the pauses and any other words between them."""
    told = [name for name, _ in groupby([_cue(token.word) for token in cued if token.word != "FILL"])]
    alone = [f"{RULED} {one}" for one in told]
    two = [f"{one} {next}" for one, next in zip(alone, told[1:], strict=False)]
    return alone + two + [f"{one} {next}" for one, next in zip(two, told[2:], strict=False)]


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


def _placed(said: Sequence[str]) -> list[str]:
    """The words of the last clause, and of the first where there are more."""
    clauses = [list(clause) for pause, clause in groupby(said, COMMA.__eq__) if not pause]
    last = [f"{LAST} {word}" for word in clauses[-1]] if clauses else []
    return last + [f"{FIRST} {word}" for word in clauses[0]] if len(clauses) > 1 else last


def _edges(spoken: Sequence[str]) -> list[str]:
    two = (1, 2)
    return [f"^ {' '.join(spoken[:n])}" for n in two] + [f"{' '.join(spoken[-n:])} $" for n in two]


def _denied(said: Sequence[str]) -> list[str]:
    """What stands behind a denial, up to the next pause."""
    denials = words("DENIALS")
    if denials.isdisjoint(said):
        return []
    found, denied = [], False
    for word in said:
        if word in denials or word == COMMA:
            denied = word != COMMA
        elif denied:
            found.append(word)
    return found
