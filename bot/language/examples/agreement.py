"""How far two who did not see each other's labels agree: `python -m bot.language.examples.agreement FILE…`.

The second labels of each file lie beside it in `<voice>.second.csv` (`text`, `state`), in any order.
It prints the share of equal labels and Cohen's kappa, which takes out what agrees by chance, and then every
reply to be settled: the first label, the second, the words.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

Pair = tuple[str, str, str]  # the text, its first label, its second


def pairs(file: Path) -> list[Pair]:
    second = dict(_labels(file.with_suffix(".second.csv")))
    missing = [text for text, _ in _labels(file) if text not in second]
    if missing:
        sys.exit(f"{file}: no second label of {missing[0]!r}; every reply needs one")
    return [(text, state, second[text]) for text, state in _labels(file)]


def _labels(file: Path) -> Iterator[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        yield from ((row["text"], row["state"]) for row in csv.DictReader(rows))


def kappa(told: Sequence[Pair]) -> float:
    """1 where all agree, 0 where as many do as by chance."""
    first, second = Counter(pair[1] for pair in told), Counter(pair[2] for pair in told)
    chance = sum(first[state] * second[state] for state in first) / len(told) ** 2
    return (_same(told) - chance) / (1 - chance)


def _same(told: Sequence[Pair]) -> float:
    return sum(first == second for _, first, second in told) / len(told)


def line(name: str, told: Sequence[Pair]) -> str:
    return f"{name}: {len(told)} replies, {100 * _same(told):.1f} % alike, kappa {kappa(told):.3f}"


def main(files: Sequence[str]) -> Iterator[str]:
    told = {Path(file).stem: pairs(Path(file)) for file in files}
    yield from (line(name, each) for name, each in told.items())
    everything = [pair for each in told.values() for pair in each]
    yield line("together", everything)
    for name, each in told.items():
        yield from (f"{name}\t{a} | {b}\t{text}" for text, a, b in each if a != b)


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit("which files? each needs its second labels beside it, <voice>.second.csv")
    sys.stdout.writelines(f"{each}\n" for each in main(sys.argv[1:]))
