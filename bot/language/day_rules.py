"""The table of days: each rule has a name, the phrases it knows and the reader of what they hold."""

from collections.abc import Callable
from typing import NamedTuple

from bot.language import day_readers as read
from bot.language.folding import accepted, spelled
from bot.language.numbers import WORDS
from bot.language.stretches import Stretch


class DayRule(NamedTuple):
    """`read` is told the view and the groups of the phrase that took part; its None lets the words be."""

    name: str
    phrases: str
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

DAY_RULES = (
    DayRule("lunar day", """ngày|đêm? rằm tháng N/Y?
                         ngày|đêm? rằm
                         ngày|mùng|mồng? N tháng? tết|giêng|chạp
                         tháng giêng|chạp""", read.lunar),
    # One day, and days of one month.
    DayRule("days of a month", """ngày? N TO hết? ngày? D/M/Y
                               ngày? N TO hết? ngày? D/M YEAR
                               ngày? N TO hết? ngày? D/M""", read.days),
    DayRule("day, month, year", "ngày|hôm? D/M/Y", read.day_and_month),
    DayRule("day, month, year apart", "ngày|hôm? D_/_M_/_Y", read.day_and_month),
    DayRule("year, month, day", "ngày|hôm? Y/M/D", read.swapped(read.day_and_month)),
    DayRule("day and month, then year", "ngày|hôm? D/M YEAR", read.day_and_month),
    DayRule("day of a quarter", "ngày? N của? tháng cuối cùng? của? quý|q N/Y", read.quarter_day),
    DayRule("day of this month", "ngày N tháng THIS", read.day_in(0, 1)),
    DayRule("day of next month", "ngày N tháng NEXT", read.day_in(1)),
    DayRule("day and month in words", """ngày|hôm|mùng|mồng N của? tháng|t N/Y?
                                      D của? tháng|t N/Y?""", read.day_and_month),
    # Half-years and quarters, months and years by their numbers.
    DayRule("months of a year", "N tháng ENDS OFYEAR", read.some_months),
    DayRule("half-year", """nửa ENDS OFYEAR
                         nửa năm ENDS OFYEAR
                         H DIGIT/Y""", read.half),
    DayRule("part of a month", "(nửa) đầu tháng|t N/Y?", read.part_of(read.month)),
    DayRule("month", "nửa cuối tháng|t N/Y?", read.month),
    DayRule("year and half", "Y -? h N", read.swapped(read.half)),
    DayRule("year and quarter", "Y -? q QUARTERS", read.swapped(read.quarter)),
    DayRule("part of a quarter", "PART quý|q N/Y?", read.part_of(read.quarter)),
    DayRule("quarter", """cuối|hết|trong? quý|q QUARTERS/Y
                       cuối|hết|trong? quý|q QUARTERS
                       q , QUARTERS/Y""", read.quarter),
    DayRule("quarter in one word", "cuối|hết|trong? QROMAN YEAR", read.quarter),
    DayRule("quarter without its word", "ROMAN / Y", read.quarter),
    DayRule("span of years", """giai_đoạn từ? năm? Y TO hết? năm? Y
                             giai_đoạn từ? năm? YY TO hết? năm? YY
                             năm? Y TO hết? năm? Y""", read.years),
    DayRule("part of a month", "PART tháng|t N/Y", read.part_of(read.month)),
    DayRule("month and its year", "cuối|hết|trong? tháng|t MONTHS/Y", read.month),
    # Told from today, before "tháng sáu" without its marks.
    DayRule("weekday of last week", """thứ|t W tuần LAST
                                    chủ nhật tuần LAST""", read.weekday(-1)),
    DayRule("weekday gone by", """hôm thứ W
                               thứ W LAST
                               hôm chủ nhật
                               chủ nhật LAST""", read.nearest_weekday(gone_by=True)),
    DayRule("weekday of next week", """thứ|t W tuần NEXT
                                    chủ nhật tuần NEXT""", read.weekday(1)),
    DayRule("weekday of this week", "thứ|t W tuần THIS", read.weekday(0)),
    DayRule("this year", """cuối|hết|trong? năm THIS
                         trong|hết|cuối năm FAR !trước|ngoái|qua|rồi|sau|tới""", read.this_year),
    DayRule("part of the last", "PART UNIT LAST", read.relative(-1)),
    DayRule("the last", """cuối|hết|trong? UNIT LAST
                        last EVERY""", read.relative(-1)),
    DayRule("part of this", "PART UNIT THIS", read.relative(0)),
    DayRule("this", """cuối|hết|trong? UNIT THIS
                    cuối|hết|trong UNIT FAR !trước|ngoái|qua|rồi|sau|tới|kế
                    this EVERY""", read.relative(0)),
    DayRule("part of the next", "PART UNIT NEXT", read.relative(1)),
    DayRule("the next", """cuối|hết|trong? UNIT NEXT
                        sang|qua UNIT FAR !trước|rồi|này|sau|tới
                        next EVERY""", read.relative(1)),
    DayRule("weekday", """thứ W này
                       thứ W !nhất|hai|ba
                       chủ nhật tuần? này?""", read.nearest_weekday()),
    DayRule("part of a turn", "PART MONTHLY FAR !trước|qua|rồi|sau|tới", read.part_of_turn),
    DayRule("part of the year", "PART YEARLY FAR !trước|ngoái|qua|rồi|sau|tới|học", read.part_of_turn),
    DayRule("part of a month", "PART tháng|t N !ngày", read.part_of(read.month)),
    DayRule("month", "cuối|hết|trong? tháng MONTHS !ngày", read.month),
    DayRule("month by its letter", "cuối|hết|trong? t N !ngày", read.month),
    DayRule("part of a year", "PART năm YEARS", read.part_of_year),
    DayRule("year", "cuối|hết|trong? ALONE năm YEARS", read.year),
    DayRule("year of two digits", "năm YY", read.year),
    DayRule("today", """hôm|bữa|sáng|trưa|chiều|tối|đêm nay
                     hiện nay
                     today""", read.from_today(0)),
    DayRule("tomorrow", """ngày|sáng|trưa|chiều|tối? mai
                        tomorrow""", read.from_today(1)),
    DayRule("day after tomorrow", "ngày kia|mốt D/M", read.day_and_month),
    DayRule("day after tomorrow", """ngày kia|mốt
                                  mốt""", read.from_today(2)),
    DayRule("yesterday", """hôm|bữa|hổm qua
                         yesterday""", read.from_today(-1)),
    DayRule("day before yesterday", "hôm|bữa|hổm kia", read.from_today(-2)),
    # So long from today.
    DayRule("working days", "# ngày làm việc", read.working_days),
    DayRule("half a month", "nửa tháng", read.counted(days=15)),
    DayRule("half a year", "nửa năm", read.counted(months=6)),
    DayRule("days", "# ngày|hôm|bữa|day|days", read.counted(days=1)),
    DayRule("weeks", "# tuần|week|weeks", read.counted(days=7)),
    DayRule("months", "# tháng|month|months", read.counted(months=1)),
    DayRule("quarters", "# quý", read.counted(months=3)),
    DayRule("years", "# năm", read.counted(months=12)),
    # Numbers alone.
    DayRule("day of the month", "ngày|hôm|mùng|mồng N !/", read.day_in(0, 1, 2)),
    DayRule("day announced", """FROM D/M !sang|đến|tới|qua
                             FROM D.M !sang|đến|tới|qua
                             ngày|hôm|sáng|trưa|chiều|tối D/M
                             ngày|hôm|sáng|trưa|chiều|tối D.M""", read.day_and_month),
    DayRule("month in figures", """ngày? M/Y""", read.month),
    DayRule("year and month", "Y/M", read.swapped(read.month)),
    DayRule("day and month", "D/M", read.bare),
    DayRule("day and month with a dot", "D.M", read.bare),
    DayRule("year alone", """YEARS
                          YY""", read.year),
)  # fmt: skip
