"""How well replies are understood, on sets nothing was learnt from: `benchmark.py`, `-v` with the misses.

Two voices that the reader never heard (`test-….csv`), the replies of three more authors (`unseen.csv`), and
the traps, where a recorded "done" would be a disaster; the name of a file reads that one. A reply is right
where its state is the labelled one or one of the others that are fair.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.language.examples import labelled as examples
from bot.language.examples.figures import Read, read, table
from bot.language.examples.labelled import FIRST, TRAPS, UNHEARD
from bot.language.meaning import Meaning

UNSEEN = Path(__file__).with_name("unseen.csv")


def labelled(path: Path = FIRST, *, ruled: bool = False) -> list[Read]:
    """The replies of a file, as the bot reads them, or as the rules alone do."""
    return [
        read(reply, reply.said.ruled if ruled else reply.said.reading) for reply in examples.labelled(path)
    ]


def confusion(replies: Sequence[Read]) -> Iterator[str]:
    """A row a labelled state, a column a state read."""
    cells = Counter((r.state, r.reading.state) for r in replies)
    yield f"{'':12}" + "".join(f"{m:>12}" for m in Meaning)
    for state in Meaning:
        yield f"{state:12}" + "".join(f"{cells[state, read]:12}" for read in Meaning)


def misses(replies: Sequence[Read]) -> Iterator[str]:
    for reply in replies:
        if not reply.exact:
            was, days = reply.reading, [day.isoformat() if day else "-" for day in reply.untils]
            wanted = f"{'/'.join(sorted(reply.fair))} {sorted(map(str, reply.percents))} {days}"
            yield f"{reply.text!r}: {wanted}; read {was.state} {was.percent} {reply.until} sure={was.sure}"


def main(arguments: Sequence[str]) -> Iterator[str]:
    files = [Path(each).resolve() for each in arguments if each != "-v"] or [*UNHEARD, UNSEEN, TRAPS]
    names = [file.stem.removeprefix("test-") for file in files]
    yield "the rules alone"
    yield from table(dict(zip(names, (labelled(file, ruled=True) for file in files), strict=True)))
    sets = dict(zip(names, map(labelled, files), strict=True))
    yield "\nthe verdict"
    yield from table(sets)
    for name, replies in sets.items() if "-v" in arguments else ():
        yield from ("", name, *confusion(replies), "", *misses(replies))


if __name__ == "__main__":
    sys.stdout.write("\n".join(main(sys.argv[1:])) + "\n")
