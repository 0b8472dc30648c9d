"""What each phrase of the rules is worth: left out in turn, which replies are read worse: `ablation.py`.

It looks only at replies that are learnt from, each read with weights that have not heard it, and at no set
kept apart. A phrase that no reply misses is printed: it may go, where no test of a behaviour wants it.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unittest.mock import patch

from bot.language import ruled, trained
from bot.language.examples.labelled import FIRST, HEARD, Labelled, labelled
from bot.language.examples.train import Row, learn, rows
from bot.language.phrases import Rules, entries, lists
from bot.language.understand import told, understand
from bot.language.words import pattern, retold

Line = tuple[str, int, str]  # its file, the entry in it, the phrase
PARTS = 4  # of the first replies, each read with what the others taught


@dataclass(frozen=True)
class Apart:
    """A reply and weights that have not heard it."""

    reply: Labelled
    weights: trained.Weights

    def worth(self, cues: Rules) -> tuple[bool, bool]:
        """Whether it is read right under these rules, and whether it is sure where it is right."""
        said = self.reply.said
        with patch.object(ruled, "rules", lambda *_: cues):
            opinion = ruled.read(said.dated)
        heard = trained.read(said.dated, told(opinion, said.against), self.weights)
        reading = understand(said.dated, opinion, heard, said.against)
        right = reading.state in self.reply.fair
        return right, right is reading.sure


def apart() -> Iterator[Apart]:
    given = {file: rows([file]) for file in (FIRST, *HEARD)}
    for file in HEARD:
        weights = _weights([row for other in given if other != file for row in given[other]])
        yield from (Apart(reply, weights) for reply in labelled(file))
    voices = [row for file in HEARD for row in given[file]]
    for part in range(PARTS):
        others = [row for place, row in enumerate(given[FIRST]) if place % PARTS != part]
        weights = _weights([*others, *voices])
        yield from (Apart(reply, weights) for reply in labelled(FIRST)[part::PARTS])


def _weights(given: Sequence[Row]) -> trained.Weights:
    return trained.unpacked(learn(given))


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
        if sum(_lost(each, before, behind) for each in stands.get(line, ())) <= 0:
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
