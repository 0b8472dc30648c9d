"""When a task is due, where its own sentence says so: which of the days it names is meant as its deadline."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.documents.serials import serial_day
from bot.importer.words.meant import COUNTED, DATED, HOUR, STRONG, TERM, is_meant, reports
from bot.importer.words.meetings import before_meetings
from bot.importer.words.slips import day_slips
from bot.importer.words.wording import bare, trimmed
from bot.model.deadline import Deadline, DeadlineKind
from bot.planfile.deadline import read_deadline, spoken
from bot.planfile.deadline_pieces import Piece

TOO_OFTEN, SHORTEST = (
    "deadline.too_often",
    "hằng tháng",
)  # what recurs oftener is asked for as often as can be
FROM_ISSUE = frozenset({"deadline.assumed_year", COUNTED})
# "tháng 10-12/2025" is no tenth of December.
MONTHS = re.compile(r"(?<!\w)(?:từ )?[Tt]háng (\d{1,2})\s?[-–]\s?(?:tháng )?(\d{1,2}(?=[/ ](?:năm )?\d{4}))")
ALL_YEAR = re.compile(r"(?:trong )?(?:ca|quanh) nam")
# A turn with its days: "Tuần 1 (31/8 - 05/9)", "Đợt 2: 15/6".
TURN = re.compile(
    r"(?:tuan|dot|giai doan|buoc|chang) (?:thu )?(?:\d{1,2}|[ivx]{1,4}|nhat|mot|hai|ba|tu|bon|nam|cuoi)"
    r"\s*(?:\((?P<inner>[^()]+)\)|[:,–-] ?(?P<outer>.+))"
)
LONGEST_TURN = 120  # letters
RELATIVE = re.compile(r"(?:xong |hoan thanh )?(?:trong|het|ca|suot|trong suot) (?:thang|quy)(?: nay)?")
SORTS = {DeadlineKind.MONTH: "thang", DeadlineKind.QUARTER: "quy"}
FREE = re.compile(
    r"(?:cac|nhung|nhiem vu|cong viec|noi dung|trong tam|cong tac|chuong trinh|ke hoach|hoat dong|cua"
    r"|trong|tu|den|thoi gian|thuc hien|hoan thanh|viec|can|chu yeu|dot|giai doan|cao diem|diem|moc"
    r"|[-–:.,;()])"
)


@dataclass(frozen=True, slots=True)
class Issue:
    """When a document was issued, and what it is for: the year, where its title names the next one, and the
    month or quarter, as the title has it."""

    on: date | None = None
    year: int | None = None
    period: str | None = None

    @property
    def view(self) -> date | None:
        """From where a month without a year is read: a plan for a year means that year's."""
        return date(self.year, 1, 1) if self.year else self.on


@dataclass(frozen=True, slots=True)
class When:
    """A deadline as written and as read, whether that is beyond doubt, and how many days are named."""

    written: str
    read: Deadline
    sure: bool = True
    several: bool = False
    slip: str | None = None  # what a slip of recognition is taken for

    @property
    def dated(self) -> bool:
        return self.read.due is not None or self.read.every is not None


def stated(words: str, issue: Issue) -> When | None:
    """What a line or cell that is nothing but a time says."""
    written = trimmed(words)
    if not written:
        return None
    mended = serial_day(written) or day_slips(written)
    read = _read(mended or written, issue)
    if read.kind is DeadlineKind.NONE:
        return None
    return When(written, read, sure=mended is None, slip=mended)


@lru_cache(maxsize=1024)  # a document says the same few times again and again
def _read(words: str, issue: Issue) -> Deadline:
    """A day without a year is the first after the issue; a month or quarter that of the document's year."""
    words = MONTHS.sub(r"từ tháng \1 đến tháng \2", words)
    if len(words) <= LONGEST_TURN and (turn := TURN.fullmatch(bare(words))):
        start, end = turn.span("inner" if turn["inner"] else "outer")
        if (named := _read(words[start:end].strip(), issue)).kind in DATED:
            return replace(named, written=words)
    read = read_deadline(words, issued=issue.view)
    if issue.view and ALL_YEAR.fullmatch(bare(trimmed(words))):
        return replace(read_deadline(f"Trong năm {issue.view.year}"), written=words)
    if issue.period and RELATIVE.fullmatch(plain := bare(trimmed(words))) and bare(issue.period[:3]) in plain:
        return replace(read_deadline(f"Trong {issue.period}", issued=issue.on), written=words)
    if read.reason.key == TOO_OFTEN:
        return replace(read_deadline(SHORTEST), written=words, reason=read.reason)
    return read_deadline(words, issued=_known(read, issue)) if _of_issue(read) else read


def points_to(words: str, when: When) -> bool:
    """Whether words only name the month or quarter that is told by a heading: "Trong tháng"."""
    plain = bare(trimmed(words))
    return RELATIVE.fullmatch(plain) is not None and bool(re.search(SORTS.get(when.read.kind, "$^"), plain))


def _of_issue(read: Deadline) -> bool:
    """Whether only the issue of the document tells which day is meant."""
    return read.kind is DeadlineKind.DAY and read.reason.key in FROM_ISSUE


def _known(read: Deadline, issue: Issue) -> date | None:
    """From where such a day is read."""
    return issue.on if read.reason.key == COUNTED else issue.on or issue.view


def _spoken(words: str, issue: Issue) -> list[Piece]:
    return [
        found._replace(read=_read(found.read.written, issue)) if _of_issue(found.read) else found
        for found in spoken(words, issued=issue.view)
    ]


@lru_cache(maxsize=4096)  # a sentence is asked several times: as a heading, as a task, as part of one
def within(text: str, issue: Issue) -> When | None:
    """The deadline that a task's own sentence names, null where its days mean something else."""
    mended = day_slips(text)
    words = before_meetings(mended or text)
    plain = bare(words)
    meant = [found for found in _spoken(words, issue) if is_meant(found, plain, issue.on)]
    if not meant:
        return None
    best = (
        [found for found in meant if found.read.kind in DATED]
        or [f for f in meant if f.read.kind is DeadlineKind.RECURRING]
        or [f for f in meant if f.read.kind is not DeadlineKind.WAITS]
        or meant
    )
    main = [found for found in best if not reports(plain, found.start)]
    chosen = (main or best)[-1]
    written = _as_written(mended or text, plain, chosen)
    counted = chosen.read.reason.key == COUNTED
    sure = counted or bool(STRONG.search(bare(written))) or chosen.read.kind is DeadlineKind.RECURRING
    return When(
        written,
        chosen.read,
        sure=sure and mended is None,
        several=_several(best),
        slip=written if mended else None,
    )


def _several(found: list[Piece]) -> bool:
    return len({(each.read.due, each.read.every, each.read.day, each.read.months) for each in found}) > 1


def _as_written(words: str, plain: str, found: Piece) -> str:
    """The phrase with the words that end the task in it: "hoàn thành trước ngày …"."""
    end = found.start + len(found.read.written)
    lead = re.search(
        rf"(?:hoan thanh|xong|ket thuc|cham nhat|muon nhat|dinh ky|thoi han|thoi gian|{TERM}"
        rf"|truoc(?={HOUR}))[\s:,]*(?:la |vao |trong |truoc )?(?:{HOUR}\s*)?$",
        plain[: found.start],
    )
    start = lead.start() if lead else found.start
    return trimmed(words[start : max(end, start + 1)])


def heading_time(text: str, issue: Issue) -> When | None:
    """The time that a heading is nothing but: "Tháng 9/2025", "Quý III"."""
    words = trimmed(text)
    if len(words) > 80 or not re.search(r"thang|quy|nam|tuan|ngay|giai doan|thuong xuyen|\d/\d", bare(words)):
        return None
    found = _spoken(words, issue)
    dated = [
        each
        for each in found
        if (each.read.kind in DATED and each.read.every is None)
        or each.read.kind in (DeadlineKind.RECURRING, DeadlineKind.ONGOING)
    ]
    if len(dated) != 1:
        return None
    each = dated[0]
    rest = bare(words[: each.start] + " " + words[each.start + len(each.read.written) :])
    return When(each.read.written, each.read) if not re.search(r"[a-z]", FREE.sub(" ", rest)) else None


def in_brackets(text: str, issue: Issue) -> When | None:
    """The time in brackets that ends or begins a heading: "… (hoàn thành trong quý III/2025)"."""
    match = re.search(r"\(([^()]{4,90})\)\s*[.:]?$", text) or re.match(r"\(([^()]{4,90})\)\s*[:–-]", text)
    if not match:
        return None
    days = heading_time(match[1], issue) if re.search(r"\d/\d", match[1]) else None
    found = days or within(match[1], issue)
    return found if found and found.dated else None
