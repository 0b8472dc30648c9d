"""Learns the trained reader's weights from the labelled replies: `python -m bot.language.examples.train`.

Multinomial logistic regression on what `trained.features` finds, each reply made equally long; what is rare
counts more, what was seen once not at all. Weights are kept in whole steps, a letter each. It takes the extra
`train`. Nothing of it is random and it stops where nothing more is to be gained, so the same replies give the
same weights, whatever the machine rounds.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from bot.language.examples.labelled import FIRST, HEARD, Labelled, labelled
from bot.language.meaning import Meaning
from bot.language.trained import FILE, LETTERS, MEANINGS, MIDDLE, Weights, features, unpacked

SEEN = 2  # times at least
MOST = 24_500  # features
FLAT = 1e-9  # the slope it stops at: on a steeper one, rounding decides where that is
ALIKE = 6  # digits of what is as loud on every machine: what always stands together is, and goes by its name

Row = tuple[frozenset[str], Meaning]


@dataclass(frozen=True, slots=True)
class Way:
    """How it is learnt: how closely the labels are followed, and how much more the rare words count."""

    strength: float = 60
    rarity: float = 1.0


AS_IT_IS = Way()


def rows(files: Iterable[Path]) -> list[Row]:
    return [row for file in files for row in _rows_of(file)]


@cache
def _rows_of(file: Path) -> Sequence[Row]:
    return [_row(reply) for reply in labelled(file)]


def _row(reply: Labelled) -> Row:
    said, state = reply.said, Meaning.NONE if reply.state is Meaning.NOT_OURS else reply.state
    return frozenset(features(said.dated, said.cued, said.against)), state


def learn(given: Sequence[Row], way: Way = AS_IT_IS) -> dict[str, Any]:
    """What the file of the weights holds: of all that was seen often enough, what speaks loudest."""
    seen = Counter(name for found, _ in given for name in found)
    rare = {name: math.log((1 + len(given)) / n) ** way.rarity for name, n in seen.items() if n >= SEEN}
    said, _ = _fitted(given, rare, way.strength)
    loudest = sorted(said, key=lambda name: (-_loudness(said[name]), name))[:MOST]
    kept = {name: rare[name] for name in loudest}
    said, bias = _fitted(given, kept, way.strength)
    loud = max(abs(each) for row in said.values() for each in row)
    steps = (max(kept.values()) ** 2 / (len(LETTERS) - 1), loud / MIDDLE)
    packed = [
        _packed(kept[name] ** 2 / steps[0], [w / steps[1] for w in said[name]]) + name
        for name in sorted(kept)
    ]
    return {"bias": bias, "steps": steps, "features": packed}


def _fitted(
    given: Sequence[Row], rare: Mapping[str, float], strength: float
) -> tuple[dict[str, list[float]], list[float]]:
    """What each feature says of each meaning, and what is said beforehand."""
    columns = DictVectorizer()
    heard = columns.fit_transform(
        [_evened({each: rare[each] for each in found if each in rare}) for found, _ in given]
    )
    with threadpool_limits(1):  # threads that wait for each other take ten times as long
        model = LogisticRegression(C=strength, solver="newton-cg", tol=FLAT, max_iter=1000)
        model.fit(heard, [str(state) for _, state in given])
    order = [list(model.classes_).index(str(meaning)) for meaning in MEANINGS]
    names = enumerate(columns.get_feature_names_out())
    said = {name: [float(model.coef_[place][n]) * rare[name] for place in order] for n, name in names}
    return said, [float(model.intercept_[place]) for place in order]


def _loudness(said: Sequence[float]) -> float:
    return round(max(map(abs, said)), ALIKE)


def _evened(found: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(each * each for each in found.values())) or 1
    return {name: each / length for name, each in found.items()}


def _packed(rare: float, said: Sequence[float]) -> str:
    return "".join(LETTERS[n] for n in (max(1, round(rare)), *(MIDDLE + round(each) for each in said)))


def learnt_from(files: Iterable[Path]) -> Weights:
    return unpacked(learn(rows(files)))


def main() -> None:
    kept = learn(rows((FIRST, *HEARD)))
    FILE.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
