"""The workbook's columns: of each sheet their names, widths and looks, and what stands in their cells."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from bot.papers.rows import Entry, TargetRow, TaskRow, ValueRow
from bot.papers.tables import Value
from bot.papers.words import by, compared, deadline, did, last_told, sort_name, started, state_name
from bot.texts import Texts

Row = TypeVar("Row")
Columns = tuple[tuple[str, float, str, Callable[[Row, Texts], Value]], ...]


def _undone(row: Entry | ValueRow, texts: Texts) -> str | None:
    return texts.plain("papers.undone") if row.undone else None


def _number(value: Decimal | None) -> float | None:
    """Excel knows floats alone: fifteen digits of them are exact."""
    return None if value is None else float(value)


def _value(row: TargetRow, texts: Texts) -> Value:
    return texts.plain("papers.no_value") if row.value is None else float(row.value)


PRINTED = 11
"""How many columns of the tracker go on paper, as a conference needs them; more would be too small."""
TASK_COLUMNS: Columns[TaskRow] = (
    ("code", 9, "text", lambda row, _: row.code),
    ("title", 46, "text", lambda row, _: row.title),
    ("unit", 20, "text", lambda row, _: row.unit),
    ("deadline", 18, "text", lambda row, texts: deadline(row.deadline, row.follows, texts)),
    ("due", 11, "date", lambda row, _: row.due),
    ("state", 13, "middle", lambda row, texts: state_name(row.state, texts)),
    ("percent", 8, "percent", lambda row, _: None if row.percent is None else row.percent / 100),
    ("done_on", 11, "date", lambda row, _: row.done_on),
    ("cell", 20, "middle", lambda row, texts: texts.plain(f"papers.{row.cell or 'apart'}")),
    ("days_late", 9, "whole", lambda row, _: row.days_late or ""),
    ("last", 42, "text", last_told),
    ("by", 22, "text", lambda row, texts: by(row.last, texts) if row.last else ""),
    ("last_at", 17, "moment", lambda row, _: row.last.at if row.last else None),
    ("section", 10, "text", lambda row, _: row.section),
    ("sort", 15, "text", lambda row, texts: sort_name(row.kind, texts)),
    ("first_due", 12, "date", lambda row, _: row.first_due),
    ("extensions", 9, "whole", lambda row, _: row.extensions or None),
    ("reported_on", 12, "date", lambda row, _: row.reported_on),
    ("deliverable", 34, "text", lambda row, _: row.deliverable),
    ("support", 44, "text", lambda row, _: "; ".join(row.support)),
    ("wording", 60, "text", lambda row, _: row.wording),
)
HISTORY_COLUMNS: Columns[Entry] = (
    ("number", 8, "whole", lambda row, _: row.id),
    ("last_at", 17, "moment", lambda row, _: row.at),
    ("code", 12, "text", lambda row, _: row.code),
    ("title", 42, "text", lambda row, _: row.title),
    ("did", 24, "text", did),
    ("words", 48, "text", lambda row, _: row.words),
    ("by", 24, "text", lambda row, texts: by(row, texts)),
    ("who", 22, "text", lambda row, _: row.unit),
    ("undone", 12, "middle", _undone),
)
TARGET_COLUMNS: Columns[TargetRow] = (
    ("target", 40, "text", lambda row, _: row.title),
    ("horizon", 8, "whole", lambda row, _: row.horizon),
    ("low", 12, "number", lambda row, _: _number(row.low)),
    ("high", 12, "number", lambda row, _: _number(row.high)),
    ("measure", 18, "text", lambda row, _: row.unit),
    ("value", 15, "number", _value),
    ("value_on", 11, "date", lambda row, _: row.on),
    ("line", 12, "number", lambda row, _: _number(row.line)),
    ("change", 12, "number", lambda row, _: _number(row.change)),
    ("compared", 24, "text", compared),
    ("start", 26, "text", started),
    ("source", 26, "text", lambda row, _: row.source),
    ("reporter", 18, "text", lambda row, _: row.owner),
)
VALUE_COLUMNS: Columns[ValueRow] = (
    ("number", 7, "whole", lambda row, _: row.id),
    ("target", 40, "text", lambda row, _: row.title),
    ("horizon", 8, "whole", lambda row, _: row.horizon),
    ("value_on", 11, "date", lambda row, _: row.on),
    ("figure", 14, "number", lambda row, _: _number(row.value)),
    ("measure", 18, "text", lambda row, _: row.unit),
    ("source", 30, "text", lambda row, _: row.source),
    ("last_at", 16, "moment", lambda row, _: row.at),
    ("by", 22, "text", lambda row, _: row.by),
    ("who", 18, "text", lambda row, _: row.who),
    ("undone", 11, "middle", _undone),
)
