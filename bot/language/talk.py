"""Words on a task that report nothing: a question, for the secretary or not, a bare "received"."""

import re
import unicodedata

from bot.language.said import Said
from bot.language.understand import Meaning

# Asked of what a card tells: until when, whose, by whom, what.
_WHEN = r"bao gio|khi nao|ngay nao|hom nao|luc nao|may gio"
_DUE = r"han|het han|thoi han|den han|nop|trinh|xong|bao cao|hoan thanh"
_DOES = r"chu tri|phu trach|chiu trach nhiem|phoi hop|lam|giao|phan cong"
_WHO = r"ai|don vi nao|phong nao|co quan nao|ben nao"
KNOWN = re.compile(
    rf"\b(?:{_WHEN})\b.*\b(?:{_DUE})\b|\b(?:{_DUE})\b.*\b(?:{_WHEN})\b|\bhan (?:la )?(?:gi|may)\b"
    r"|\bcon (?:may|bao nhieu) (?:ngay|lau)\b|\bcon bao lau\b|\bwhen\b.*\bdue\b|\bdue when\b"
    rf"|\b(?:{_WHO})\b (?:la )?(?:co quan |don vi )?(?:{_DOES})\b|\b(?:cua|do) (?:{_WHO})\b"
    r"|\bcan cu (?:nao|gi|vao dau|o dau)\b|\b(?:van ban|ke hoach|quyet dinh|nghi quyet) (?:nao|gi)\b"
    r"|\bla (?:gi|sao|the nao|viec gi|viec nao)\b|\blam (?:gi|nhung gi|cai gi)\b|\bviec gi\b"
    r"|\bnoi dung (?:gi|the nao|ra sao)\b|\bsan pham gi\b"
    r"|\bwho (?:owns|leads|assigned)\b|\bwhat (?:is|does)\b"
)
# What no card tells, whatever else is asked beside it.
UNKNOWN = re.compile(
    r"\b(?:mau|bieu mau|phu luc|dien thoai|email|lien he|kinh phi|dinh muc)\b"
    r"|\bgui (?:cho |ve |toi )?(?:ai|dau|don vi nao)\b"
)
TO_SECRETARY = re.compile(
    r"(?:(?:em |toi |cho em |xin |muon )*hoi thu ky\b(?: (?:giup|ho))?|ask the secretary\b)[\s:,.–-]*"
)
# "vâng ạ, mai em gửi phương án": said of work to come, and nothing of how it stands.
_WE = r"em|toi|minh|tui|chung em|chung toi|anh|chi"
_SOON = (
    r"(?:sang |chieu |toi )?(?:ngay )?mai|(?:sang|chieu|toi|trua|hom)(?: nay)?|lat(?: nua)?|ti(?: nua)?"
    r"|(?:dau|cuoi|giua)? ?(?:tuan|thang)(?: sau| toi| nay)?|thu (?:hai|ba|tu|nam|sau|bay|\d)|chu nhat|mot"
    r"|tomorrow|later"
)
_DELIVERS = r"gui|nop|trinh|bao(?: cao)?|cap nhat|lam|tra loi|hoan thien|bo sung|send|report|submit"
PROMISES = re.compile(
    rf"(?:(?:da|vang|ok|oke|a|thua|{_WE}|anh|chi|sep|ro|nhan|duoc|roi|nhe|thi|u)\b[\s,.!]*)*"
    rf"(?:de )?(?:(?:{_SOON})\s+(?:(?:{_WE})\s+)?|(?:{_WE})\s+(?:se|hen|xin hen)\s+)"
    rf"(?:se |moi |xin )?(?:{_DELIVERS})\b(?!.*\b(?:xong|roi|dang|da|chua)\b)[^\d%]*"
)
RECEIVED = re.compile(
    r"(?:(?:da|em|toi|vang|phong|xin|a|ok|thua|sep)\s+)*"
    r"(?:nhan|ro|tiep thu|nhan duoc|nam duoc|ok|received|noted)"
    r"(?:\s+(?:roi|y kien|chi dao|duoc|a|nhe|anh|chi|em|sep|va thuc hien))*[\s.!]*"
)


def asks(said: Said) -> bool:
    """Whether something is asked, and nothing else told."""
    reading = said.reading
    if reading.state is Meaning.QUESTION:
        return reading.sure
    return reading.state is Meaning.NONE and not reading.idle and bool(KNOWN.search(said.plain))


def promises(said: Said) -> bool:
    """Whether work is announced for later, without a word of how it stands."""
    state = said.reading.state
    return state in (Meaning.NONE, Meaning.IN_PROGRESS) and PROMISES.fullmatch(said.plain) is not None


def card_answers(said: Said) -> bool:
    """Whether a card tells what is asked."""
    return bool(KNOWN.search(said.plain)) and not UNKNOWN.search(said.plain)


def composed(text: str) -> str:
    """The text in the form whose letters folding keeps in number, so that a match of one cuts the other."""
    return unicodedata.normalize("NFC", text).strip()


def for_secretary(said: Said) -> str | None:
    """What the secretary is to be asked ("" where that was said before); None for other words."""
    found = TO_SECRETARY.match(said.plain)
    return composed(said.text)[found.end() :].strip() if found else None


def received(said: Said) -> bool:
    return RECEIVED.fullmatch(said.plain) is not None
