"""How well replies are understood, on sets nothing was learnt from: `benchmark.py`, `-v` with the misses.

Two voices that the reader never heard (`test-….csv`), the replies of three more authors (`unseen.csv`), and
the traps, where a recorded "done" would be a disaster; the name of a file reads that one. A reply is right
where its state is the labelled one or one of the others that are fair.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import bot.language
from bot.language.said import Said
from bot.language.understand import Meaning, Reading

ON = date(2026, 5, 10)  # the day of replies of the first lots that name none of their own in the column "on"
VOICED = date(2026, 6, 15)  # and of those of the voices
EXAMPLES = Path(bot.language.__file__).with_name("examples")
REPLIES = Path(__file__).with_name("replies.csv")
UNSEEN = Path(__file__).with_name("unseen.csv")
TRAPS = EXAMPLES / "traps.csv"
VOICES = sorted(file for file in EXAMPLES.glob("*.csv") if file != TRAPS)
HEARD = [file for file in VOICES if not file.name.startswith("test-")]
UNHEARD = [file for file in VOICES if file not in HEARD]
# What a button says where nothing was understood: see `reporting._ask_meaning`.
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
    clear: bool = True

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
        return self.reading.until in self.untils

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


def labelled(path: Path = REPLIES) -> list[Labelled]:
    on = VOICED if path.resolve().parent == EXAMPLES else ON
    with path.open(encoding="utf-8", newline="") as file:
        return [_labelled(row, on) for row in csv.DictReader(file)]


def _labelled(row: dict[str, str], on: date) -> Labelled:
    state = Meaning(row["state"])
    return Labelled(
        text=row["text"],
        state=state,
        fair=frozenset(map(_recorded, (state, *map(Meaning, (row.get("alt") or "").split())))),
        percents=frozenset(None if p == "-" else int(p) for p in row["percent"].split() or "-"),
        untils=frozenset(None if d == "-" else date.fromisoformat(d) for d in row["until"].split() or "-"),
        reading=Said(row["text"], date.fromisoformat(row["on"]) if row.get("on") else on).reading,
        clear=row.get("clear") != "no",
    )


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
            yield f"{reply.text!r}: {wanted}; read {read.state} {read.percent} {read.until} sure={read.sure}"


def main(arguments: Sequence[str]) -> Iterator[str]:
    files = [Path(each) for each in arguments if each != "-v"] or [*UNHEARD, UNSEEN, TRAPS]
    sets = {file.stem.removeprefix("test-"): labelled(file) for file in files}
    yield from table(sets)
    for name, replies in sets.items() if "-v" in arguments else ():
        yield from ("", name, *confusion(replies), "", *misses(replies))


if __name__ == "__main__":
    sys.stdout.write("\n".join(main(sys.argv[1:])) + "\n")
