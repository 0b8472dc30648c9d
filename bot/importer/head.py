"""The head of a document: its number, who issued it, when, its title, and to whom it is sent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.documents.pieces import Line, Piece, Side
from bot.importer.casing import as_spoken
from bot.importer.draft import Doubt, DraftPlan
from bot.importer.head_lines import first_lines, last_lines
from bot.importer.words.labels import label
from bot.importer.words.markers import PERIOD, annex, marker
from bot.importer.words.wording import UPPER, bare, clean, shouted, trimmed

SORTS = (
    "KẾ HOẠCH HÀNH ĐỘNG|KẾ HOẠCH|CHƯƠNG TRÌNH HÀNH ĐỘNG|CHƯƠNG TRÌNH CÔNG TÁC|CHƯƠNG TRÌNH|NGHỊ QUYẾT"
    "|CHỈ THỊ|QUYẾT ĐỊNH|THÔNG BÁO KẾT LUẬN"
    "|THÔNG BÁO|KẾT LUẬN|ĐỀ ÁN|PHƯƠNG ÁN|HƯỚNG DẪN|CÔNG ĐIỆN|BIÊN BẢN|PHIẾU GIAO VIỆC|LỊCH CÔNG TÁC"
    "|BẢNG PHÂN CÔNG|PHÂN CÔNG"
    "|DANH MỤC|BẢNG TỔNG HỢP|BẢNG THEO DÕI|TỔNG HỢP|BÁO CÁO"
)
SORT = re.compile(rf"(?:{SORTS})(?!\w)")
NUMBER = re.compile(
    r"[Ss](?:ố"
    r"|Ố)\s*[:.]?\s*(?P<n>\d{1,5}(?:/\d{4})?\s*[-/]\s*[A-ZĐƯ][\wĐđƯư&.]*(?:\s?[-/]\s?[A-ZĐƯ][\wĐđƯư&.]*)*)"
)
ATTACHED = re.compile(rf"[Kk]èm theo [^)]{{0,60}}?{NUMBER.pattern}[^)]{{0,60}}")
BLANK_NUMBER = re.compile(r"[Ss](?:ố|Ố)\s*:\s*[.…\s]*[-/]\s*[A-ZĐ]")
FILE_NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(\d{1,5})[-_ ](KH|CTR|CTr|NQ|CT|QĐ|QD|CV|KL|TB|HD|ĐA)[-_ ](TU|UBND|HĐND|HDND|ĐU|DU"
    r"|BTV|HU|QU)(?![A-Za-z0-9])"
)
DATED = re.compile(
    r"ng[aà]y\s*(?P<d>[\dlIO]{1,2})\s*th[aá]ng\s*(?P<m>[\dlIO]{1,2})\s*n[aă]m\s*(?P<y>[2][\dO]{3})",
    re.IGNORECASE,
)
SHORT_DATE = re.compile(r"^[^,\d]{2,40},\s*ngày\s*(\d{1,2})/(\d{1,2})/(\d{4})\W*$")
CITED = re.compile(
    r"(?:[-/][A-ZĐ][\wĐđ-]*|số \d+|(?:[Cc]ập nhật|[Tt]ính|[Ss]ố liệu)(?: đến)?(?: hết)?),?"
    r"\s+ngày\s*(\d{1,2})(?:/|\s*tháng\s*)(\d{1,2})(?:/|\s*năm\s*)(\d{4})"
)
STATE = re.compile(
    r"cong hoa xa hoi|chu nghia viet nam|doc lap\s*[-–]|dang cong san viet nam|^so\s*[:.]|hanh phuc$"
)
ABOUT = re.compile(r"[Vv](?:ề việc|/[Vv])\s*:?\s*")
# Whoever decides, named once more between the title and the grounds.
OFFICE = re.compile(
    r"(?:CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|[ỦU][ỶY] BAN NHÂN DÂN"
    r"|HỘI ĐỒNG NHÂN DÂN"
    r"|HIỆU TRƯỞNG|THỦ TRƯỞNG|CHÁNH VĂN PHÒNG|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|TRƯỞNG BAN)(?!\w)"
)
# To whom it goes: a letter, or a telegram.
TO = re.compile(r"k[ií]nh g[ưử]i\s*:?|[\w ]{8,80} điện\s*:\s*$|điện\s*:\s*$", re.IGNORECASE)
OPENING = re.compile(
    r"(?:Căn cứ|Thực hiện|Để|Nhằm|Theo|Xét|Sau khi|Tiếp theo|Ngày|Trên cơ sở|Triển khai)(?!\w)"
)
PLACE = re.compile(r"(?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|QUẬN|HUYỆN|THỊ XÃ|THỊ TRẤN|ĐẶC KHU|VIỆT NAM)(?!\w)")
PART = re.compile(r"VĂN PHÒNG|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|BCH|THƯỜNG TRỰC")  # of the agency above
ISSUES = re.compile(
    r"(?P<who>(?:Ban Thường vụ|Ban Chấp hành|Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân"
    r"|Thường trực|Ban Chỉ đạo|Đảng ủy|Đảng uỷ|Sở|Ban|Phòng|Hội|Đoàn|Thành ủy|Tỉnh ủy|Mặt trận)"
    r"[^,.;:]{0,70}?)\s+(?:ban hành|xây dựng|đề ra|yêu cầu|đề nghị|thông báo|triển khai)(?!\w)"
)
SIGNED = re.compile(rf"^\W*(?:T/?M|TM)\s*[./]?\s*(?P<who>[{UPPER}][{UPPER}\s,]{{3,60}})$")
FIGURES = str.maketrans("lIO", "110")


@dataclass(frozen=True, slots=True)
class Head:
    """The head, whom the document is sent to, and how many pieces it takes."""

    plan: DraftPlan
    recipients: str
    length: int
    dispatch: bool


def head_of(pieces: Sequence[Piece], name: str = "") -> Head:
    """The head of a document; what it does not say is null, and doubted where another source suggests it."""
    lines = first_lines(pieces)
    texts = [clean(line.text) for _, line in lines]
    words = " ".join(clean(piece.text) for piece in pieces if isinstance(piece, Line))[:200_000]
    doubts = list[Doubt]()
    number = next(
        (re.sub(r"\s+", "", m["n"]) for text in texts if (m := NUMBER.match(text.lstrip("*_( ")))), None
    )
    attached = next((m for text in texts if (m := ATTACHED.search(text))), None)
    if number is None and attached:
        number = re.sub(r"\s+", "", attached["n"])
    if (
        number is None
        and not any(BLANK_NUMBER.search(text) for text in texts)
        and (named := FILE_NUMBER.search(name))
    ):
        number = (
            f"{named[1]}-{named[2]}/{named[3]}"
            if named[3] in ("TU", "ĐU", "DU", "HU", "QU")
            else f"{named[1]}/{named[2]}-{named[3]}"
        )
        doubts.append(Doubt("number_of_file", {"number": number}))
    elif number is None:
        doubts.append(Doubt("no_number"))
    issued = next((day for text in texts if "," in text[:60] and (day := _day(text))), None) or next(
        (day for text in texts if len(text) < 60 and (day := _day(text))), None
    )
    if issued is None and attached:
        issued = _day(attached.group()) or next(
            (_date(*m.groups()) for m in CITED.finditer(attached.group())), None
        )
    days = (_date(*match.groups()) for text in (*texts, words) for match in CITED.finditer(text))
    cited = max((day for day in days if day), default=None)
    if issued is None:
        doubts.append(Doubt("no_issued"))
    title, title_at = _title(lines)
    if title is None:
        doubts.append(Doubt("no_title"))
    body = next((m["who"].strip() for text in last_lines(pieces) if (m := SIGNED.match(text))), None)
    issuer = _issuer(lines, words, body)
    if issuer is None:
        doubts.append(Doubt("no_issuer"))
    recipients, recipients_at = _recipients(lines)
    plan = DraftPlan(
        number=number,
        issuer=issuer,
        issued=issued,
        title=as_spoken(title, words) if title else None,
        body=body,
        cited=cited,
        doubts=tuple(doubts),
    )
    return Head(plan, recipients, max(title_at, recipients_at), bool(recipients))


def _day(text: str) -> date | None:
    if short := SHORT_DATE.search(text):
        return _date(*short.groups())
    match = DATED.search(text)
    return _date(*(match[group].translate(FIGURES) for group in "dmy")) if match else None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def _title(lines: Sequence[tuple[int, Line]]) -> tuple[str | None, int]:
    """The title, and the piece behind it: below the sort of document, or what a dispatch is about."""
    for n, (at, line) in enumerate(lines):
        text = clean(line.text)
        sort = SORT.match(text)
        if sort and shouted(sort.group()) and len(text) < 300 and not _of_another(lines, n):
            return _below(text, at, lines[n + 1 : n + 8])
    for n, (at, line) in enumerate(lines):
        about = ABOUT.match(clean(line.text))
        if about and line.side is not Side.RIGHT:
            return _about(clean(line.text)[about.end() :], at, lines[n + 1 : n + 5])
    return None, 0


def _below(text: str, at: int, lines: Sequence[tuple[int, Line]]) -> tuple[str, int]:
    parts, end = [text], at + 1
    for place, further in lines:
        words = clean(further.text)
        if _ends_title(words, further, parts):
            break
        if re.search(r"\w", words):
            parts.append(words)
            end = place + 1
    return " ".join(parts), end


def _about(text: str, at: int, lines: Sequence[tuple[int, Line]]) -> tuple[str, int]:
    parts, end = [text], at + 1
    for place, further in lines:
        words = clean(further.text)
        if further.side is Side.RIGHT:
            continue
        if (
            TO.match(words)
            or OPENING.match(words)
            or STATE.search(bare(words))
            or _day(words)
            or len(words) > 90
        ):
            break
        parts.append(words)
        end = place + 1
    return " ".join(parts), end


def _of_another(lines: Sequence[tuple[int, Line]], n: int) -> bool:
    """Whether the word stands in the name of whoever issues ("BAN CHỈ ĐẠO CHƯƠNG TRÌNH")."""
    return lines[n][1].side is Side.LEFT and n + 1 < len(lines) and n < 3


def _ends_title(words: str, line: Line, parts: Sequence[str]) -> bool:
    if (
        annex(words)
        or marker(words)
        or label(words)
        or TO.match(words)
        or words.startswith("(")
        or len(words) > 220
        or (_day(words) and len(words) < 60)
    ):
        return True
    if PERIOD.fullmatch(bare(words)) and len(" ".join(parts).split()) > 3:
        return True  # a heading of its own
    if shouted(words) and (not shouted(parts[-1]) or (len(parts) > 1 and OFFICE.match(words))):
        return True
    if OPENING.match(words) and (len(parts) > 1 or len(words) > 110) and not line.bold:
        return True
    return words.endswith((".", ";", ":")) and len(words) > 60


def _issuer(lines: Sequence[tuple[int, Line]], words: str, body: str | None) -> str | None:
    """The last of the names above the number; a place goes with the name before it."""
    names: list[str] = []
    for _, line in lines[:14]:
        text = trimmed(clean(line.text)).strip("*_ ")
        if SORT.match(text) or NUMBER.search(text):
            break
        if (
            line.side is Side.RIGHT
            or STATE.search(bare(text))
            or not shouted(text)
            or len(text) > 90
            or marker(text)
        ):
            continue
        if names and (
            PLACE.match(text) or text.startswith(("VÀ ", "CỦA ")) or names[-1].endswith((" VÀ", ","))
        ):
            names[-1] = f"{names[-1]} {text}"
        elif re.match(r"ĐẢNG BỘ", text) and not names:
            names.append(text)
        else:
            names.append(text)
    if names:
        own = f"{names[-1]} {names[-2]}" if len(names) > 1 and PART.fullmatch(names[-1]) else names[-1]
        return as_spoken(own, words, name=True)
    said = ISSUES.search(words)
    if said:
        return said["who"].strip()
    return as_spoken(body, words, name=True) if body else None


def _recipients(lines: Sequence[tuple[int, Line]]) -> tuple[str, int]:
    """Whom a dispatch is sent to, as listed behind "Kính gửi"."""
    for n, (at, line) in enumerate(lines):
        text = clean(line.text)
        if not TO.match(text):
            continue
        parts, end = [TO.sub("", text, count=1).strip()], at + 1
        for place, further in lines[n + 1 : n + 20]:
            words = clean(further.text)
            listed = re.match(r"[-–+•]\s*", words)
            if (
                (
                    not listed
                    and parts[-1].endswith((".", ""))
                    and not parts[-1].endswith((";", ",", ":"))
                    and parts != [""]
                )
                or len(words) > 160
                or OPENING.match(words)
            ):
                break
            parts.append(words[listed.end() :] if listed else words)
            end = place + 1
        return "; ".join(trimmed(part) for part in parts if trimmed(part)), end
    return "", 0
