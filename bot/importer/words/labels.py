"""Lines that say something of a point under a name of their own: "Thời gian hoàn thành:", "Chủ trì:"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.importer.words.wording import bare, trimmed


class Label(StrEnum):
    """What a named line tells."""

    TIME = "time"
    OWNER = "owner"
    SUPPORT = "support"
    SHARED = "shared"  # owner and support in one
    PRODUCT = "product"
    BESIDE = "beside"  # something else: place, cost, who takes part


@dataclass(frozen=True, slots=True)
class Field:
    """A label with what it says, and where in the text it begins."""

    label: Label
    value: str
    start: int


AGENCY = (
    r"(?:don vi|co quan|to chuc|bo phan|ca nhan|cap|can bo|phong ban|phong|ban|khoa|to|noi|nguoi|dong chi"
    r"|lanh dao)"
)
DOING = (
    r"(?: (?:hoan thanh|thuc hien|trien khai|to chuc|bao cao|du kien|ket thuc|trinh|xong|xu ly|tien hanh|ban"
    r" hanh|cu the|phan dau|yeu cau|cam ket|nhiem vu))"
)
NAMES: tuple[tuple[Label, str], ...] = (
    (
        Label.TIME,
        (
            rf"(?:du kien )?(?:thoi (?:gian|han|diem|luong)|tien do|han|lo trinh|moc thoi gian|ky han"
            rf"|deadline){DOING}*(?:,? (?:va )?dia diem{DOING}*)?"
        ),
    ),
    (Label.TIME, r"(?:du kien )?(?:hoan thanh|xong)(?: (?:truoc|trong|vao))?"),
    (Label.SHARED, rf"(?:{AGENCY} )?chu tri(?:,| va|/| -)? ?(?:{AGENCY} )?phoi hop(?: thuc hien)?"),
    (
        Label.OWNER,
        (
            rf"(?:{AGENCY}(?:,| va|/)? )*(?:duoc giao )?(?:chu tri|phu trach|dau moi|chiu trach nhiem"
            rf"|thuc hien"
            rf"|tham muu|to chuc thuc hien)(?: (?:thuc hien|tham muu|trien khai|chinh|to chuc|xay dung"
            rf"|nhiem vu"
            rf"|soan thao))*"
        ),
    ),
    (
        Label.OWNER,
        (
            r"phan cong(?: thuc hien| nhiem vu| trach nhiem)*|trach nhiem(?: thuc hien| chinh)?|giao|don"
            r" vi duoc"
            r" giao|dau moi(?: thuc hien)?"
        ),
    ),
    (Label.SUPPORT, rf"(?:{AGENCY}(?:,| va|/)? )*(?:cung )?phoi hop(?: thuc hien| chinh)?"),
    (
        Label.PRODUCT,
        (
            r"(?:du kien )?(?:san pham|ket qua)(?: (?:dau ra|du kien|can dat|phai dat|hoan thanh|thuc"
            r" hien|dat"
            r" duoc|chinh|cu the|yeu cau|mong muon|giao nop))*(?:,? (?:va )?san pham)?|hinh thuc van ban"
        ),
    ),
    (
        Label.BESIDE,
        (
            r"thanh phan(?: tham (?:gia|du))?|dia diem(?: to chuc| thuc hien)?|hinh thuc(?: to chuc)?|doi"
            r" tuong(?: tham gia| thuc hien)?|so luong|(?:nguon )?kinh phi(?: thuc hien)?|muc dich|yeu"
            r" cau|muc"
            r" tieu|chi tieu|phuong phap|cach (?:thuc|lam)|phuong thuc|pham vi|quy mo|can cu|ghi chu"
            r"|khach moi"
            r"|chu de|ten goi|noi dung(?: thuc hien| cu the| chinh| to chuc)?"
        ),
    ),
)
OPENING = re.compile("|".join(f"(?P<l{at}>(?:{name}))" for at, (_, name) in enumerate(NAMES)))
BEGINS = re.compile(r"(?:^(?:[-–+*] ?)?|(?<=[.;,(\n])\s*|(?<= [-–]) |(?<=[.;,(] )[-–+] ?)")
COLON = re.compile(r"\s*(?:\([^)]{0,40}\))?\s*:\s*")
# Without a colon a line says its time only if it says nothing else.
TIME_ALONE = re.compile(
    r"(?:thoi (?:gian|han)(?: hoan thanh| thuc hien)*|hoan thanh|xong|thuc hien)(?: (?:la|xong))? "
    r"(?:trong|truoc|vao|den|cham nhat|muon nhat|het|quy|thang|nam|thuong xuyen|hang)\b"
)
LONGEST_ALONE = 90
LONGEST_NAME = 90


def fields(text: str) -> list[Field]:
    """Every named part of a text, in its order; each goes on to the next, or to its closing bracket."""
    plain = bare(text)
    found: list[tuple[Label, int, int]] = []
    for begin in BEGINS.finditer(plain):
        at = begin.end()
        if found and at < found[-1][2]:
            continue  # within a label: "Thời gian, địa điểm:"
        for place, (label, _) in enumerate(NAMES):
            match = _named(place).match(plain, at)
            if match and (colon := COLON.match(plain, match.end())):
                found.append((label, at, colon.end()))
                break
        else:
            if found and TIME_ALONE.match(plain, at):
                found.append((Label.TIME, at, at))  # "(chủ trì: …; hoàn thành trong quý III)"
    if not found and len(text) <= LONGEST_ALONE and TIME_ALONE.match(plain):
        return [Field(Label.TIME, trimmed(text), 0)]
    made = list[Field]()
    if not found:
        return made
    ends = [start for _, start, _ in found[1:]] + [len(text)]
    for (label, start, value), end in zip(found, ends, strict=True):
        words = text[value:end]
        if text[:start].count("(") > text[:start].count(")"):
            words = words.partition(")")[0]
        made.append(Field(label, trimmed(words), start))
    return made


def _named(place: int) -> re.Pattern[str]:
    return _PATTERNS[place]


_PATTERNS = tuple(re.compile(f"(?:{name})(?![a-z0-9])") for _, name in NAMES)


def label(text: str) -> Label | None:
    """The label a line begins with."""
    found = fields(text[: LONGEST_NAME * 2])
    return found[0].label if found and found[0].start == 0 else None
