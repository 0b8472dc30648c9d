"""The figures as JSON, for other programs: the same names as in the code, dates as ISO 8601."""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from bot.papers.figures import PlanFigures
from bot.papers.own import SIGN
from bot.texts import Texts


def data(figures: PlanFigures, _: Texts) -> bytes:
    """UTF-8 JSON; moments carry the offset of the plan's time zone."""
    told = asdict(figures) | {"made_by": SIGN}
    return json.dumps(told, default=_plain, ensure_ascii=False, indent=2).encode() + b"\n"


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)
