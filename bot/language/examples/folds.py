"""What decides the settings, on voices not heard: `python -m bot.language.examples.folds`.

The voices lie in groups, and each is read with weights learnt from all the others, so no set kept apart fixes
anything. It prints the figures of the reader as it is and at other thresholds; with `ways` behind it, also of
readers that learn otherwise: in strength, in rarity, without a kind of feature. The first replies are learnt
from and not counted.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bot.language import trained
from bot.language.examples.figures import Read, read, table
from bot.language.examples.labelled import FIRST, HEARD, Labelled, labelled
from bot.language.examples.train import AS_IT_IS, Way, learn, rows
from bot.language.meaning import Meaning
from bot.language.trained import AGAINST, DENIED, LAST, LENGTH, RULED, Opinion, unpacked
from bot.language.understand import ALONE, NEVER, understand

GROUPS = 5
Heard = tuple[Labelled, Opinion]
Leaves = Callable[[str], bool]  # whether a feature is left out

WAYS: Mapping[str, Way] = {
    "strength 30": Way(strength=30),
    "strength 120": Way(strength=120),
    "rarity 0.7": Way(rarity=0.7),
}
KINDS: Mapping[str, Leaves] = {
    "cues": lambda name: name.startswith(f"{RULED} "),
    "vetoes": lambda name: name.startswith(f"{AGAINST} "),
    "denials": lambda name: name.startswith(f"{DENIED} "),
    "last clause": lambda name: name.startswith(f"{LAST} "),
    "first clause": lambda name: name.startswith(f"{trained.FIRST} "),
    "length": lambda name: name.startswith(f"{LENGTH} "),
    "edges": lambda name: name.startswith("^ ") or name.endswith(" $"),
    "one between": lambda name: " _ " in name and not name.startswith(f"{RULED} "),
}
THRESHOLDS = (0.9, 0.93, 0.95, 0.97, 0.98, 0.99)


def groups() -> list[Sequence[Path]]:
    return [HEARD[first::GROUPS] for first in range(GROUPS)]


def unheard(way: Way = AS_IT_IS, leaves: Leaves = lambda _: False) -> Iterator[Heard]:
    """Every reply of the voices with what a reader makes of it that has heard none of its group."""
    for group in groups():
        others = rows((FIRST, *(file for file in HEARD if file not in group)))
        kept = [(frozenset(name for name in found if not leaves(name)), state) for found, state in others]
        weights = unpacked(learn(kept, way))
        for file in group:
            for reply in labelled(file):
                said = reply.said
                yield reply, trained.read(said.dated, said.cued, said.against, weights)


def verdicts(replies: Sequence[Heard], alone: Mapping[Meaning, float] = ALONE) -> list[Read]:
    return [
        read(reply, understand(reply.said.dated, reply.said.ruled, heard, reply.said.against, alone))
        for reply, heard in replies
    ]


def main(arguments: Sequence[str]) -> Iterator[str]:
    replies = list(unheard())
    at = {least: dict.fromkeys(ALONE, least) | {Meaning.NONE: NEVER} for least in THRESHOLDS}
    every = {f"alone {least}": verdicts(replies, alone) for least, alone in at.items()}
    yield from table({"as it is": verdicts(replies)} | every)
    if "ways" not in arguments:
        return
    ways = {name: verdicts(list(unheard(way))) for name, way in WAYS.items()}
    less = {f"no {name}": verdicts(list(unheard(leaves=leaves))) for name, leaves in KINDS.items()}
    yield from ("", *table(ways | less))


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in main(sys.argv[1:]))
