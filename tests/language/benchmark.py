"""How well replies are understood: accuracy per state and the confusion table, on the labelled set.

The set was written in lots, each labelled before the parser read it. Of the second and third it first
read 163 of 172 and 61 of 69 states right, 107 of 109 and 40 of 40 of the sure ones, one wrongly (unsurely)
done. Of the lots of 15/6/2026 it first read 185 of 220, 138 of 156, 63 of 74, 56 of 83 (a lot made to
mislead), 64 of 68 and 57 of 62 states right, and of the sure ones 82 of 87, 67 of 68, 44 of 44, 15 of 18,
46 of 46 and 42 of 43; none was wrongly done for sure. A lot of 430 by three further authors said also
which replies a secretary would record at once: 345 were first read right, or asked back about where that is
right, as were 158 of 166 sure ones, and 150 of 346 were recorded at once. Then came two lots of 121 and 51:
104 and 43 right, 63 of 63 and 23 of 24 sure ones, 61 of 108 and 21 of 42 at once; in the first of these
three lots and in the last, one was wrongly done for sure. Each lot was learnt from before the next was read,
so the figures printed here are those of a set known to the parser.

`benchmark.py tests/conversation/unseen.csv` reads another, by three authors who knew no rule of the parser.
Nothing is to be learnt from it, or it says nothing about new replies any more. Its column `clear` tells
whether a secretary would record the reply at once.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.language.said import Said
from bot.language.understand import Meaning, Reading

ON = date(2026, 5, 10)  # the day of replies that name none of their own in the column "on"
REPLIES = Path(__file__).with_name("replies.csv")
UNSEEN = Path(__file__).with_name("unseen.csv")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One reply of the set: what a person takes it to mean, and how it was read."""

    text: str
    state: Meaning
    percent: int | None
    until: date | None
    reading: Reading
    clear: bool = True

    @property
    def good(self) -> bool:
        """The state as labelled, or asked about where asking is what a secretary would do."""
        return self.right or not (self.clear or self.reading.sure)

    @property
    def right(self) -> bool:
        return self.reading.state is self.state

    @property
    def exact(self) -> bool:
        """State, percent and, of an extension, the day are all as labelled."""
        asked = self.reading.until if self.state is Meaning.EXTENSION else None
        return self.right and self.reading.percent == self.percent and asked == self.until


def labelled(path: Path = REPLIES) -> list[Labelled]:
    with path.open(encoding="utf-8", newline="") as file:
        return [_labelled(row) for row in csv.DictReader(file)]


def _labelled(row: dict[str, str]) -> Labelled:
    return Labelled(
        text=row["text"],
        state=Meaning(row["state"]),
        percent=int(row["percent"]) if row["percent"] else None,
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        reading=Said(row["text"], date.fromisoformat(row["on"]) if row.get("on") else ON).reading,
        clear=row.get("clear") != "no",
    )


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.1f} %)" if whole else "0/0"


def report(replies: list[Labelled]) -> Iterator[str]:
    sure = [r for r in replies if r.reading.sure]
    plain = [r for r in replies if r.clear]
    plain_sure = [r for r in plain if r.reading.sure]
    yield f"states right   {share(sum(r.right for r in replies), len(replies))}"
    yield f"all right      {share(sum(r.exact for r in replies), len(replies))}"
    yield f"called sure    {share(len(sure), len(replies))}"
    yield f"sure and right {share(sum(r.exact for r in sure), len(sure))}"
    yield f"right or asked {share(sum(r.good for r in replies), len(replies))}"
    yield f"plain at once  {share(sum(r.right for r in plain_sure), len(plain))}, of {len(plain_sure)} sure"
    yield f"wrongly done   {sum(r.reading.state is Meaning.DONE and not r.right for r in replies)}"
    yield ""
    yield from _table(replies)
    yield ""
    yield from (_miss(r) for r in replies if not r.exact)


def _table(replies: list[Labelled]) -> Iterator[str]:
    """A row a labelled state, a column a state read."""
    cells = Counter((r.state, r.reading.state) for r in replies)
    yield f"{'':12}" + "".join(f"{m:>12}" for m in Meaning) + f"{'right':>18}"
    for state in Meaning:
        row = [cells[state, read] for read in Meaning]
        yield f"{state:12}" + "".join(f"{n:12}" for n in row) + f"{share(cells[state, state], sum(row)):>18}"


def _miss(reply: Labelled) -> str:
    read, wanted = reply.reading, (reply.state.value, reply.percent, reply.until)
    return f"{reply.text!r}: {wanted}, read {read.state.value} {read.percent} {read.until} sure={read.sure}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(report(labelled(*map(Path, sys.argv[1:2])))) + "\n")
