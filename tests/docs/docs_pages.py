"""The pages people read, taken apart: their tables, their blocks of code, and what they name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
README, HOUSE, PLANS, TESTS = (ROOT / room / "README.md" for room in ("", "bot", "plans", "tests"))
PAGES = (README, HOUSE, PLANS, TESTS, ROOT / "CONTRIBUTING.md")

TICKED = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the words of its head, and its rows cell by cell."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def row(self, name: str) -> tuple[str, ...]:
        """The row whose first cell names this in ticks."""
        return next(row for row in self.rows if name in TICKED.findall(row[0]))


def tables(page: Path) -> list[Table]:
    blocks = re.findall(r"(?:^\|.*\n)+", page.read_text(encoding="utf-8"), re.MULTILINE)
    parsed = [[_cells(line) for line in block.splitlines()] for block in blocks]
    return [Table(head, tuple(rows)) for head, _, *rows in parsed]


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")))


def table(page: Path, head: str) -> Table:
    """The table whose first column is headed so."""
    return next(each for each in tables(page) if each.head[0] == head)


def blocks(page: Path, language: str) -> list[str]:
    """The blocks of code in that language, as printed."""
    fenced = re.findall(
        r"^ *```(\w*)\n(.*?)^ *```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [text for marked, text in fenced if marked == language]


def prose(page: Path) -> str:
    """The page without its blocks of code."""
    return re.sub(r"^ *```.*?^ *```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def ticked(page: Path) -> Iterator[str]:
    """Every word or phrase of the prose that stands in ticks."""
    yield from TICKED.findall(prose(page))
