"""Every row of the table, in its order."""

from . import commands, country_day, history, loading, memory, papers, replies, sending, talking
from .table import Row

PARTS = (sending, talking, loading, commands, country_day, replies, history, memory, papers)
ROWS: tuple[Row, ...] = tuple(row for part in PARTS for row in part.ROWS)
