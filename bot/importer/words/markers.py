"""What stands before a point of a document (I. 1. 1.1. a) - +), and how deep it puts the point."""

import re
from dataclasses import dataclass
from enum import IntEnum

from bot.importer.words.wording import UPPER, bare, clean, shouted


class Depth(IntEnum):
    """How deep a point stands, whatever its number."""

    PART = 0
    ARTICLE = 1
    ROMAN = 2
    NUMBER = 3
    SECOND = 4
    THIRD = 5
    NAMED = 6  # "Bước 1:", "Thứ nhất,"
    LETTER = 7
    DASH = 8
    PLUS = 9
    BRACKET = 10


@dataclass(frozen=True, slots=True)
class Marker:
    """A sign with its depth, the words behind it, and what it adds to the name of a section."""

    sign: str
    depth: Depth
    rest: str


ROMAN = r"(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
PARTS = re.compile(
    rf"(?P<kind>PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+(?:THỨ\s+|thứ\s+)?"
    rf"(?P<n>{ROMAN}|\d{{1,2}}|NHẤT|nhất|HAI|hai|BA|ba|TƯ|tư|NĂM|năm)(?=\s*(?:[.:–-]|$|\s[{UPPER}]))[.:\s–-]*"
)
ANNEX = re.compile(
    r"(?P<kind>PHỤ LỤC|Phụ lục|PHỤ BIỂU|BIỂU|Biểu)(?:\s+(?:SỐ|số))?\s*(?P<n>\d{1,2}|[IVX]{1,4}"
    r"|[A-D])?(?=\s*(?:[.:(–-]|$))[.:\s–-]*"
)
ARTICLE = re.compile(r"(?:Điều|ĐIỀU)\s+(?P<n>\d{1,3})\s*[.:]\s*")
LETTERED = re.compile(rf"(?P<n>[ABCDĐEGH])[.)]\s*(?=[{UPPER}]{{2}})")
ROMANS = re.compile(rf"(?P<n>{ROMAN})\s*(?:[.)]|/(?=\s)|[-–](?=\s))\s*(?=[^\s\d.,)])")
MISREAD = re.compile(rf"(?P<n>(?=[Il]*l)[Il]{{2,3}}|(?:lV|Vl{{1,3}}|lX))[.]\s*(?=[{UPPER}])")
DECIMALS = re.compile(rf"(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\s*[.)]?\s*(?=[{UPPER}“\"'(])")
NUMBER = re.compile(rf"(?P<n>\d{{1,3}})\s*(?:[.]|/(?=\s)|[-–](?=\s+[{UPPER}]))\s*(?=[^\s\d.,;:)%])")
CLOSED = re.compile(r"(?P<n>\d{1,2})\)\s*(?=\S)")
IN_BRACKETS = re.compile(r"\((?P<n>\d{1,2}|[ivx]{1,4}|[a-z])\)\s*(?=\S)")
LETTER = re.compile(rf"(?P<n>[a-zđ]\d?)\s*(?:\)|/(?=\s)|[.](?=\s*[{UPPER}]))\s*(?=\S)")
DASH = re.compile(r"[-–—−‐‑]\s*(?=[^\s\d-])|[-–—−]\s+(?=\d)")
DOT = re.compile(r"[•●▪■◆❖➢✓*·]\s*(?=\S)")
PLUS = re.compile(rf"[+◦○]\s*(?=\S)|o\s+(?=[{UPPER}])")
KINDS = "Nhiệm vụ|Bước|Giai đoạn|Nội dung|Hoạt động|Công việc|Việc|Nhóm nhiệm vụ|Nhóm|Giải pháp|Đợt|Mục tiêu"
NAMED = re.compile(
    rf"(?:{KINDS}|{KINDS.upper()})(?: số| thứ| SỐ| THỨ)?\s+(?P<n>\d{{1,2}}|{ROMAN})"
    r"\s*(?:[.:)–-]\s*(?=\S)|(?=\([^()]{3,60}\)\s*(?:[.:–-]|$)))"
)
WORDS = {"nhat": "1", "mot": "1", "hai": "2", "ba": "3", "tu": "4", "bon": "4", "nam": "5", "sau": "6"}
WORDS |= {"bay": "7", "tam": "8", "chin": "9", "muoi": "10"}
ORDINAL = re.compile(
    r"(?:Thứ (?P<n>nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
    r"|(?P<m>Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là)\s*[,:]\s*(?=\S)"
)
# A heading that is a time, bare: "THÁNG 01".
PERIOD = re.compile(r"(?:thang|quy|tuan) (?:\d{1,2}|[ivx]{1,3})")
LONG_PART = 160


def marker(text: str) -> Marker | None:
    """The sign a text begins with; null where it begins with words."""
    if len(text) < LONG_PART and (part := PARTS.match(text)):
        number = WORDS.get(bare(part["n"]), part["n"])
        kind = {"phan": "P", "chuong": "C", "muc": "M"}[bare(part["kind"])]
        return Marker(f"{kind}{number}", Depth.PART, text[part.end() :])
    for pattern, depth, prefix in (
        (ARTICLE, Depth.ARTICLE, "Đ"),
        (ROMANS, Depth.ROMAN, ""),
        (MISREAD, Depth.ROMAN, ""),
        (LETTERED, Depth.ARTICLE, ""),
    ):
        if match := pattern.match(text):
            return Marker(prefix + match["n"].replace("l", "I"), depth, text[match.end() :])
    if match := ORDINAL.match(text):
        return Marker(WORDS[bare(match["n"] or match["m"])], Depth.NAMED, text[match.end() :])
    if match := DECIMALS.match(text):
        depth = Depth.SECOND if match["n"].count(".") == 1 else Depth.THIRD
        return Marker(match["n"], depth, text[match.end() :])
    for pattern, depth in (
        (NUMBER, Depth.NUMBER),
        (NAMED, Depth.NAMED),
        (CLOSED, Depth.LETTER),
        (IN_BRACKETS, Depth.BRACKET),
        (LETTER, Depth.LETTER),
        (DASH, Depth.DASH),
        (DOT, Depth.DASH),
        (PLUS, Depth.PLUS),
    ):
        if match := pattern.match(text):
            number = match["n"] if "n" in pattern.groupindex else ""
            return Marker(number, depth, text[match.end() :])
    return None


def annex(text: str) -> Marker | None:
    """The sign of an annex, which begins a document of its own: "Phụ lục II"."""
    match = ANNEX.match(clean(text))
    if not match or len(text) > LONG_PART or (match["kind"][1:].islower() and len(text.split()) > 12):
        return None
    rest = text[match.end() :].strip()
    if match["kind"][1:].islower() and rest and not (shouted(rest) or rest[:1].isupper() or rest[:1] == "("):
        return None
    return Marker(f"PL{match['n'] or ''}", Depth.PART, rest)
