"""Deadlines told from an event: a day counted from one that is known, and waiting for one that is not."""

import re
from datetime import date, timedelta

from bot.language.days import stretches
from bot.language.folding import Folded, folded
from bot.language.numbers import number
from bot.language.stretches import YEARS, Certainty, Grain, NoDay, Stretch, moved
from bot.model.deadline import Deadline, DeadlineKind, Period
from bot.model.say import say
from bot.planfile.deadline_makers import in_calendar_days, view
from bot.planfile.deadline_words import Phrase

MONTHS_EACH = {"thang": 1, "quy": 3, "nam": 12}
KNOWN = (Grain.DAY, Grain.MONTH, Grain.QUARTER)
DAYS_EACH = {"ngay": 1, "tuan": 7}
# Behind an event: "sau khi Luật có hiệu lực 30 ngày".
COUNTED = re.compile(r" (?P<within>\d{1,3}) (?P<unit>ngay|tuan|thang)$")
# Events that say nothing: no one of them ever comes.
EMPTY = frozenset({
    "ke hoach", "quy dinh", "tien do", "dung tien do", "lo trinh", "muc tieu", "thuc te", "tinh hinh",
    "tinh hinh thuc te", "yeu cau", "nhu cau", "phan cong", "nhiem vu", "chuc nang", "chuc nang nhiem vu",
    "chi dao", "thoi gian", "thoi han", "thoi diem", "dinh ky", "dot", "giai doan", "tung giai doan", "do",
    "quy dinh cua phap luat", "yeu cau nhiem vu", "yeu cau cong viec", "nay", "mat", "het",
    "tien", "day", "cung", "can", "can thiet",
})  # fmt: skip
# A word of time in an event: what it may come to is for whoever wrote it to say.
OF_TIME = re.compile(r"(?i)\b(?:ngày|tháng|quý|năm|tuần|kỳ hạn|tết)\b|\d[/.-]\d|\b[12]\d{3}\b")
HEADS = ("theo", "trước", "sau", "khi")
LED = re.compile(
    r"(?:(?:hoan thanh|thuc hien|trien khai|xong|cham nhat|muon nhat|bao cao|tiep tuc|la)[ ,:]+)*"
    r"(?:theo(?! doi)|truoc(?: khi)?|sau(?: khi)?|ngay (?:sau )?khi|khi) "
    r"(?P<event>(?!nao\b)[a-z][^,;:.()\0]*?)[ .,;]*"
)


def counted(phrase: Phrase) -> Deadline:
    """So long from the plan's own issue."""
    if phrase.issued is None:
        raise NoDay("no_issue", "trước ngày 15/6/2026")
    return _counted(phrase, phrase.issued)


def _counted(phrase: Phrase, start: date) -> Deadline:
    _no_working_days(phrase)
    count, unit = phrase.number("within"), phrase.get("unit") or "ngay"
    try:
        in_days = unit in DAYS_EACH
        due = _later(start, count * DAYS_EACH[unit]) if in_days else moved(start, count * MONTHS_EACH[unit])
    except (ValueError, OverflowError):  # past the calendar's own end
        due = date.max
    if due.year not in YEARS:
        raise NoDay("no_day", "trước ngày 15/6/2026")
    reason = say("deadline.counted", phrase=phrase.words, start=start, due=due)
    kind = DeadlineKind.DAY
    return Deadline(written=phrase.words, kind=kind, reason=reason, due=due, period=Period(due, due))


def _later(start: date, days: int) -> date:
    return start + timedelta(days=days)


def _no_working_days(phrase: Phrase) -> None:
    """Which days are worked on is not known here."""
    if not phrase.get("working"):
        return
    days = in_calendar_days(phrase.number("within"))
    shown = phrase.words.replace(phrase.spelled("within"), str(days), 1)
    raise NoDay("working_days", " ".join(shown.replace(phrase.spelled("working"), "").split()))


def waits(phrase: Phrase) -> Deadline:
    """Waits for an event that a secretary records; counts days from it where some are named.

    An event that is a day is none: "30 ngày kể từ ngày 01/3/2026".
    """
    event = phrase.spelled("event")
    if phrase.get("within") and (start := _day(event, phrase)):
        return _counted(phrase, start)
    _no_working_days(phrase)
    within, unit = phrase.get("within"), phrase.get("unit")
    if not within and (match := COUNTED.search(folded(event).plain)):
        within, unit, event = match["within"], match["unit"], event[: match.start()]
    return _waiting(phrase.words, event, within, unit or "ngay")


def coming(phrase: Phrase) -> Deadline:
    """Waits for a meeting or a season; one whose month is named has a day that somebody knows."""
    for found in stretches(folded(phrase.spelled("event")), view(phrase.issued)):
        if isinstance(found, Stretch) and (found.certainty is Certainty.WRITTEN or found.grain in KNOWN):
            known = found.start if found.grain in KNOWN else found.end
            raise NoDay("event_day", f"trước ngày {known.day}/{known.month}/{known.year}")
    return waits(phrase)


def _day(event: str, phrase: Phrase) -> date | None:
    found = stretches(folded(event), view(phrase.issued))
    if len(found) != 1 or found[0].words != event or not isinstance(found[0], Stretch):
        return None
    return found[0].end if found[0].grain is Grain.DAY and not found[0].but else None


def _waiting(words: str, event: str, within: str | None = None, unit: str = "ngay") -> Deadline:
    days = None
    if within:
        if unit not in DAYS_EACH:
            told = event if re.search(r"\b(?:có|được|kết thúc|hoàn thành)\b", event) else f"có {event}"
            raise NoDay("months_after", f"{30 * MONTHS_EACH[unit] * number(within)} ngày sau khi {told}")
        days = DAYS_EACH[unit] * number(within)
    reason = say("deadline.waits", after=event, within=days)
    return Deadline(written=words, kind=DeadlineKind.WAITS, reason=reason, after=event, within_days=days)


def awaited(text: Folded) -> Deadline | None:
    """A whole text that is but an event without a day: "Theo lộ trình của Chính phủ"."""
    match = LED.fullmatch(text.plain)
    if match is None:
        return None
    event = text.clean[slice(*match.span("event"))].strip()
    head = text.clean[: match.start("event")].split()[-1].casefold()
    if match["event"].strip() in EMPTY or OF_TIME.search(event):
        return None
    if head not in HEADS and not text.clean.isascii():  # "khí thế", "sáu xã"
        return None
    return _waiting(text.clean.strip(" .,;"), event)
