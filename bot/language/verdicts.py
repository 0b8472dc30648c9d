"""A secretary's yes or no in words, with its reason and the document that it rests on."""

import re
import unicodedata

from bot.language.folding import fold

# The number of an official document: 12/QĐ-UBND, 07-KH/TU, 12/2026/QĐ-UBND.
DOCUMENT = re.compile(
    r"\d+(?:/\d{4})?(?:-[^\W\d_]+)?/[^\W\d_]\w*(?:-\w+)*(?:,?\s+(?:ngày|ngay)\s+\d+/\d+/\d+)?",
    re.IGNORECASE,
)
NO = re.compile(
    r"(?:khong|chua|ko|k)\s+(?:dong y|duyet|chap nhan|chap thuan|xac nhan|cho|dat)\b|tu choi\b"
    r"|tra lai\b|tra ve\b|bac\b|refused?\b|return(?:ed)?\b|reject(?:ed)?\b|not approved?\b"
)
YES = re.compile(
    r"(?:em |toi |da )?(?:dong y|duyet|phe duyet|chap nhan|chap thuan|xac nhan|nhat tri|cho phep"
    r"|ok|approved?|accept(?:ed)?|grant(?:ed)?|agreed?|yes)\b"
)
# What only a secretary says; "ok" or "xác nhận" alone may answer anything.
DECIDES = re.compile(
    r"(?:(?:em|toi|da|ok|oke|vang|u)[\s,]+)*"
    r"(?:(?:khong |ko |k )?(?:dong y|nhat tri|chap thuan)|phe duyet|duyet|tu choi)\b"
)
# And nothing else: what answers the one result that waits.
AGREES = re.compile(
    r"(?:(?:em|toi|da|ok|oke|vang|u)[\s,]+)*(?:dong y|nhat tri|chap thuan|phe duyet|duyet)"
    r"(?:[\s,.!]+(?:nhe|nha|a|roi|di|luon|em|anh|chi|ket qua|viec nay))*[\s.!]*"
)
BECAUSE = re.compile(r"^[\s,.:;–-]*(?:(?:vì|vi|do|bởi|because|lý do|ly do)\b[\s:]*)?", re.IGNORECASE)


def given(plain: str) -> bool:
    """Whether the words are a yes or a no."""
    return bool(YES.match(plain) or NO.match(plain))


def reason(text: str) -> str:
    """What stands behind the yes or no; folding keeps the number of letters."""
    typed = unicodedata.normalize("NFC", text).strip()
    match = NO.match(fold(typed.casefold()))
    return BECAUSE.sub("", typed[match.end() :]).strip() if match else text
