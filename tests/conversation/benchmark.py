"""How well replies are understood: accuracy per state and the confusion table, on the labelled set.

The set was written in three lots, the second and third unseen by the parser: of those it first read
163 of 172 and 61 of 69 states right, 107 of 109 and 40 of 40 of the sure ones, one wrongly (unsurely)
done. Each lot was then learnt from, so the figures printed here are those of a set known to the parser.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.conversation.understand import Meaning, Reading, understand

ON = date(2026, 5, 10)
REPLIES = Path(__file__).with_name("replies.csv")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One reply of the set: what a person takes it to mean, and how it was read."""

    text: str
    state: Meaning
    percent: int | None
    until: date | None
    reading: Reading

    @property
    def right(self) -> bool:
        return self.reading.state is self.state

    @property
    def exact(self) -> bool:
        """State, percent and, of an extension, the day are all as labelled."""
        asked = self.reading.until if self.state is Meaning.EXTENSION else None
        return self.right and self.reading.percent == self.percent and asked == self.until


def labelled() -> list[Labelled]:
    with REPLIES.open(encoding="utf-8", newline="") as file:
        return [_labelled(row) for row in csv.DictReader(file)]


def _labelled(row: dict[str, str]) -> Labelled:
    return Labelled(
        text=row["text"],
        state=Meaning(row["state"]),
        percent=int(row["percent"]) if row["percent"] else None,
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        reading=understand(row["text"], ON),
    )


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.1f} %)" if whole else "0/0"


def report(replies: list[Labelled]) -> Iterator[str]:
    sure = [r for r in replies if r.reading.sure]
    yield f"states right   {share(sum(r.right for r in replies), len(replies))}"
    yield f"all right      {share(sum(r.exact for r in replies), len(replies))}"
    yield f"called sure    {share(len(sure), len(replies))}"
    yield f"sure and right {share(sum(r.exact for r in sure), len(sure))}"
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
    sys.stdout.write("\n".join(report(labelled())) + "\n")
