"""The days a reply names, each as the last day meant: "quý 3" is 30/9, "2 tuần nữa" a fortnight on."""

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from dateutil.relativedelta import relativedelta

from bot.language.numbers import number
from bot.language.words import Token, pattern, rewrite

Found = tuple[str, date | None]


def _of(year: int, month: int, day: int | None = None) -> date | None:
    """That day, the month's last without one; None outside 2000-2100 or the calendar."""
    if not (2000 <= year <= 2100 and 1 <= month <= 12):
        return None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last if day is None else day) if (day or 1) in range(1, last + 1) else None


def _dated(on: date, day: date | None) -> Found | None:
    if day is None:
        return None
    return "TODAY" if day == on else "DAY" if day > on else "PAST", day


def _coming(on: date, month: int, day: int | None = None) -> Found | None:
    """A day or month without a year: the next such one; PAST where this year's has gone by."""
    this = _of(on.year, month, day)
    if this is not None and this >= on:
        return _dated(on, this)
    later = _of(on.year + 1, month, day)
    return ("PAST", later) if later else None


def _full(on: date, a: str, b: str, c: str) -> Found | None:
    day, month, year = (c, b, a) if len(a) == 4 else (a, b, c)
    return _dated(on, _of(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)))


def _pair(on: date, a: str, b: str) -> Found | None:
    """15/7 is a day, 7/2026 a month."""
    return _dated(on, _of(int(b), int(a))) if len(b) == 4 else _coming(on, int(b), int(a))


def _bare_pair(on: date, a: str, b: str) -> Found | None:
    """3/5 gone by may as well be three of five."""
    found = _pair(on, a, b)
    return ("ROUGH", found[1]) if found and found[0] != "DAY" and int(a) <= int(b) else found


def _quarter(on: date, quarter: str, year: str | None = None) -> Found | None:
    which = number(quarter)
    if not 1 <= which <= 4:
        return None
    return _dated(on, _of(number(year), which * 3)) if year else _coming(on, which * 3)


def _month(on: date, month: str, year: str | None = None) -> Found | None:
    return _dated(on, _of(number(year), number(month))) if year else _coming(on, number(month))


def _day_of_month(on: date, day: str) -> Found | None:
    """The next day of that number; PAST where this month's has gone by."""
    this = _of(on.year, on.month, number(day))
    if this is not None and this >= on:
        return _dated(on, this)
    later = _day_next_month(on, number(day))
    return ("PAST", later[1]) if later else None


def _day_next_month(on: date, day: int) -> Found | None:
    after = on + relativedelta(months=1)
    return _dated(on, _of(after.year, after.month, day))


def _written_out(on: date, day: str, month: str, year: str | None = None) -> Found | None:
    if year is None:
        return _coming(on, number(month), number(day))
    return _dated(on, _of(number(year), number(month), number(day)))


def _shifted(on: date, months: int) -> Found | None:
    later = on + relativedelta(months=months)
    return _dated(on, _of(later.year, later.month))


def _this_quarter(on: date, ahead: int = 0) -> Found | None:
    return _shifted(on, 2 - (on.month - 1) % 3 + 3 * ahead)


def _week(on: date, ahead: int) -> Found | None:
    """A week ends on its Sunday."""
    return "DAY", on + timedelta(days=6 - on.weekday() + 7 * ahead)


def _weekday(on: date, which: int, ahead: int | None = None) -> Found | None:
    """Thứ 2 is Monday, 8 stands for Sunday; with no week named, the next one."""
    if not 2 <= which <= 8:
        return None
    if ahead is None:
        return "DAY", on + timedelta(days=(which - 2 - on.weekday() - 1) % 7 + 1)
    return "DAY", on + timedelta(days=which - 2 - on.weekday() + 7 * ahead)


def _later(days: int = 0, months: int = 0) -> Callable[[date, str], Found | None]:
    """A reader of a stretch of time, counted from today."""

    def read(on: date, count: str) -> Found | None:
        length = min(number(count), 1200)
        return "SPAN", on + relativedelta(days=days * length, months=months * length)

    return read


def _working_days(on: date, count: str) -> Found | None:
    """Monday to Friday: a lower bound, so a wish for working days is never sure."""
    day, left = on, min(number(count), 260)
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return "ROUGH", day


Rule = tuple[str, Callable[..., Found | None]]
RULES: tuple[Rule, ...] = (
    ("đầu|giữa|cuối tuần|tháng|quý trước|rồi|qua|vừa_rồi", lambda _: ("PAST", None)),
    ("từ đầu|giữa|cuối|hồi tháng|năm|quý|tuần !#|này|nay|sau|tới|trước", lambda _: ("FILL", None)),
    ("lâu|xưa nay", lambda _: ("FILL", None)),
    ("nhưng|mà|còn|song đến|tới? giờ|bây_giờ|nay|hiện|hiện_nay|hiện_tại thì?", lambda _: ("BUTNOW", None)),
    ("""đến|cho|tới|hiện|tính đến|tới? nay|giờ|bây_giờ
        đến|tới|tính_đến hôm_nay
        bây|hiện giờ|nay thì?
        ^ giờ|nay|sau|sau_đó|về_sau|hiện|hiện_tại thì?""", lambda _: ("NOW", None)),
    ("ngày|hôm? D/M/Y", _full),
    ("quý|q # / năm? #", _quarter),
    ("quý|q # năm #", _quarter),
    ("quý|q D/M", _quarter),
    ("6|sáu tháng cuối năm", lambda on: _coming(on, 12)),
    ("6|sáu tháng đầu năm", lambda on: _coming(on, 6)),
    ("cuối|hết|trong? quý này|nay", _this_quarter),
    ("cuối|hết? quý sau|tới|kế", lambda on: _this_quarter(on, 1)),
    ("cuối|hết|trong? quý|q #", _quarter),
    ("cuối|hết quý", _this_quarter),
    ("ngày|hôm|mùng|mồng? # tháng|t # năm #", _written_out),
    ("ngày|hôm|mùng|mồng? # tháng|t #", _written_out),
    ("t # tuần sau|tới", lambda on, n: _weekday(on, number(n), 1)),
    ("t # tuần này", lambda on, n: _weekday(on, number(n), 0)),
    ("tháng|t # / năm? #", _month),
    ("tháng|t # năm #", _month),
    ("tháng|t D/M", _pair),
    ("ngày # tháng này|nay", _day_of_month),
    ("ngày # tháng sau|tới", lambda on, day: _day_next_month(on, number(day))),
    ("đầu tháng|t # !ngày", lambda on, month: _coming(on, number(month), 10)),
    ("giữa tháng|t # !ngày", lambda on, month: _coming(on, number(month), 15)),
    ("cuối|hết|trong? tháng|t # !ngày", _month),
    ("cuối|hết|trong? tháng này|nay", lambda on: _shifted(on, 0)),
    ("giữa|đầu|cuối? tháng sau|tới|kế", lambda on: _shifted(on, 1)),
    ("cuối|hết|trong tháng", lambda on: _shifted(on, 0)),
    ("""hôm thứ #
        thứ # rồi|vừa_rồi|vừa_qua
        thứ # tuần trước|rồi|qua""", lambda *_: ("PAST", None)),
    ("thứ # tuần sau|tới", lambda on, n: _weekday(on, number(n), 1)),
    ("thứ # tuần này", lambda on, n: _weekday(on, number(n), 0)),
    ("thứ # này", lambda on, n: _weekday(on, number(n))),
    ("thứ # !nhất|hai|ba", lambda on, n: _weekday(on, number(n))),
    ("chủ nhật tuần sau|tới", lambda on: _weekday(on, 8, 1)),
    ("chủ nhật tuần? này?", lambda on: _weekday(on, 8)),
    ("giữa|đầu|cuối|sang|trong? tuần sau|tới|kế", lambda on: _week(on, 1)),
    ("sang|qua tuần !trước|rồi|này", lambda on: _week(on, 1)),
    ("sang|qua tháng !#|trước|rồi|này", lambda on: _shifted(on, 1)),
    ("next week", lambda on: _week(on, 1)),
    ("cuối|hết|trong? tuần này|nay", lambda on: _week(on, 0)),
    ("cuối|hết|trong tuần", lambda on: _week(on, 0)),
    ("cuối? năm sau|tới", lambda on: _dated(on, _of(on.year + 1, 12))),
    ("cuối|hết|trong? năm nay|này", lambda on: _coming(on, 12)),
    ("cuối|hết|trong năm !#", lambda on: _coming(on, 12)),
    ("cuối|hết|trong? năm #", lambda on, y: _dated(on, _of(number(y), 12)) if number(y) > 1999 else None),
    ("hôm|bữa|sáng|trưa|chiều|tối|đêm nay", lambda on: ("TODAY", on)),
    ("ngày|sáng|trưa|chiều|tối? mai", lambda on: ("DAY", on + timedelta(days=1))),
    ("tomorrow", lambda on: ("DAY", on + timedelta(days=1))),
    ("ngày kia|mốt D/M", _pair),
    ("ngày kia|mốt", lambda on: ("DAY", on + timedelta(days=2))),
    ("mốt", lambda on: ("DAY", on + timedelta(days=2))),
    ("""hôm|bữa|hổm qua|kia|nọ|trước|rồi|bữa
        sáng|trưa|chiều|tối|đêm|ngày qua
        tuần|tháng|quý|năm trước|rồi|qua|ngoái
        lúc|hồi nãy|sáng|trưa|chiều|tối
        lúc|ban|thoạt|hồi đầu
        trước đây|đó|đấy|kia
        lần|đợt|dạo trước
        ^ trước !DAY|SPAN|ROUGH|khi|ngày|thứ|t|mùng|giờ|mắt|hết|tiên|tháng|quý|đây|đó|#
        ^ sáng|trưa còn|vẫn|thì
        mấy|vài|bữa bữa|hôm|ngày|tuần rày|trước|qua
        ^ bữa_rày
        đầu tuần
        yesterday""", lambda _: ("PAST", None)),
    ("# giờ|tiếng|phút nữa?", lambda on, _: ("TODAY", on)),
    ("giờ &đang|đã|vướng|kẹt|tắc|vẫn|chưa", lambda _: ("NOW", None)),
    ("# ngày làm việc", _working_days),
    ("nửa tháng", lambda on: ("SPAN", on + timedelta(days=15))),
    ("nửa năm", lambda on: ("SPAN", on + relativedelta(months=6))),
    ("vài|ít|dăm ngày|hôm|bữa|tuần|tháng", lambda _: ("SPAN", None)),
    ("# ngày|hôm|bữa|day|days", _later(days=1)),
    ("# tuần|week|weeks", _later(days=7)),
    ("# tháng|month|months", _later(months=1)),
    ("# quý", _later(months=3)),
    ("# năm", _later(months=12)),
    ("ngày|hôm|mùng|mồng # !/", _day_of_month),
    ("từ D/M !sang|đến|tới|qua", _pair),
    ("ngày|hôm|sáng|trưa|chiều|tối D/M", _pair),
    ("D/M", _bare_pair),
)  # fmt: skip
ELEMENTS = {"D/M/Y": r"([0-9]{1,4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,4}) "}
COMPILED = tuple((pattern(phrases, ELEMENTS), read) for phrases, read in RULES)


def find_dates(reply: Sequence[Token], on: date) -> list[Token]:
    """The reply with its days as tokens: DAY to come, TODAY, PAST, SPAN from today, ROUGH guessed.

    The value is the last day meant, or None where no day can be told ("vài ngày"). A PAST without a year
    holds the next such day, for who asks for it.
    """
    found = list(reply)
    for phrases, read in COMPILED:
        found = rewrite(found, phrases, partial(_make, read, on))
    return found


def _make(read: Callable[..., Found | None], on: date, match: re.Match[str]) -> Found | None:
    try:
        return read(on, *(group for group in match.groups() if group))
    except (ValueError, OverflowError):  # past the calendar's own end
        return None
