"""The names of agencies in a row of them: one by one, without the posts before them."""

import re
from collections.abc import Iterator

from bot.importer.words.agency_words import HEADS, MANY, POSTS, SMALL
from bot.importer.words.wording import UPPER, trimmed

HEAD = re.compile(rf"(?:{MANY}|{HEADS})(?!\w)")
ANY_HEAD = re.compile(rf"(?:{MANY}|{HEADS}|{SMALL})(?!\w)")
LISTED = re.compile(r"(?P<all>[Cc]ác (?P<kind>[Ss]ở|[Bb]an|[Pp]hòng|[Bb]ộ))\s*:\s*")
# Commas within these belong to the name.
KEPT = (
    "Văn hóa, Thể thao",
    "Văn hoá, Thể thao",
    "Lao động, Thương binh",
    "Lao động - Thương binh",
    "Văn hóa, Khoa học",
    "Giáo dục, Văn hóa",
    "Nông, Lâm",
    "Kinh tế, Hạ tầng",
    "Văn hóa, Xã hội",
    "Phòng cháy, chữa cháy",
    "Mặt trận, đoàn thể",
    "Công chức, viên chức",
    "Công chức, Viên chức",
    "Khu kinh tế và các khu công nghiệp",
)
TWO_IN_ONE = re.compile(
    r"Văn phòng (?:Hội đồng nhân dân|HĐND|Đoàn [^,;]{3,40}|Đảng ủy)$|^Báo$"
)  # "… và UBND"
LONE = re.compile(r".{0,2}|(?:phòng|ban|khoa|tổ|đội|trạm|đơn vị|thôn|khu|nhóm)", re.IGNORECASE)
# The second half of a name: "Ban Thanh thiếu nhi - Trường học", "Phòng Tổ chức - Thanh tra".
HALF = re.compile(r"(?:Trường học|Thống kê|Thanh tra|Thuế|Văn phòng(?=\W|$)|Quản trị|Báo chí)(?!\w)")
ONE_MORE = re.compile(
    r"(?:trường học|tổ dân phố|trạm y tế|đoàn thanh niên|công an|nhà trường|doanh nghiệp|bệnh viện"
    r"|chủ đầu tư"
    r"|ngân hàng|mặt trận|hội (?:phụ nữ|nông dân|cựu chiến binh)|chính quyền)(?!\w)"
)
LONGEST_NAME = 140


def split(names: str) -> Iterator[str]:
    """A stretch of names one by one; commas within a name, and within "các sở, ban, ngành", stay."""
    listed = LISTED.match(names)
    if listed:
        kind = listed["kind"].capitalize()
        parts = [
            part if HEAD.match(part) else f"{kind} {part}"
            for part in _parted(names[listed.end() :], everything=True)
        ]
    else:
        parts = _parted(names)
    for part in parts:
        name = unposted(trimmed(re.sub(r"\.\.\.$|,?\s*\.\.\.|\s*\([^()]*\)", "", part)))
        if 1 < len(name) <= LONGEST_NAME:
            yield name


def _parted(names: str, *, everything: bool = False) -> list[str]:
    parts, start = list[str](), 0
    for match in re.finditer(
        rf"\s*[;\n]\s*|\s*,\s*(?:và\s+)?|\s+(?:và|cùng|với|phối hợp với)\s+|\s+[-–]\s+(?=[{UPPER}])", names
    ):
        rest = names[match.end() :]
        sign = match.group().strip()
        if TWO_IN_ONE.search(names[start : match.start()]) and sign == "và":
            continue
        hard = sign.startswith(";") or "\n" in match.group()
        kept = any(
            names.find(k, max(0, match.start() - len(k)))
            in range(max(0, match.start() - len(k)), match.start())
            for k in KEPT
        )
        many = re.match(rf"(?:{MANY})(?!\w)", names[start : match.start()])
        further = r"(?:các)\b" if many else r"(?:các|tổ chức|địa phương|cơ quan|đơn vị|đoàn thể)\b"
        begins = HEAD.match(rest) or POSTS.match(rest) or (sign != "," and re.match(further, rest))
        begins = begins or (not many and ONE_MORE.match(rest))
        loose = many and re.match(
            r"(?:đặc khu|phường|xã|thị trấn|ngành|ban|đơn vị|địa phương|đoàn thể|tổ chức|Đảng|Ban|Phường"
            r"|Xã)\b",
            rest,
        )
        dashed = sign.startswith(("-", "–")) and not hard
        if dashed and (not begins or HALF.match(rest)):
            continue
        if (
            hard
            or (begins and not kept and not loose)
            or (everything and not kept and sign != "và" and not _inner_and(match))
        ):
            parts.append(names[start : match.start()])
            start = match.end()
    return [part for part in [*parts, names[start:]] if part.strip(" .,")]


def _inner_and(match: re.Match[str]) -> bool:
    return match.group().strip() in ("và", "cùng", "với", "-", "–")


def unposted(name: str) -> str:
    """A name without the post before it: "Giám đốc Sở Xây dựng" is the department, "Trưởng phòng" a post."""
    match = POSTS.match(name)
    return name[match.end() :] if match and not LONE.fullmatch(name, match.end()) else name
