"""What each phrase of the rules is worth: left out in turn, which replies are read worse: `ablation.py`.

It looks only at the voices of the folds, each read with weights learnt from the other groups, and at no set
kept apart; the weights stay as they are, and of many replies that a common phrase stands in some are read.
A phrase that none misses is printed: it may go, where no test of a behaviour wants it.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unittest.mock import patch

from bot.language import ruled, trained
from bot.language.examples.folds import groups
from bot.language.examples.labelled import FIRST, HEARD, Labelled, labelled
from bot.language.examples.train import learnt_from
from bot.language.phrases import Rules, entries, lists
from bot.language.understand import understand
from bot.language.words import pattern, retold

Line = tuple[str, int, str]  # its file, the entry in it, the phrase
MANY = 60  # replies that a phrase stands in tell what it is worth


@dataclass(frozen=True)
class Apart:
    """A reply and weights that have not heard it."""

    reply: Labelled
    weights: trained.Weights

    def worth(self, cues: Rules) -> tuple[bool, bool]:
        """Whether it is read right under these rules, and whether it is sure where it is right."""
        said = self.reply.said
        with patch.object(ruled, "rules", lambda *_: cues):
            cued = ruled.cued(said.dated)
            opinion = ruled.read(said.dated, cued)
        heard = trained.read(said.dated, cued, said.against, self.weights)
        reading = understand(said.dated, opinion, heard, said.against)
        right = reading.state in self.reply.fair
        return right, right is reading.sure


def apart() -> Iterator[Apart]:
    for group in groups():
        weights = learnt_from((FIRST, *(file for file in HEARD if file not in group)))
        yield from (Apart(reply, weights) for file in group for reply in labelled(file))


def cues(without: frozenset[Line] = frozenset()) -> Rules:
    """The rules as `phrases.rules` gives them, less some phrases."""
    kept = (
        (name, [phrase for phrase in body if (file, place, phrase) not in without])
        for file in ruled.CUES
        for place, (name, body) in enumerate(entries(file))
    )
    return tuple((name, "\n".join(body).format_map(lists())) for name, body in kept if body)


def met(replies: Sequence[Apart]) -> Mapping[Line, Sequence[Apart]]:
    """Of each phrase the replies that it stands in, as the entries before it have told them."""
    found: dict[Line, list[Apart]] = defaultdict(list)
    placed = [(file, place, entry) for file in ruled.CUES for place, entry in enumerate(entries(file))]
    for each in replies:
        tokens = list(each.reply.said.dated)
        for file, place, (name, body) in placed:
            whole = "\n".join(body).format_map(lists())
            words = "".join(token.word + " " for token in tokens)
            if pattern(whole).search(words):
                for phrase in body:
                    if pattern(phrase.format_map(lists())).search(words):
                        found[file, place, phrase].append(each)
                tokens = retold(tokens, ((name, whole),))
    return found


def idle(replies: Sequence[Apart]) -> Iterator[Line]:
    """Phrases that no reply misses, one after another: each is judged without those that went before."""
    stands, gone = met(replies), frozenset[Line]()
    everything = {line for file in ruled.CUES for line in _lines(file)}
    for line in sorted(everything, key=lambda each: len(stands.get(each, ()))):
        before, behind = cues(gone), cues(gone | {line})
        met_by = stands.get(line, ())
        if sum(_lost(each, before, behind) for each in met_by[:: 1 + len(met_by) // MANY]) <= 0:
            gone |= {line}
            yield line


def _lines(file: str) -> Iterator[Line]:
    for place, (_, body) in enumerate(entries(file)):
        yield from ((file, place, phrase) for phrase in body)


def _lost(each: Apart, before: Rules, behind: Rules) -> int:
    return sum(each.worth(before)) - sum(each.worth(behind))


if __name__ == "__main__":
    for file, place, phrase in idle(list(apart())):
        sys.stdout.write(f"{file} {place}: {phrase}\n")
