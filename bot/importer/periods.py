"""Columns that are a time each, "2025 | 2026 | 2027", with a mark where a task runs."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.documents.pieces import Cell

PERIOD = re.compile(
    r"(?:.* )?(?P<year>(?:nam )?20\d\d)$"
    r"|(?:.* )?(?P<other>quy (?:i{1,3}|iv|[1-4])(?:/20\d\d| nam 20\d\d)?|(?:thang |t)\d{1,2}(?:/20\d\d)?)$"
)
MARK = re.compile(r"[xX✓✔√●•+*v]{1,2}")
LEAST = 2  # columns


def periods_of(heads: Sequence[str], grid: Sequence[Sequence[Cell | None]], first: int) -> Mapping[int, str]:
    """The time each column stands for, by its bare head; none where the cells hold more than marks."""
    found = {column: match for column, head in enumerate(heads) if (match := PERIOD.match(head))}
    cells = [text for row in grid[first:] for column in found if (text := _text(row[column]))]
    if len(found) < LEAST or not cells or not all(MARK.fullmatch(text) for text in cells):
        return {}
    return {column: match["year"] or match["other"] for column, match in found.items()}


def marked(periods: Mapping[int, str], row: Sequence[Cell | None]) -> str:
    """The time that the marks of a row mean, as a plan would write it; empty where there are none."""
    times = [period for column, period in sorted(periods.items()) if column < len(row) and _text(row[column])]
    years = [time.removeprefix("nam ") for time in times]
    if len(years) > 1 and all(year.isdigit() for year in years):
        return f"{years[0]} - {years[-1]}"
    return _written(times[-1:])


def _written(times: Iterable[str]) -> str:
    words = {"nam": "Năm", "quy": "Quý", "thang": "Tháng"}
    for time in times:
        if time.isdigit():
            return f"Năm {time}"
        name, _, rest = time.partition(" ")
        return f"{words[name]} {rest.upper()}" if rest else time.upper()
    return ""


def _text(cell: Cell | None) -> str:
    return cell.text.strip() if cell else ""
