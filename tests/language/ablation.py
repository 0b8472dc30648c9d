"""What each part of the reader of replies is worth, left out in turn while the weights stay: `ablation.py`.

It reads only the voices of the folds, each with weights learnt from the other groups, and no set kept apart.
A part is a cue of the rules in one file of phrases, a veto, or a kind of feature. A row tells how many
replies more or fewer are read so when the part goes.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from unittest.mock import patch

from bot.language import ruled, trained
from bot.language.examples.figures import Read, read
from bot.language.examples.folds import KINDS, groups
from bot.language.examples.labelled import FIRST, HEARD, Labelled, labelled
from bot.language.examples.train import learnt_from
from bot.language.phrases import Rules, entries, lists
from bot.language.understand import understand
from bot.language.words import Token, retold

COLUMNS = ("state", "sure", "sure right", "false done", "at once", "button", "day")


@dataclass(frozen=True)
class Apart:
    """A reply and weights that have not heard it."""

    reply: Labelled
    weights: trained.Weights

    def read(self, cued: Sequence[Token], without: str = "") -> Read:
        """How it is read with these cues and without one of its vetoes."""
        dated = self.reply.said.dated
        against = {name: words for name, words in self.reply.said.against.items() if name != without}
        heard = trained.read(dated, cued, against, self.weights)
        return read(self.reply, understand(dated, ruled.read(dated, cued), heard, against))

    @property
    def whole(self) -> Read:
        return self.read(self.reply.said.cued)

    def fired(self) -> Iterator[str]:
        """The cues that any phrase made, also those that later ones swallowed."""
        tokens: Sequence[Token] = self.reply.said.dated
        for part, rule in CUES:
            told = retold(tokens, (rule,))
            if told != tokens:
                yield part
            tokens = told


def _cues() -> Iterator[tuple[str, tuple[str, str]]]:
    for file in ruled.CUES:
        for name, body in entries(file):
            yield f"{file} {name}", (name, "\n".join(body).format_map(lists()))


CUES = tuple(_cues())


def apart() -> Iterator[Apart]:
    for group in groups():
        weights = learnt_from((FIRST, *(file for file in HEARD if file not in group)))
        yield from (Apart(reply, weights) for file in group for reply in labelled(file))


def counted(reads: Sequence[Read]) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in reads:
        sure = each.reading.sure
        told = (
            each.right,
            sure,
            sure and each.right,
            sure and each.falsely_done,
            each.at_once and each.right,
            sure or each.offered,
            each.extends and each.dated,
        )
        found.update(name for name, so in zip(COLUMNS, told, strict=True) if so)
    return found


def ablated(replies: Sequence[Apart]) -> Iterator[tuple[str, int, Counter[str]]]:
    """Of each part in how many replies it stands, and the figures without it less those with it."""
    whole = [each.whole for each in replies]

    def cost(part: str, less: Mapping[int, Read]) -> tuple[str, int, Counter[str]]:
        found = counted(list(less.values()))
        found.subtract(counted([whole[place] for place in less]))
        return part, len(less), found

    stands: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(replies):
        for part in dict.fromkeys(each.fired()):
            stands[part].append(place)
        for veto in each.reply.said.against:
            stands[f"veto {veto}"].append(place)
    for part, places in sorted(stands.items()):
        kind, _, name = part.partition(" ")
        if kind == "veto":
            yield cost(part, {n: replies[n].read(replies[n].reply.said.cued, name) for n in places})
            continue
        left: Rules = tuple(rule for own, rule in CUES if own != part)
        with patch.object(ruled, "rules", lambda *_, left=left: left):
            cued = {n: ruled.cued(replies[n].reply.said.dated) for n in places}
        yield cost(part, {n: replies[n].read(cued[n]) for n in places})
    for kind, of in KINDS.items():
        deaf = {id(each.weights): each.weights for each in replies}
        for key, heard in deaf.items():
            rows = {name: row for name, row in heard.features.items() if not of(name)}
            deaf[key] = replace(heard, features=rows)
        yield cost(
            f"heard: {kind}",
            {n: replace(each, weights=deaf[id(each.weights)]).whole for n, each in enumerate(replies)},
        )


def main(replies: Sequence[Apart]) -> Iterator[str]:
    yield f"{'without':28}{'replies':>8}" + "".join(f"{column:>11}" for column in COLUMNS)
    for part, many, found in ablated(replies):
        yield f"{part:28}{many:8}" + "".join(f"{found[column]:>+11}" for column in COLUMNS)


if __name__ == "__main__":
    for line in main(list(apart())):
        sys.stdout.write(f"{line}\n")
