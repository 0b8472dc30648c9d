"""When a task is due, where its own sentence says so: which of the days it names is meant as its deadline."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.documents.serials import serial_day
from bot.importer.words.meetings import before_meetings
from bot.importer.words.slips import day_slips
from bot.importer.words.wording import bare, trimmed
from bot.model.deadline import Deadline, DeadlineKind
from bot.planfile.deadline import read_deadline, spoken
from bot.planfile.deadline_pieces import Piece

DATED = frozenset(
    {
        DeadlineKind.DAY,
        DeadlineKind.MONTH,
        DeadlineKind.QUARTER,
        DeadlineKind.HALF,
        DeadlineKind.YEAR,
        DeadlineKind.SPAN,
    }
)
COUNTED = "deadline.counted"
FROM_ISSUE = frozenset({"deadline.assumed_year", COUNTED})
TERM = r"(?<![a-z] )(?<![a-z])han"  # "- hạn 10/7/2026"
# Ends a task within its time, wherever it stands in the sentence.
STRONG = re.compile(
    r"(?:truoc|xong|hoan thanh|cham nhat|muon nhat|tre nhat|het ngay|den ngay|thoi han|han chot|han cuoi"
    rf"|ket thuc|{TERM})\b"
)
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
HOUR = r"\s*(?:vao )?(?:luc )?\d{1,2}\s*(?:gio|h|g|:)\s*\d{0,2}(?:\s*phut)?,?"
LED = re.compile(r"(?:ngay |lan dau |dau )?(?:trong|dau|vao|cuoi|den|toi|het|giua|du kien|khoang|tu|dot)\b")
# The words right before a day that make it something else than a deadline.
NO_DEADLINE = re.compile(
    r"(?<![a-z])(?:thong qua|(?<!thuong )ky|ky niem|chao mung|huong ung|thanh lap|van ban so|ke tu|tinh tu"
    r"|cuoc hop|phien hop"
    r"|hoi nghi|tinh den|cung ky|so voi|nhiem ky|giai doan"
    r"|nam hoc|hieu luc|ban hanh|so lieu|nhan|nhan ngay|nhan dip|dip|ngay hoi|le|bao cao|ket qua|tinh hinh|ke"
    r" hoach|cong tac|nhiem vu|chuong trinh|du toan"
    r"|chi tieu|thang hanh dong|thang cao diem|tuan le|ngan sach|von|danh muc|muc tieu|kinh phi|luat"
    r"|nghi quyet|nghi dinh|quyet dinh|thong tu|van ban"
    r"|cong van|ket luan|chi thi|thong bao|phat trien|tong ket|so ket|hang muc|dot|mua|vu|nien do|hang"
    r"|doan the|bien che)(?: (?:trong|cua|cho|cac|nhung|so|tai|va|nam|quy|thang|ngay))*$"
)
SINCE = re.compile(
    r"(?:ky niem|chao mung|ke tu|tinh tu|so voi|cung ky|nhiem ky|giai doan|hieu luc|tinh den|so lieu)$"
)
OPENS = re.compile(r"(?:^|[.;:,(+–-])\s*(?:va |dinh ky )?$")
SHUTS = re.compile(r"\s*(?:$|[.;:,()/]|[-–]\s|va bao cao|de tong hop|theo quy dinh|phai|tai )")
# Goes on behind a rhythm that is meant: "hằng tháng sát với giá thị trường".
FURTHER = re.compile(
    r" (?:sat|bam sat|dung|kip thoi|theo|de|gui|ve|cho|tai|va|voi|trong|doi voi|nham|phu hop|day du)\b"
)
PAID = re.compile(r"(?:tro cap|luong|phu cap|sinh hoat phi|hoc phi|hoi phi|dang phi|doan phi|lich|don gia)$")
FIGURE = re.compile(
    r"[^.;]{0,90}\d(?:,\d+)?\s?%|\s*,?\s*(?:phan dau|dat|co|tren|so|ty le|thu nhap)\b[^.;]{0,60}\d"
)
REPORTS = re.compile(r"(?:bao cao|gui|tong hop|nop|thong tin|de xuat)\b")
REPORTED = re.compile(
    r"(?<!trong )(?<!tai )(?<!vao )(?<!cua )(?<!theo )(?<!cac )(?<!mau )(?<!noi dung )bao cao$"
)
# What is steady by its nature: "chi thường xuyên", "giáo dục thường xuyên".
STEADY = re.compile(
    r"(?<![a-z])(?:chi|kinh phi|giao duc|nhiem vu|cong viec|viec lam|cong tac|von|khong|chua|nguon|ngan sach"
    r"|hoat dong|che do|tin|dao tao|boi duong)$"
)
GUIDED = re.compile(
    r"huong dan|chi dao|quy dinh|van ban|chu truong|phe duyet|ban hanh|ket luan|y kien|nghi dinh|thong"
    r" tu|ke hoach|nghi quyet|luat|hieu luc"
)
TURNS = re.compile(r"^[^.;]{0,40}\bhang (?:nam|quy|thang)")
TURNING = re.compile(r"dinh ky|\bngay\b|\d{1,2}/\d{1,2}|thang \d|quy [iv\d]|lan|thang cuoi")
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
    meant = [found for found in _spoken(words, issue) if _meant(found, plain, issue)]
    if not meant:
        return None
    best = (
        [found for found in meant if found.read.kind in DATED]
        or [f for f in meant if f.read.kind is DeadlineKind.RECURRING]
        or [f for f in meant if f.read.kind is not DeadlineKind.WAITS]
        or meant
    )
    main = [found for found in best if not _reports(plain, found.start)]
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


def _meant(found: Piece, plain: str, issue: Issue) -> bool:
    kind, start = found.read.kind, found.start
    phrase = bare(found.read.written)
    before, behind = (
        plain[max(0, start - 60) : start].rstrip() + " ",
        plain[start + len(found.read.written) :],
    )
    before = before.strip(" ")
    strong = bool(STRONG.search(phrase)) or bool(
        re.search(rf"{STRONG.pattern}[\s,:]*(?:la|vao|trong|ngay)?(?:{HOUR})?$", before)
    )
    if kind is DeadlineKind.WAITS:
        awaited = re.match(r"(?:ngay )?(?:sau )?khi|sau|trong|cham|ke tu", phrase)
        prompt = re.match(r"(?:trong vong|cham nhat|ngay sau khi (?:nhan|co|duoc))\b", phrase)
        hours = phrase.startswith("ke tu") and re.search(r"trong vong \d+ gio$", before)
        return bool(prompt or hours or (awaited and GUIDED.search(bare(found.read.after or ""))))
    if kind is DeadlineKind.RECURRING:
        return _recurs(phrase, before, behind)
    if kind is DeadlineKind.ONGOING:
        opens, shuts = bool(OPENS.search(before)) or not before, bool(SHUTS.match(behind))
        return (opens or shuts) and not STEADY.search(before)
    if kind in DATED and re.search(r"dinh ky(?: (?:truoc|vao|den|trong))?$", before) and TURNS.search(behind):
        return False  # the first of the days it turns on: "định kỳ trước 15/6 và 15/12 hằng năm"
    if found.read.reason.key == COUNTED and kind in DATED:
        return True
    if kind not in DATED or (issue.on and found.read.due and found.read.due < issue.on):
        return False
    if kind is DeadlineKind.SPAN and not strong:
        return (
            bool(re.match(r"tu (?:ngay )?\d", phrase))
            and not re.search(r"\d{4}.*\d{4}", phrase)
            and bool(SHUTS.match(behind))
        )
    if not strong and (SINCE if LED.match(phrase) else NO_DEADLINE).search(before):
        return False
    if kind is DeadlineKind.YEAR and not re.search(r"\d", phrase):
        return False  # "cuối năm": some year's
    if kind is DeadlineKind.YEAR and FIGURE.match(behind):
        return False  # a figure to reach by then
    if strong:
        return not (
            kind is DeadlineKind.YEAR
            and re.match(r"den nam", phrase)
            and not re.search(r"hoan thanh|xong", before + phrase)
        )
    opens, shuts = bool(OPENS.search(before)) or not before, bool(SHUTS.match(behind))
    if kind is DeadlineKind.DAY:
        led = re.match(r"(?:ngay )?(?:vao|trong|den|toi|het|du kien|ngay \d)", phrase)
        return bool(led) and (opens or shuts or before.endswith("phan dau"))
    if kind is DeadlineKind.YEAR:
        return bool(re.match(r"(?:vao )?(?:den )?(?:trong|het|cuoi|ngay trong)", phrase)) and (opens or shuts)
    return (bool(LED.match(phrase)) and (opens or shuts)) or (opens and shuts)


def _recurs(phrase: str, before: str, behind: str) -> bool:
    if TURNING.search(phrase) or REPORTED.search(before):
        return True
    if NO_DEADLINE.search(before) or PAID.search(before) or before.endswith("theo"):
        return False
    opens, shuts = bool(OPENS.search(before)) or not before, bool(SHUTS.match(behind))
    often = re.search(r"thang|quy", phrase)
    return (
        before.endswith("dinh ky")
        or opens
        or (often and bool(FURTHER.match(behind)))
        or (shuts and bool(often or REPORTS.search(before)))
    )


def _reports(plain: str, start: int) -> bool:
    """Whether the phrase stands in a clause that is about the report on the task."""
    clause = max(plain.rfind(sign, 0, start) for sign in (". ", "; ")) + 1
    words = plain[max(clause, plain.rfind(", ", 0, start) + 1) : start].strip()
    return bool(REPORTS.match(re.sub(r"^(?:dong thoi|va|tong hop|kip thoi|dinh ky),?\s+", "", words)))


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
