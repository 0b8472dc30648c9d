"""Headings in capitals as running text has them: the document itself says how, else common sense."""

import re

from bot.importer.words.agency_names import HEAD
from bot.importer.words.wording import LOWER, UPPER, capitalised, shouted

# Behind its level the rest of an agency's name is a place.
PLACED = re.compile(
    r"\b(tỉnh|thành phố|xã|phường|huyện đảo|huyện|quận|đặc khu|thị trấn) ((?!đảo|hội|ủy|uỷ|đoàn|đội)[\w ]+)$"
)
OFFICES = re.compile(
    r"\b(?:thành ủy|tỉnh ủy|đảng ủy|huyện ủy|ban thường vụ|ban chấp hành|ban chỉ đạo|ủy ban nhân dân|hội"
    r" đồng nhân dân|bộ chính trị|ban bí thư|chính phủ|thủ tướng"
    r"|quốc hội|trung ương|mặt trận tổ quốc|công an|việt nam)\b"
)


def as_spoken(text: str, words: str, *, name: bool = False) -> str:
    """Capitals as in running text: as the document writes the words elsewhere, else the first letters."""
    tokens = text.split()
    loud = next((n for n, token in enumerate(tokens) if token != token.upper()), len(tokens))
    shouting, rest = " ".join(tokens[:loud]), " ".join(tokens[loud:])
    if not shouted(shouting):
        return text
    if rest and not HEAD.match(rest):
        rest = rest[0].lower() + rest[1:]
    found = re.compile(re.escape(shouting), re.IGNORECASE).finditer(words)
    spoken = next((m.group() for m in found if not shouted(m.group())), None) or _lowered(
        shouting, words, name
    )
    return capitalised(f"{spoken} {rest}".strip())


def _lowered(text: str, words: str, name: bool) -> str:
    """Word by word: a name keeps its capitals where the document writes it so in small letters elsewhere."""
    names = {
        match.casefold(): match
        for match in re.findall(rf"(?<![.;:]\s)(?:[{UPPER}][{LOWER}]+)(?:\s[{UPPER}][{LOWER}]+)+", words)
    }
    lowered = text.casefold()
    for known, written in names.items():
        lowered = re.sub(rf"(?<![\w]){re.escape(known)}(?![\w])", written, lowered)
    lowered = re.sub(
        r"\b(tỉnh|phố|phường|xã|khu) (?!hội|biên|chủ|nông|ủy|uỷ|đoàn|đội)(\w+)",
        lambda m: f"{m[1]} {m[2].capitalize()}",
        lowered,
    )
    if name:
        lowered = PLACED.sub(lambda m: f"{m[1]} {m[2].title()}", lowered)
    lowered = re.sub(r"(?<=\d)[-/][\w/-]+", lambda m: m.group().upper(), lowered)
    lowered = OFFICES.sub(lambda match: capitalised(match.group()), lowered)
    lowered = re.sub(
        r"^(sở|phòng|ban) (\w)|(?<=và )(\w)",
        lambda m: f"{m[1].capitalize()} {m[2].upper()}" if m[1] else m[3].upper(),
        lowered,
    )
    return capitalised(re.sub(r"\b(ubnd|hđnd|mttq|bch|btv|tw|tu|hđh)\b", lambda m: m[1].upper(), lowered))
