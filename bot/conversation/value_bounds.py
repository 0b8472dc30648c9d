"""What a target's figure can't be: no share beyond its whole, no half an enterprise; and what was meant."""

import re
from decimal import Decimal

from bot.language.folding import fold
from bot.language.numbers import Numeral
from bot.model.plan import Target
from bot.model.target import plain

# Percentages that are no part of a whole: growth, a rate per time, and what is compared with a plan's figure.
NO_SHARE = re.compile(r"/|\b(?:tang|giam|so voi|cung ky|ke hoach|du toan|moi|hang nam|binh quan)\b")
# Units that start with one of these are measured, not counted: 1,5 nghìn tỷ đồng, 2,5 ha.
MEASURES = re.compile(
    r"(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|đồng|vnd|usd|eur|ha|héc|hecta|k?m[23²³]?|mét|tạ|tấn|k?g|gam|lít"
    r"|[kmg]wh?|giờ|phút|ngày|tuần|tháng|quý|năm|tuổi|điểm|độ|lần|chỉ|hệ|mức|phần"
    r"|thousand|million|billion|points|hours|days|months|years|tonnes)\b"
)
ENGLISH = re.compile(r"\.[0-9]+$")  # a dot that parts no thousands: 41.20


def beyond(value: Decimal, target: Target) -> bool:
    """Whether the target is a share of a whole and the figure is not between nothing and all of it."""
    return _share(target) and not 0 <= value <= 100


def broken(value: Decimal, target: Target) -> bool:
    """Whether the target counts whole things and the figure is a fraction."""
    return _counted(target) and not _whole(value)


def meant(found: Numeral, target: Target) -> Decimal | None:
    """Another reading of the same digits that the target can have and that is nearer to its goal."""
    if found.other is not None:
        readings = [found.other]
    elif _whole(found.value):
        readings = []
    else:  # thousands with noughts left out, or a mark too many: 41.20 for 41.200 or 4120
        digits = Decimal(re.sub("[^0-9]", "", found.typed))
        readings = [plain(found.value * 1000), digits]
    near = [each for each in readings if _distance(each, target) < _distance(found.value, target)]
    possible = [each for each in near if not beyond(each, target) and not broken(each, target)]
    return min(possible, key=lambda each: _distance(each, target), default=None)


def doubted(found: Numeral, target: Target) -> Decimal | None:
    """What was meant, where the marks can be read in two ways: 41,200 and 41.20, but not 41,2."""
    return meant(found, target) if found.other is not None or ENGLISH.search(found.typed) else None


def _share(target: Target) -> bool:
    """Whether the unit is a share of a whole: "% GRDP", but not "%/năm" nor "%" of a growth."""
    if not target.unit.startswith("%") or any(not 0 <= figure <= 100 for figure in _figures(target)):
        return False
    return not NO_SHARE.search(fold((target.unit if target.unit.strip("% ") else target.title).casefold()))


def _counted(target: Target) -> bool:
    """Whether the unit is a thing and not a measure, and the plan's own figures are whole."""
    unit = target.unit.casefold()
    measured = "%" in unit or "‰" in unit or "/" in unit or MEASURES.match(unit) is not None
    return not measured and all(map(_whole, _figures(target)))


def _figures(target: Target) -> list[Decimal]:
    given = (target.low, target.high, target.baseline.value if target.baseline else None)
    return [figure for figure in given if figure is not None]


def _whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _distance(value: Decimal, target: Target) -> Decimal:
    """How many times the goal the figure is, or the goal the figure; marks misread make it thousands."""
    value, goal = abs(value), abs(target.goal)
    return max(value / goal, goal / value) if value and goal else Decimal("Infinity")
