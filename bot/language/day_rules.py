"""The table of days: each rule has a name, the phrases it knows and the reader of what they hold."""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from bot.language.day_readers import READERS
from bot.language.folding import accepted, spelled
from bot.language.numbers import WORDS
from bot.language.phrases import rules
from bot.language.stretches import Stretch
from bot.language.words import ELEMENTS as NOTATION
from bot.language.words import expression


class DayRule(NamedTuple):
    """`read` is told the view and the groups of the phrase that took part; its None lets the words be."""

    name: str
    phrases: re.Pattern[str]
    read: Callable[..., Stretch | None]


def _one_of(*words: str) -> str:
    return "(?:" + "|".join(map(accepted, words)) + ")"


NAM = _one_of("năm")
N = f"(?:[0-9]{{1,2}}|(?!{NAM} [0-9]){_one_of(*WORDS)})"  # "tháng năm 2026" names no fifth month
ROMAN = "(?:iii|ii|iv|i)"
QUARTER = f"(?:[0-9]{{1,2}}|{ROMAN}|{_one_of('một', 'hai', 'ba', 'bốn', 'tư')}|(?:viii|vii|vi|v)(?= /))"
AND = f"(?:(?:[,&-]|{_one_of('và', 'hoặc')}) )"
# A year behind what it belongs to: in words of its own, or within the token "6/2026".
YEAR = (
    rf"(?:(?:[/,] )?(?:{_one_of('của')} )?{NAM} ([0-9]{{2,6}}) "
    r"|/ ([0-9]{2,6}) |(?:[,-] )?(20[0-9]{2,4}) )(?!/ [0-9])"
)
IN_TOKEN = r"(?:[/.\-]([0-9]{4,6})|/([2-9][0-9])) "


def _listed(unit: str, item: str) -> str:
    """One number or a list of them with the year behind."""
    many = f"(?:{item} {AND}(?:{unit} )?)*"
    return rf"(?:({many}{item}) {YEAR}|({many}[0-9]{{1,2}}){IN_TOKEN})"


def _alone(unit: str, item: str, bare: str = "(?!)") -> str:
    """The same without a year: each with its unit before it, but for those that stand `bare`."""
    return rf"({item}(?: {AND}(?:{unit} {item}|{bare}(?= )))*) "


NO_DAY = f"(?!{_one_of('ngày')} |[0-9])"  # "quý trước ngày 15"
QUY, THANG = f"(?:{_one_of('quý')}|q)", _one_of("tháng")

ELEMENTS = {
    # "tu" and "sau" without their marks are "từ" and "sau" more often than four and six.
    "D": f"([0-9]{{1,2}}|{_one_of('một', 'hai', 'ba', 'bốn', 'bảy', 'tám', 'chín', 'mười')}) ",
    "N": f"({N}) ",
    "N/Y": rf"(?:({N}) {YEAR}|([0-9]{{1,2}}){IN_TOKEN})",
    "N/Y?": rf"(?:({N}) {YEAR}|([0-9]{{1,2}}){IN_TOKEN}|({N}) )",
    "DIGIT/Y": rf"([0-9])(?: {YEAR}|{IN_TOKEN})",
    "QUARTERS/Y": _listed(QUY, QUARTER),
    "QUARTERS": _alone(QUY, QUARTER, ROMAN),
    "MONTHS/Y": _listed(THANG, N),
    "MONTHS": _alone(THANG, N),
    "YEARS": rf"([0-9]{{4,6}}(?: {AND}(?:{NAM} )?20[0-9]{{2}})*) ",
    "Y": "([0-9]{4,6}) ",
    "YY": "([0-9]{2}) ",
    "W": f"([2-8]|{_one_of('hai', 'ba', 'bốn', 'tư', 'năm', 'sáu', 'bảy')}) ",
    "YEAR": YEAR,
    "OFYEAR": rf"(?:{YEAR}|{NAM} (?![0-9])|(?=[,?] ))",
    "D/M/Y": r"([0-9]{1,2})(?:/([0-9]{1,2})/([0-9]{2}|[0-9]{4,6})|-([0-9]{1,2})-([0-9]{2}|[0-9]{4,6})"
    r"|\.([0-9]{1,2})\.([0-9]{4,6}|[2-9][0-9])) ",
    "D_/_M_/_Y": r"([0-9]{1,2}) ?[/-] ?([0-9]{1,2}) ?[/-] ?([0-9]{4,6}) ",
    "Y/M/D": r"([0-9]{4,6})(?:/([0-9]{1,2})/([0-9]{1,2})|-([0-9]{1,2})-([0-9]{1,2})) ",
    "D/M": r"([0-9]{1,2})/([0-9]{1,2}) ",
    "D.M": r"([0-9]{1,2})[.\-]([0-9]{1,2}) ",
    "M/Y": r"([0-9]{1,2})[/\-]([0-9]{4,6}) ",
    "Y/M": r"([0-9]{4,6})[/\-]([0-9]{1,2}) ",
    "QROMAN": f"q({ROMAN}) ",
    "ROMAN": rf"(?<!muc )(?<!phan )(?<!{spelled('mục')} )(?<!{spelled('phần')} )({ROMAN}) ",
    "PART": f"({_one_of('đầu', 'giữa')}) ",
    "(nửa)": f"({_one_of('nửa')}) ",
    "ENDS": f"({_one_of('đầu', 'cuối')}) ",
    "UNIT": f"({_one_of('tuần', 'tháng', 'quý', 'năm')}) ",
    "MONTHLY": f"({_one_of('tháng', 'quý')}) ",
    "YEARLY": f"({NAM}) ",
    "EVERY": "(week|month|quarter|year) ",
    "THIS": f"{_one_of('này', 'nay')} ",
    "LAST": f"(?:{_one_of('trước', 'ngoái')}|(?:{accepted('vừa')} )?{_one_of('rồi', 'qua')}) {NO_DAY}",
    "NEXT": f"{_one_of('sau', 'tới', 'kế')} (?!{_one_of('hoạch')} ){NO_DAY}",
    "TO": f"(?:-|{_one_of('đến', 'tới')}) ",
    "ALONE": rf"(?<!viet )(?<!quang )(?<!{spelled('việt')} )(?<!{spelled('quảng')} )",
    "H": "(?<![0-9] )h ",
    "FROM": rf"(?:(?<={spelled('từ')} )|(?<=tu ))",
    "FAR": f"(?![0-9]|{N} )",
    "-?": "(?:[,-] )?",
}  # fmt: skip


@cache
def day_rules() -> tuple[DayRule, ...]:
    """Each form of `phrases/days.txt` with its reader, and how far on that looks where a number says so."""
    known, found = {**NOTATION, **ELEMENTS}, []
    for head, phrases in rules("days"):
        name, _, told = head.partition(" -> ")
        reader, *far = told.split()
        read = READERS[reader](*map(int, far)) if far else READERS[reader]
        found.append(DayRule(name, expression(phrases, known), read))
    return tuple(found)
