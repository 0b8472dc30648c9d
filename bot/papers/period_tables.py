"""Tables of tasks by periods, one for each length of period: who reported when, who did not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.model.deadline import Period
from bot.model.progress import Mark
from bot.papers.rows import PeriodRow, TaskRow
from bot.texts import Texts, day
from bot.texts.turns import cadence, turn_name

SIGNS = {
    Mark.ON_TIME: "✓",
    Mark.LATE: "✓",
    Mark.UNFINISHED: "◐",
    Mark.MISSED: "✗",
    Mark.WAIVED: "–",
    Mark.OPEN: "…",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodLine:
    """A task with what became of each period of its table, "" where it has no such period."""

    row: TaskRow
    cells: tuple[str, ...]
    marks: tuple[Mark | None, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodTable:
    """Tasks whose periods are alike: how often they turn, the periods' names, a line each task."""

    name: str
    periods: tuple[str, ...]
    lines: tuple[PeriodLine, ...]


def period_tables(rows: Sequence[TaskRow], texts: Texts, most: int | None = None) -> Iterator[PeriodTable]:
    """The tables of these tasks, each with its `most` newest periods (null: all)."""
    groups: dict[str, list[TaskRow]] = {}
    for row in rows:
        if row.periods:
            groups.setdefault(cadence(texts, row.kind, row.periods[-1].period), []).append(row)
    for name, found in groups.items():
        known = {each.period for row in found for each in row.periods}
        periods = sorted(known, key=lambda period: (period.end, period.start))[-most if most else 0 :]
        yield PeriodTable(
            name=name,
            periods=tuple(_heading(turn_name(texts, period)) for period in periods),
            lines=tuple(_line(row, periods) for row in found),
        )


def _heading(name: str) -> str:
    return name[:1].upper() + name[1:]


def _line(row: TaskRow, periods: Sequence[Period]) -> PeriodLine:
    found = {each.period: each for each in row.periods}
    shown = [found.get(period) for period in periods]
    return PeriodLine(
        row=row,
        cells=tuple(_cell(each) if each else "" for each in shown),
        marks=tuple(each.mark if each else None for each in shown),
    )


def _cell(found: PeriodRow) -> str:
    """`✓`, or late with its day: `✓ 5/2/2026`."""
    late = day(found.reported) if found.mark is Mark.LATE and found.reported else ""
    return " ".join(filter(None, (SIGNS[found.mark], late)))
