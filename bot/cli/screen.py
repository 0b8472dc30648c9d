"""Tables and chats in the terminal, with its colours where it has any."""

from collections.abc import Iterable, Sequence

from rich.box import HEAVY_HEAD, Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.terminal import cells, tell, width, wrapped

UNBOUND = 10_000  # columns, where nothing is cut at the edge of a terminal


def show_table(columns: Sequence[str], rows: Sequence[Sequence[str]], box: Box = HEAVY_HEAD) -> None:
    """A table; where the terminal is too narrow for its longest words, a list with the columns' names."""
    room = width()
    least = [max(map(_longest, column)) for column in zip(columns, *rows, strict=True)]
    if room is not None and sum(least) + 3 * len(columns) + 1 > room:
        records = ("\n".join(f"{n}: {c}" for n, c in zip(columns, row, strict=True) if c) for row in rows)
        tell("\n\n".join(records))
        return
    table = Table(box=box)
    for name, words in zip(columns, least, strict=True):
        table.add_column(Text(name), min_width=words)
    for row in rows:
        table.add_row(*map(Text, row))
    Console(width=room or UNBOUND, highlight=False).print(table)


def _longest(cell: str) -> int:
    return max(map(cells, cell.split()), default=0)


class Screen:
    """Prints chats: headings, who speaks, and behind a bar what is said."""

    def __init__(self) -> None:
        self._console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
        self._width = width()
        self._heading = ""

    def heading(self, text: str) -> None:
        """A heading, once for all that follows under it."""
        if text != self._heading:
            self._heading = text
            self.line(f"\n{text}", "bold yellow")

    def line(self, text: str, style: str = "", lead: str = "") -> None:
        for each in wrapped(text, self._width, lead):
            self._console.print(each, style=style)

    def quote(self, text: str, buttons: Iterable[Iterable[str]]) -> None:
        for line in text.splitlines():
            self.line(line, lead="   │ ")
        for row in buttons:
            self.line(" ".join(f"[{label}]" for label in row), style="cyan", lead="   │ ")
