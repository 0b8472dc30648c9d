"""A reported figure in words: "41.200 doanh nghiệp, 30/6/2026, theo Sở Tài chính"."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.language.days import LOOSE, stretches
from bot.language.folding import Folded, fold
from bot.language.numbers import SCALES, Numeral, numeral
from bot.language.stretches import Found, Impossible, Standpoint, Way
from bot.model.plan import Target
from bot.model.say import Say, say
from bot.model.target import plain
from bot.texts import day, texts_in

# Percentages that are no part of a whole: growth, a rate per time, and what is compared with a plan's figure.
NO_SHARE = re.compile(r"/|\b(?:tang|giam|so voi|cung ky|ke hoach|du toan|moi|hang nam|binh quan)\b")
# Units that start with one of these are measured, not counted: 1,5 nghìn tỷ đồng, 2,5 ha.
MEASURES = re.compile(
    r"(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|đồng|vnd|usd|eur|ha|héc|hecta|k?m[23²³]?|mét|tạ|tấn|k?g|gam|lít"
    r"|[kmg]wh?|giờ|phút|ngày|tuần|tháng|quý|năm|tuổi|điểm|độ|lần|chỉ|hệ|mức|phần"
    r"|thousand|million|billion|points|hours|days|months|years|tonnes)\b"
)
ENGLISH = re.compile(r"\.[0-9]+$")  # a dot that parts no thousands: 41.20
SCALE = re.compile(rf"\s*(?P<word>{'|'.join(SCALES)})\b")
LEAD = re.compile(
    r"\s*(?:(?:so lieu|hien nay|hien|dat|duoc|la|co|khoang|uoc|gan|hon|tren|so)\b\s*|[=:–-]\s+)*"
)
PERCENT = re.compile(r"\s*(?:%|phan tram\b)")
PAUSE = re.compile(r"[\s,;:.(–-]*")
JOIN = re.compile(
    r"(?:(?:tinh|den|het|ngay|cuoi|tu|truoc|cham nhat|tai|vao|trong|thoi diem|cua|as of|on|at)\b[\s:]*)*"
)
AS_OF = re.compile(r"(?:\(|\b(?:tinh den|den het|den ngay|as of)\b)[\s:]*(?:(?:den|het|ngay|cuoi)\b\s*)*")
ENDS = " \t\n,;:.()–-"
UNREAD = re.compile(r"[0-9%/]")
POLITE = re.compile(r"(?:\s*\b(?:a|nhe|nha|nhi|roi|thoi|anh|chi|em|co|chu|bac|sep|thu ky)\b)*")
# What stands behind a figure as its source: behind a pause or a date, or so called.
SOURCE = re.compile(r"\s*(?:$|[,;:.()–-]|(?:theo|nguon|do|cua|tinh den|den het|den ngay|as of|by)\b)")


@dataclass(frozen=True, slots=True)
class TargetFigure:
    """A figure told: its value, the day it is about, its source as typed.

    `typed` is the figure as it was written, where its marks can be read as another figure, `other`, that is
    nearer to the target: the receipt then says how it was read.
    """

    value: Decimal
    on: date
    note: str
    typed: str = ""
    other: str = ""


class _Refused(Exception):
    def __init__(self, what: str, **values: str) -> None:
        super().__init__(what)
        self.say: Say = say(f"target.{what}", **values)


def told(text: str, target: Target, today: date) -> TargetFigure | Say:
    """What a text reports of a target, or why it can't be taken.

    The order is figure, unit, date, source; the date may stand first, and is today where none is named. A
    date behind words of the source is that of the source, unless "tính đến" or a bracket stands before it.
    Words that are none of these are never taken for the source.
    """
    clean = " ".join(unicodedata.normalize("NFC", text).split())
    try:
        return _told(clean, fold(clean.casefold()), target, today)
    except _Refused as refused:
        return refused.say


def reads(text: str, target: Target, today: date) -> bool:
    """Whether a text is a figure, good or not, and nothing else but its unit, its date and a named source."""
    found = told(text, target, today)
    if isinstance(found, Say):
        return found.key not in ("target.no_figure", "target.left")
    return not found.note or fold(found.note.casefold()).startswith(("theo ", "nguon"))


def _told(text: str, folded: str, target: Target, today: date) -> TargetFigure:
    days = Folded(text, folded)
    first = _found(days, 0, today)
    at = _past(PAUSE, folded, first.at[1]) if first else 0
    at = _past(LEAD, folded, _after_unit(folded, _past(LEAD, folded, at), target))
    found = numeral(text[at:])
    if found is None:
        raise _Refused("no_figure", unit=target.unit)
    value, end = _measured(folded, at + found.end, found, target)
    behind = _past(PAUSE, folded, end)
    second = _found(days, behind, today) or _found(days, _past(JOIN, folded, behind), today)
    if first is None and second:
        end = second.at[1]
    end = _past(POLITE, folded, end)
    dated = first is not None or second is not None
    note = _closed(text[end:].strip(ENDS))
    named = AS_OF.search(folded, end)
    third = _found(days, named.end(), today) if named else None
    on = _last_day(first or second or third, today)
    if UNREAD.match(note):
        raise _Refused("no_figure", unit=target.unit)
    if not dated and not SOURCE.match(folded, end):
        raise _Refused("left", unit=target.unit, left=note)
    other = _doubted(found, target) if value == found.value else None
    typed = found.typed if other is not None else ""
    return TargetFigure(value, _passed(on, today), note, typed, _written(other))


def _found(text: Folded, at: int, today: date) -> Found | None:
    """What is named at a place of the text, told its end there; without a year it has gone by."""
    rest = Folded(text.clean[at:], text.plain[at:])
    found = next(iter(stretches(rest, Standpoint(today, Way.PAST), LOOSE)), None)
    if found is None or text.plain[at : at + found.at[0]].strip():
        return None
    return replace(found, at=(at, at + found.at[1]))


def _last_day(found: Found | None, today: date) -> date:
    if isinstance(found, Impossible):
        raise _Refused("no_such_day", day=found.words)
    return found.end if found else today


def _past(words: re.Pattern[str], folded: str, at: int) -> int:
    match = words.match(folded, at)
    return match.end() if match else at


def _measured(folded: str, at: int, found: Numeral, target: Target) -> tuple[Decimal, int]:
    """The value in the target's own unit, and where its words end: "41,2 nghìn doanh nghiệp" is 41200."""
    end = _after_unit(folded, at, target)
    percent = PERCENT.match(folded, at)
    if percent and "%" not in target.unit:
        raise _Refused("not_percent", unit=target.unit)
    value, scale = found.value, SCALE.match(folded, at)
    if end == at and scale:
        value = plain(value * SCALES[scale["word"]])
        end = _after_unit(folded, scale.end(), target)
    end = max(end, percent.end() if percent else end)
    if (
        end == at and folded[at : at + 1].isalpha()
    ):  # 1e5, 41x: whatever it is, it is not what stands before it
        raise _Refused("no_figure", unit=target.unit)
    if value < 0 and "%" not in target.unit:
        raise _Refused("below_nought", unit=target.unit)
    impossible = "beyond" if _beyond(value, target) else "broken" if _broken(value, target) else ""
    if impossible:
        other = _meant(found, target) if value == found.value else None
        raise _Refused(impossible, unit=target.unit, value=_written(value), meant=_written(other))
    return value, end


def _after_unit(folded: str, at: int, target: Target) -> int:
    """Where the words of the target's unit end, all of them, the first ones or their first letters ("DN").

    `at` where there are none.
    """
    start = at + 1 if folded[at : at + 1] == " " else at
    words = fold(target.unit.casefold()).split()
    short = "".join(word[0] for word in words) if len(words) > 1 and words[0].isalpha() else ""
    for name in (*(" ".join(words[:length]) for length in range(len(words), 0, -1)), *filter(None, [short])):
        if folded.startswith(name, start) and not folded[start + len(name) : start + len(name) + 1].isalnum():
            return start + len(name)
    return at


def _closed(note: str) -> str:
    return note + ")" * (note.count("(") - note.count(")"))


def _passed(on: date, today: date) -> date:
    if on > today:
        raise _Refused("future", day=day(on))
    return on


def _written(value: Decimal | None) -> str:
    """A figure as it is to be typed: by Vietnamese rules in every language."""
    return "" if value is None else texts_in("vi").number(value)


def _beyond(value: Decimal, target: Target) -> bool:
    """Whether the target is a share of a whole and the figure is not between nothing and all of it."""
    return _share(target) and not 0 <= value <= 100


def _broken(value: Decimal, target: Target) -> bool:
    """Whether the target counts whole things and the figure is a fraction."""
    return _counted(target) and not _whole(value)


def _meant(found: Numeral, target: Target) -> Decimal | None:
    """Another reading of the same digits that the target can have and that is nearer to its goal."""
    if found.other is not None:
        readings = [found.other]
    elif _whole(found.value):
        readings = []
    else:  # thousands with noughts left out, or a mark too many: 41.20 for 41.200 or 4120
        digits = Decimal(re.sub("[^0-9]", "", found.typed))
        readings = [plain(found.value * 1000), digits]
    near = [each for each in readings if _distance(each, target) < _distance(found.value, target)]
    possible = [each for each in near if not _beyond(each, target) and not _broken(each, target)]
    return min(possible, key=lambda each: _distance(each, target), default=None)


def _doubted(found: Numeral, target: Target) -> Decimal | None:
    """What was meant, where the marks can be read in two ways: 41,200 and 41.20, but not 41,2."""
    return _meant(found, target) if found.other is not None or ENGLISH.search(found.typed) else None


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
