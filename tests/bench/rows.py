"""Every row of the table, in its order."""

from . import commands, loading, memory, papers, sending, talking
from .table import Row

ROWS: tuple[Row, ...] = (
    *sending.ROWS,
    *talking.ROWS,
    *loading.ROWS,
    *commands.ROWS,
    *memory.ROWS,
    *papers.ROWS,
)
