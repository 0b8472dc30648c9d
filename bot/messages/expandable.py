"""A headed list that folds in its message and gives way, line by line, where the message has no room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.texts import Texts

LED = 15  # its claim on the room


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A line of a list and the lines that explain it; `more` is the text key for those left out."""

    line: str
    details: tuple[str, ...] = ()
    more: str = "digest.more_tasks"

    def lines(self, texts: Texts, deep: int) -> list[str]:
        left = len(self.details[deep:])
        # Without any detail the line itself says how many there are.
        rest = [texts.html(self.more, count=left)] if left and deep else []
        return [self.line, *self.details[:deep], *rest]


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A headed list; `more` is the text key for entries left out, `weight` its claim on the room, `last` a
    line that closes it and is never left out; what it is `led` by gives way to no other detail."""

    head: str
    entries: tuple[Entry, ...]
    more: str = "digest.more_tasks"
    weight: int = 1
    inline: bool = False
    last: str = ""
    led: Entry | None = None

    def __bool__(self) -> bool:
        return bool(self.entries)

    def html(self, texts: Texts, most: int, deep: int) -> str:
        """The list as an expandable quote of as many entries as `most` gives it, each with at most `deep`
        details."""
        room = most * self.weight
        shown = [text for entry in self.entries[:room] for text in entry.lines(texts, deep)]
        left = len(self.entries[room:])
        rest = [texts.html(self.more, count=left)] if left else []
        led = self.led.lines(texts, most * LED) if self.led else []
        lines = ["; ".join(shown), *rest] if self.inline else [*led, *shown, *rest, self.last]
        body = "\n".join(text for text in lines if text)
        return f"{self.head}\n<blockquote expandable>{body}</blockquote>"


def cuts(lists: Sequence[Listing]) -> Iterator[tuple[int, int]]:
    """How much to show, the most first: (entries of a list, details of an entry); details go first."""
    rooms = [(len(found.entries), found.weight) for found in lists]
    rooms += [(len(found.led.details), LED) for found in lists if found.led]
    most = max((-(-entries // weight) for entries, weight in rooms), default=0)
    deepest = max((len(entry.details) for found in lists for entry in found.entries), default=0)
    yield from ((most, deep) for deep in range(deepest, -1, -1))
    yield from ((fewer, 0) for fewer in range(most - 1, -1, -1))
