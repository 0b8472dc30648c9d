"""Every row of the table, in its order."""

from . import commands, loading
from .table import Row

ROWS: tuple[Row, ...] = (*loading.ROWS, *commands.ROWS)
