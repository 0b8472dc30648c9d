"""Every row of the table, in its order."""

from . import commands, loading, sending, talking
from .table import Row

ROWS: tuple[Row, ...] = (*sending.ROWS, *talking.ROWS, *loading.ROWS, *commands.ROWS)
