"""Which of the times that a sentence names are meant as a task's deadline, by the words around them."""

import re
from datetime import date

from bot.importer.words.wording import bare
from bot.model.deadline import DeadlineKind
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
TERM = r"(?<![a-z] )(?<![a-z])han"  # "- hạn 10/7/2026"
# Ends a task within its time, wherever it stands in the sentence.
STRONG = re.compile(
    r"(?:truoc|xong|hoan thanh|cham nhat|muon nhat|tre nhat|het ngay|den ngay|thoi han|han chot|han cuoi"
    rf"|ket thuc|{TERM})\b"
)
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
TURNING = re.compile(r"dinh ky|\bngay \d|\d{1,2}/\d{1,2}|thang \d|quy [iv\d]|lan|thang cuoi")


def is_meant(found: Piece, plain: str, issued: date | None) -> bool:
    """Whether a phrase of a bare sentence is when its task is due."""
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
        prompt = re.match(r"(?:trong vong|cham nhat|ngay sau khi)\b", phrase)
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
    if kind not in DATED or (issued and found.read.due and found.read.due < issued):
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
    if before.endswith("phan dau") and kind is not DeadlineKind.YEAR:
        return True
    if kind is DeadlineKind.DAY:
        led = re.match(r"(?:ngay )?(?:vao|trong|den|toi|het|du kien|ngay \d)", phrase)
        named = re.search(r"(?:trong|vao|dung) ngay(?: [a-z]+){1,4}$", before)  # "trong ngày bầu cử 15/3"
        return bool(led or named) and (opens or shuts or before.endswith("phan dau"))
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


def reports(plain: str, start: int) -> bool:
    """Whether the phrase stands in a clause that is about the report on the task."""
    clause = max(plain.rfind(sign, 0, start) for sign in (". ", "; ")) + 1
    words = plain[max(clause, plain.rfind(", ", 0, start) + 1) : start].strip()
    return bool(REPORTS.match(re.sub(r"^(?:dong thoi|va|tong hop|kip thoi|dinh ky),?\s+", "", words)))
