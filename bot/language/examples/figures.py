"""How well labelled replies were read: the figures that decide, of several sets beside each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.language.examples.labelled import Labelled
from bot.language.meaning import Meaning
from bot.language.ruled import Reading

# What the buttons say where nothing was understood: see `reporting._ask_meaning`.
USUAL = (Meaning.DONE, Meaning.IN_PROGRESS, Meaning.BLOCKED)


@dataclass(frozen=True, slots=True)
class Read:
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
        return recorded(self.reading.state) in self.fair

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


def read(reply: Labelled, reading: Reading) -> Read:
    fair = frozenset(map(recorded, reply.fair))
    # As the bot does, which knows when the task is due.
    until = reply.said.until_beyond(reply.due) if reply.due and reading.until else reading.until
    told = (reply.percents, reply.untils, reading, until, reply.clear)
    return Read(reply.said.text, reply.state, fair, *told)


def recorded(state: Meaning) -> Meaning:
    """ "Not ours" leaves no state behind, and the voices know it as none."""
    return Meaning.NONE if state is Meaning.NOT_OURS else state


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.1f} %)" if whole else "–"


def figures(replies: Sequence[Read]) -> dict[str, str]:
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


def table(sets: Mapping[str, Sequence[Read]]) -> Iterator[str]:
    """A row a figure, a column a set."""
    columns = [figures(replies) for replies in sets.values()]
    yield f"{'':22}" + "".join(f"{name:>22}" for name in sets)
    for name in columns[0]:
        yield f"{name:22}" + "".join(f"{column[name]:>22}" for column in columns)
