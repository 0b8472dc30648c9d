"""Days as spreadsheets count them: a number of days since the end of 1899."""

import re
from datetime import date, timedelta

FIRST_DAY = date(1899, 12, 30)
SERIAL = re.compile(r"[3-6]\d{4}")  # 19/2/1982 to 8/8/2091: no year, and no other figure of a deadline


def serial_day(text: str) -> str | None:
    """The day a bare number stands for where a date was pasted as text, "46297", as offices write days."""
    if not SERIAL.fullmatch(text.strip()):
        return None
    day = FIRST_DAY + timedelta(days=int(text))
    return f"{day.day}/{day.month}/{day.year}"
