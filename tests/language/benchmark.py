"""How well replies are understood, on sets nothing was learnt from: `benchmark.py`, `-v` with the misses.

Two voices that the reader never heard (`test-….csv`), the replies of three more authors (`unseen.csv`), and
the traps, where a recorded "done" would be a disaster; the name of a file reads that one. A reply is right
where its state is the labelled one or one of the others that are fair.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.language.examples import labelled as examples
from bot.language.examples.labelled import FIRST, TRAPS, UNHEARD
from bot.language.understand import Meaning, Reading

UNSEEN = Path(__file__).with_name("unseen.csv")
# What the buttons say where nothing was understood: see `reporting._ask_meaning`.
USUAL = (Meaning.DONE, Meaning.IN_PROGRESS, Meaning.BLOCKED)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One reply of a set: what a person takes it to mean, and how it was read."""

    text: str
    state: Meaning
    fair: frozenset[Meaning]
    percents: frozenset[int | None]
    untils: frozenset[date | None]
    reading: Reading
    until: date | None
    clear: bool

    @property
    def good(self) -> bool:
        """The state as labelled, or asked about where asking is what a secretary would do."""
        return self.right or not (self.clear or self.reading.sure)

    @property
    def right(self) -> bool:
        return _recorded(self.reading.state) in self.fair

    @property
    def exact(self) -> bool:
        """State, percent and, of an extension, the day are all as labelled."""
        return self.right and self.reading.percent in self.percents and (not self.extends or self.dated)

    @property
    def extends(self) -> bool:
        return self.state is Meaning.EXTENSION

    @property
    def dated(self) -> bool:
        return self.until in self.untils

    @property
    def offered(self) -> bool:
        """A button says what was meant; a reply without a state is left a note by one more."""
        return bool(self.fair & {*(self.reading.others or USUAL), Meaning.NONE})

    @property
    def at_once(self) -> bool:
        return self.reading.sure and self.reading.state is Meaning.DONE

    @property
    def falsely_done(self) -> bool:
        return self.reading.state is Meaning.DONE and not self.right


def labelled(path: Path = FIRST, *, ruled: bool = False) -> list[Labelled]:
    """The replies of a file, as the bot reads them, or as the rules alone do."""
    return [
        _read(reply, reply.said.ruled if ruled else reply.said.reading) for reply in examples.labelled(path)
    ]


def _read(reply: examples.Labelled, reading: Reading) -> Labelled:
    fair = frozenset(map(_recorded, reply.fair))
    # As the bot does, which knows when the task is due.
    until = reply.said.until_beyond(reply.due) if reply.due and reading.until else reading.until
    told = (reply.percents, reply.untils, reading, until, reply.clear)
    return Labelled(reply.said.text, reply.state, fair, *told)


def _recorded(state: Meaning) -> Meaning:
    """ "Not ours" leaves no state behind, and the voices know it as none."""
    return Meaning.NONE if state is Meaning.NOT_OURS else state


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.1f} %)" if whole else "–"


def figures(replies: Sequence[Labelled]) -> dict[str, str]:
    sure = [r for r in replies if r.reading.sure]
    asked = [r for r in replies if not r.reading.sure]
    finished = [r for r in replies if r.state is Meaning.DONE]
    extended = [r for r in replies if r.extends]
    return {
        "state right": share(sum(r.right for r in replies), len(replies)),
        "sure": share(len(sure), len(replies)),
        "right among sure": share(sum(r.right for r in sure), len(sure)),
        "false done for sure": str(sum(r.falsely_done for r in sure)),
        "finished, at once": share(sum(r.at_once for r in finished), len(finished)),
        "meant, on a button": share(sum(r.offered for r in asked), len(asked)),
        "day of extensions": share(sum(r.dated for r in extended), len(extended)),
        "state, percent, day": share(sum(r.exact for r in replies), len(replies)),
    }


def table(sets: Mapping[str, Sequence[Labelled]]) -> Iterator[str]:
    """A row a figure, a column a set."""
    columns = [figures(replies) for replies in sets.values()]
    yield f"{'':22}" + "".join(f"{name:>20}" for name in sets)
    for name in columns[0]:
        yield f"{name:22}" + "".join(f"{column[name]:>20}" for column in columns)


def confusion(replies: Sequence[Labelled]) -> Iterator[str]:
    """A row a labelled state, a column a state read."""
    cells = Counter((r.state, r.reading.state) for r in replies)
    yield f"{'':12}" + "".join(f"{m:>12}" for m in Meaning)
    for state in Meaning:
        yield f"{state:12}" + "".join(f"{cells[state, read]:12}" for read in Meaning)


def misses(replies: Sequence[Labelled]) -> Iterator[str]:
    for reply in replies:
        if not reply.exact:
            read, days = reply.reading, [day.isoformat() if day else "-" for day in reply.untils]
            wanted = f"{'/'.join(sorted(reply.fair))} {sorted(map(str, reply.percents))} {days}"
            yield f"{reply.text!r}: {wanted}; read {read.state} {read.percent} {reply.until} sure={read.sure}"


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
