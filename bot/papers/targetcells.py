"""The workbook's two sheets of targets: their columns, and what stands in each row."""

from decimal import Decimal

from bot.papers.rows import TargetRow, ValueRow
from bot.papers.tables import Value
from bot.papers.words import compared, started
from bot.texts import Texts

# Name, width, look.
TARGET_COLUMNS = (
    ("target", 40, "text"),
    ("horizon", 8, "whole"),
    ("low", 12, "number"),
    ("high", 12, "number"),
    ("measure", 18, "text"),
    ("value", 15, "number"),
    ("value_on", 11, "date"),
    ("line", 12, "number"),
    ("change", 12, "number"),
    ("compared", 24, "text"),
    ("start", 26, "text"),
    ("source", 26, "text"),
    ("reporter", 18, "text"),
)
VALUE_COLUMNS = (
    ("number", 7, "whole"),
    ("target", 40, "text"),
    ("horizon", 8, "whole"),
    ("value_on", 11, "date"),
    ("figure", 14, "number"),
    ("measure", 18, "text"),
    ("source", 30, "text"),
    ("last_at", 16, "moment"),
    ("by", 22, "text"),
    ("who", 18, "text"),
    ("undone", 11, "middle"),
)


def target_cells(row: TargetRow, texts: Texts) -> list[Value]:
    """A target: what is to be reached, the latest figure, the line, where it starts, the source."""
    value = _number(row.value) if row.value is not None else texts.plain("papers.no_value")
    goal: list[Value] = [row.title, row.horizon, _number(row.low), _number(row.high), row.unit]
    reached: list[Value] = [value, row.on, _number(row.line), _number(row.change), compared(row, texts)]
    return [*goal, *reached, started(row, texts), row.source, row.owner]


def value_cells(row: ValueRow, texts: Texts) -> list[Value]:
    """One figure as it was told."""
    undone = texts.plain("papers.undone") if row.undone else None
    figure: list[Value] = [row.id, row.title, row.horizon, row.on, _number(row.value), row.unit]
    return [*figure, row.source, row.at, row.by, row.who, undone]


def _number(value: Decimal | None) -> float | None:
    """Excel knows floats alone: fifteen digits of them are exact."""
    return None if value is None else float(value)
