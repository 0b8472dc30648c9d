"""A deadline text made plain: one spelling for all, numbers, and the words that lead up to a date."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.language.folding import Folded
from bot.language.numbers import number
from bot.language.stretches import Found

# Words that may stand between a sentence and its date. Without diacritics "đầu tư" (investment) looks
# like "đầu" and "từ", and "phấn đấu" (strive) ends like "đầu"; every plan has both, and neither is a lead.
LEAD_WORD = (
    r"(?:trong|vong|hoan thanh|thuc hien|xong|cham nhat|muon nhat|la|den|toi|het|truoc|vao|ngay|cuoi"
    r"|bat dau|khoi cong|(?<!phan )dau(?! tu)|giua|(?<!dau )tu|(?<=bat dau )tu|ke|sau|khoang|du kien"
    r"|by|before|in|on|until|from)"
)

# As they are spelled: "điện tử" ends in no "từ", "trọng" in no "trong", "sáu" in no "sau".
LEAD_SYLLABLES = frozenset({
    "vòng", "hoàn", "thành", "thực", "hiện", "chậm", "nhất", "muộn", "là", "đến", "tới", "hết", "trước",
    "vào", "ngày", "cuối", "bắt", "đầu", "khởi", "công", "giữa", "từ", "kể", "khoảng", "dự", "kiến",
})  # fmt: skip
WORD = re.compile(r"\w+")

# Forms that a plan's numbers and letters take without a day being meant.
UNREAD = frozenset({"day and month with a dot", "month by its letter"})
DAY_WORDS = frozenset({"ngay", "truoc", "den", "nhat", "toi"})
DAY_BEFORE = re.compile(r"\d{1,2}/\d{1,2}\s?(?:[,;&]|va\b)\s?$")  # "trước 15/6 và 15/11"
ENDS = re.compile(r"\s?(?:$|[.,;)-])")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<![a-z0-9]){LEAD_WORD}[ :]+)+$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """One stretch of a folded text, and what the reader was told beside the text.

    `string` is the text bare, what other phrases claimed blanked; `match` is null where no rule of the
    deadline language found it but the table of days. `since` is the beginning that the text names.
    """

    string: str
    at: tuple[int, int]
    match: re.Match[str] | None = None
    text: Folded
    issued: date | None
    exclusive: bool
    since: date | None = None

    @property
    def start(self) -> int:
        """Where the phrase begins, the words that lead up to it included ("chậm nhất trước ngày")."""
        lead = _lead().search(self.string, 0, self.at[0])
        start = lead.start() if lead else self.at[0]
        for word in WORD.finditer(self.text.clean, start, self.at[0]):
            typed = word.group().casefold()
            if not typed.isascii() and typed not in LEAD_SYLLABLES:
                start = min(word.end() + 1, self.at[0])
        return start

    @property
    def plain(self) -> str:
        return self.string[slice(*self.at)]

    @property
    def lead(self) -> list[str]:
        return re.findall(r"[a-z]+", self.string[self.start : self.at[0]])

    @property
    def words(self) -> str:
        """The phrase with its lead, as it was written."""
        words = self.text.clean[self.start : self.at[1]].strip(" :,;.")
        return words if words.count("(") >= words.count(")") else words.strip("()")

    @property
    def alone(self) -> bool:
        """Whether nothing but its lead stands beside it."""
        around = self.string[: self.start] + self.string[self.at[1] :]
        return not re.search(r"[a-z0-9]", around)

    @property
    def direction(self) -> str | None:
        """What the last telling word of the lead makes of the date: before it, or from it on."""
        told = [DIRECTIONS[word] for word in self.lead if word in DIRECTIONS]
        return told[-1] if told else None

    @property
    def before(self) -> bool:
        return self.direction == "before" or "truoc" in self.plain

    def get(self, name: str) -> str | None:
        """A group of the match; null where the rule has none of that name or it took no part."""
        return self.match.groupdict().get(name) if self.match else None

    def number(self, name: str) -> int:
        return number(self.get(name) or "")

    def numbers(self, first: str = "first") -> list[int]:
        """The numbers of a list such as "III, quý IV" (its first group, then `more`)."""
        more = re.findall(r"(?:\b|q|quy)(\d+|[iv]+)\b", self.get("more") or "")
        return [self.number(first), *map(number, more)]

    def spelled(self, name: str) -> str:
        """A group as it was written."""
        start, end = self.match.span(name) if self.match else (0, 0)
        return self.text.clean[start:end].strip(" -")


DIRECTIONS = {
    "truoc": "before", "before": "before",
    "tu": "from", "sau": "from", "bat": "from", "khoi": "from", "from": "from",
}  # fmt: skip


def admitted(found: Found, phrase: Phrase) -> bool:
    """Whether the words mean a day where they stand: a bare 15/6 or 2026 may be any number."""
    words, behind = phrase.plain, phrase.string[phrase.at[1] :]
    match found.form:
        case "day and month" | "day and month in words" if not re.search(r"\d{4}", words):
            led = "ngay" in words or not DAY_WORDS.isdisjoint(phrase.lead)
            return phrase.alone or led or DAY_BEFORE.search(phrase.string[: phrase.at[0]]) is not None
        case "year alone":
            bare = re.fullmatch(r"20\d\d", words) and phrase.lead and ENDS.match(behind)
            return phrase.alone or bool(bare)
        case "weekday":  # "lần thứ hai"
            return phrase.alone
        case "this year":
            return ENDS.match(behind) is not None
        case "day, month, year":
            return "." not in words or re.search(r"\d{4}", words) is not None
        case _:
            return True
